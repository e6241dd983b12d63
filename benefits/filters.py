"""Filters of the register of benefits."""

from programme.bands import WORDS
from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import LIVE, Cashable, Certainty, Kind, State
from .log import BENEFITS
from .models import PlannedValue, VarianceBanding
from .querysets import unmeasured, waiting

NEEDS = [
    ("yes", "Needs attention"),
    ("verify", "Claimed, to be verified"),
    ("measure", "Has no measure"),
]


class BenefitFilter(LogFilter):
    """By words, class, state, band, owner, and what is to be done."""

    log = BENEFITS

    band = ChoiceFilter(
        label="Band",
        choices=[*WORDS.items(), ("none", "Not rated")],
        method="by_band",
        empty_label="Any band",
    )
    state = ChoiceFilter(
        label="State",
        choices=[("live", "All that are live"), *State.choices],
        groups={"live": LIVE},
        empty_label="Any state",
    )
    kind = ChoiceFilter(label="Class", choices=Kind.choices, empty_label="Any class")
    cashable = ChoiceFilter(
        label="Cashable or not", choices=[*Cashable.choices, UNSAID], empty_label="Any"
    )
    certainty = ChoiceFilter(
        label="Committed or potential",
        choices=[("counted", "All but potential"), *Certainty.choices, UNSAID],
        method="by_certainty",
        empty_label="Both",
    )
    disbenefit = ChoiceFilter(
        label="Disbenefits",
        choices=[("yes", "Only disbenefits"), ("no", "No disbenefits")],
        method="by_disbenefit",
        empty_label="With the others",
    )
    owner = ChoiceFilter(label="Owner", empty_label="Anyone")
    needs = ChoiceFilter(label="To be done", choices=NEEDS, method="by_need", empty_label="Any")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.thresholds = VarianceBanding.objects.thresholds(self.position)

    def by_band(self, queryset, name, value):
        return PlannedValue.objects.in_band(queryset, value, self.thresholds, self.position)

    def by_certainty(self, queryset, name, value):
        if value == "counted":
            return queryset.exclude(certainty=Certainty.POTENTIAL)
        return queryset.filter(self.says(name, value))

    def by_disbenefit(self, queryset, name, value):
        return queryset.filter(disbenefit=value == "yes")

    def by_need(self, queryset, name, value):
        if value == "yes":
            return super().by_need(queryset, name, value)
        return waiting(queryset) if value == "verify" else unmeasured(queryset)
