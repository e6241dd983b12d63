"""Equality assessments and actions as tables."""

from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.ui.tables import LogTable, RedWhenOverdue

from .choices import BLANK, State
from .log import ACTIONS, EQUALITY

STATES = dict(State.choices)
BLANK_HTML = mark_safe(f'<span class="blank">{BLANK}</span>')  # words of our own


def or_blank(value):
    """The value, or the words that say that the plan leaves it blank."""
    return value or BLANK_HTML


class AssessmentTable(LogTable):
    """The versions of assessments."""

    log = EQUALITY
    headings = {"unfinished": "To do", "late": "Overdue"}
    sorts_by = {"assessed": ("assessed_earliest",)}


class ActionTable(RedWhenOverdue, LogTable):
    """The actions of plans. What a plan leaves blank is said in words."""

    log = ACTIONS
    headings = {"starts": "Start and end"}
    sorts_by = {"starts": ("starts_earliest",)}

    def cell_text(self, action):
        return self.cell_title(action)

    def cell_importance(self, action):
        return or_blank(action.get_importance_display())

    def cell_owner(self, action):
        return or_blank(action.owner)

    def cell_starts(self, action):
        return or_blank(action.dates)

    def cell_resources(self, action):
        return or_blank(action.get_resources_display())

    def cell_state(self, action):
        word = STATES[action.state]
        if not action.is_overdue(self.position.day):
            return word
        return format_html('{} <strong class="late">Overdue</strong>', word)

    def cell_assessment(self, action):
        reference = self.assessments.get(action.assessment_id, "")
        return reference if action.in_force else format_html("{}<br>superseded", reference)
