"""Filters of the risk register and the issue log."""

from django.db.models import Count

from programme.counting import counted
from programme.ui.filters import ChoiceFilter, LogFilter

from .banding import ALL_WORDS
from .choices import LIVE, SETTLED, IssueState, State
from .log import ISSUES, RISKS
from .models import Banding
from .querysets import in_band, is_past_review

STATES = [("live", "All that are live"), ("settled", "All that are settled"), *State.choices]
GROUPS = {"live": LIVE, "settled": SETTLED}
NEEDS = [("yes", "Yes"), ("review", "Overdue for review")]

RATINGS = counted(RISKS, "score", "judged")


class RiskFilter(LogFilter):
    """By words, band, state, owner, place on the heat map, and what needs attention."""

    log = RISKS

    band = ChoiceFilter(
        label="Band",
        choices=[*ALL_WORDS.items(), ("none", "Not assessed")],
        method="by_band",
        empty_label="Any band",
    )
    state = ChoiceFilter(label="State", choices=STATES, groups=GROUPS, empty_label="Any state")
    owner = ChoiceFilter("Risk owner", empty_label="Anyone")
    likelihood = ChoiceFilter(label="Likelihood", choices=(), empty_label="Any")
    impact = ChoiceFilter(label="Impact", choices=(), empty_label="Any")
    needs = ChoiceFilter(
        label="Needs attention", choices=NEEDS, method="by_need", empty_label="Any"
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.thresholds = Banding.objects.thresholds(self.position)
        bands = [(band.key, band.word) for band in self.thresholds.bands]
        self.choices["band"] = [*bands, ("none", "Not assessed")]
        for name, last in self.thresholds.steps.items():
            self.choices[name] = [(n, n) for n in range(1, last + 1)]

    def ratings(self, risks):
        """(score, judged, how many) of `risks`, which pass the filters of the register."""
        if self.is_whole:
            return RATINGS.ask(self.position)
        return risks.order_by().values_list("score", "judged").annotate(Count("id"))

    def by_band(self, queryset, name, value):
        return in_band(queryset, self.thresholds, value)

    def by_need(self, queryset, name, value):
        if value == "review":
            return queryset.filter(is_past_review(self.position.day))
        return super().by_need(queryset, name, value)


class IssueFilter(LogFilter):
    """By words and state."""

    log = ISSUES

    state = ChoiceFilter(label="State", choices=IssueState.choices, empty_label="Any state")
