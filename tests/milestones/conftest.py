"""Milestones and periods of the shared programme, added by its manager through the actions."""

from datetime import date

import pytest

from milestones import actions
from milestones.models import Milestone
from tests.factories import MARCH_2012


@pytest.fixture
def add(programme, programme_manager):
    """A function that adds a milestone on 9 March 2012."""

    def add_one(title="Structure agreed", at=MARCH_2012, **details):
        return actions.add_milestone(
            programme=programme, by=programme_manager, at=at, title=title, **details
        )

    return add_one


@pytest.fixture
def milestone(add):
    return add(due="Early December 2012", owner="Director of Corporate Services")


@pytest.fixture
def period(programme, programme_manager):
    """A function that adds a period of one month of 2012."""

    def add_one(label="March 2012", month=3, at=MARCH_2012):
        days = {"starts_on": date(2012, month, 1), "ends_on": date(2012, month, 28)}
        return actions.add_period(
            programme=programme, by=programme_manager, at=at, label=label, **days
        )

    return add_one


@pytest.fixture
def act(programme_manager):
    """A function that takes one step as the programme manager on the milestone as it is now."""

    def take(step, milestone, at=MARCH_2012, **details):
        return step(Milestone.objects.get(pk=milestone.pk), by=programme_manager, at=at, **details)

    return take
