"""Dates as people write them: the earliest and the latest day that the words can mean.

Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end of the month; of a
year they are its thirds (early 2026 is January to April). The first week of a month is its days 1
to 7, and so on. A week, month, quarter, season or year means its whole span. Seasons are the
meteorological ones of the United Kingdom; winter begins in December of the year that is named
first. A quarter is one of the financial year that is named (Q1 2008/09 is April to June 2008); with
a single year nobody can know which is meant, and the person is asked.

A year of two digits is one of 1970 to 2069. It is read where it can be nothing else: after a day
and a month (24/04/07, 27 March 07), in a financial year (FY25/26), after an apostrophe or a 0
(April '12, April 08), and after a month and a hyphen as spreadsheets write it (Apr-25). "April 12"
may be a day and is not read. Words that name no date are kept and lead to no date at all; a date
without a year is such.
"""

import calendar
import re
from datetime import date

from django.core.exceptions import ValidationError

from programme.date_readers import (
    LEAP_YEAR,
    SPREADSHEET_MONTH,
    WITHOUT_YEAR,
    Span,
    month_number,
    months,
    single,
)
from programme.date_words import MONTH, MONTHS, PARTS, full_year, plain_words
from programme.fields import EARLIEST, LATEST

LONGEST = 120  # characters; a wording that is longer is a comment
EXAMPLES = "27 March 2027, Early December 2026 or Q3 2026/27"
SHORT_MONTH = re.compile(rf"{MONTH} (?P<year>\d\d)", re.ASCII)
BETWEEN = re.compile(
    r"\s*(?:\s[-/]\s|\bto\b|\band\b|\bor\b|(?<=[a-z])[/-](?=[a-z])|(?<=\d)/(?=[a-z])"
    r"|(?<=\d)[/-](?=\d{1,2} [a-z])|(?<=[a-z])/(?=\d{1,2} [a-z])|(?<=\d{4})-(?=\d{1,2}[/.])"
    r"|(?<=\d)-(?=q)|(?<=/\d\d)-(?=\d{4}/))\s*"
)


def read(text: str) -> Span | None:
    """The days that `text` can mean; None where it names no date that can be known.

    Raises:
        ValidationError: it names a day that no calendar has, or a year that no log means.
    """
    try:
        span = _range(plain_words(text)) if len(text) <= LONGEST else None
    except (ValueError, OverflowError):
        raise ValidationError(
            f"{text.strip()} does not exist in the calendar. Enter a real date, for example 27"
            " March 2007.",
            code="impossible",
        ) from None
    if span and not EARLIEST <= span.earliest <= span.latest <= LATEST:
        raise ValidationError("Enter a date with a year between 1900 and 2199.", code="absurd")
    return span


def read_one(text: str) -> date:
    """The one day that `text` names.

    Raises:
        ValidationError: saying what is wrong in words that fit beside a field.
    """
    span = read(text)
    if span and span.earliest == span.latest:
        return span.earliest
    words = text.strip()
    if span:
        raise ValidationError(
            f"{words} can mean {span}. Enter one day, for example {Span.of(span.latest)}.",
            code="several",
        )
    if any(pattern.fullmatch(plain_words(text)) for pattern in WITHOUT_YEAR):
        raise ValidationError(f"{words} has no year. Enter the year as well.", code="no year")
    raise ValidationError(
        f"{words} cannot be read as a date. Enter a date with day, month and year, for example 27"
        " March 2007 or 27/3/2007.",
        code="unread",
    )


def told(text: str) -> str:
    """What to tell a person who wrote `text`: how it is read where that is not the letter itself.

    Nothing for no words, and for a day or span that is written out in full.
    """
    words, span = text.strip(), read(text)
    if not words or span and str(span) == words:
        return ""
    if not span:
        return (
            f"“{words}” is kept as you wrote it. No date can be read from it. A date can be read"
            f" from words such as {EXAMPLES}."
        )
    said, days = f"“{words}” is read as {span}.", _days_instead(plain_words(text))
    if days:
        return f"{said} If you mean {' and '.join(days)}, write the year as well."
    if "hydref" in plain_words(text):
        return f"{said} If you mean the season, write Autumn {span.latest.year}."
    return said


def _days_instead(words):
    """The days that a month with a year of two digits can mean as well: Apr-25 is 25 April."""
    return [
        f"{int(found['year'])} {calendar.month_name[month_number(found['month'])]}"
        for found in SPREADSHEET_MONTH.finditer(words)
        if 0 < int(found["year"]) <= calendar.monthrange(LEAP_YEAR, month_number(found["month"]))[1]
    ]


def month_of(day: date) -> Span:
    """The whole month that a day lies in."""
    return months(day.year, day.month)


def check(text):
    """Refuses an impossible date: a validator for the columns that keep wordings."""
    read(text or "")


def _range(words):
    """One wording, or two with "to" between them, of which the first borrows from the second what
    it leaves out.
    """
    span = single(words)
    ends = BETWEEN.split(words)
    if span or len(ends) != 2:
        return span
    last = single(ends[1]) or _month_of_two(*ends)
    first = _borrowing(ends[0], _lent(ends[1])) if last else None
    return Span(first.earliest, last.latest) if first and first.earliest <= last.latest else None


def _lent(words):
    """The words of the later end, its year in full."""
    found = SHORT_MONTH.fullmatch(words)
    return f"{found['month']} {full_year(found['year'])}".split() if found else words.split()


def _month_of_two(first, last):
    """March to April 26: after two months it is a year, for a day would stand before each."""
    found = SHORT_MONTH.fullmatch(last) if first in MONTHS else None
    return months(full_year(found["year"]), month_number(found["month"])) if found else None


def _borrowing(words, lenders):
    """`words` read with ever more of the last words of the other end: "March" (to May 2012)."""
    fewest = len(lenders) - 1 if words in PARTS else 0  # early (to mid December 2006)
    for count in range(fewest, len(lenders)):
        try:
            span = single(" ".join([words, *lenders[len(lenders) - count :]]))
        except ValidationError:
            if words.isalpha():
                return None  # Monday (to Wednesday 27 March 2026)
            raise
        except ValueError:
            return None  # 31 (to 3 April 2012): which month is meant is anybody's guess
        if span:
            return span
    return None
