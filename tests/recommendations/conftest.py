"""A review to try things on."""

from datetime import date

import pytest

from recommendations import actions
from tests.factories import MARCH_2012, PartnerFactory

TODAY = MARCH_2012.date()


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def review(programme, who):
    return actions.add_review(
        programme=programme, title="Gateway review 3", kind="gateway", reviewing_body="4ps", **who
    )


@pytest.fixture
def partner(programme):
    return PartnerFactory(programme=programme, name="First council")


@pytest.fixture
def add(programme, programme_manager, review):
    """A function that adds a recommendation of the review as the programme manager."""

    def add(text="Publish a communications plan", *, at=MARCH_2012, **details):
        values = {"review": review, "text": text, **details}
        return actions.add_recommendation(
            programme=programme, by=programme_manager, at=at, **values
        )

    return add


@pytest.fixture
def recommendation(add):
    """REC1, accepted, due on 1 March 2012: overdue since."""
    return add(printed_reference="1", response="accepted", due_on=date(2012, 3, 1))


@pytest.fixture
def in_state(add, who, partner_director):
    """A function that gives a recommendation in a state, by the steps that lead there."""

    def reach(state, response="accepted"):
        entry = add(response="" if state == "received" else response, due_on=date(2012, 4, 1))
        director = {**who, "by": partner_director}
        steps = {
            "in_progress": [lambda e: actions.start_recommendation(e, **who)],
            "claimed": [lambda e: actions.claim_recommendation(e, evidence="The plan", **who)],
            "verified": [
                lambda e: actions.claim_recommendation(e, **who),
                lambda e: actions.verify_recommendation(e, **director),
            ],
            "superseded": [
                lambda e: actions.supersede_recommendation(
                    e, superseded_by=add("Another"), why="Merged", **who
                )
            ],
            "risk_accepted": [
                lambda e: actions.accept_risk(e, until=TODAY, approver="Board", why="Cheap", **who)
            ],
        }
        steps["dropped"] = [
            lambda e: actions.drop_recommendation(
                e, decided_by="Joint committee", decided_on=TODAY, why="Too dear", **who
            )
        ]
        steps["closed"] = [
            *steps["verified"],
            lambda e: actions.close_recommendation(e, why="It is over", **who),
        ]
        steps["reopened"] = [
            *steps["claimed"],
            lambda e: actions.reopen_recommendation(e, why="It is not", **who),
        ]
        for step in steps.get(state, []):
            entry = step(entry)
        return entry

    return reach
