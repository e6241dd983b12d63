"""Every action refuses those whose role does not hold its permission, outsiders and leavers."""

import pytest

from equality import permissions
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
KEEP, SUPERSEDE = permissions.KEEP, permissions.SUPERSEDE

# Each action with its permission, what it begins with, and what it needs besides.
CALLS = {
    "add_assessment": (KEEP, "programme", {"title": "Contact centre"}),
    "change_assessment": (KEEP, "assessment", {"title": "Contact centre"}),
    "add_version": (SUPERSEDE, "assessment", {"why": "A year has passed"}),
    "answer_question": (KEEP, "assessment", {"question": "shared", "text": "Staff"}),
    "add_action": (KEEP, "new", {"text": "Offer large print"}),
    "change_action": (KEEP, "not_started", {"text": "Offer large print"}),
    "start_action": (KEEP, "not_started", {}),
    "finish_action": (KEEP, "not_started", {}),
    "drop_action": (KEEP, "not_started", {"why": "Nobody asked"}),
    "reopen_action": (KEEP, "done", {"why": "It is not"}),
    "note_progress": (KEEP, "not_started", {"as_at": TODAY, "text": "Begun"}),
}


@pytest.fixture
def begin(programme, assessment, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        if state in ("programme", "new"):
            return [], {
                "programme": programme,
                **({"assessment": assessment} if state == "new" else {}),
            }
        return [assessment if state == "assessment" else in_state(state)], {}

    return start
