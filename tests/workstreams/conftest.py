"""Workstreams to try things on."""

from datetime import date

import pytest

from tests.factories import MARCH_2012
from workstreams import actions

TODAY = MARCH_2012.date()


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def add(programme, programme_manager):
    """A function that adds a workstream as its manager, with a position when given progress."""

    def add(title="Legal services", *, at=MARCH_2012, progress="", **details):
        who = {"by": programme_manager, "at": at}
        workstream = actions.add_workstream(programme=programme, title=title, **details, **who)
        if progress:
            workstream = actions.add_position(
                workstream, as_at=at.date(), progress=progress, text="Begun", **who
            )
        return workstream

    return add


@pytest.fixture
def workstream(add):
    """W1, reasonable."""
    return add(
        purpose="One contact point\nBetter service levels",
        owner="Head of Legal",
        progress="Reasonable",
    )


@pytest.fixture
def propose(programme, programme_manager, workstream):
    """A function that proposes a follow-on action of W1."""

    def propose(title="Move in together", *, at=MARCH_2012, **details):
        values = {"workstream": workstream, "title": title, **details}
        return actions.propose_follow_on(programme=programme, by=programme_manager, at=at, **values)

    return propose


TAKEN = {
    "owner": "Executive Director",
    "plan": "Service plan 2012/13",
    "monitoring_body": "Management Group",
}


@pytest.fixture
def in_state(propose, who):
    """A function that gives a follow-on action in a state, by the steps that lead there."""

    def reach(state, **details):
        action = propose(due_on=date(2012, 3, 1), **details)
        if state in ("accepted", "done"):
            action = actions.accept_follow_on(action, **TAKEN, **who)
        if state == "done":
            action = actions.complete_follow_on(
                action, outcome="They moved in", done_on=TODAY, **who
            )
        if state == "withdrawn":
            action = actions.withdraw_follow_on(action, why="Overtaken", **who)
        return action

    return reach
