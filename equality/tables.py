"""Equality assessments and actions as tables."""

import django_tables2 as tables
from django.utils.html import format_html
from django.utils.safestring import mark_safe

from programme.formats import day
from programme.ui.tables import LogTable

from .choices import BLANK, Importance, Resources, Standing, State

STATES, STANDINGS = dict(State.choices), dict(Standing.choices)
IMPORTANCES, RESOURCES = dict(Importance.choices), dict(Resources.choices)
BLANK_HTML = mark_safe(f'<span class="blank">{BLANK}</span>')  # words of our own


def or_blank(value):
    """The value, or the words that say that the plan leaves it blank."""
    return value or BLANK_HTML


class AssessmentTable(LogTable):
    """The versions of assessments."""

    reference = tables.Column("Ref", order_by="number")
    title = tables.Column("What is assessed")
    edition = tables.Column("Version")
    assessed = tables.Column("Date", order_by="assessed_earliest")
    regime = tables.Column("Legal regime")
    owner = tables.Column("Responsible officer")
    state = tables.Column("Standing")
    actions = tables.Column("Actions", orderable=False)
    unfinished = tables.Column("To do", orderable=False)
    late = tables.Column("Overdue", orderable=False)
    updated_at = tables.Column("Changed")

    numeric = frozenset({"edition", "actions", "unfinished", "late"})

    def cells(self, assessment):
        return (
            self.link_to("equality:detail", assessment, assessment.reference),
            self.link_to("equality:detail", assessment, assessment.title),
            assessment.edition,
            assessment.assessed,
            assessment.get_regime_display(),
            assessment.owner,
            STANDINGS[assessment.state],
            assessment.counts["n_all"],
            assessment.counts["n_unfinished"],
            assessment.counts["n_late"],
            format_html("{}<br>{}", day(assessment.updated_at), assessment.updated_by_name),
        )


class ActionTable(LogTable):
    """The actions of plans. What a plan leaves blank is said in words."""

    reference = tables.Column("Ref", order_by="number")
    text = tables.Column("Action")
    importance = tables.Column("Importance")
    owner = tables.Column("Person responsible")
    starts = tables.Column("Start and end", order_by="starts_earliest")
    resources = tables.Column("Resources approved")
    state = tables.Column("Status")
    assessment = tables.Column("Assessment", orderable=False)
    updated_at = tables.Column("Changed")

    def cells(self, action):
        return (
            self.link_to("equality:action", action, action.reference),
            self.link_to("equality:action", action, action.title),
            or_blank(IMPORTANCES.get(action.importance)),
            or_blank(action.owner),
            or_blank(action.dates),
            or_blank(RESOURCES.get(action.resources)),
            self._state(action),
            self._assessment(action),
            format_html("{}<br>{}", day(action.updated_at), action.updated_by_name),
        )

    def _state(self, action):
        word = STATES[action.state]
        return (
            format_html('{} <strong class="late">Overdue</strong>', word)
            if action.is_overdue(self.today)
            else word
        )

    def _assessment(self, action):
        reference = self.assessments.get(action.assessment_id, "")
        return reference if action.in_force else format_html("{}<br>superseded", reference)

    def row_class(self, action):
        return "row--red" if action.is_overdue(self.today) else ""
