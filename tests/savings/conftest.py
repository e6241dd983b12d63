"""Savings to try things on: sums in pounds here, whole pence in the product."""

from datetime import date

import pytest

from savings import actions
from tests.factories import noon

SEPTEMBER_2008 = noon(2008, 9, 12)  # the day of the closure document's position
CABINET = {"body": "Cabinet", "presented_by": "Deputy Chief Executive", "on": date(2007, 6, 14)}


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the document."""
    return {"by": programme_manager, "at": SEPTEMBER_2008}


@pytest.fixture
def add_saving(programme, who):
    """A function that adds a saving of so many pounds, approved unless told otherwise."""

    def add(
        pounds,
        starts_on=date(2008, 4, 1),
        kind="permanent",
        *,
        approved=True,
        title="Unified structure",
        **details,
    ):
        saving = actions.add_saving(
            programme=programme,
            amount=pounds * 100,
            starts_on=starts_on,
            kind=kind,
            title=title,
            **who,
            **details,
        )
        return actions.approve_saving(saving, **CABINET, **who) if approved else saving

    return add


@pytest.fixture
def reallocate(programme, who):
    """A function that re-allocates so many pounds, from the pot of its kind by default."""

    def spend(
        pounds, kind="permanent", year="2008/09", *, pot=None, title="Records Manager", **details
    ):
        values = {
            "kind": kind,
            "pot": pot or kind,
            "financial_year": year,
            "title": title,
            **who,
            **details,
        }
        return actions.add_reallocation(programme=programme, amount=pounds * 100, **values)

    return spend


@pytest.fixture
def carry(programme, who):
    """A function that carries so many pounds into the next year, approved unless told otherwise."""

    def move(pounds, year="2007/08", *, approved=True, **details):
        values = {"title": "Net underspend", "financial_year": year, **who, **details}
        carried = actions.request_carry_forward(programme=programme, amount=pounds * 100, **values)
        return (
            actions.approve_carry_forward(carried, body="Cabinet", undated=True, **who)
            if approved
            else carried
        )

    return move


@pytest.fixture
def add_target(programme, who):
    """A function that sets the target of a year."""

    def add(pounds, year="2008/09", **details):
        values = {"title": "Further reduction", "kind": "permanent", "financial_year": year}
        values |= {**who, **details}
        return actions.add_target(programme=programme, amount=pounds * 100, **values)

    return add


@pytest.fixture
def document(add_target, add_saving, reallocate, carry):
    """Targets, savings and re-allocations of the closure document, section 4."""
    for year, pounds in [(2008, 1_316_000), (2009, 1_250_000), (2010, 1_250_000)]:
        add_target(pounds, f"{year}/{(year + 1) % 100:02}")
        add_saving(pounds, date(year, 4, 1))
    add_saving(738_000, date(2008, 3, 31), "one_off", title="Net underspend")
    add_saving(465_000, date(2008, 6, 30), "one_off", approved=False)
    carry(738_000)
    for number, pounds in enumerate([55_000, 28_500, 28_500, 35_000, 130_000], start=1):
        reallocate(pounds, title=f"Post {number}")
    telephones = reallocate(64_000, "one_off", title="Voice over IP")
    add_saving(34_000, date(2009, 4, 1), source=telephones, approved=False, title="Telephones")
