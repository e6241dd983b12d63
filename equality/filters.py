"""Filters of equality assessments and actions."""

from programme.ui.filters import ChoiceFilter, LogFilter, in_use

from .choices import UNFINISHED, Importance, Regime, Resources, Standing, State
from .law import CHARACTERISTICS
from .models import Assessment, PlanAction
from .querysets import BLANKS, overdue

BLANK_WORDS = {name: name.capitalize() for name in BLANKS} | {
    "owner": "Person responsible",
    "dates": "Start and end",
    "resources": "Resources approved",
}


class AssessmentFilter(LogFilter):
    """By words, standing, legal regime, and protected characteristic."""

    search_fields = ("reference", "title", "organisation", "service_area", "owner", "evidence")

    state = ChoiceFilter(label="Standing", choices=Standing.choices, empty_label="Any version")
    regime = ChoiceFilter(
        label="Legal regime",
        choices=[*Regime.choices, ("none", "Not given")],
        method="by_regime",
        empty_label="Any",
    )
    touches = ChoiceFilter(
        label="Touches",
        choices=list(CHARACTERISTICS.items()),
        method="by_characteristic",
        empty_label="Any characteristic",
    )

    def by_regime(self, queryset, name, value):
        return queryset.filter(regime="" if value == "none" else value)

    def by_characteristic(self, queryset, name, value):
        return queryset.filter(**{value: True})


class ActionFilter(LogFilter):
    """By words, status, assessment, importance, resources, what is blank, and who is responsible.

    Unless the address asks for others, only actions of versions that stand are shown.
    """

    search_fields = (
        "reference",
        "text",
        "owner",
        "measure",
        "target",
        "starts",
        "ends",
        "workstream",
    )

    state = ChoiceFilter(
        label="Status",
        choices=[("unfinished", "All that are not finished"), *State.choices],
        method="by_state",
        empty_label="Any",
    )
    needs = ChoiceFilter(
        label="Overdue", choices=[("yes", "Yes")], method="by_need", empty_label="Any"
    )
    importance = ChoiceFilter(
        label="Importance",
        choices=[*Importance.choices, ("none", "Blank")],
        method="by_column",
        empty_label="Any",
    )
    resources = ChoiceFilter(
        label="Resources approved",
        choices=[*Resources.choices, ("none", "Blank")],
        method="by_column",
        empty_label="Any",
    )
    blank = ChoiceFilter(
        label="Blank in the plan",
        choices=list(BLANK_WORDS.items()),
        method="by_blank",
        empty_label="Any",
    )
    owner = ChoiceFilter(label="Person responsible", choices=(), empty_label="Anyone")
    assessment = ChoiceFilter(
        label="Assessment", choices=(), method="by_assessment", empty_label="All that stand"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        found = (
            Assessment.objects.as_at(self.moment)
            .filter(programme=self.programme)
            .order_by("number")
        )
        self.assessments = {one.pk: one.reference for one in found}
        self.choices["owner"] = in_use(PlanAction.objects.of(self.programme), "owner")
        named = [(reference, reference) for reference in self.assessments.values()]
        self.choices["assessment"] = [("all", "Superseded ones too"), *named]

    def filter_queryset(self, queryset):
        chosen = "assessment" in self.in_force
        return super().filter_queryset(queryset if chosen else queryset.filter(in_force=True))

    def by_state(self, queryset, name, value):
        return (
            queryset.filter(state__in=UNFINISHED)
            if value == "unfinished"
            else queryset.filter(state=value)
        )

    def by_need(self, queryset, name, value):
        return queryset.filter(overdue(self.today))

    def by_column(self, queryset, name, value):
        return (
            queryset.filter(BLANKS[name]) if value == "none" else queryset.filter(**{name: value})
        )

    def by_blank(self, queryset, name, value):
        return queryset.filter(BLANKS[value])

    def by_assessment(self, queryset, name, value):
        chosen = [pk for pk, reference in self.assessments.items() if reference == value]
        return queryset if value == "all" else queryset.filter(assessment__in=chosen)
