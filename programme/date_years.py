"""Wordings of financial and calendar years, their quarters and halves, and how each is read."""

from functools import partial

from django.core.exceptions import ValidationError

from programme.date_spans import Span, months, months_from_april
from programme.date_words import (
    COUNTED,
    LAST,
    MONTH,
    MONTHS,
    SEASONS,
    any_of,
    full_year,
)

YEAR = r"(?P<year>\d{4})"
ANY_YEAR = r"'?(?P<year>\d{4}|\d\d)"
NUMBER = rf"(?P<number>{any_of([*COUNTED, *LAST])}|[1-5])"
FINANCIAL = r"(?:fy[ -]?|f/y |fin(?:ancial)?\.? (?:year )?)"
NEXT_YEAR = r"(?P<next>\d{4}|\d\d|\d)"
TWO_YEARS = rf"{ANY_YEAR}[/-]{NEXT_YEAR}"
LONG_YEARS = rf"{YEAR}[/-]{NEXT_YEAR}"
PIECES = {"q": r"(?:q|qtr|quarter|chwarter|ch)", "h": r"(?:h|half|hanner)"}  # of a year
MONTHS_OF = {"q": 3, "h": 6}
SEASON = rf"(?P<season>{any_of(SEASONS)})"


def month_number(name):
    """1 for January, in either language or as its number."""
    return int(name) if name.isdigit() else MONTHS[name]


def number_of(text, last=5):
    """2 for second, two or 2; `last` for the last."""
    return last if text in LAST else COUNTED.get(text) or int(text)


def _piece(letter, number, year, next):
    """A quarter or half of a financial year."""
    size = MONTHS_OF[letter]
    number = number_of(number, 12 // size)
    if number * size > 12 or not _follows(year, next):
        return None
    return months_from_april(full_year(year), size * (number - 1), size)


def _calendar_piece(letter, number, year):
    size = MONTHS_OF[letter]
    number = number_of(number, 12 // size)
    return months(full_year(year), size * (number - 1) + 1, size) if number * size <= 12 else None


def _which_piece(letter, number, year):
    """A single year may be a calendar year, or either half of a financial one."""
    number, year = number_of(number, 12 // MONTHS_OF[letter]), full_year(year)
    if number * MONTHS_OF[letter] > 12:
        return None
    name, digits = f"{letter.upper()}{number}", str(number)
    readings = [
        (
            f"{name} {first}/{(first + 1) % 100:02}",
            _piece(letter, digits, str(first), str(first + 1)),
        )
        for first in (year - 1, year)
    ]
    readings.append((f"{name} calendar {year}", _calendar_piece(letter, digits, str(year))))
    choices = " or ".join(f"{words} ({span})" for words, span in readings)
    raise ValidationError(
        f"Say which year {name} {year} is in. Write {choices}.", code="which year"
    )


def _season(season, year, next=None):
    if next and (SEASONS[season] != 12 or not _follows(year, next)):
        return None
    return months(full_year(year), SEASONS[season], 3)


def _financial_year(year, next):
    return months(full_year(year), 4, 12) if _follows(year, next) else None


def _year_end(year, next):
    year = _financial_year(year, next)
    return year and Span.of(year.latest)


def _which_financial_year(year):
    """FY26 is the year that ends in 2026 to some, and the one that begins in it to others."""
    first, second = f"{full_year(year) - 1}/{full_year(year) % 100:02}", full_year(year)
    raise ValidationError(
        f"Say which financial year {second} is. Write {first} or {second}/{(second + 1) % 100:02}.",
        code="which year",
    )


def _month_of_financial_year(month, year, next):
    """March 2026/27 is March 2027."""
    if not _follows(year, next):
        return None
    return months(full_year(year) + (month_number(month) < 4), month_number(month))


def _months_over_the_year(month, until, year, next):
    """December and January of two years that follow each other."""
    first, last = month_number(month), month_number(until)
    if first <= last or not _follows(year, next):
        return None
    return months(full_year(year), first, 12 - first + last + 1)


def _follows(year, next):
    """Whether 09 or 2009 is the year after 2008 or 08."""
    return str(full_year(year) + 1).endswith(next)


def _pieces(letter):
    """The wordings of a quarter or half, each with its reader."""
    names = PIECES[letter]
    gap = rf"(?: ?[/-] ?| |(?=fy)){FINANCIAL}?"
    for name in (rf"{names} ?{NUMBER}", rf"{NUMBER} {names}", rf"(?P<number>[1-4]){letter}"):
        yield rf"{name}{gap}{TWO_YEARS}", partial(_piece, letter)
        yield rf"{FINANCIAL}?{TWO_YEARS} {name}", partial(_piece, letter)
        yield rf"{name} calendar (?:year )?{YEAR}", partial(_calendar_piece, letter)
        yield rf"calendar {name} {YEAR}", partial(_calendar_piece, letter)
        yield rf"{name}{gap}{ANY_YEAR}", partial(_which_piece, letter)
        yield rf"{FINANCIAL}{ANY_YEAR} {name}", partial(_which_piece, letter)
        yield rf"{YEAR} {name}", partial(_which_piece, letter)


WORDINGS = [
    *_pieces("q"),
    *_pieces("h"),
    (rf"{SEASON} {ANY_YEAR}(?:[/-]{NEXT_YEAR})?", _season),
    (rf"(?:calendar )?{YEAR}", lambda year: months(year, 1, 12)),
    (rf"{FINANCIAL}{TWO_YEARS}", _financial_year),
    (rf"{FINANCIAL}{ANY_YEAR}", _which_financial_year),
    (rf"{YEAR}(?:[/-]| - ){NEXT_YEAR}", _financial_year),
    (r"(?P<year>1[3-9]|[2-9]\d)[/-](?P<next>\d\d)", _financial_year),  # 24/25 is no day or month
    (rf"(?:{FINANCIAL})?year[ -]end(?:ing)? {FINANCIAL}?{TWO_YEARS}", _year_end),
    (rf"{MONTH} {LONG_YEARS}", _month_of_financial_year),
    (rf"{MONTH} {FINANCIAL}{TWO_YEARS}", _month_of_financial_year),
    (rf"{MONTH}[/-](?P<until>{any_of(MONTHS)})\.? {TWO_YEARS}", _months_over_the_year),
]
