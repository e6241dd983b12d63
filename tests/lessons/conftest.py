"""A lesson log to try things on."""

import pytest

from lessons import actions
from tests.factories import MARCH_2012

DECIDED = {"decided_by": "Programme board", "decided_on": MARCH_2012.date()}


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def add(programme, programme_manager):
    """A function that adds a lesson as the programme manager."""

    def add(title="Name the options first", *, at=MARCH_2012, **details):
        values = {"stage": "Review", "kind": "improve", **details}
        return actions.add_lesson(
            programme=programme, by=programme_manager, at=at, title=title, **values
        )

    return add


@pytest.fixture
def lesson(add):
    return add()


@pytest.fixture
def in_state(add, who):
    """A function that gives a lesson in a state, by the steps that lead there."""

    def reach(state, **details):
        lesson = add(**details)
        if state != "recorded":
            lesson = actions.propose_lesson(lesson, adopter="Programme board", **who)
        if state == "adopted":
            lesson = actions.adopt_lesson(lesson, adopted_into="Project handbook", **DECIDED, **who)
        if state == "not_adopted":
            lesson = actions.decline_lesson(lesson, why="Too dear", **DECIDED, **who)
        return lesson

    return reach
