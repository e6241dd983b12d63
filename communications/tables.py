"""The communications plan as a table."""

from django.utils.html import format_html

from programme.formats import NOT_RECORDED, clipped, day
from programme.ui.tables import LogTable, RedWhenOverdue, blank
from programme.written import is_unclear

from .choices import Consultation, State
from .log import COMMUNICATIONS

STATES, CONSULTED = dict(State.choices), dict(Consultation.choices)
AUDIENCE_SPACE = 80  # characters; the rest is on the communication's own page


def one_below_the_other(first, second):
    """Two lines of a cell, or the one that says something."""
    return format_html("{}<br>{}", first, second) if first and second else first or second


class CommunicationTable(RedWhenOverdue, LogTable):
    """Due dates stand as they were written and sort by what they can mean."""

    log = COMMUNICATIONS
    headings = {"audience": "Audience and channel"}
    sorts_by = {
        "audience": ("audience", "audience_words", "channel"),
        "due": ("due_latest", "due_earliest"),
    }

    def cell_title(self, entry):
        consulted = CONSULTED.get(entry.consultation, "").lower()
        below = f"Consultation: {consulted}" if consulted else ""
        return one_below_the_other(super().cell_title(entry), below)

    def cell_audience(self, entry):
        audience = clipped(entry.audience_in_full, AUDIENCE_SPACE) or blank(NOT_RECORDED)
        return one_below_the_other(audience, entry.channel)

    def cell_due(self, entry):
        if entry.is_overdue(self.position.day):
            last_day = entry.due or day(entry.closes_on)
            return format_html('{} <strong class="late">Overdue</strong>', last_day)
        if entry.is_unfinished and is_unclear(entry, "due"):
            return format_html("{}<br>No date can be read from it", entry.due)
        return entry.due

    def cell_state(self, entry):
        done = ", ".join(filter(None, [day(entry.done_on), entry.done_where]))
        return one_below_the_other(STATES[entry.state], done)

    def cell_feedback(self, entry):
        waiting = f"{entry.unanswered} not answered" if entry.unanswered else ""
        return one_below_the_other(entry.heard or "", waiting)
