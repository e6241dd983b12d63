"""Filters of the register of benefits."""

from programme.bands import WORDS
from programme.ui.filters import ChoiceFilter, LogFilter, in_use

from .choices import LIVE, Cashable, Kind, State
from .models import Benefit, VarianceBanding
from .querysets import in_band, needing_attention, unmeasured, waiting

NEEDS = [
    ("yes", "Needs attention"),
    ("verify", "Claimed, to be verified"),
    ("measure", "Has no measure"),
]


class BenefitFilter(LogFilter):
    """By words, class, state, band, owner, and what is to be done."""

    search_fields = (
        "reference",
        "title",
        "description",
        "outcome",
        "attribution",
        "measure",
        "owner",
        "workstream",
    )

    band = ChoiceFilter(
        label="Band",
        choices=[*WORDS.items(), ("none", "Not rated")],
        method="by_band",
        empty_label="Any band",
    )
    state = ChoiceFilter(
        label="State",
        choices=[("live", "All that are live"), *State.choices],
        method="by_state",
        empty_label="Any state",
    )
    kind = ChoiceFilter(label="Class", choices=Kind.choices, empty_label="Any class")
    cashable = ChoiceFilter(label="Cashable or not", choices=Cashable.choices, empty_label="Either")
    disbenefit = ChoiceFilter(
        label="Disbenefits",
        choices=[("yes", "Only disbenefits"), ("no", "No disbenefits")],
        method="by_disbenefit",
        empty_label="With the others",
    )
    owner = ChoiceFilter(label="Owner", choices=(), empty_label="Anyone")
    needs = ChoiceFilter(label="To be done", choices=NEEDS, method="by_need", empty_label="Any")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.thresholds = VarianceBanding.objects.thresholds(
            self.programme, self.today, self.moment
        )
        self.choices["owner"] = in_use(Benefit.objects.of(self.programme), "owner")

    def by_band(self, queryset, name, value):
        return in_band(queryset, value, thresholds=self.thresholds, day=self.today, at=self.moment)

    def by_state(self, queryset, name, value):
        return queryset.filter(state__in=LIVE) if value == "live" else queryset.filter(state=value)

    def by_disbenefit(self, queryset, name, value):
        return queryset.filter(disbenefit=value == "yes")

    def by_need(self, queryset, name, value):
        if value == "yes":
            return needing_attention(queryset, self.today, self.thresholds, self.moment)
        return waiting(queryset) if value == "verify" else unmeasured(queryset)
