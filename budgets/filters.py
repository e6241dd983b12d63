"""Filters of the budget."""

from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import Standing, State
from .models import Line
from .querysets import STANDING


class LineFilter(LogFilter):
    """By words, financial year, standing, owner and state."""

    search_fields = ("reference", "title", "comment", "owner", "workstream")

    financial_year = ChoiceFilter(label="Financial year", choices=(), empty_label="Any year")
    standing = ChoiceFilter(
        label="Standing", choices=Standing.choices, method="by_standing", empty_label="Any standing"
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")
    state = ChoiceFilter(label="State", choices=State.choices, empty_label="Any state")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        # Evaluated once: the form fields and the chips read the same lists.
        known = list(
            Line.objects.of(self.programme)
            .order_by()
            .values_list("financial_year", "owner")
            .distinct()
        )
        years, owners = {year for year, _ in known}, {owner for _, owner in known if owner}
        self.choices["financial_year"] = [(year, year) for year in sorted(years, reverse=True)]
        self.choices["owner"] = [(owner, owner) for owner in sorted(owners)]

    def by_standing(self, queryset, name, value):
        return queryset.filter(STANDING[value])


class ReserveFilter(LogFilter):
    """By words and state."""

    search_fields = ("reference", "title", "comment", "owner", "workstream")

    state = ChoiceFilter(label="State", choices=State.choices, empty_label="Any state")
