"""Form fields that read dates and money as people write them, and answer in plain words."""

from datetime import date, time

from django import forms
from django.utils import formats

from programme.date_phrases import read_one
from programme.fields import plausible_day, plausible_pence
from programme.formats import time_of_day
from programme.money_phrases import read_pence, write_pence
from programme.times import read_time


class DayFormField(forms.CharField):
    """A day in one text box. One on which something happened, `past`, is not ahead: its action
    refuses it.
    """

    def __init__(self, *, max_length=None, past=False, **kwargs):
        self.past = past
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"})
        )
        super().__init__(max_length=40, **kwargs)
        self.error_messages["required"] = "Enter a date, for example 27 March 2007."

    def to_python(self, value):
        if isinstance(value, date):
            return value
        text = super().to_python(value)
        if not text:
            return None
        return read_one(text)

    def run_validators(self, value):
        if isinstance(value, date):
            plausible_day(value)

    def prepare_value(self, value):
        return formats.date_format(value, "j F Y") if isinstance(value, date) else value


class TimeFormField(forms.CharField):
    """A time of day in one text box."""

    def __init__(self, *, max_length=None, **kwargs):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "5", "autocomplete": "off"})
        )
        super().__init__(max_length=20, **kwargs)

    def to_python(self, value):
        if isinstance(value, time):
            return value
        text = super().to_python(value)
        return read_time(text) if text else None

    def run_validators(self, value):
        """What is a time was checked when it was read."""

    def prepare_value(self, value):
        return time_of_day(value) if isinstance(value, time) else value


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
