"""The wordings of dates that are known, and how each is read: see `programme.date_phrases`."""

import calendar
import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from programme.date_spans import Span, months, months_before, months_in, week_with
from programme.date_words import (
    CLOSE_CENTURIES,
    LAST,
    MONTH,
    PARTS,
    WEEKDAYS,
    any_of,
    full_year,
)
from programme.date_years import ANY_YEAR, NUMBER, WORDINGS, YEAR, month_number, number_of

LEAP_YEAR = 2000  # has every day that a month can have

PART = rf"(?P<part>{any_of(PARTS)})"
DAY = r"(?P<day>\d{1,2})"
NAMED_DAY = rf"(?:d?dydd |nos )?(?P<weekday>{any_of(WEEKDAYS)})"
ON_WEEKDAY = [
    re.compile(pattern, re.ASCII)
    for pattern in (rf"{NAMED_DAY}\.? (?P<rest>.+)", rf"(?P<rest>.+?)(?: -)? {NAMED_DAY}")
]


def single(words):
    """The days that one wording can mean; None where it is not known.

    Raises:
        ValueError: it names a day that no calendar has.
        ValidationError: it contradicts itself, or nobody can know which year is meant.
    """
    return _alone(words) or _read(words, TOGETHER)


def _alone(words):
    """A day, or what has a name of its own: a month, quarter, season or year."""
    return _on_weekday(words) or _read(words, ALONE)


def _on_weekday(words):
    """The day of a wording that names the day of the week as well, in front or behind."""
    for pattern in ON_WEEKDAY:
        found = pattern.fullmatch(words)
        span = _read(found["rest"], ALONE) if found else None
        if span and span.is_a_day:
            named, day = WEEKDAYS[found["weekday"]], span.latest
            if day.weekday() != named:
                raise ValidationError(
                    f"{span} is a {day:%A}, not a {calendar.day_name[named]}.", code="weekday"
                )
            return span
    return None


def _read(words, readers):
    for pattern, reader in readers:
        found = pattern.fullmatch(words)
        if found:
            groups = found.groupdict()
            _ask_century(groups, reader)
            span = reader(**groups)
            if span:
                return span
    return None


def _ask_century(groups, reader):
    """14/6/55 may be a day of either century."""
    year = groups.get("year") or ""
    if len(year) == 2 and int(year) in CLOSE_CENTURIES:
        both = [reader(**groups | {"year": f"{century}{year}"}) for century in (19, 20)]
        if all(both):
            raise ValidationError(
                f"This can mean {both[0]} or {both[1]}. Write the year in full.",
                code="which century",
                params={"earlier": both[0]},
            )


def _day(day, month, year):
    return Span.of(date(full_year(year), month_number(month), int(day)))


def quoted(words):
    """March '26 of March 26: where the number can be nothing but a year."""
    found = MONTH_OR_DAY.fullmatch(words)
    return f"{found['month']} '{found['year']}" if found else words


def _day_without_year(day, month):
    date(LEAP_YEAR, month_number(month), int(day))  # refuses what no year has


