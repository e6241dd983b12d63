"""Values and periods as people type them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from benefits.periods import begins_on, read_period
from benefits.units import read_value


@pytest.mark.parametrize(
    ("text", "unit", "value"),
    [
        ("34,000", "money", 34_000_00),
        ("£1.25m", "money", 1_250_000_00),
        ("-£300.50", "money", -300_50),
        ("0", "money", 0),
        ("97.5", "percent", 97_50),
        ("97.5%", "percent", 97_50),
        ("100 per cent", "percent", 100_00),
        ("1,234", "number", 1_234_00),
        ("−3", "number", -3_00),
        ("2k", "number", 2_000_00),
    ],
)
def test_numbers_are_read_as_people_write_them(text, unit, value):
    assert read_value(text, unit) == value


@pytest.mark.parametrize(
    ("text", "unit", "says"),
    [
        ("a lot", "number", "Enter a number"),
        ("12.345", "number", "two decimal places"),
        ("1,23", "money", "Enter a number"),
        ("£5", "number", "not in pounds"),
        ("5%", "money", "not in per cent"),
        ("%", "percent", "Enter a number"),
    ],
)
def test_what_is_no_such_number_is_refused(text, unit, says):
    with pytest.raises(ValidationError, match=says):
        read_value(text, unit)


@pytest.mark.parametrize(
    ("text", "period", "ends_on"),
    [
        ("2008/09", "2008/09", date(2009, 3, 31)),
        ("2008-2009", "2008/09", date(2009, 3, 31)),
        ("Q1 2008/09", "Q1 2008/09", date(2008, 6, 30)),
        ("q3 2008/09", "Q3 2008/09", date(2008, 12, 31)),
        ("H1 08/09", "H1 2008/09", date(2008, 9, 30)),
        ("half year to 31 March 2009", "H2 2008/09", date(2009, 3, 31)),
        ("year ending 31 March 2009", "2008/09", date(2009, 3, 31)),
        ("quarter 4 2008/09", "Q4 2008/09", date(2009, 3, 31)),
        ("February 2008", "February 2008", date(2008, 2, 29)),
        ("Dec 2008", "December 2008", date(2008, 12, 31)),
        ("31/3/2009", "31 March 2009", date(2009, 3, 31)),
    ],
)
def test_periods_are_read_as_people_name_them(text, period, ends_on):
    assert read_period(text) == (period, ends_on)


@pytest.mark.parametrize("name", ["2008/09", "Q1 2008/09"])
def test_a_period_begins_on_a_day(name):
    assert begins_on(name) == date(2008, 4, 1)


@pytest.mark.parametrize("name", ["The first period", "Q3 2008", "31 February 2008"])
def test_the_first_day_of_a_period_in_other_words_is_not_known(name):
    assert begins_on(name) is None


@pytest.mark.parametrize("text", ["", "soon", "Q5 2008/09", "Autumn 2008", "2008/10"])
def test_what_names_no_period_is_refused(text):
    with pytest.raises(ValidationError, match="Begin with a period"):
        read_period(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("soon", "“soon” names no period. Begin"),
        ("Autumn 2008", "Autumn 2008 is read as 1 September to 30 November 2008, which is no"),
        ("2008", "Say which financial year 2008 is. Write 2007/08 or 2008/09."),
        ("Q3 2008", "Say which year Q3 2008 is in."),
    ],
)
def test_a_refusal_says_what_was_wrong_with_the_period(text, said):
    with pytest.raises(ValidationError) as refused:
        read_period(text)
    assert refused.value.messages[0].startswith(said)
