"""Form fields that read dates and money as people write them, and answer in plain words."""

import re
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import formats

DAY_FORMATS = (
    "%d %B %Y",
    "%d %b %Y",
    "%d/%m/%Y",
    "%d-%m-%Y",
    "%d.%m.%Y",
    "%Y-%m-%d",
    "%A %d %B %Y",
    "%a %d %b %Y",
)
MONEY = re.compile(
    r"(?P<sign>[-−]?\s*£?|£\s*[-−])\s*(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?\s*"
    r"(?P<scale>k|thousand|m|million|bn|billion)?",
    re.IGNORECASE,
)
LONGEST_SUM = 120  # characters; what is longer is no sum that anybody typed
SCALES = {
    "": 1,
    "k": 10**3,
    "thousand": 10**3,
    "m": 10**6,
    "million": 10**6,
    "bn": 10**9,
    "billion": 10**9,
}


def read_day(text: str) -> date:
    """The day that `text` names, day first as British people write it.

    Raises:
        ValidationError: saying what is wrong in words that fit beside a field.
    """
    words = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", " ".join(text.split()), flags=re.IGNORECASE)
    for layout in DAY_FORMATS:
        try:
            return datetime.strptime(words, layout).date()
        except ValueError:
            continue
    if re.fullmatch(
        r"\d{1,2}[/. -]\d{1,2}[/. -]\d{4}|\d{1,2} [A-Za-z]+ \d{4}|\d{4}-\d{1,2}-\d{1,2}", words
    ):
        raise ValidationError(
            f"{text.strip()} is not a day in the calendar. Enter a real date, for example 27 March"
            " 2007."
        )
    raise ValidationError(
        "Enter a date with day, month and year, for example 27 March 2007 or 27/3/2007."
    )


def read_pence(text: str) -> int:
    """Whole pence from money as people write it: "£1.2m", "1,200", "12.50", "−£300".

    Raises:
        ValidationError: the commas stand in odd places, there are parts of a penny, or it is no sum
        at all.
    """
    found = MONEY.fullmatch(text.strip()) if len(text) <= LONGEST_SUM else None
    if not found:
        raise ValidationError(
            "Enter a sum in pounds, for example 1,200 or £1.2m or 12.50. Commas go before every"
            " three digits."
        )
    number = Decimal(found["number"].replace(",", "") + (found["part"] or ""))
    pence = number * SCALES[(found["scale"] or "").lower()] * 100
    if pence != pence.to_integral_value(ROUND_HALF_UP):
        raise ValidationError("Enter a sum in whole pence.")
    return -int(pence) if {"-", "−"} & set(found["sign"]) else int(pence)


def write_pence(pence: int) -> str:
    """The sum as a person would type it into the field: 1200 pence is "12", 1250 is "12.50"."""
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds:,}" + (f".{rest:02}" if rest else "")


class DayFormField(forms.CharField):
    """A day in one text box."""

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"})
        )
        super().__init__(max_length=40, **kwargs)
        self.error_messages["required"] = "Enter a date, for example 27 March 2007."

    def to_python(self, value):
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        return read_day(text) if text else None

    def run_validators(self, value):
        if isinstance(value, date):
            from programme.fields import plausible_day

            plausible_day(value)

    def prepare_value(self, value):
        return formats.date_format(value, "j F Y") if isinstance(value, date) else value


class PenceFormField(forms.CharField):
    """A sum of money in one text box; cleans to whole pence."""

    def __init__(self, *, max_length=None, min_value=None, max_value=None, **kwargs):
        kwargs.setdefault(
            "widget",
            forms.TextInput(attrs={"data-width": "10", "data-prefix": "£", "inputmode": "text"}),
        )
        super().__init__(max_length=40, **kwargs)
        self.error_messages["required"] = "Enter a sum in pounds. Enter 0 if there is none."

    def to_python(self, value):
        if isinstance(value, int):
            return value
        text = super().to_python(value)
        return read_pence(text) if text else None

    def run_validators(self, value):
        if isinstance(value, int):
            from programme.fields import plausible_pence

            plausible_pence(value)

    def prepare_value(self, value):
        return write_pence(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class WordsFormField(forms.CharField):
    """A text area whose length is checked here and not cut by the browser, so that nothing typed is
    lost.
    """

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        super().__init__(max_length=max_length, **kwargs)

    def clean(self, value):
        # Browsers send line ends as CRLF; they count, and are kept, as one character.
        return super().clean(value.replace("\r\n", "\n") if isinstance(value, str) else value)

    def widget_attrs(self, widget):
        return {
            name: value
            for name, value in super().widget_attrs(widget).items()
            if name != "maxlength"
        }
