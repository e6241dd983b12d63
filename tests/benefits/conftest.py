"""Benefits to try things on: values in whole units here, whole hundredths in the product."""

from datetime import date

import pytest

from benefits import actions
from benefits.models import Benefit
from programme.authorization import Role
from savings import actions as savings
from tests.factories import MARCH_2012, PartnerFactory, person

TODAY = MARCH_2012.date()
APRIL_2011 = date(2011, 4, 1)
QUARTERS = [
    ("Q1 2011/12", date(2011, 6, 30)),
    ("Q2 2011/12", date(2011, 9, 30)),
    ("Q3 2011/12", date(2011, 12, 31)),
]
DAYS = {
    "measure": "Days to answer a letter",
    "unit": "number",
    "counted": "days",
    "direction": "down",
    "counting": "level",
}
POUNDS = {
    "measure": "Spent less on telephones",
    "unit": "money",
    "direction": "up",
    "counting": "change",
}


def hundredths(*values):
    return [None if value is None else round(value * 100) for value in values]


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the seed register."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def somebody_else(programme):
    """Another programme manager, who may verify what the first one claims."""
    return person(programme, Role.PROGRAMME_MANAGER, user__username="somebody-else")


@pytest.fixture
def add(programme, who):
    """A function that identifies a benefit."""

    def add_benefit(title="Letters are answered sooner", kind="tangible", **details):
        return actions.add_benefit(
            programme=programme, title=title, kind=kind, **{**who, **details}
        )

    return add_benefit


@pytest.fixture
def measured(add, who):
    """A function that identifies a benefit and measures it: days to a letter, from 10 to 5."""

    def measure(baseline=10, target=5, *, by=DAYS, **details):
        baseline, target = hundredths(baseline, target)
        return actions.set_measure(
            add(**details),
            baseline=baseline,
            baseline_on=APRIL_2011,
            target=target,
            target_on=date(2012, 3, 31),
            **by,
            **who,
        )

    return measure


@pytest.fixture
def planned(measured, who):
    """A function that takes a benefit to its plan: for each quarter a value, 9, 8 and 6 days."""

    def plan(*values, **details):
        benefit = actions.validate_benefit(measured(**details), why="Seen by finance", **who)
        return profile(benefit, values or (9, 8, 6), who)

    return plan


def profile(benefit, values, who, **details):
    rows = [(*period, value) for period, value in zip(QUARTERS, hundredths(*values), strict=False)]
    return actions.set_profile(benefit, profile=rows, **{"why": "First plan", **who, **details})


@pytest.fixture
def post(who):
    """A function that posts a value to a benefit's ledger."""

    def post_actual(benefit, value, on=TODAY, **details):
        values = {
            "on": on,
            "value": hundredths(value)[0],
            "evidence": "Post room log",
            **who,
            **details,
        }
        return actions.post_actual(benefit, **values)

    return post_actual


@pytest.fixture
def claimed(planned, post, who):
    """A function that takes a benefit so far that it waits for its verifier."""

    def claim(**details):
        return actions.claim_benefit(post(planned(**details), 5), why="Target reached", **who)

    return claim


@pytest.fixture
def realised(claimed, somebody_else):
    """A function that takes a benefit to its end."""

    def verify(**details):
        return actions.verify_benefit(
            claimed(**details), by=somebody_else, at=MARCH_2012, why="Seen in the log"
        )

    return verify


@pytest.fixture
def add_saving(programme, who):
    """A function that adds an identified saving of so many pounds."""

    def add_line(pounds=34_000, kind="permanent", starts_on=APRIL_2011, **details):
        values = {
            "title": "Telephones",
            "amount": pounds * 100,
            "kind": kind,
            "starts_on": starts_on,
            **details,
        }
        return savings.add_saving(programme=programme, **values, **who)

    return add_line


@pytest.fixture
def link(who):
    """A function that rests a benefit on so many pounds of a saving."""

    def rest(benefit, saving, pounds, **details):
        return actions.link_saving(
            fresh(benefit), saving=saving, amount=pounds * 100, **{**who, **details}
        )

    return rest


@pytest.fixture
def partners(programme):
    return [
        PartnerFactory(programme=programme, name=name)
        for name in ("Northshire", "Southshire", "Eastshire")
    ]


@pytest.fixture
def one_of_each_state(add, planned, measured, claimed, realised, post, who):
    """A benefit in every state, by state."""
    return {
        "identified": add(),
        "validated": actions.validate_benefit(measured(), why="Seen", **who),
        "profiled": planned(),
        "realising": post(planned(), 9),
        "realised": realised(),
        "not_realised": actions.fail_benefit(add(), why="The office closed", **who),
        "reopened": actions.reopen_benefit(
            actions.fail_benefit(planned(), why="Given up", **who), why="Taken up again", **who
        ),
    }


def states():
    return dict(Benefit.objects.values_list("reference", "state"))
