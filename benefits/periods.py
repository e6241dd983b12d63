"""The periods of a plan, as people name them: a financial year, a quarter, a month, or a day."""

from datetime import date

from django.core.exceptions import ValidationError

from programme.date_phrases import Span, month_of, read
from programme.date_spans import months_in
from programme.date_words import seen
from programme.financial_years import financial_year_of, first_day, last_day, read_financial_year

EXAMPLES = "Begin with a period: 2008/09, H1 2008/09, Q1 2008/09, March 2009, or 31 March 2009."
# The pieces of a financial year by their months, and the numbers of each by its first month.
PIECES = {3: ("Q", {4: 1, 7: 2, 10: 3, 1: 4}), 6: ("H", {4: 1, 10: 2})}


def read_period(text: str) -> tuple[str, date]:
    """The period's name as it is kept, and its last day.

    Raises:
        ValidationError: it names no period, or a year, quarter or half of nobody knows which year.
    """
    try:
        year = read_financial_year(text)
    except ValidationError as error:
        if error.code == "which year":
            raise
        span = read(text)
        name = span and _name(span)
    else:
        span, name = Span(first_day(year), last_day(year)), year
    if not name:
        raise ValidationError(f"{_no_period(text, span)}{EXAMPLES}")
    return name, span.latest


def _no_period(text, span):
    """What is wrong with words that name no period of a plan; nothing for no words."""
    if span:
        return f"{seen(text)} is read as {span}, which is no period of a plan. "
    return f"“{seen(text)}” names no period. " if seen(text) else ""


def begins_on(name: str) -> date | None:
    """The first day of a period that is kept under this name; None where it cannot be known."""
    try:
        span = read(name)
    except ValidationError:
        return None
    return span and span.earliest


def _name(span):
    """How the period of `span` is kept; nothing where it is none of the five."""
    first, last = span.earliest, span.latest
    year = financial_year_of(first)
    if first == last:
        return str(span)
    if span == month_of(first):
        return f"{first:%B %Y}"
    if span == Span(first_day(year), last_day(year)):
        return year
    letter, numbers = PIECES.get(months_in(span), ("", {}))
    number = numbers.get(first.month)
    return f"{letter}{number} {year}" if number else ""
