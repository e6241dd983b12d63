"""The milestone log as a table."""

import django_tables2 as tables
from django.utils.html import format_html

from programme.formats import day
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable

from .choices import State

STATES = dict(State.choices)
COMMENT_SPACE = 80  # characters; the rest is on the milestone's own page


class MilestoneTable(LogTable):
    """Ref and milestone lead to the detail page; dates stand as they were written and sort by what they can mean."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Milestone")
    period = tables.Column("Period", order_by=("period__starts_on",))
    due = tables.Column("Due", order_by=("due_latest", "due_earliest"))
    delivered_on = tables.Column("Delivered")
    state = tables.Column("State")
    owner = tables.Column("Owner")
    comment = tables.Column("Comment", orderable=False)
    updated_at = tables.Column("Changed")

    def cells(self, milestone):
        url = self.url("milestones:detail", milestone.reference)
        period = self.periods.get(milestone.period_id)
        return (
            format_html('<a href="{}">{}</a>', url, milestone.reference),
            format_html('<a href="{}">{}</a>', url, milestone.title),
            period.label if period else "",
            self._due(milestone),
            day(milestone.delivered_on),
            format_html("{}<br>Noted as ongoing", STATES[milestone.state])
            if milestone.ongoing
            else STATES[milestone.state],
            milestone.owner,
            clipped(milestone.comment, COMMENT_SPACE),
            format_html("{}<br>{}", day(milestone.updated_at), milestone.updated_by_name),
        )

    def _due(self, milestone):
        if milestone.is_overdue(self.today):
            return format_html('{} <strong class="late">Overdue</strong>', milestone.due)
        if milestone.due_is_unclear:
            return format_html("{}<br>No date can be read from it", milestone.due)
        if milestone.extensions:
            return format_html("{}<br>First due {}", milestone.due, milestone.baseline)
        return milestone.due

    def row_class(self, milestone):
        return "row--red" if milestone.is_overdue(self.today) else ""
