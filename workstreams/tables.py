"""The workstreams and the follow-on actions as tables."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.fields import lines_of
from programme.formats import badge, clipped, day
from programme.ui.tables import LogTable
from programme.written import words_of

from .log import FOLLOW_ON, WORKSTREAMS

POSITION_SPACE = 140  # characters; the rest is on the workstream's own page
SEE_NOTE = mark_safe("<br><strong>See the note</strong>")


def boxed(word):
    """A word in a box without colour: the scale is the programme's own, and no traffic light."""
    return badge({"key": "word", "word": word}) if word else ""


class WorkstreamTable(LogTable):
    """The position is the one that counted on the day looked at."""

    log = WORKSTREAMS
    headings = {"position": "Position"}

    def cell_title(self, one):
        return format_html("{}{}", super().cell_title(one), SEE_NOTE if one.flags() else "")

    def cell_progress(self, one):
        return boxed(one.progress)

    def cell_position(self, one):
        if not (last := one.last_position):
            return ""
        return f"{day(last.as_at)}: {clipped('; '.join(lines_of(last.text)), POSITION_SPACE)}"


class FollowOnTable(LogTable):
    """An action with its workstream as it stood on the day looked at."""

    log = FOLLOW_ON
    headings = {"plan": "Plan and monitoring body"}

    def cell_workstream(self, action):
        workstream = action.workstream
        return self.link_to(WORKSTREAMS.url("detail"), workstream, workstream.title)

    def cell_plan(self, action):
        return format_html("{}<br>{}", action.plan, action.monitoring_body)

    def cell_due_on(self, action):
        due = words_of(action, "due")
        if action.is_overdue(self.position.day):
            return format_html('{} <strong class="late">Overdue</strong>', due)
        return due
