"""Filters of the lesson log."""

from programme.ui.filters import UNSAID, ChoiceFilter, LogFilter

from .choices import UNDECIDED, AppliesTo, Kind, State
from .log import LESSONS


class LessonFilter(LogFilter):
    """By words, stage, kind, state, where it applies and who should adopt it."""

    log = LESSONS

    stage = ChoiceFilter(label="Stage", empty_label="Any stage")
    kind = ChoiceFilter(label="Kind", choices=Kind.choices, empty_label="Any kind")
    state = ChoiceFilter(
        label="State",
        choices=[("undecided", "All that are not decided"), *State.choices],
        groups={"undecided": UNDECIDED},
        empty_label="Any state",
    )
    applies_to = ChoiceFilter(
        label="Applies to",
        choices=[*AppliesTo.choices, UNSAID],
        empty_label="Anywhere",
    )
    adopter = ChoiceFilter(label="Who should adopt it", empty_label="Anyone")
