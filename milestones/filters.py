"""Filters of the milestone log."""

from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import CURRENT, NEXT, NOT_PLACED, UNFINISHED, State
from .log import MILESTONES
from .models import Period
from .querysets import is_overdue, unclear

PHASES = {"current": CURRENT, "next": NEXT}
FLAGS = [
    ("unclear", "Due date names no date"),
    ("ongoing", "Complete and ongoing"),
    ("redated", "Re-dated"),
    ("rolled", "Rolled over"),
]


class MilestoneFilter(LogFilter):
    """By words, period, state, owner, and what a reader should notice."""

    log = MILESTONES

    period = ChoiceFilter(label="Period", choices=(), method="by_period", empty_label="Any period")
    state = ChoiceFilter(
        label="State",
        choices=[("unfinished", "All that are unfinished"), *State.choices],
        groups={"unfinished": UNFINISHED},
        empty_label="Any state",
    )
    overdue = ChoiceFilter(
        label="Overdue", choices=[("yes", "Yes")], method="by_overdue", empty_label="Any"
    )
    owner = ChoiceFilter(label="Owner", empty_label="Anyone")
    flag = ChoiceFilter(label="Flagged", choices=FLAGS, method="by_flag", empty_label="Any")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.periods = {period.pk: period for period in Period.objects.in_phases(self.position)}
        self.in_phase = {period.phase: period.pk for period in self.periods.values()}
        self.choices["period"] = [
            *PHASES.items(),
            ("none", NOT_PLACED),
            *((str(pk), period.label) for pk, period in self.periods.items()),
        ]

    def by_period(self, queryset, name, value):
        if value == "none":
            return queryset.filter(period_id=None)
        wanted = self.in_phase.get(PHASES[value], 0) if value in PHASES else int(value)
        return queryset.filter(period_id=wanted)

    def by_overdue(self, queryset, name, value):
        return queryset.filter(is_overdue(self.position.day))

    def by_flag(self, queryset, name, value):
        if value == "unclear":
            return unclear(queryset)
        if value == "ongoing":
            return queryset.filter(ongoing=True)
        return queryset.filter(**{"extensions__gt" if value == "redated" else "roll_overs__gt": 0})
