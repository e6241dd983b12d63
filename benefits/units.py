"""How values are read and written: whole hundredths of the unit inside, people's way outside."""

import re

from django.core.exceptions import ValidationError

from programme.date_words import seen
from programme.formats import money
from programme.money_phrases import PER_CENT, read_hundredths, read_per_cent, write_pence
from programme.plausible import LARGEST_PENCE, plausible_pence

from .choices import Unit

NO_NUMBER = "Enter a number, for example 1,200 or 12.5, with at most two decimal places."


POUNDS = re.compile(r"£|\b(?:gbp|pounds?|sterling|pence)\b", re.IGNORECASE)


def plausible_value(value, unit=""):
    """Refuses values beyond 10 billion either way, as `plausible_pence` does sums."""
    if unit == Unit.MONEY:
        plausible_pence(value)
    elif abs(value) > LARGEST_PENCE:
        said = "Enter a number between −10 billion and 10 billion."
        raise ValidationError(said, code="absurd")


def read_value(text: str, unit: str, counted: str = "") -> int:
    """Whole hundredths from a number as people write it: 1,200, £1.2m, 97.5%; 12 days where it is
    days that are counted.

    Raises:
        ValidationError: it is no number, has parts of a hundredth, names another unit, or is beyond
        10 billion.
    """
    text = seen(text)
    if POUNDS.search(text) and unit != Unit.MONEY and not _counts(text, counted):
        raise ValidationError("The measure is not in pounds: enter the number alone.")
    if PER_CENT.search(text) and unit != Unit.PERCENT:
        raise ValidationError("The measure is not in per cent: enter the number alone.")
    if unit == Unit.NUMBER and _counts(text, counted):
        text = text[: -len(counted)]
    try:
        if unit == Unit.PERCENT:
            value = read_per_cent(text)
        else:
            value = read_hundredths(text, pounds=unit == Unit.MONEY)
    except ValidationError as error:
        raise ValidationError(f"{error.message} {NO_NUMBER}", code=error.code) from None
    plausible_value(value, unit)
    return value


def _counts(text, counted):
    """Whether what is counted stands behind the number: 12 days."""
    return bool(counted) and text.lower().endswith(f" {counted.lower()}")


def write_value(value: int | None, unit: str, counted: str = "") -> str:
    """A value with its unit: £34,000, 97.5%, 12 days. Nothing for None."""
    if value is None:
        return ""
    if unit == Unit.MONEY:
        return money(value)
    number = plain_number(value)
    return f"{number}%" if unit == Unit.PERCENT else f"{number} {counted}".strip()


def write_change(value: int | None, unit: str, counted: str = "") -> str:
    """A difference with its sign and unit; between two percentages it is in percentage points."""
    if value is None:
        return ""
    sign = "+" if value > 0 else ""
    if unit == Unit.PERCENT:
        points = "percentage point" if abs(value) == 100 else "percentage points"
        return f"{sign}{plain_number(value)} {points}"
    return f"{sign}{write_value(value, unit, counted)}"


def plain_number(value: int) -> str:
    """The number with thousands, a true minus sign, and no needless zeros."""
    text = write_pence(value).replace("-", "−")
    return text.rstrip("0") if "." in text else text
