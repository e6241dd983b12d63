"""The periods of a plan, as people name them: a financial year, a quarter, a month, or a day."""

from datetime import date

from django.core.exceptions import ValidationError

from programme.date_phrases import Span, month_of, read
from programme.financial_years import financial_year_of, first_day, last_day, read_financial_year

EXAMPLES = "Begin with a period: 2008/09, Q1 2008/09, March 2009, or 31 March 2009."
FIRST_MONTHS = {4: 1, 7: 2, 10: 3, 1: 4}  # of the quarters of a financial year


def read_period(text: str) -> tuple[str, date]:
    """The period's name as it is kept, and its last day.

    Raises:
        ValidationError: it names no period, or a quarter of nobody knows which year.
    """
    try:
        year = read_financial_year(text)
    except ValidationError:
        span = read(text)
        name = span and _name(span)
    else:
        span, name = Span(first_day(year), last_day(year)), year
    if not name:
        raise ValidationError(EXAMPLES)
    return name, span.latest


def begins_on(name: str) -> date | None:
    """The first day of a period that is kept under this name; None where it cannot be known."""
    try:
        span = read(name)
    except ValidationError:
        return None
    return span and span.earliest


def _name(span):
    """How the period of `span` is kept; nothing where it is none of the four."""
    first, last = span.earliest, span.latest
    year = financial_year_of(first)
    if first == last:
        return str(span)
    if span == month_of(first):
        return f"{first:%B %Y}"
    if span == Span(first_day(year), last_day(year)):
        return year
    three_months = Span(first, month_of(last).latest) == span and _months_of(span) == 3
    quarter = FIRST_MONTHS.get(first.month) if first.day == 1 and three_months else None
    return f"Q{quarter} {year}" if quarter else ""


def _months_of(span):
    first, last = span.earliest, span.latest
    return 12 * (last.year - first.year) + last.month - first.month + 1
