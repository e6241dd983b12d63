"""Filters of the budget."""

from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import Standing, State
from .log import BUDGET, RESERVES
from .querysets import STANDING, TROUBLES, in_account


class LineFilter(LogFilter):
    """By words, financial year, standing, owner and state."""

    log = BUDGET

    financial_year = ChoiceFilter(label="Financial year", choices=(), empty_label="Any year")
    standing = ChoiceFilter(
        label="Standing",
        choices=[("over", "All that are over"), *Standing.choices],
        method="by_standing",
        empty_label="Any standing",
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")
    state = ChoiceFilter(
        label="State",
        choices=[
            ("account", "All but those closed in earlier years"),
            ("earlier", "Closed in earlier years"),
            *State.choices,
        ],
        method="by_state",
        empty_label="Any state",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Both from one query.
        known = list(self.queryset.order_by().values_list("financial_year", "owner").distinct())
        years, owners = {year for year, _ in known}, {owner for _, owner in known if owner}
        self.choices["financial_year"] = [(year, year) for year in sorted(years, reverse=True)]
        self.choices["owner"] = [(owner, owner) for owner in sorted(owners)]

    def by_state(self, queryset, name, value):
        if value not in ("account", "earlier"):
            return queryset.filter(state=value)
        counted = in_account(queryset, self.position.day)
        return counted if value == "account" else queryset.exclude(id__in=counted.values("id"))

    def by_standing(self, queryset, name, value):
        if value == "over":
            return queryset.exclude(STANDING[Standing.WITHIN] | STANDING[Standing.OUTRUN])
        return queryset.filter({**STANDING, **TROUBLES}[value])


class ReserveFilter(LogFilter):
    """By words and state."""

    log = RESERVES

    state = ChoiceFilter(label="State", choices=State.choices, empty_label="Any state")
