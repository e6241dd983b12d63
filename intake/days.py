"""Days in cells: as a spreadsheet stores them, as it counts them, and as results show them."""

import re
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from programme.date_phrases import read
from programme.formats import day
from programme.ui.fields import DayFormField

AT_MIDNIGHT = re.compile(r"[ T]00:00(?::00)?$")
AMERICAN = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{2,4})")
SPAN_OF_A_YEAR = re.compile(
    r"(?:(?:by |the )*(?:early|mid|late|end|start|beginning)(?: of)?[ -]*)?"
    r"(?:Q[1-4]|spring|summer|autumn|winter)",
    re.I,
)
SERIAL = re.compile(r"[345]\d{4}(?:\.0+)?")  # days since 1900, as a spreadsheet counts them
FIRST_SERIAL = date(1899, 12, 30)


def arriving_day(column, text):
    """The one day that words name, for a column of the model or one that a log declares."""
    column = column.field.field
    return (column.formfield() if column is not None else DayFormField()).clean(text)


def asked_of_number(text):
    """What is asked of a bare number in a column of dates; blank for any other words."""
    if not SERIAL.fullmatch(text):
        return ""
    on = FIRST_SERIAL + timedelta(days=int(float(text)))
    return (
        f"{text} is a number and no date. A spreadsheet would show it as {day(on)}: is that meant?"
    )


def stored_day(text):
    """The day of an ISO text; None for other words."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def span_of(text):
    """The days that words name; None where none can be read."""
    try:
        return read(text)
    except ValidationError:
        return None


def as_shown(text, span):
    """How results print words that name a date."""
    if span and span.is_a_day:
        return span.earliest.isoformat()
    edges = (span.earliest.isoformat(), span.latest.isoformat()) if span else (None, None)
    return {"as written": text, "earliest": edges[0], "latest": edges[1]}


def other_way(text):
    """The day that was meant if the month was written first."""
    found = AMERICAN.fullmatch(text)
    if not found:
        return ""
    try:
        meant = date(
            int(found[3]) + (2000 if len(found[3]) == 2 else 0), int(found[1]), int(found[2])
        )
    except ValueError:
        return ""
    return f" With the month first it would be {day(meant)}: is that meant?"
