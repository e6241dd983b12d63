"""Five clear days in England, three in Wales: the examples are those of published calendars of
councils.
"""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.clear_days import (
    bank_holidays,
    is_working_day,
    reckon,
    working_days_before,
    working_days_between,
)

MEETINGS = [
    (date(2008, 10, 6), date(2008, 9, 26)),  # a Monday
    (date(2010, 12, 17), date(2010, 12, 9)),  # a Friday
    (date(2019, 4, 23), date(2019, 4, 11)),  # the day after Easter Monday
    (date(2027, 1, 5), date(2026, 12, 23)),  # over Christmas and New Year
]
days = st.dates(date(2000, 1, 1), date(2040, 12, 31))
closed_days = st.dictionaries(days, st.just("Closed"), max_size=5)
nations = st.sampled_from(["ENG", "WLS"])


@pytest.mark.parametrize(("meeting_on", "publish_by"), MEETINGS)
def test_papers_in_england_are_open_five_clear_days_before(meeting_on, publish_by):
    assert reckon(meeting_on, 5, "ENG", {}).publish_by == publish_by


def test_papers_in_wales_are_open_three_clear_days_before():
    assert reckon(date(2010, 12, 17), 3, "WLS", {}).publish_by == date(2010, 12, 13)


def test_a_day_on_which_the_office_is_closed_does_not_count():
    found = reckon(date(2010, 12, 17), 5, "ENG", {date(2010, 12, 14): "Move to the new building"})
    assert found.publish_by == date(2010, 12, 8)
    assert "Move to the new building" in [day.reason for day in found.days]


def test_nothing_is_published_on_a_day_on_which_the_office_is_closed():
    assert reckon(date(2010, 12, 17), 5, "ENG", {date(2010, 12, 9): "Closed"}).publish_by == date(
        2010, 12, 8
    )


def test_every_day_that_did_not_count_says_why():
    reasons = {
        day.on: day.reason
        for day in reckon(date(2019, 4, 23), 5, "ENG", {}).days
        if not day.counted
    }
    assert reasons[date(2019, 4, 22)] == "Easter Monday"
    assert reasons[date(2019, 4, 20)] == "Saturday"


@given(days, st.sampled_from([3, 5]), nations, closed_days)
def test_just_the_clear_days_are_counted(meeting_on, clear_days, nation, closures):
    found = reckon(meeting_on, clear_days, nation, closures)
    counted = [day.on for day in found.days if day.counted]
    assert len(counted) == clear_days
    assert all(is_working_day(day, nation, closures) for day in counted)


@given(days, st.sampled_from([3, 5]), nations, closed_days)
def test_papers_are_published_on_a_working_day_and_no_day_in_between_is_left_out(
    meeting_on, clear_days, nation, closures
):
    found = reckon(meeting_on, clear_days, nation, closures)
    assert is_working_day(found.publish_by, nation, closures)
    between = [
        found.publish_by + timedelta(days=n) for n in range(1, (meeting_on - found.publish_by).days)
    ]
    assert [day.on for day in reversed(found.days)] == between


@given(days, st.integers(0, 20), nations, closed_days)
def test_working_days_back_and_forth_are_the_same_number(day, count, nation, closures):
    start = working_days_before(day, 0, nation, closures)
    assert (
        working_days_between(
            working_days_before(day, count, nation, closures), start, nation, closures
        )
        == count
    )


def test_no_working_day_is_left_once_the_day_has_passed():
    assert working_days_between(date(2012, 4, 4), date(2012, 4, 3), "ENG", {}) == 0


@pytest.mark.parametrize("year", [2026, 2099, 2100, 2101, 2126])
def test_christmas_day_is_named_in_every_year(year):
    for nation in "ENG", "WLS":
        assert bank_holidays(nation, year)[date(year, 12, 25)] == "Christmas Day"
