"""Filters of savings, targets, re-allocations and carry-forwards."""

from programme.financial_years import financial_year_of, first_day, last_day
from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import LIVE, CarryState, Certainty, Kind, ReallocationState, State, TargetState
from .log import CARRY_FORWARDS, REALLOCATIONS, SAVINGS, TARGETS

KIND = {"label": "Kind", "choices": Kind.choices, "empty_label": "Both"}


class YearFilter(LogFilter):
    """By words and financial year, the latest first."""

    financial_year = ChoiceFilter(label="Financial year", choices=(), empty_label="Any year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = sorted(self.years(), reverse=True)
        self.choices["financial_year"] = [(year, year) for year in years]

    def years(self):
        return set(self.queryset.order_by().values_list("financial_year", flat=True).distinct())


class SavingFilter(YearFilter):
    """By words, kind, state, owner and the year in which it begins."""

    log = SAVINGS

    kind = ChoiceFilter(**KIND)
    state = ChoiceFilter(
        label="State",
        choices=[("live", "All but withdrawn"), *State.choices],
        groups={"live": LIVE},
        empty_label="Any state",
    )
    financial_year = ChoiceFilter(
        label="Begins in", choices=(), method="by_year", empty_label="Any year"
    )
    certainty = ChoiceFilter(
        label="Committed or potential",
        choices=[("counted", "All but potential"), *Certainty.choices, UNSAID],
        method="by_certainty",
        empty_label="Both",
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")

    def years(self):
        """Learns the owners from the same query."""
        known = list(self.queryset.order_by().values_list("starts_on", "owner").distinct())
        owners = sorted({owner for _, owner in known if owner})
        self.choices["owner"] = [(owner, owner) for owner in owners]
        return {financial_year_of(starts_on) for starts_on, _ in known}

    def by_certainty(self, queryset, name, value):
        if value == "counted":
            return queryset.exclude(certainty=Certainty.POTENTIAL)
        return queryset.filter(self.says(name, value))

    def by_year(self, queryset, name, value):
        return queryset.filter(starts_on__range=(first_day(value), last_day(value)))


class TargetFilter(YearFilter):
    """By words, year and whether it counts."""

    log = TARGETS

    state = ChoiceFilter(label="State", choices=TargetState.choices, empty_label="Any state")


class ReallocationFilter(YearFilter):
    """By words, kind, year and state."""

    log = REALLOCATIONS

    kind = ChoiceFilter(**KIND)
    state = ChoiceFilter(label="State", choices=ReallocationState.choices, empty_label="Any state")


class CarryForwardFilter(YearFilter):
    """By words, year and state."""

    log = CARRY_FORWARDS

    state = ChoiceFilter(label="State", choices=CarryState.choices, empty_label="Any state")
