"""The workstreams and the follow-on actions as tables."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.fields import lines_of
from programme.formats import badge, day
from programme.ui.pictures import clipped
from programme.ui.tables import LogTable

from .choices import State

STATES = dict(State.choices)
POSITION_SPACE = 140  # characters; the rest is on the workstream's own page


def boxed(word):
    """A word in a box that never breaks. It has no colour: the scale is the programme's own, and no traffic light."""
    return badge({"key": "word", "word": word}) if word else ""


class WorkstreamTable(LogTable):
    """Ref and workstream lead to the detail page; the position is the one that counted on the day looked at."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Workstream")
    progress = tables.Column("Progress")
    position = tables.Column("Position", orderable=False)
    owner = tables.Column("Lead")
    updated_at = tables.Column("Changed")

    def cells(self, workstream):
        last = workstream.known[-1] if workstream.known else None
        said = (
            format_html(
                "{}: {}", day(last.as_at), clipped("; ".join(lines_of(last.text)), POSITION_SPACE)
            )
            if last
            else ""
        )
        flag = (
            mark_safe("<br><strong>See the note</strong>")
            if workstream.flags(workstream.known)
            else ""
        )
        return (
            self.link_to("workstreams:detail", workstream, workstream.reference),
            format_html(
                "{}{}", self.link_to("workstreams:detail", workstream, workstream.title), flag
            ),
            boxed(workstream.progress),
            said,
            workstream.owner,
            format_html("{}<br>{}", day(workstream.updated_at), workstream.updated_by_name),
        )


class FollowOnTable(LogTable):
    """Ref and action lead to the detail page."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("Follow-on action")
    workstream = tables.Column("Workstream")
    state = tables.Column("State")
    owner = tables.Column("New owner")
    plan = tables.Column("Plan and monitoring body")
    due_on = tables.Column("Due")
    updated_at = tables.Column("Changed")

    def cells(self, action):
        of = self.workstreams.get(action.workstream_id)
        due = day(action.due_on)
        if action.is_overdue(self.today):
            due = format_html('{} <strong class="late">Overdue</strong>', due)
        return (
            self.link_to("workstreams:action", action, action.reference),
            self.link_to("workstreams:action", action, action.title),
            self.link_to("workstreams:detail", of, of.title) if of else "",
            STATES[action.state],
            action.owner,
            format_html("{}<br>{}", action.plan, action.monitoring_body),
            due,
            format_html("{}<br>{}", day(action.updated_at), action.updated_by_name),
        )
