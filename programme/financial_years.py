"""Financial years of councils: 1 April to 31 March, written 2011/12.

Kept as that text: it sorts as the years do, and every page, file and audit event prints it as it
is.
"""

import re
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from programme.date_phrases import read
from programme.date_words import full_year, is_unsure, seen

WRITTEN = re.compile(
    r"(?:fy\s*|financial year\s+)?['\u2018\u2019]?(?P<first>\d{4}|\d\d)"
    r"(?:\s*[/\u2010-\u2015-]\s*|\s+to\s+)['\u2018\u2019]?(?P<second>\d{2}|\d{4}|\d)",
    re.IGNORECASE | re.ASCII,
)
ALONE = re.compile(r"(?:(?:calendar|financial)? ?year )?(?P<year>\d{4}|\d\d)", re.ASCII)
EXAMPLE = "Enter a financial year, for example 2011/12."
EARLIEST, LATEST = 1974, 2150  # the councils of today date from 1 April 1974


def written(first: int) -> str:
    """The financial year that begins on 1 April of the year `first`."""
    return f"{first}/{(first + 1) % 100:02}"


def financial_year_of(day: date) -> str:
    """The financial year that `day` falls in."""
    return written(day.year if (day.month, day.day) >= (4, 1) else day.year - 1)


def first_day(year: str) -> date:
    """1 April of the financial year."""
    return date(int(year[:4]), 4, 1)


def last_day(year: str) -> date:
    """31 March, on which the financial year ends."""
    return date(int(year[:4]) + 1, 3, 31)


def span(first: str, last: str) -> list[str]:
    """The financial years from `first` to `last`, both included."""
    return [written(year) for year in range(int(first[:4]), int(last[:4]) + 1)]


def next_year(year: str) -> str:
    """The financial year that follows."""
    return written(int(year[:4]) + 1)


def nearest_day(year: str, day: date) -> date:
    """`day` when it falls in the financial year, otherwise the year's first or last day, whichever
    is nearer.
    """
    return min(max(day, first_day(year)), last_day(year))


def read_financial_year(text: str) -> str:
    """The financial year that `text` names, written 2011/12, 2011-12, 2011/2012, FY11/12 or 11/12,
    or as `programme.date_phrases` knows it: year ending 31 March 2012.

    Raises:
        ValidationError: it names none, or only one year, or two that do not follow each other.
    """
    text = seen(text)
    found = WRITTEN.fullmatch(text)
    if not found:
        return _in_other_words(text)
    first = full_year(found["first"])
    if not EARLIEST <= first <= LATEST:
        raise ValidationError(
            f"Enter a financial year between {written(EARLIEST)} and {written(LATEST)}."
        )
    if found["second"] not in (str(first + 1), written(first)[-2:], str(first + 1)[-1:]):
        raise ValidationError(
            f"A financial year runs from one April to the next March: {written(first)}, for"
            " example."
        )
    return written(first)


def _in_other_words(text):
    """The financial year of words that are read as all its days."""
    alone = ALONE.fullmatch(text)
    span = read(f"FY{alone['year']}" if alone else text)  # FY26 is asked back
    year = span and financial_year_of(span.earliest)
    if not year or is_unsure(text):
        said = f"{text} names no {'certain ' if year else ''}financial year."
    elif (span.earliest, span.latest) != (first_day(year), last_day(year)):
        said = f"{text} is read as {span}, which is no financial year."
    else:
        return read_financial_year(year)
    raise ValidationError(f"{said} {EXAMPLE}", code="no year")


def financial_year(value):
    """Refuses what is not a financial year in the one form that is kept."""
    if read_financial_year(value) != value:
        raise ValidationError(f"Enter the year as {read_financial_year(value)}.")


class FinancialYearField(models.CharField):
    """A financial year as its text, 2011/12."""

    default_validators = [financial_year]

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", 7)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": FinancialYearFormField, **kwargs})


class FinancialYearFormField(forms.CharField):
    """A financial year as people type it."""

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault("widget", forms.TextInput(attrs={"data-width": "10"}))
        super().__init__(max_length=60, **kwargs)
        self.error_messages["required"] = EXAMPLE

    def to_python(self, value):
        text = super().to_python(value)
        return read_financial_year(text) if text else text