def _part(part, whole):
    """Ten days of a month; a third of a quarter, season, half or year."""
    span = _alone(quoted(whole))
    count, (first, last) = months_in(span) if span else 0, PARTS[part]
    if count == 1:
        return Span(
            span.earliest.replace(day=first), span.latest.replace(day=last or span.latest.day)
        )
    if not count or count % 3 or count > 12:
        return None
    third = count // 3
    years, month = divmod(span.earliest.month - 1 + first // 10 * third, 12)
    return months(span.earliest.year + years, month + 1, third)


def _week_of_month(number, month, year):
    whole = months(year, month_number(month))
    if number in LAST:
        return Span(whole.latest - timedelta(days=6), whole.latest)
    first = whole.earliest.replace(day=7 * number_of(number) - 6)
    return Span(first, min(first + timedelta(days=6), whole.latest))


def _counted_weekday(number, weekday, month, year):
    """The second Tuesday of a month."""
    whole = months(year, month_number(month))
    first = (WEEKDAYS[weekday] - whole.earliest.weekday()) % 7 + 1
    days = range(first, whole.latest.day + 1, 7)
    number = number_of(number, len(days))
    return Span.of(whole.earliest.replace(day=days[number - 1])) if number <= len(days) else None


def _whole_month(month, year):
    return months(full_year(year), month_number(month))


def _half_of_month(number, month, year):
    whole, second = _whole_month(month, year), number_of(number, 2) == 2
    first, last = (16, whole.latest.day) if second else (1, 15)
    return Span(whole.earliest.replace(day=first), whole.latest.replace(day=last))


def _week_from(edge, day):
    span = _alone(day)
    if span is None or not span.is_a_day:
        return None
    if edge == "with":
        return week_with(span.latest)
    week = timedelta(days=6)
    ends = edge in ("ending", "ended", "end", "e")
    return (
        Span(span.earliest - week, span.latest) if ends else Span(span.earliest, span.latest + week)
    )


def _months_until(length, day):
    """Year ending 31 March 2027, quarter to June 2026."""
    span = _alone(quoted(day))
    named = span and (span.is_a_day or months_in(span) == 1)
    return months_before(span.latest, LENGTHS[length]) if named else None


def _day_at_an_edge(edge, whole):
    """The last day of February 2028, or of a quarter, half or year."""
    span = _alone(quoted(whole))
    if not span or span.is_a_day:
        return None
    return Span.of(span.earliest if edge == "first" else span.latest)


def _month_of_year(year, month):
    """2026-04; 2010-12 may be years as well."""
    return None if int(month) > int(year[2:]) else months(year, month)


WITHOUT_YEAR = [
    re.compile(pattern, re.ASCII)
    for pattern in (
        rf"(?:{NAMED_DAY} )?{DAY}[ -]?{MONTH}",
        rf"(?:{NAMED_DAY} )?{MONTH}[ -]{DAY}",
        r"(?P<day>[12]?\d|3[01])[/.](?P<month>1[012]|0?[1-9])",
        rf"(?:{PART} )?{MONTH}",
    )
]
MONTH_OR_DAY = re.compile(rf"{MONTH}[ -](?P<year>\d\d)", re.ASCII)  # Apr-25
WEEK = r"(?:(?:week|wk)\.? |w ?)"
EDGE = r"(?P<edge>commencing|commences|comm|beginning|ending|ended|end|with|c|b|e)\.?"
LENGTHS = {"year": 12, "financial year": 12, "12 months": 12, "half year": 6, "6 months": 6}
LENGTHS |= {"9 months": 9, "quarter": 3, "qtr": 3, "3 months": 3, "month": 1}
UNTIL = rf"(?P<length>{any_of(LENGTHS)}) (?:ending|ended|end|to)"
ALONE = [
    (rf"{DAY}([/.-])(?P<month>\d{{1,2}})\2{ANY_YEAR}", _day),
    (rf"{DAY} (?P<month>\d{{1,2}}) {YEAR}", _day),
    (rf"{YEAR}([-/.])(?P<month>\d{{1,2}})\2{DAY}", _day),
    (r"(?P<year>(?:19|20|21)\d\d)(?P<month>0\d|1[012])(?P<day>\d\d)", _day),
    (r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20|21)\d\d)", _day),
    (rf"{DAY}[ /.-]?{MONTH}[ /-]?{ANY_YEAR}", _day),
    (rf"{MONTH}[ /-]{DAY}[ /-]{YEAR}", _day),
    (rf"{MONTH}[ /-]{DAY} '(?P<year>\d\d)", _day),
    (rf"{YEAR}[ /-]{MONTH}[ /-]{DAY}", _day),
    (rf"{DAY}[ -]?{MONTH}", _day_without_year),
    (rf"{MONTH}[ /-]?{YEAR}", _whole_month),
    (rf"{MONTH} ?'(?P<year>\d\d)", _whole_month),
    (rf"{MONTH} (?=0)(?P<year>\d\d)", _whole_month),
    (rf"{MONTH}-'?(?P<year>\d\d)", _whole_month),
    (rf"{MONTH} (?P<year>3[2-9]|[4-9]\d)", _whole_month),  # no month has so many days
    (rf"(?P<month>\d{{1,2}})[/-]{YEAR}", _whole_month),
    (r"(?P<month>0?[1-9]|1[012])/(?P<year>1[4-9]|[2-9]\d)", _whole_month),  # nor a year months
    *WORDINGS,
    (rf"{YEAR}-(?P<month>0\d|1[012])", _month_of_year),
]
TOGETHER = [
    (rf"{NUMBER} week {MONTH} {YEAR}", _week_of_month),
    (rf"week {NUMBER} {MONTH} {YEAR}", _week_of_month),
    (rf"(?P<number>first|second|third|fourth|last) {NAMED_DAY} {MONTH} {YEAR}", _counted_weekday),
    (rf"(?P<number>first|second|last|[12]) half {MONTH} {ANY_YEAR}", _half_of_month),
    (rf"{WEEK}{EDGE} (?P<day>.+)", _week_from),
    (r"wythnos (?P<edge>dechrau|cychwyn) (?P<day>.+)", _week_from),
    (rf"{UNTIL} (?P<day>.+)", _months_until),
    (r"(?P<edge>first|last) day (?P<whole>.+)", _day_at_an_edge),
    (rf"{PART} (?P<whole>.+)", _part),
    (rf"(?P<whole>.+) {PART}", _part),
]
ALONE, TOGETHER = (
    [(re.compile(pattern, re.ASCII), reader) for pattern, reader in readers]
    for readers in (ALONE, TOGETHER)
)
