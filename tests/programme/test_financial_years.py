"""Financial years: April to March, written 2011/12."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme.financial_years import (
    financial_year_of,
    first_day,
    last_day,
    nearest_day,
    read_financial_year,
)


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2012, 3, 31), "2011/12"),
        (date(2012, 4, 1), "2012/13"),
        (date(2000, 1, 1), "1999/00"),
        (date(2009, 12, 31), "2009/10"),
    ],
)
def test_the_year_begins_in_april(day, year):
    assert financial_year_of(day) == year


def test_a_year_has_its_first_and_last_day():
    assert (first_day("1999/00"), last_day("1999/00")) == (date(1999, 4, 1), date(2000, 3, 31))


@pytest.mark.parametrize(
    ("day", "nearest"),
    [
        (date(2026, 11, 22), date(2012, 3, 31)),
        (date(2011, 1, 1), date(2011, 4, 1)),
        (date(2011, 9, 9), date(2011, 9, 9)),
    ],
)
def test_a_day_outside_the_year_counts_on_its_nearest_day(day, nearest):
    assert nearest_day("2011/12", day) == nearest


@pytest.mark.parametrize(
    "typed",
    [
        "2011/12",
        " 2011/12 ",
        "2011-12",
        "2011 / 12",
        "2011/2012",
        "2011–12",
        "11/12",
        "FY11/12",
        "2011-2",
        "2011 to 2012",
        "‘11/12",
        "'11-'12",
        "year ending 31 March 2012",
        "y/e 31.3.12",
        "blwyddyn ariannol 2011/12",
        "\u200e2011/12",
    ],
)
def test_a_year_is_read_as_people_write_it(typed):
    assert read_financial_year(typed) == "2011/12"


@pytest.mark.parametrize(
    "typed",
    [
        "2011/13",
        "2011/11",
        "2011/2013",
        "2011/1",
        "2009/1",
        "1066/67",
        "9999/00",
        "next year",
    ],
)
def test_what_is_no_year_is_refused(typed):
    with pytest.raises(ValidationError):
        read_financial_year(typed)


@pytest.mark.parametrize("typed", ["2011", "11", "FY2011", "FY11", "financial year 2011"])
def test_a_single_year_is_asked_back_with_both_years_that_it_can_mean(typed):
    with pytest.raises(ValidationError) as asked:
        read_financial_year(typed)
    said = "Say which financial year 2011 is. Write 2010/11 or 2011/12."
    assert asked.value.messages == [said]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Year 1", "Year 1 names no financial year."),
        ("Q3 2011/12", "is read as 1 October to 31 December 2011, which is no financial year."),
        ("2011/12 (provisional)", "names no certain financial year."),
    ],
)
def test_a_refusal_says_what_was_wrong_with_the_year(typed, said):
    with pytest.raises(ValidationError) as refused:
        read_financial_year(typed)
    assert said in refused.value.messages[0]
    assert "Enter a financial year, for example 2011/12." in refused.value.messages[0]
