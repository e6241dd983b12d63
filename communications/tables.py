"""The communications plan as a table."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.templatetags.governance import day
from programme.ui.tables import LogTable
from programme.written import is_unclear

from .choices import Consultation, State

STATES, CONSULTED = dict(State.choices), dict(Consultation.choices)


class CommunicationTable(LogTable):
    """Ref and communication lead to the detail page; due dates stand as they were written and sort by what they can mean."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Communication")
    audience = tables.Column("Audience", order_by=("audience", "audience_words"))
    channel = tables.Column("Channel")
    consultation = tables.Column("Consultation")
    owner = tables.Column("Owner")
    due = tables.Column("Due", order_by=("due_latest", "due_earliest"))
    state = tables.Column("State")
    heard = tables.Column("Feedback", orderable=False)
    updated_at = tables.Column("Changed")

    def cells(self, entry):
        return (
            self.link_to("communications:detail", entry, entry.reference),
            self.link_to("communications:detail", entry, entry.title),
            entry.audience_in_full,
            entry.channel,
            CONSULTED.get(entry.consultation, ""),
            entry.owner,
            self._due(entry),
            self._state(entry),
            self._heard(entry),
            format_html("{}<br>{}", day(entry.updated_at), entry.updated_by_name),
        )

    def _due(self, entry):
        if entry.is_overdue(self.today):
            return format_html('{} <strong class="late">Overdue</strong>', entry.due or day(entry.closes_on))
        if entry.is_unfinished and is_unclear(entry, "due"):
            return format_html("{}<br>No date can be read from it", entry.due)
        return entry.due

    def _state(self, entry):
        word = STATES[entry.state]
        where = ", ".join(filter(None, [day(entry.done_on), entry.done_where]))
        return format_html("{}<br>{}", word, where) if where else word

    def _heard(self, entry):
        if not entry.unanswered:
            return entry.heard or ""
        return format_html("{}<br>{} not answered", entry.heard, entry.unanswered)

    def row_class(self, entry):
        return "row--red" if entry.is_overdue(self.today) else ""
