"""The periods of a plan, as people name them: a financial year, a quarter, a month, or a day."""

import re
from calendar import monthrange
from datetime import date, datetime

from django.core.exceptions import ValidationError

from programme.financial_years import first_day, last_day, read_financial_year
from programme.ui.fields import read_day

QUARTER = re.compile(r"(?:Q|quarter )([1-4])[ ,]+(.+)", re.IGNORECASE)
EXAMPLES = "Begin with a period: 2008/09, Q1 2008/09, March 2009, or 31 March 2009."


def read_period(text: str) -> tuple[str, date]:
    """The period's name as it is kept, and its last day.

    Raises:
        ValidationError: it names no period.
    """
    words = " ".join(text.split())
    for read in (_year, _quarter, _month, _day):
        found = read(words)
        if found:
            return found
    raise ValidationError(EXAMPLES)


def _year(words):
    try:
        year = read_financial_year(words)
    except ValidationError:
        return None
    return year, last_day(year)


def _quarter(words):
    found = QUARTER.fullmatch(words)
    year = found and _year(found[2])
    if not year:
        return None
    number, first = int(found[1]), first_day(year[0])
    month = first.month + 3 * number - 1  # 6, 9, 12, 15
    ends = date(first.year + (month > 12), (month - 1) % 12 + 1, 1)
    return f"Q{number} {year[0]}", _month_end(ends)


def _month(words):
    for layout in ("%B %Y", "%b %Y"):
        try:
            first = datetime.strptime(words, layout).date()
        except ValueError:
            continue
        return f"{first:%B %Y}", _month_end(first)
    return None


def _month_end(day):
    return day.replace(day=monthrange(day.year, day.month)[1])


def _day(words):
    try:
        on = read_day(words)
    except ValidationError:
        return None
    return f"{on.day} {on:%B %Y}", on
