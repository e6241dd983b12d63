"""Filters of the communications plan."""

from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import Audience, Consultation, Standing, State
from .log import COMMUNICATIONS
from .querysets import in_standing


class CommunicationFilter(LogFilter):
    """By words, how it stands, state, audience, consultation, owner, and feedback that waits."""

    log = COMMUNICATIONS

    standing = ChoiceFilter(
        label="How it stands",
        choices=Standing.choices,
        method="by_standing",
        empty_label="In any way",
    )
    state = ChoiceFilter(label="State", choices=State.choices, empty_label="Any state")
    audience = ChoiceFilter(
        label="Audience",
        choices=[*Audience.choices, UNSAID],
        empty_label="Any audience",
    )
    consultation = ChoiceFilter(
        label="Consultation",
        choices=[("any", "Any consultation"), *Consultation.choices, UNSAID],
        groups={"any": Consultation.values},
        empty_label="Any",
    )
    owner = ChoiceFilter(label="Owner", empty_label="Anyone")

    def by_standing(self, queryset, name, value):
        return queryset.filter(in_standing(value, self.position.day))
