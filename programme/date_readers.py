"""The wordings of dates that are known, and how each is read: see `programme.date_phrases`."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from programme.date_words import (
    COUNTED,
    MONTH,
    MONTHS,
    PARTS,
    SEASONS,
    THIRDS,
    WEEKDAY,
    WEEKDAYS,
    any_of,
    full_year,
)

LEAP_YEAR = 2000  # has every day that a month can have

YEAR = r"(?P<year>\d{4})"
ANY_YEAR = r"'?(?P<year>\d{4}|\d\d)"
SHORT_YEAR = r"(?P<year>\d\d)"
NUMBER = r"(?P<number>first|second|third|fourth|fifth|last|[1-5])"
FINANCIAL = r"(?:fy ?|financial (?:year )?)"
NEXT_YEAR = r"(?P<next>\d{4}|\d\d|\d)"
TWO_YEARS = rf"{ANY_YEAR}[/-]{NEXT_YEAR}"
QUARTER = r"(?:q|qtr ?|quarter ?)"
PART = rf"(?P<part>{any_of(PARTS)})"
SEASON = rf"(?P<season>{any_of(SEASONS)})"
MIDNIGHT = r"(?:[t ]00:00(?::00(?:\.0+)?)?z?)?"  # as a spreadsheet writes a day


@dataclass(frozen=True)
class Span:
    """The earliest and the latest day that a wording can mean, both included."""

    earliest: date
    latest: date

    @classmethod
    def of(cls, day):
        """The span of a single day."""
        return cls(day, day)

    def __str__(self):
        first, last = self.earliest, self.latest
        if first == last:
            return f"{last.day} {last:%B %Y}"
        start = str(first.day)
        if (first.year, first.month) != (last.year, last.month):
            start += f" {first:%B}" if first.year == last.year else f" {first:%B %Y}"
        return f"{start} to {last.day} {last:%B %Y}"


def single(words):
    """The days that one wording can mean; None where it is not known.

    Raises:
        ValueError: it names a day that no calendar has.
        ValidationError: it contradicts itself, or nobody can know which year is meant.
    """
    for pattern, reader in READERS:
        found = pattern.fullmatch(words)
        if found:
            return reader(**found.groupdict())
    return None


def month_number(name):
    return int(name) if name.isdigit() else MONTHS[name]


def _number(text):
    return COUNTED.get(text) or int(text)


def months(year, month, count=1):
    """The span of whole months that begins with `month`."""
    start = date(int(year), int(month), 1)
    years, months = divmod(start.month - 1 + count - 1, 12)
    year, month = start.year + years, months + 1
    return Span(start, date(year, month, calendar.monthrange(year, month)[1]))


def _day(day, month, year, weekday=None):
    day = date(full_year(year), month_number(month), int(day))
    if weekday and day.weekday() != WEEKDAYS[weekday]:
        raise ValidationError(
            f"{Span.of(day)} is a {day:%A}, not a {calendar.day_name[WEEKDAYS[weekday]]}.",
            code="weekday",
        )
    return Span.of(day)


def _day_without_year(day, month, weekday=None):
    date(LEAP_YEAR, month_number(month), int(day))  # refuses what no year has


def _part(part, month, year):
    first, last = PARTS[part]
    whole = months(full_year(year), month_number(month))
    return Span(
        whole.earliest.replace(day=first), whole.latest.replace(day=last or whole.latest.day)
    )


def _part_of_year(part, year):
    first, last = THIRDS[PARTS[part][0]]
    return months(year, first, last - first + 1)


def _week_of_month(number, month, year):
    whole = months(year, month_number(month))
    if number == "last":
        return Span(whole.latest - timedelta(days=6), whole.latest)
    first = whole.earliest.replace(day=7 * _number(number) - 6)
    return Span(first, min(first + timedelta(days=6), whole.latest))


def _whole_month(month, year):
    return months(full_year(year), month_number(month))


def _week_from(edge, day):
    span = single(day)
    if span is None or span.earliest != span.latest:
        return None
    week = timedelta(days=6)
    ends = edge in ("ending", "e")
    return (
        Span(span.earliest - week, span.latest) if ends else Span(span.earliest, span.latest + week)
    )


def _quarter(number, year, next):
    if number == "last" or _number(number) > 4 or not _follows(year, next):
        return None
    start = months(full_year(year), 4, 3 * _number(number)).latest
    return months(start.year, start.month - 2, 3)


def _calendar_quarter(number, year):
    number = 5 if number == "last" else _number(number)
    return months(year, 3 * number - 2, 3) if number < 5 else None


def _which_quarter(number, year):
    """A single year may be a calendar year, or either half of a financial one."""
    number, year = 5 if number == "last" else _number(number), full_year(year)
    if number > 4:
        return None
    readings = [
        (
            f"Q{number} {first}/{(first + 1) % 100:02}",
            _quarter(str(number), str(first), str(first + 1)),
        )
        for first in (year - 1, year)
    ]
    readings.append((f"Q{number} calendar {year}", _calendar_quarter(str(number), year)))
    choices = " or ".join(f"{words} ({span})" for words, span in readings)
    raise ValidationError(
        f"Say which year Q{number} {year} is in. Write {choices}.", code="which year"
    )


def _season(season, year, next=None):
    if next and (season != "winter" or not _follows(year, next)):
        return None
    return months(full_year(year), SEASONS[season], 3)


def _financial_year(year, next):
    return months(full_year(year), 4, 12) if _follows(year, next) else None


def _which_financial_year(year):
    """FY26 is the year that ends in 2026 to some, and the one that begins in it to others."""
    first, second = f"{full_year(year) - 1}/{full_year(year) % 100:02}", full_year(year)
    raise ValidationError(
        f"Say which financial year {second} is. Write {first} or {second}/{(second + 1) % 100:02}.",
        code="which year",
    )


def _part_of_financial_year(part, year, next):
    first, last = THIRDS[PARTS[part][0]]
    if not _follows(year, next):
        return None
    start = date(full_year(year) + (first > 9), (first + 2) % 12 + 1, 1)
    return months(start.year, start.month, last - first + 1)


def _months_over_the_year(month, until, year, next):
    """December and January of two years that follow each other."""
    first, last = month_number(month), month_number(until)
    if first <= last or not _follows(year, next):
        return None
    return months(full_year(year), first, 12 - first + last + 1)


def _follows(year, next):
    """Whether 09 or 2009 is the year after 2008 or 08."""
    return str(full_year(year) + 1).endswith(next)


WITHOUT_YEAR = [
    re.compile(rf"{WEEKDAY}(?P<day>\d{{1,2}})[ -]?{MONTH}", re.ASCII),
    re.compile(rf"{WEEKDAY}{MONTH} (?P<day>\d{{1,2}})", re.ASCII),
]
SPREADSHEET_MONTH = re.compile(rf"{MONTH}-{SHORT_YEAR}", re.ASCII)
READERS = [
    (pattern if isinstance(pattern, re.Pattern) else re.compile(pattern, re.ASCII), reader)
    for pattern, reader in [
        (rf"{WEEKDAY}(?P<day>\d{{1,2}})([/.-])(?P<month>\d{{1,2}})\3{ANY_YEAR}", _day),
        (rf"{WEEKDAY}{YEAR}([-/.])(?P<month>\d{{1,2}})\3(?P<day>\d{{1,2}}){MIDNIGHT}", _day),
        (rf"{WEEKDAY}(?P<day>\d{{1,2}})[ /.-]?{MONTH}[ /-]?{ANY_YEAR}", _day),
        (rf"(?P<day>\d{{1,2}}) {MONTH} {ANY_YEAR} (?P<weekday>{any_of(WEEKDAYS)})", _day),
        (rf"{WEEKDAY}{MONTH} (?P<day>\d{{1,2}}) {YEAR}", _day),
        (WITHOUT_YEAR[0], _day_without_year),
        (rf"{PART} {MONTH} {ANY_YEAR}", _part),
        (rf"{PART} {YEAR}", _part_of_year),
        (rf"{NUMBER} week {MONTH} {YEAR}", _week_of_month),
        (rf"week {NUMBER} {MONTH} {YEAR}", _week_of_month),
        (r"(?:week|w/?)\s?(?P<edge>commencing|beginning|ending|c|b|e) (?P<day>.+)", _week_from),
        (rf"{MONTH}[ -]?{YEAR}", _whole_month),
        (rf"{MONTH} (?:'(?=\d)|(?=0)){SHORT_YEAR}", _whole_month),
        (SPREADSHEET_MONTH, _whole_month),
        (rf"{MONTH} (?P<year>3[2-9]|[4-9]\d)", _whole_month),  # no month has so many days
        (rf"(?P<month>\d{{1,2}})/{YEAR}", _whole_month),
        (rf"{QUARTER}{NUMBER} {FINANCIAL}?{TWO_YEARS}", _quarter),
        (rf"{NUMBER} quarter {FINANCIAL}?{TWO_YEARS}", _quarter),
        (rf"{FINANCIAL}?{TWO_YEARS} {QUARTER}{NUMBER}", _quarter),
        (rf"{QUARTER}{NUMBER} calendar (?:year )?{YEAR}", _calendar_quarter),
        (rf"{QUARTER}{NUMBER} {FINANCIAL}?{ANY_YEAR}", _which_quarter),
        (rf"{NUMBER} quarter {FINANCIAL}?{ANY_YEAR}", _which_quarter),
        (rf"{SEASON} {ANY_YEAR}(?:[/-]{NEXT_YEAR})?", _season),
        (rf"(?:calendar )?{YEAR}", lambda year: months(year, 1, 12)),
        (rf"{FINANCIAL}{TWO_YEARS}", _financial_year),
        (rf"{FINANCIAL}{ANY_YEAR}", _which_financial_year),
        (rf"{PART} {FINANCIAL}{TWO_YEARS}", _part_of_financial_year),
        (rf"{MONTH}[/-](?P<until>{any_of(MONTHS)})\.? {TWO_YEARS}", _months_over_the_year),
        (rf"{YEAR}[/-]{NEXT_YEAR}", _financial_year),
    ]
]
