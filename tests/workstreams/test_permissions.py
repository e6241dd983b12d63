"""Every action refuses everybody without its permission, an outsider, and who has left."""

import pytest

from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012
from tests.workstreams.conftest import TAKEN
from workstreams import permissions

TODAY = MARCH_2012.date()
KEEP, ACCEPT, SET_SCALE = permissions.KEEP, permissions.ACCEPT, permissions.SET_SCALE

# Each action with its permission, what it begins with, and what it needs besides.
CALLS = {
    "set_scale": (SET_SCALE, "programme", {"words": ["On track", "Behind"], "applies_from": TODAY}),
    "add_workstream": (KEEP, "programme", {"title": "Markets"}),
    "change_workstream": (KEEP, "workstream", {"title": "Markets"}),
    "add_position": (KEEP, "workstream", {"as_at": TODAY, "progress": "Good"}),
    "propose_follow_on": (KEEP, "new", {"title": "Move in together"}),
    "change_follow_on": (KEEP, "proposed", {"detail": "By the summer"}),
    "accept_follow_on": (ACCEPT, "proposed", TAKEN),
    "complete_follow_on": (KEEP, "accepted", {"outcome": "They moved in", "done_on": TODAY}),
    "withdraw_follow_on": (KEEP, "accepted", {"why": "Overtaken"}),
    "reopen_follow_on": (KEEP, "done", {"why": "They moved out"}),
}


@pytest.fixture
def begin(programme, workstream, in_state):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        if state in ("programme", "new"):
            return [], {
                "programme": programme,
                **({"workstream": workstream} if state == "new" else {}),
            }
        return ([workstream] if state == "workstream" else [in_state(state)]), {}

    return start
