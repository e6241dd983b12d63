"""Dates as people write them: the earliest and the latest day that the words can mean.

Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end of the month; of a
quarter, season, half or year they are its thirds (early 2026 is January to April). The first week
of a month is its days 1 to 7, and so on. A week, month, quarter, season or year means its whole
span. Seasons are the meteorological ones of the United Kingdom; winter begins in December of the
year that is named first. A quarter or half is one of the financial year that is named (Q1 2008/09
is April to June 2008); with a single year nobody can know which is meant, and the person is asked.

A year of two digits is one of 1970 to 2049; 55 may be 1955 or 2055, and the person is asked. It is
read where it can be nothing else: after a day and a month (24/04/07, 27 March 07), in a financial
year (FY25/26), after an apostrophe or a 0 (April '12, April 08), after a month and a hyphen as
spreadsheets write it (Apr-25), and after two months (Dec 25/Jan 26). "April 12" may be a day and is
not read. December to February 2027 begins in the year before. What says that a date is not certain
(circa, TBC) leaves it a date where the words are kept, and is refused where one day is wanted.
Words that name no date, and words that say before or after what it lies, are kept and lead to no
date at all; a date without a year is such.
"""

import calendar
import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from programme.date_readers import (
    EDGE,
    LEAP_YEAR,
    MONTH_OR_DAY,
    WEEK,
    WITHOUT_YEAR,
    quoted,
    single,
)
from programme.date_spans import Span, months
from programme.date_words import MONTHS, PARTS, SEASONS, any_of, is_unsure, plain_words, seen
from programme.date_years import month_number
from programme.plausible import EARLIEST, LATEST

FAR_AHEAD = timedelta(days=20 * 366)  # no saving, contract or review is planned further ahead
LONGEST = 120  # characters; a wording that is longer is a comment
AS_WRITTEN = (
    "As you would write it, for example 27 March 2027, or Early December 2026, or On completion of"
    " strategy"
)
EXAMPLES = "27 March 2027, Early December 2026 or Q3 2026/27"
BETWEEN = re.compile(
    r"\s*(?:\s[-/]\s?|[-/]\s|\b(?:to|and|or|until|till|through|tan|hyd at|neu|ac?|i)\b"
    r"|(?<=[a-z])[/-](?=[a-z])|(?<=\d)/(?=[a-z])|(?<=\d{4})-(?=[a-z])|(?<=[a-z] \d\d)-(?=[a-z])"
    rf"|(?<=[a-z]-\d\d)-(?=[a-z])|(?<=[a-z\d])[/-](?=\d{{1,2}} (?:{any_of(MONTHS)}))"
    r"|(?<=\d{4})-(?=\d{1,2}[/.])|(?<=[/.]\d\d)-(?=\d{1,2}[/.])|(?<=\d)-(?=[qh])"
    r"|(?<=/\d\d)-(?=\d{4}/))\s*"
)
EDGE_OF_WEEK = re.compile(rf"{WEEK}{EDGE} ")


def read(text: str) -> Span | None:
    """The days that `text` can mean; None where it names no date that can be known.

    Raises:
        ValidationError: it names a day that no calendar has, or a year that no log means.
    """
    try:
        span = _range(plain_words(text)) if len(text) <= LONGEST else None
    except (ValueError, OverflowError):
        raise ValidationError(
            f"{seen(text)} does not exist in the calendar. Enter a real date, for example 27"
            " March 2007.",
            code="impossible",
        ) from None
    if span and not EARLIEST <= span.earliest <= span.latest <= LATEST:
        raise ValidationError("Enter a date with a year between 1900 and 2199.", code="absurd")
    return span


def read_one(text: str, today: date | None = None) -> date:
    """The one day that `text` names. Of a record of the past `today` is given: a year of two digits
    that can only lie behind it, 55 or 48 for example, is one of the last century.

    Raises:
        ValidationError: saying what is wrong in words that fit beside a field.
    """
    span = _read_past(text, today) if today else read(text)
    words, certain = seen(text), not is_unsure(text)
    if span and span.is_a_day and certain:
        return span.earliest
    if span:
        said = f"{words} can mean {span}." if certain else f"{words} names no certain day."
        other = _instead(plain_words(text))
        raise ValidationError(
            f"{said} Enter one day, for example {Span.of(span.latest)}.{other}", code="several"
        )
    doubt = _without_year(plain_words(text))
    if doubt:
        raise ValidationError(f"{words} {doubt}. Enter the year as well.", code="no year")
    raise ValidationError(
        f"{words} cannot be read as a date. Enter a date with day, month and year, for example 27"
        " March 2007 or 27/3/2007.",
        code="unread",
    )


