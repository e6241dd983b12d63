"""A register to try things on."""

import pytest

from risks import actions
from tests.factories import MARCH_2012


@pytest.fixture
def add_risk(programme, programme_manager):
    """A function that adds a risk as the programme manager."""

    def add(title="A partner leaves the agreement", *, at=MARCH_2012, **details):
        return actions.add_risk(
            programme=programme, by=programme_manager, at=at, title=title, **details
        )

    return add


@pytest.fixture
def risk(add_risk):
    """A proposed risk that scores 15 and is red."""
    return add_risk(likelihood=3, impact=5)


@pytest.fixture
def in_state(programme_manager, add_risk):
    """A function that gives a risk in a state, by the steps that lead there."""

    def reach(state):
        risk, who = add_risk(likelihood=3, impact=5), {"by": programme_manager, "at": MARCH_2012}
        if state == "proposed":
            return risk
        risk = actions.open_risk(risk, **who)
        day = MARCH_2012.date()
        steps = {
            "treating": lambda: actions.treat_risk(risk, **who),
            "accepted": lambda: actions.accept_risk(
                risk, until=day, approver="Programme board", why="Cheap", **who
            ),
            "closed": lambda: actions.close_risk(risk, why="It is over", **who),
            "materialised": lambda: actions.materialise_risk(
                risk, why="It came", owner="Director", raised_on=day, **who
            ),
        }
        if state in steps:
            steps[state]()
        risk.refresh_from_db()
        return risk

    return reach
