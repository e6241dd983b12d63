"""Rows that rounds ask for."""

from datetime import date

import pytest

from milestones.actions import add_milestone
from risks.actions import add_risk
from rounds import actions
from rounds.models import logs_of_rounds
from tests.factories import MARCH_2012


@pytest.fixture
def who(programme, programme_manager):
    """Who keeps the programme, and when."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def own(programme, who):
    """A function that adds a risk that somebody owns."""

    def add(person, title="A partner leaves", **said):
        said = {"likelihood": 3, "impact": 4, "owner_user": person, **said}
        return add_risk(programme=programme, title=title, **said, **who)

    return add


@pytest.fixture
def milestone(programme, who, workstream_lead):
    """A milestone of the workstream lead."""
    said = {"title": "Structure agreed", "due": "1 June 2012", "owner_user": workstream_lead}
    return add_milestone(programme=programme, **said, **who)


@pytest.fixture
def opened(programme, who):
    """A function that opens a round over all logs."""

    def opens(**said):
        said = {"period": "March 2012", "closes_on": date(2012, 3, 16), **said}
        said = {"logs": [*logs_of_rounds()], **said}
        return actions.open_round(programme=programme, **{**who, **said})

    return opens
