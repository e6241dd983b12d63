"""Filters of equality assessments and actions."""

from django.db.models import Q

from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import BLANK, BLANK_WORDS, UNFINISHED, Importance, Regime, Resources, Standing, State
from .law import CHARACTERISTICS
from .log import ACTIONS, EQUALITY
from .querysets import BLANKS

TOUCHES = list(CHARACTERISTICS.items())
STATES = [("unfinished", "All that are not finished"), *State.choices]
IMPORTANCES = [*Importance.choices, ("none", "Blank")]
RESOURCES = [*Resources.choices, ("none", "Blank")]


class AssessmentFilter(LogFilter):
    """By words, standing, legal regime, and protected characteristic."""

    log = EQUALITY

    state = ChoiceFilter("Standing", Standing.choices, empty_label="Any version")
    regime = ChoiceFilter("Legal regime", [*Regime.choices, UNSAID], empty_label="Any")
    touches = ChoiceFilter(
        "Touches", TOUCHES, method="by_characteristic", empty_label="Any characteristic"
    )

    def by_characteristic(self, queryset, name, value):
        return queryset.filter(**{value: True})


class ActionFilter(LogFilter):
    """By words, status, assessment, importance, resources, what is blank, and who is responsible.

    Unless the address asks for others, only actions of versions that stand are shown.
    """

    log = ACTIONS

    state = ChoiceFilter("Status", STATES, groups={"unfinished": UNFINISHED}, empty_label="Any")
    needs = ChoiceFilter("Overdue", [("yes", "Yes")], method="by_need", empty_label="Any")
    importance = ChoiceFilter("Importance", IMPORTANCES, method="by_column", empty_label="Any")
    resources = ChoiceFilter("Resources approved", RESOURCES, method="by_column", empty_label="Any")
    blank = ChoiceFilter(BLANK, list(BLANK_WORDS.items()), method="by_blank", empty_label="Any")
    owner = ChoiceFilter("Person responsible", empty_label="Anyone")
    assessment = ChoiceFilter(
        "Assessment", (), method="by_assessment", empty_label="All that stand"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = EQUALITY.entries(self.position)
        self.assessments = {one.pk: one.reference for one in found}
        named = [(reference, reference) for reference in self.assessments.values()]
        self.choices["assessment"] = [("all", "Superseded ones too"), *named]

    def filter_queryset(self, queryset, in_force):
        rows = queryset if "assessment" in in_force else queryset.filter(in_force=True)
        return super().filter_queryset(rows, in_force)

    def by_column(self, queryset, name, value):
        return queryset.filter(BLANKS[name] if value == "none" else Q(**{name: value}))

    def by_blank(self, queryset, name, value):
        return queryset.filter(BLANKS[value])

    def by_assessment(self, queryset, name, value):
        chosen = [pk for pk, reference in self.assessments.items() if reference == value]
        return queryset if value == "all" else queryset.filter(assessment__in=chosen)
