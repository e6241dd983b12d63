"""The milestone log as a table."""

from django.utils.html import format_html

from programme.formats import clipped
from programme.ui.tables import LogTable, RedWhenOverdue

from .choices import State
from .log import MILESTONES

STATES = dict(State.choices)
COMMENT_SPACE = 80  # characters; the rest is on the milestone's own page


class MilestoneTable(RedWhenOverdue, LogTable):
    """Dates stand as they were written and sort by what they can mean."""

    log = MILESTONES
    sorts_by = {
        "period": ("period__starts_on",),
        "due": ("due_latest", "due_earliest"),
        "comment": (),
    }

    def cell_due(self, milestone):
        if milestone.is_overdue(self.position.day):
            return format_html('{} <strong class="late">Overdue</strong>', milestone.due)
        if milestone.due_is_unclear:
            return format_html("{}<br>No date can be read from it", milestone.due)
        if milestone.extensions:
            return format_html("{}<br>First due {}", milestone.due, milestone.baseline)
        return milestone.due

    def cell_state(self, milestone):
        state = STATES[milestone.state]
        return format_html("{}<br>Noted as ongoing", state) if milestone.ongoing else state

    def cell_comment(self, milestone):
        return clipped(milestone.comment, COMMENT_SPACE)
