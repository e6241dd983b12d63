"""Every action refuses whoever does not hold its permission, an outsider and a stranger."""

import pytest

from communications import permissions
from communications.models import Feedback
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
KEEP = permissions.KEEP

# Each action with its permission, the state of the communication that it begins with, and what it
# needs besides who and when.
CALLS = {
    "add_communication": (KEEP, None, {"title": "Newsletter"}),
    "change_communication": (KEEP, "planned", {"title": "Two briefings"}),
    "start_communication": (KEEP, "planned", {}),
    "complete_communication": (KEEP, "under_way", {"done_on": TODAY}),
    "cancel_communication": (KEEP, "planned", {"why": "No longer needed"}),
    "reopen_communication": (KEEP, "done", {"why": "It is needed"}),
    "add_feedback": (KEEP, "done", {"source": "Staff", "said": "Too late"}),
    "answer_feedback": (KEEP, "feedback", {"answer": "Heard", "answered_on": TODAY}),
}


@pytest.fixture
def begin(programme, in_state, hear):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        if state is None:
            return [], {"programme": programme}
        if state == "feedback":
            hear(in_state("done"))
            return [Feedback.objects.get()], {}
        return [in_state(state)], {}

    return start
