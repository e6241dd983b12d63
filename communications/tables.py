"""The communications plan as a table."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import day
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable
from programme.written import is_unclear

from .choices import Consultation, State

STATES, CONSULTED = dict(State.choices), dict(Consultation.choices)
AUDIENCE_SPACE = 80  # characters; the rest is on the communication's own page


class CommunicationTable(LogTable):
    """Ref and communication lead to the detail page; due dates stand as they were written and sort by what they can mean."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Communication")
    audience = tables.Column(
        "Audience and channel", order_by=("audience", "audience_words", "channel")
    )
    owner = tables.Column("Owner")
    due = tables.Column("Due", order_by=("due_latest", "due_earliest"))
    state = tables.Column("State")
    heard = tables.Column("Feedback", orderable=False)
    updated_at = tables.Column("Changed")

    def cells(self, entry):
        return (
            self.link_to("communications:detail", entry, entry.reference),
            self._with(
                self.link_to("communications:detail", entry, entry.title), self._consulted(entry)
            ),
            self._with(clipped(entry.audience_in_full, AUDIENCE_SPACE), entry.channel),
            entry.owner,
            self._due(entry),
            self._state(entry),
            self._heard(entry),
            format_html("{}<br>{}", day(entry.updated_at), entry.updated_by_name),
        )

    def _with(self, first, second):
        """Two lines of a cell, or the one that says something."""
        return format_html("{}<br>{}", first, second) if first and second else first or second

    def _consulted(self, entry):
        return (
            f"Consultation: {CONSULTED[entry.consultation].lower()}" if entry.consultation else ""
        )

    def _due(self, entry):
        if entry.is_overdue(self.today):
            return format_html(
                '{} <strong class="late">Overdue</strong>', entry.due or day(entry.closes_on)
            )
        if entry.is_unfinished and is_unclear(entry, "due"):
            return format_html("{}<br>No date can be read from it", entry.due)
        return entry.due

    def _state(self, entry):
        return self._with(
            STATES[entry.state], ", ".join(filter(None, [day(entry.done_on), entry.done_where]))
        )

    def _heard(self, entry):
        return self._with(
            entry.heard or "", f"{entry.unanswered} not answered" if entry.unanswered else ""
        )

    def row_class(self, entry):
        return "row--red" if entry.is_overdue(self.today) else ""
