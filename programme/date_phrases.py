"""Dates as people write them: the earliest and the latest day that the words can mean.

Early is the 1st to the 10th, mid the 11th to the 20th, late the 21st to the end of the month. The
first week of a month is its days 1 to 7, and so on. A week, month, quarter, season or year means
its whole span. Seasons are the meteorological ones of the United Kingdom; winter begins in December
of the year that is named first. A quarter is one of the calendar year, of the financial year where
one is named (Q1 2008/09 is April to June 2008). A year of two digits after two slashes or dots
(24/04/07) is one of this century; so is one after a month when it begins with 0 or an apostrophe
(April 08, April '12), for no day is written so. "April 12" may be a day and is not read. Words that
name no date are kept and lead to no date at all; a date without a year is such.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from programme.fields import EARLIEST, LATEST

MONTHS = {name.lower()[:3]: number for number, name in enumerate(calendar.month_name) if name}
COUNTED = {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
PARTS = {"early": (1, 10), "mid": (11, 20), "late": (21, None)}
PARTS |= {
    "beginning": PARTS["early"],
    "start": PARTS["early"],
    "middle": PARTS["mid"],
    "end": PARTS["late"],
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
LONGEST = 120  # characters; a wording that is longer is a comment
LEAP_YEAR = 2000  # has every day that a month can have

MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
YEAR = r"(?P<year>\d{4})"
SHORT_YEAR = r"(?P<year>\d\d)"
NUMBER = r"(?P<number>first|second|third|fourth|fifth|last|[1-5])"
WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]*\.? )?"
FINANCIAL = r"(?P<next>(?:\d\d)?\d\d)"
BETWEEN = re.compile(
    r"\s*(?:\s-\s|\bto\b|\band\b|\bor\b|(?<=[a-z])[/-](?=[a-z])|(?<=\d)-(?=\d{1,2} [a-z]))\s*"
)


@dataclass(frozen=True)
class Span:
    """The earliest and the latest day that a wording can mean, both included."""

    earliest: date
    latest: date

    def __str__(self):
        first, last = self.earliest, self.latest
        if first == last:
            return f"{last.day} {last:%B %Y}"
        start = str(first.day)
        if (first.year, first.month) != (last.year, last.month):
            start += f" {first:%B}" if first.year == last.year else f" {first:%B %Y}"
        return f"{start} to {last.day} {last:%B %Y}"


def read(text: str) -> Span | None:
    """The days that `text` can mean; None where it names no date that can be known.

    Raises:
        ValidationError: it names a day that no calendar has, or a year that no log means.
    """
    try:
        span = _range(_plain_words(text)) if len(text) <= LONGEST else None
    except (ValueError, OverflowError):
        raise ValidationError(
            f"{text.strip()} does not exist in the calendar. Enter a real date, for example 27"
            " March 2007.",
            code="impossible",
        ) from None
    if span and not EARLIEST <= span.earliest <= span.latest <= LATEST:
        raise ValidationError("Enter a date with a year between 1900 and 2199.", code="absurd")
    return span


def month_of(day: date) -> Span:
    """The whole month that a day lies in."""
    return _months(day.year, day.month)


def check(text):
    """Refuses an impossible date: a validator for the columns that keep wordings."""
    read(text or "")


def _plain_words(text):
    """`text` in small letters without the words and signs that change nothing."""
    words = re.sub("[\u2010-\u2015]", "-", text.lower().replace(",", " "))
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", words)
    words = re.sub(r"\b(of|the|in|by|on|during|between|from|year(?= \d{4}$))\b", " ", words)
    words = re.sub(r"\b(early|mid|late)-", r"\1 ", words)
    return " ".join(words.split()).rstrip(".")


def _range(words):
    """One wording, or two with "to" between them, of which the first borrows from the second what
    it leaves out.
    """
    span = _single(words)
    ends = BETWEEN.split(words)
    if span or len(ends) != 2:
        return span
    last = _single(ends[1])
    first = _borrowing(ends[0], ends[1].split()) if last else None
    return Span(first.earliest, last.latest) if first and first.earliest <= last.latest else None


def _borrowing(words, lenders):
    """`words` read with ever more of the last words of the other end: "March" (to May 2012)."""
    for count in range(len(lenders)):
        try:
            span = _single(" ".join([words, *lenders[len(lenders) - count :]]))
        except ValueError:
            return None  # 31 (to 3 April 2012): which month is meant is anybody's guess
        if span:
            return span
    return None


def _single(words):
    for pattern, reader in READERS:
        found = pattern.fullmatch(words)
        if found:
            return reader(**found.groupdict())
    return None


def _month(name):
    return MONTHS[name[:3]]


def _number(text):
    return COUNTED.get(text) or int(text)


def _months(year, month, count=1):
    """The span of whole months that begins with `month`."""
    start = date(int(year), int(month), 1)
    years, months = divmod(start.month - 1 + count - 1, 12)
    year, month = start.year + years, months + 1
    return Span(start, date(year, month, calendar.monthrange(year, month)[1]))


def _day(day, month, year, weekday=None):
    month = int(month) if month.isdigit() else _month(month)
    day = date(int(year if len(year) == 4 else f"20{year}"), month, int(day))
    if weekday and calendar.day_name[day.weekday()][:3].lower() != weekday:
        return None  # the words contradict each other
    return Span(day, day)


def _day_without_year(day, month, weekday=None):
    date(LEAP_YEAR, _month(month), int(day))  # refuses what no year has


def _part(part, month, year):
    first, last = PARTS[part]
    whole = _months(year, _month(month))
    return Span(
        whole.earliest.replace(day=first), whole.latest.replace(day=last or whole.latest.day)
    )


def _week_of_month(number, month, year):
    whole = _months(year, _month(month))
    if number == "last":
        return Span(whole.latest - timedelta(days=6), whole.latest)
    first = whole.earliest.replace(day=7 * _number(number) - 6)
    return Span(first, min(first + timedelta(days=6), whole.latest))


def _week_from(edge, day):
    span = _single(day)
    if span is None or span.earliest != span.latest:
        return None
    week = timedelta(days=6)
    ends = edge in ("ending", "e")
    return (
        Span(span.earliest - week, span.latest) if ends else Span(span.earliest, span.latest + week)
    )


def _quarter(number, year, next=None):
    if number == "last" or _number(number) > 4 or next and not _follows(year, next):
        return None
    start = date(int(year), 4 if next else 1, 1)
    for _ in range(_number(number) - 1):
        start = _months(start.year, start.month, 3).latest + timedelta(days=1)
    return _months(start.year, start.month, 3)


def _season(season, year, next=None):
    if next and (season != "winter" or not _follows(year, next)):
        return None
    return _months(year, SEASONS[season], 3)


def _financial_year(year, next):
    return _months(year, 4, 12) if _follows(year, next) else None


def _follows(year, next):
    """Whether 09 or 2009 is the year after 2008."""
    return str(int(year) + 1).endswith(next)


READERS = [
    (re.compile(pattern), reader)
    for pattern, reader in [
        (r"(?P<day>\d{1,2})([/.-])(?P<month>\d{1,2})\2(?P<year>\d{4}|\d\d)", _day),
        (rf"{YEAR}-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})", _day),
        (rf"{WEEKDAY}(?P<day>\d{{1,2}})[ -]?{MONTH}[ -]?{YEAR}", _day),
        (rf"{WEEKDAY}{MONTH} (?P<day>\d{{1,2}}) {YEAR}", _day),
        (rf"{WEEKDAY}(?P<day>\d{{1,2}}) {MONTH}", _day_without_year),
        (rf"(?P<part>{'|'.join(PARTS)}) {MONTH} {YEAR}", _part),
        (rf"{NUMBER} week {MONTH} {YEAR}", _week_of_month),
        (rf"week {NUMBER} {MONTH} {YEAR}", _week_of_month),
        (r"(?:week|w/?)\s?(?P<edge>commencing|beginning|ending|c|b|e) (?P<day>.+)", _week_from),
        (rf"{MONTH} {YEAR}", lambda month, year: _months(year, _month(month))),
        (
            rf"{MONTH} (?:['\u2018\u2019](?=\d)|(?=0)){SHORT_YEAR}",
            lambda month, year: _months(f"20{year}", _month(month)),
        ),
        (rf"(?P<month>\d{{1,2}})/{YEAR}", lambda month, year: _months(year, month)),
        (rf"(?:q|quarter ){NUMBER},? {YEAR}(?:[/-]{FINANCIAL})?", _quarter),
        (rf"{NUMBER} quarter {YEAR}(?:[/-]{FINANCIAL})?", _quarter),
        (rf"(?P<season>{'|'.join(SEASONS)}) {YEAR}(?:[/-]{FINANCIAL})?", _season),
        (rf"(?:calendar )?{YEAR}", lambda year: _months(year, 1, 12)),
        (rf"(?:financial (?:year )?|fy ?)?{YEAR}[/-]{FINANCIAL}", _financial_year),
    ]
]
