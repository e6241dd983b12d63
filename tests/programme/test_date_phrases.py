"""Dates as people write them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from programme.date_phrases import LONGEST, Span, month_of, read, read_one, told
from programme.date_words import MONTH_NAMES

pytestmark = pytest.mark.once

PIECES = [
    "early",
    "mid",
    "late",
    "31",
    "29",
    "february",
    "march",
    "autumn",
    "2012",
    "0000",
    "2008/09",
    "week",
    "w/c",
    "third",
    "q1",
    "to",
]
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("words", "meaning"),
    [
        ("Early December 2006", "1 to 10 December 2006"),
        ("Mid December 2006", "11 to 20 December 2006"),
        ("mid-December 2006", "11 to 20 December 2006"),
        ("Late February 2007", "21 to 28 February 2007"),
        ("Late February 2008", "21 to 29 February 2008"),
        ("End of March 2007", "21 to 31 March 2007"),
        ("Third Week February 2007", "15 to 21 February 2007"),
        ("4th week of February 2007", "22 to 28 February 2007"),
        ("Fifth week of March 2007", "29 to 31 March 2007"),
        ("Last week of March 2007", "25 to 31 March 2007"),
        ("Week commencing 26 March 2007", "26 March to 1 April 2007"),
        ("w/e 30 March 2007", "24 to 30 March 2007"),
        ("27 Feb 2007", "27 February 2007"),
        ("27 March 2007", "27 March 2007"),
        ("Tuesday 27th March, 2007", "27 March 2007"),
        ("March 27, 2007", "27 March 2007"),
        ("24/04/07", "24 April 2007"),
        ("8/5/2007", "8 May 2007"),
        ("2007-03-27", "27 March 2007"),
        ("March 2007", "1 to 31 March 2007"),
        ("July 08", "1 to 31 July 2008"),
        ("april '12", "1 to 30 April 2012"),
        ("Apr ’08", "1 to 30 April 2008"),
        ("Autumn 2012", "1 September to 30 November 2012"),
        ("spring 2012", "1 March to 31 May 2012"),
        ("Summer 2012", "1 June to 31 August 2012"),
        ("Winter 2011", "1 December 2011 to 29 February 2012"),
        ("Winter 2012/13", "1 December 2012 to 28 February 2013"),
        ("Q4 calendar 2012", "1 October to 31 December 2012"),
        ("First quarter of 2012/13", "1 April to 30 June 2012"),
        ("Q4 2008/09", "1 January to 31 March 2009"),
        ("2012", "1 January to 31 December 2012"),
        ("2008/09", "1 April 2008 to 31 March 2009"),
        ("Financial year 2008/09", "1 April 2008 to 31 March 2009"),
        ("1999/2000", "1 April 1999 to 31 March 2000"),
        ("Apr/May 2012", "1 April to 31 May 2012"),
        ("March to May 2012", "1 March to 31 May 2012"),
        ("Early to mid December 2006", "1 to 20 December 2006"),
        ("between 3 and 7 March 2007", "3 to 7 March 2007"),
        ("28 March 2007 – 3 April 2007", "28 March to 3 April 2007"),
        ("17/12/26", "17 December 2026"),
        ("1.4.25", "1 April 2025"),
        ("27 / 3 / 2007", "27 March 2007"),
        ("27-Mar-07", "27 March 2007"),
        ("27/Mar/2007", "27 March 2007"),
        ("27 Sept 2007", "27 September 2007"),
        ("March 27 2007", "27 March 2007"),
        ("Fri 27 March 2026", "27 March 2026"),
        ("by 31 March 26", "31 March 2026"),
        ("27 March ’26", "27 March 2026"),
        ("31/03/98", "31 March 1998"),
        ("11-Jan-70", "11 January 1970"),
        ("31/12/49", "31 December 2049"),
        ("2026-03-27 00:00:00", "27 March 2026"),
        ("Apr-25", "1 to 30 April 2025"),
        ("Mar-2026", "1 to 31 March 2026"),
        ("FY25/26", "1 April 2025 to 31 March 2026"),
        ("Q3 24/25", "1 October to 31 December 2024"),
        ("Q3 2024/25", "1 October to 31 December 2024"),
        ("Q4 FY24/25", "1 January to 31 March 2025"),
        ("2024/25 Q1", "1 April to 30 June 2024"),
        ("Dec 2025/Jan 2026", "1 December 2025 to 31 January 2026"),
        ("early Dec 26", "1 to 10 December 2026"),
        ("early 2026", "1 January to 30 April 2026"),
        ("mid 2012", "1 May to 31 August 2012"),
        ("end of 2026", "1 September to 31 December 2026"),
        ("winter 26/27", "1 December 2026 to 28 February 2027"),
        ("27 Mawrth 2026", "27 March 2026"),
        ("27ain o Fawrth 2026", "27 March 2026"),
        ("dydd Gwener 27 Mawrth 2026", "27 March 2026"),
        ("Gorffennaf 2026", "1 to 31 July 2026"),
        ("diwedd Medi 2026", "21 to 30 September 2026"),
        ("mis Mai 2026", "1 to 31 May 2026"),
        ("yr 2il o Fai 2026", "2 May 2026"),
        ("March 98", "1 to 31 March 1998"),
        ("Mar–Apr 26", "1 March to 30 April 2026"),
        ("Nov/Dec 25", "1 November to 31 December 2025"),
        ("Dec/Jan 2025/26", "1 December 2025 to 31 January 2026"),
        ("30/31 March 2026", "30 to 31 March 2026"),
        ("28 Feb/3 March 2026", "28 February to 3 March 2026"),
        ("1/4/2025-31/3/2026", "1 April 2025 to 31 March 2026"),
        ("Q1-Q2 2025/26", "1 April to 30 September 2025"),
        ("2024/25-2026/27", "1 April 2024 to 31 March 2027"),
        ("2008/9", "1 April 2008 to 31 March 2009"),
        ("Qtr 3 2024/25", "1 October to 31 December 2024"),
        ("early FY25/26", "1 April to 31 July 2025"),
        ("end of FY25/26", "1 December 2025 to 31 March 2026"),
        ("Fri 2026-03-27", "27 March 2026"),
        ("27 March 2026, Friday", "27 March 2026"),
        ("27 March 2026 at 6.30pm", "27 March 2026"),
        ("27 Mar\u00adch 2026", "27 March 2026"),
        ("Mon 5 to Fri 9 January 2026", "5 to 9 January 2026"),
    ],
)
def test_words_mean_the_days_that_the_rules_say(words, meaning):
    assert str(read(words)) == meaning


@pytest.mark.parametrize(
    "words",
    [
        "",
        "N/A",
        "TBC",
        "On completion of strategy",
        "27 March",
        "April 12",
        "July 8",
        "Spring",
        "2008/10",
        "Autumn 2012/13",
        "April 25",
        "25-Apr",
        "10/11",
        "December/January 2012",
        "31 to 3 April 2012",
        "Q5 2012",
        "w/e w/e 3 March 2007",
    ],
)
def test_words_that_name_no_known_date_are_never_made_into_one(words):
    assert read(words) is None


@pytest.mark.parametrize(
    "words",
    [
        "31 February 2012",
        "31/02/2012",
        "2012-02-31",
        "29 February 2011",
        "31 April",
        "0 March 2012",
        "32 March 2012",
        "13/2012",
        "Fifth week February 2007",
        "30 to 31 February 2012",
        "12/13/2007",
        "1 May 0000",
    ],
)
def test_a_date_that_no_calendar_has_is_refused_in_plain_words(words):
    with pytest.raises(ValidationError, match=f"{words} does not exist in the calendar"):
        read(words)


@pytest.mark.parametrize("words", ["Spring 1066", "1 May 2200", "Winter 2199", "December 2250"])
def test_a_year_that_no_log_means_is_refused(words):
    with pytest.raises(ValidationError, match="between 1900 and 2199"):
        read(words)


@pytest.mark.parametrize(
    "words", ["Monday 27 March 2007", "Mon 27/3/07", "dydd Llun 27 Mawrth 2007"]
)
def test_a_weekday_that_does_not_fit_is_refused(words):
    with pytest.raises(ValidationError, match="27 March 2007 is a Tuesday, not a Monday"):
        read(words)


@pytest.mark.parametrize("words", ["Q3 2025", "Q3 25", "third quarter of 2025", "Q3 FY25"])
def test_a_quarter_of_a_bare_year_asks_which_year_is_meant(words):
    with pytest.raises(ValidationError, match="Say which year Q3 2025 is in") as asked:
        read(words)
    for choice in "Q3 2024/25", "Q3 2025/26", "Q3 calendar 2025":
        assert f"{choice} ({read(choice)})" in asked.value.messages[0]


@pytest.mark.parametrize("words", ["Tue 5 to Fri 9 January 2026", "5 January 2026, Tuesday"])
def test_a_weekday_that_does_not_fit_is_refused_wherever_it_stands(words):
    with pytest.raises(ValidationError, match="5 January 2026 is a Monday, not a Tuesday"):
        read(words)


def test_a_financial_year_that_is_named_by_one_year_asks_which_is_meant():
    with pytest.raises(ValidationError, match="Write 2025/26 or 2026/27."):
        read("FY26")


def test_every_month_is_read_in_english_and_in_welsh():
    for number, names in enumerate(MONTH_NAMES, 1):
        assert {read(f"{name} 2026") for name in names} == {month_of(date(2026, number, 1))}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", ""),
        ("27 March 2026", ""),
        ("1 to 10 December 2026", ""),
        ("Early Dec 2026", "is read as 1 to 10 December 2026."),
        ("Apr-25", "is read as 1 to 30 April 2025. If you mean 25 April, write the year as well."),
        ("Apr-25 to Jun-25", "If you mean 25 April and 25 June, write the year as well."),
        ("Feb-30", "is read as 1 to 28 February 2030."),
        ("Hydref 2026", "If you mean the season, write Autumn 2026."),
        ("On completion of strategy", "is kept as you wrote it. No date can be read from it."),
    ],
)
def test_a_person_is_told_how_the_words_are_read(words, said):
    assert said in told(words) and bool(said) == bool(told(words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("Apr-25", "Apr-25 can mean 1 to 30 April 2025. Enter one day"),
        ("27 March", "27 March has no year"),
        ("next week", "next week cannot be read as a date"),
        ("Mon 27 March 2007", "is a Tuesday, not a Monday"),
    ],
)
def test_a_field_for_one_day_says_what_was_wrong_with_the_words(words, said):
    with pytest.raises(ValidationError, match=said):
        read_one(words)


def test_a_text_that_is_longer_than_a_date_is_a_comment():
    assert read("w/e " * LONGEST + "3 March 2007") is None


@given(
    DAYS,
    st.sampled_from(
        ["{0.day} {0:%B} {0.year}", "{0:%d/%m}/{0.year}", "{0:%A} {0.day} {0:%b} {0.year}", "{0}"]
    ),
)
def test_every_day_written_out_means_itself(day, layout):
    assert read(layout.format(day)) == Span(day, day)


@given(DAYS, DAYS)
def test_the_words_for_a_span_mean_that_span(one, other):
    span = Span(min(one, other), max(one, other))
    assert read(str(span)) == span


@given(st.text(max_size=40) | st.lists(st.sampled_from(PIECES), max_size=6).map(" ".join))
def test_nothing_that_people_type_breaks_it(text):
    try:
        span = read(text)
    except ValidationError:
        return
    assert span is None or date(1900, 1, 1) <= span.earliest <= span.latest <= date(2199, 12, 31)
