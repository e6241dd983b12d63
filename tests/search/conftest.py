"""Rows to be found."""

import pytest

from risks import actions
from tests.factories import MARCH_2012
from tests.finding import *  # noqa: F403  (its fixture)


@pytest.fixture
def add_risk(programme, programme_manager):
    """A function that adds a risk as the programme manager."""

    def add(title="A partner leaves the agreement", *, at=MARCH_2012, by=None, **details):
        by = by or programme_manager
        where = by.memberships.get().programme
        return actions.add_risk(programme=where, by=by, at=at, title=title, **details)

    return add
