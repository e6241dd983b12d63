"""An assessment and a plan to try things on."""

import pytest

from equality import actions
from equality.models import Assessment, PlanAction
from tests.factories import MARCH_2012


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def assessment(programme, who):
    """EA1, made under the Act, on age and sex."""
    return actions.add_assessment(
        programme=programme,
        title="Shared contact centre",
        owner="Head of Service",
        assessed="January 2012",
        age=True,
        sex=True,
        advance_opportunity=True,
        evidence="Survey of callers",
        **who,
    )


@pytest.fixture
def add(programme, programme_manager, assessment):
    """A function that adds an action to the plan as the programme manager."""

    def add(text="Offer every letter in large print", *, at=MARCH_2012, **details):
        values = {"assessment": assessment, "text": text, **details}
        return actions.add_action(programme=programme, by=programme_manager, at=at, **values)

    return add


@pytest.fixture
def action(add):
    """EQ1, overdue since February. Importance, resources, measure and target are blank."""
    return add(owner="Head of Print", starts="Early January 2012", ends="February 2012")


@pytest.fixture
def in_state(add, who):
    """A function that gives an action in a state, by the steps that lead there."""

    def reach(state):
        steps = {
            "under_way": [lambda one: actions.start_action(one, **who)],
            "done": [lambda one: actions.finish_action(one, **who)],
            "dropped": [lambda one: actions.drop_action(one, why="Nobody asked", **who)],
        }
        steps["reopened"] = [
            *steps["done"],
            lambda one: actions.reopen_action(one, why="It is not", **who),
        ]
        entry = add()
        for step in steps.get(state, []):
            entry = step(entry)
        return entry

    return reach


@pytest.fixture
def superseded(assessment, action, who):
    """EA1 and its EQ1 after EA2 took their place, with EQ1 carried over as EQ2."""
    actions.add_version(assessment, why="A year has passed", **who)
    return Assessment.objects.get(reference="EA1"), PlanAction.objects.get(reference="EQ1")
