"""Filters of the milestone log."""

from programme.ui.filters import ChoiceFilter, LogFilter, in_use

from .choices import CURRENT, NEXT, NOT_PLACED, UNFINISHED, State
from .models import Milestone
from .querysets import overdue, periods_of, unclear

STANDINGS = {"current": CURRENT, "next": NEXT}
FLAGS = [
    ("unclear", "Due date names no date"),
    ("ongoing", "Complete and ongoing"),
    ("redated", "Re-dated"),
    ("rolled", "Rolled over"),
]


class MilestoneFilter(LogFilter):
    """By words, period, state, owner, and what a reader should notice."""

    search_fields = ("reference", "title", "comment", "due", "owner", "workstream")

    period = ChoiceFilter(label="Period", choices=(), method="by_period", empty_label="Any period")
    state = ChoiceFilter(
        label="State",
        choices=[("unfinished", "All that are unfinished"), *State.choices],
        method="by_state",
        empty_label="Any state",
    )
    overdue = ChoiceFilter(
        label="Overdue", choices=[("yes", "Yes")], method="by_overdue", empty_label="Any"
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")
    flag = ChoiceFilter(label="Flagged", choices=FLAGS, method="by_flag", empty_label="Any")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {period.pk: period for period in periods_of(self.programme, self.moment)}
        by_standing = {period.standing: period for period in self.periods.values()}
        self.standing = {
            key: by_standing[name].pk for key, name in STANDINGS.items() if name in by_standing
        }
        self.choices["owner"] = in_use(Milestone.objects.of(self.programme), "owner")
        self.choices["period"] = [
            *STANDINGS.items(),
            ("none", NOT_PLACED),
            *((str(pk), period.label) for pk, period in self.periods.items()),
        ]

    def by_period(self, queryset, name, value):
        if value == "none":
            return queryset.filter(period_id=None)
        return queryset.filter(
            period_id=self.standing.get(value, 0) if value in STANDINGS else int(value)
        )

    def by_state(self, queryset, name, value):
        return (
            queryset.filter(state__in=UNFINISHED)
            if value == "unfinished"
            else queryset.filter(state=value)
        )

    def by_overdue(self, queryset, name, value):
        return overdue(queryset, self.today)

    def by_flag(self, queryset, name, value):
        if value == "unclear":
            return unclear(queryset)
        if value == "ongoing":
            return queryset.filter(ongoing=True)
        return queryset.filter(**{"extensions__gt" if value == "redated" else "roll_overs__gt": 0})
