"""Every action refuses whoever does not hold its permission, an outsider and a stranger."""

import pytest

from lessons import permissions
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.lessons.conftest import DECIDED

KEEP, DECIDE = permissions.KEEP, permissions.DECIDE

# Each action with its permission, the state of the lesson that it begins with, and what it needs
# besides who and when.
CALLS = {
    "add_lesson": (KEEP, None, {"title": "Name the options", "stage": "Review", "kind": "improve"}),
    "change_lesson": (KEEP, "recorded", {"title": "Name all options"}),
    "propose_lesson": (KEEP, "recorded", {"adopter": "Programme board"}),
    "adopt_lesson": (DECIDE, "proposed", {"adopted_into": "Handbook", **DECIDED}),
    "decline_lesson": (DECIDE, "proposed", {"why": "Too dear", **DECIDED}),
    "reopen_lesson": (KEEP, "adopted", {"why": "A new board"}),
}


@pytest.fixture
def begin(programme, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""
    return lambda state: ([in_state(state)], {}) if state else ([], {"programme": programme})
