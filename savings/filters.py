"""Filters of savings, targets, re-allocations and carry-forwards."""

from programme.financial_years import first_day, last_day
from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import LIVE, CarryState, Kind, ReallocationState, State, TargetState
from .models import CarryForward, Reallocation, Saving, Target


def _kind(label="Kind"):
    return ChoiceFilter(label=label, choices=Kind.choices, empty_label="Both")


class YearFilter(LogFilter):
    """By words and financial year; `model` is the log's own."""

    model = None

    financial_year = ChoiceFilter(label="Financial year", choices=(), empty_label="Any year")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Evaluated once: the form field and the chips read the same list.
        self.choices["financial_year"] = [
            (year, year) for year in sorted(self.years(), reverse=True)
        ]

    def years(self):
        return set(
            self.model.objects.of(self.programme)
            .order_by()
            .values_list("financial_year", flat=True)
            .distinct()
        )


class SavingFilter(YearFilter):
    """By words, kind, state, owner and the year in which it begins."""

    model = Saving
    search_fields = ("reference", "title", "comment", "owner", "workstream")

    kind = _kind()
    state = ChoiceFilter(
        label="State",
        choices=[("live", "All but withdrawn"), *State.choices],
        method="by_state",
        empty_label="Any state",
    )
    financial_year = ChoiceFilter(
        label="Begins in", choices=(), method="by_year", empty_label="Any year"
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.choices["owner"] = [(owner, owner) for owner in sorted(self.owners)]

    def years(self):
        known = list(
            Saving.objects.of(self.programme)
            .order_by()
            .values_list("starts_on", "owner")
            .distinct()
        )
        self.owners = {owner for _, owner in known if owner}
        return {Saving(starts_on=day).first_year for day, _ in known}

    def by_state(self, queryset, name, value):
        return queryset.filter(state__in=LIVE) if value == "live" else queryset.filter(state=value)

    def by_year(self, queryset, name, value):
        return queryset.filter(starts_on__range=(first_day(value), last_day(value)))


class TargetFilter(YearFilter):
    """By words, year and whether it counts."""

    model = Target
    search_fields = ("reference", "title", "comment", "owner")

    state = ChoiceFilter(label="State", choices=TargetState.choices, empty_label="Any state")


class ReallocationFilter(YearFilter):
    """By words, kind, year and state."""

    model = Reallocation
    search_fields = ("reference", "title", "priority", "comment", "owner", "approved_body")

    kind = _kind()
    state = ChoiceFilter(label="State", choices=ReallocationState.choices, empty_label="Any state")


class CarryForwardFilter(YearFilter):
    """By words, year and state."""

    model = CarryForward
    search_fields = ("reference", "title", "comment", "owner", "approved_body")

    state = ChoiceFilter(label="State", choices=CarryState.choices, empty_label="Any state")
