"""The budget of March 2012 to try things on: sums in pounds here, whole pence in the product."""

from datetime import date

import pytest

from budgets import actions
from tests.factories import MARCH_2012, noon

BEFORE = noon(2012, 2, 1)


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def add_line(programme, programme_manager):
    """A function that adds a line of so many pounds, in February 2012."""

    def add(
        title="Human resources support", pounds=30_000, *, at=BEFORE, year="2011/12", **details
    ):
        return actions.add_line(
            programme=programme,
            by=programme_manager,
            at=at,
            title=title,
            financial_year=year,
            allocation=pounds * 100,
            **details,
        )

    return add


@pytest.fixture
def line(add_line):
    """B1, with £30,000 for 2011/12."""
    return add_line()


@pytest.fixture
def march_2012(add_line, programme_manager):
    """The five lines of the report of March 2012."""
    pounds = [15_000, 10_000, 50_000, 30_000, 40_000]
    lines = [add_line(f"Line {number}", each) for number, each in enumerate(pounds, start=1)]
    lines[3] = actions.post_spend(
        lines[3],
        by=programme_manager,
        at=MARCH_2012,
        amount=1_497_800,
        on=date(2012, 2, 28),
        what="Fees",
    )
    return lines


@pytest.fixture
def locked(programme, finance_officer):
    """March 2012, locked by the finance officer on the day of the report."""
    return actions.lock_period(
        programme=programme,
        by=finance_officer,
        at=MARCH_2012,
        starts_on=date(2012, 3, 1),
        ends_on=date(2012, 3, 31),
    )


@pytest.fixture
def add_reserve(programme, programme_manager):
    """A function that adds a reserve of so many pounds, in February 2012."""

    def add(pounds=1_000, *, title="Partnership reserves", **details):
        values = {
            "forecast_on": date(2012, 3, 31),
            "by": programme_manager,
            "at": BEFORE,
            **details,
        }
        return actions.add_reserve(programme=programme, title=title, opening=pounds * 100, **values)

    return add
