"""Filters of the log of key documents."""

from programme.ui.filters import ChoiceFilter, LogFilter

from .choices import Kind, State
from .log import DOCUMENTS

WAITING = (State.DRAFT, State.CHECKED)


class DocumentFilter(LogFilter):
    """By words, kind, state and owner."""

    log = DOCUMENTS

    kind = ChoiceFilter(label="Kind", choices=Kind.choices, empty_label="Any kind")
    state = ChoiceFilter(
        label="State",
        choices=[("waiting", "All that wait for a sign-off"), *State.choices],
        groups={"waiting": WAITING},
        empty_label="Any state",
    )
    owner = ChoiceFilter(label="Owner", empty_label="Anyone")