def is_one_day(text: str) -> bool:
    """Whether `text` names one day, and no other."""
    try:
        return bool(read_one(text))
    except ValidationError:
        return False


def _read_past(text, today):
    try:
        span = read(text)
    except ValidationError as error:
        if error.code != "which century":
            raise
        return error.params["earlier"]
    ahead = span and span.is_a_day and span.latest - today > FAR_AHEAD
    if not ahead or str(span.latest.year) in text:
        return span
    return Span.of(span.latest.replace(year=span.latest.year - 100))


def told(text: str) -> str:
    """What to tell a person who wrote `text`: how it is read where that is not the letter itself.

    Nothing for no words, and for a day or span that is written out in full.
    """
    words, span = seen(text), read(text)
    if not words or span and str(span) == words:
        return ""
    if not span:
        doubt = _without_year(plain_words(text))
        return (
            f"“{words}” is kept as you wrote it. No date can be read from it"
            f"{f': it {doubt}' if doubt else ''}. A date can be read"
            f" from words such as {EXAMPLES}."
        )
    said, instead = f"“{words}” is read as {span}.", _instead(plain_words(text))
    if "hydref" in plain_words(text):
        instead += f" If you mean the season, write Autumn {span.latest.year}."
    return f"{said}{instead}"


def _instead(words):
    """What to write for the days that a month with a year of two digits can mean as well: Apr-25
    is 25 April.
    """
    months = [MONTH_OR_DAY.fullmatch(end) for end in BETWEEN.split(words)]
    days = [_day_of(found) for found in months if found and _day_of(found)]
    return f" If you mean {' and '.join(days)}, write the year as well." if days else ""


def _day_of(found):
    """25 April, of Apr-25; nothing where the month has no such day."""
    day, month = int(found["year"]), month_number(found["month"])
    real = 0 < day <= calendar.monthrange(LEAP_YEAR, month)[1]
    return f"{day} {calendar.month_name[month]}" if real else ""


def _without_year(words):
    """What is wrong with words that name no year; nothing where they are none such."""
    found = MONTH_OR_DAY.fullmatch(words)
    if found and _day_of(found):
        return f"can mean {_day_of(found)} or {_month_named(found)}"
    return "has no year" if any(one.fullmatch(words) for one in WITHOUT_YEAR) else ""


def _month_named(found):
    """April 2025, of Apr 25."""
    month = single(quoted(found.group().replace("-", " "))).latest
    return f"{month:%B %Y}"


def month_of(day: date) -> Span:
    """The whole month that a day lies in."""
    return months(day.year, day.month)


def check(text):
    """Refuses an impossible date: a validator for the columns that keep wordings."""
    read(text or "")


def _range(words):
    """One wording, or two with "to" between them, of which each borrows from the other what it
    leaves out.
    """
    span = single(words)
    ends = BETWEEN.split(words)
    if span or len(ends) != 2:
        return span
    first, last = _with_years(*ends)
    week = EDGE_OF_WEEK.match(first)
    if week and not EDGE_OF_WEEK.match(last):
        last = f"{week.group()}{last}"  # w/c 2 or 9 March 2026
    end = single(last)
    start = _borrowing(first, last.split()) if end else None
    if start and start.earliest > end.latest:
        start = _in_the_year_before(first, last, BETWEEN.search(words).group())
    return Span(start.earliest, end.latest) if start and start.earliest <= end.latest else None


def _in_the_year_before(first, last, between):
    """December of December to February 2027; Dec/Jan 2027 may be two months of it, or be around
    its end, and so may December or January 2027.
    """
    named = any(word.strip(".") in {*MONTHS, *SEASONS} for word in first.split())
    *rest, year = last.split()
    found = re.fullmatch(r"('?)(\d{4}|\d\d)", year, re.ASCII)
    if not (named and found) or between.strip() in ("/", "or", "neu"):
        return None
    before = f"{found[1]}{int(found[2]) - 1:0{len(found[2])}}"
    return _borrowing(first, [*rest, before])


def _with_years(first, last):
    """March to April 26, Dec 25/Jan 26: after two months stand years, for days would stand before
    each, or be of no year.
    """
    earlier, later = MONTH_OR_DAY.fullmatch(first), MONTH_OR_DAY.fullmatch(last)
    if later and first in MONTHS:
        return first, quoted(last)
    other = earlier and later and earlier["month"] != later["month"]
    if other and 0 <= int(later["year"]) - int(earlier["year"]) <= 1:
        return quoted(first), quoted(last)
    return first, last


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
