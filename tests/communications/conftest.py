"""A communications plan to try things on."""

import pytest

from communications import actions
from tests.factories import MARCH_2012


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def add(programme, programme_manager):
    """A function that plans a communication as the programme manager."""

    def add(title="Briefing on the new structure", *, at=MARCH_2012, **details):
        values = {"audience": "staff", "due": "April 2012", **details}
        return actions.add_communication(
            programme=programme, by=programme_manager, at=at, title=title, **values
        )

    return add


@pytest.fixture
def briefing(add):
    """CM1, planned for April 2012."""
    return add()


@pytest.fixture
def in_state(add, who):
    """A function that gives a communication in a state, by the steps that lead there."""

    def reach(state, **details):
        entry = add(**details)
        steps = {
            "under_way": lambda: actions.start_communication(entry, **who),
            "done": lambda: actions.complete_communication(
                entry, done_on=MARCH_2012.date(), done_where="Town hall", **who
            ),
            "cancelled": lambda: actions.cancel_communication(entry, why="No longer needed", **who),
        }
        return steps[state]() if state in steps else entry

    return reach


@pytest.fixture
def hear(who):
    """A function that adds feedback."""

    def hear(entry, said="Too late", **details):
        return actions.add_feedback(entry, **{"source": "Staff", "said": said, **details, **who})

    return hear
