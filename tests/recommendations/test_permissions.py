"""Every action refuses those whose role does not hold its permission, outsiders and leavers."""

from datetime import date

import pytest

from recommendations import actions, permissions
from tests.doors import *  # noqa: F403  (the tests of every action)
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
LATER = date(2012, 6, 1)
KEEP, DECIDE, VERIFY = permissions.KEEP, permissions.DECIDE, permissions.VERIFY

# Each action with its permission, the state that it begins with, and what it needs besides.
CALLS = {
    "add_review": (KEEP, "programme", {"title": "Gateway 3", "kind": "gateway"}),
    "change_review": (KEEP, "review", {"title": "Gateway 4"}),
    "add_recommendation": (KEEP, "new", {"text": "Publish a plan"}),
    "change_recommendation": (KEEP, "responded", {"text": "Publish two plans"}),
    "respond_to_recommendation": (KEEP, "received", {"response": "accepted"}),
    "set_owners": (KEEP, "with a partner", {}),
    "start_recommendation": (KEEP, "responded", {}),
    "add_update": (KEEP, "responded", {"as_at": TODAY, "text": "Begun"}),
    "claim_recommendation": (KEEP, "in_progress", {}),
    "verify_recommendation": (VERIFY, "claimed by another", {}),
    "close_recommendation": (KEEP, "verified", {"why": "It is over"}),
    "supersede_recommendation": (KEEP, "beside another", {"why": "Merged"}),
    "accept_risk": (DECIDE, "responded", {"until": TODAY, "approver": "Board", "why": "Cheap"}),
    "reopen_recommendation": (KEEP, "closed", {"why": "It is back"}),
    "redate_recommendation": (KEEP, "responded", {"due_on": LATER, "why": "Late papers"}),
    "request_extension": (KEEP, "responded", {"due_on": LATER, "why": "Late papers"}),
    "decide_extension": (DECIDE, "asked", {"granted": True, "why": "Heard"}),
    "set_columns": (KEEP, "programme", {"days": [TODAY]}),
}


@pytest.fixture
def begin(programme, review, partner, who, in_state, add, workstream_lead):
    """A function that gives what an action acts on: its first arguments and its keywords."""

    def start(state):
        if state in ("programme", "new"):
            return [], {"programme": programme, **({"review": review} if state == "new" else {})}
        if state == "review":
            return [review], {}
        if state == "claimed by another":
            return [
                actions.claim_recommendation(
                    in_state("responded"), **{**who, "by": workstream_lead}
                )
            ], {}
        if state == "asked":
            return [
                actions.request_extension(
                    in_state("responded"), due_on=LATER, why="Late papers", **who
                )
            ], {}
        if state == "beside another":
            return [in_state("responded")], {"superseded_by": add("Another")}
        if state == "with a partner":
            return [in_state("responded")], {"owners": {partner: "Head"}}
        return [in_state(state)], {}

    return start
