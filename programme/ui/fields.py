"""Form fields that read dates and money as people write them, and answer in plain words."""

from datetime import date, time
from decimal import Decimal
from functools import partial

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import formats, timezone

from programme.date_phrases import AS_WRITTEN, LONGEST, check, read_one
from programme.date_words import seen
from programme.formats import time_of_day
from programme.money_phrases import read_pence, read_per_cent, write_pence
from programme.plausible import plausible_day, plausible_pence
from programme.times import read_time


def read_or_say(read, text, required, codes):
    """What `read` makes of `text`. Where the field may be blank and the words are none of its kind,
    that is said too.
    """
    try:
        return read(text)
    except ValidationError as error:
        if required or error.code not in codes:
            raise
        said = f"{error.message} Leave it blank if it is not known."
        raise ValidationError(said, code=error.code) from None


class DayFormField(forms.CharField):
    """A day in one text box. One on which something happened, `past`, is not ahead: its action
    refuses it.
    """

    def __init__(self, *, max_length=None, past=False, **kwargs):
        self.past = past
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "10", "autocomplete": "off"})
        )
        super().__init__(max_length=60, **kwargs)
        self.error_messages["required"] = "Enter a date, for example 27 March 2007."

    def to_python(self, value):
        if isinstance(value, date):
            return value
        text = super().to_python(seen(value or ""))
        if not text:
            return None
        read = partial(read_one, today=timezone.localdate() if self.past else None)
        return read_or_say(read, text, self.required, ("unread", "no year"))

    def run_validators(self, value):
        if isinstance(value, date):
            plausible_day(value)

    def prepare_value(self, value):
        return formats.date_format(value, "j F Y") if isinstance(value, date) else value


class WrittenDateFormField(forms.CharField):
    """A date in the words of whoever writes it; impossible ones are refused."""

    default_validators = [check]

    def __init__(self, **kwargs):
        super().__init__(**{"max_length": LONGEST, "help_text": AS_WRITTEN, **kwargs})

    def to_python(self, value):
        return seen(super().to_python(value))


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
        text = super().to_python(seen(value or ""))
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
        text = super().to_python(seen(value or ""))
        return read_or_say(read_pence, text, self.required, ("no sum",)) if text else None

    def run_validators(self, value):
        if isinstance(value, int):
            plausible_pence(value)

    def prepare_value(self, value):
        return write_pence(value) if isinstance(value, int) else value

    def has_changed(self, initial, data):
        return super().has_changed(self.prepare_value(initial), data)


class PerCentFormField(forms.DecimalField):
    """A number of per cent in one text box, with its sign or without: 33.33 or 33.33%."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        kwargs.setdefault(
            "widget", forms.TextInput(attrs={"data-width": "5", "inputmode": "decimal"})
        )
        super().__init__(**kwargs)

    def to_python(self, value):
        if isinstance(value, str) and value.strip():
            try:
                value = Decimal(read_per_cent(value)) / 100
            except ValidationError as error:
                example = "Enter a number of per cent, for example 33.33."
                raise ValidationError(f"{error.message} {example}", code=error.code) from None
        return super().to_python(value)


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


class PersonFormField(forms.ModelChoiceField):
    """Somebody of the programme, who reads its logs: named in full, job title included."""

    def __init__(self, queryset=None, **kwargs):
        super().__init__(get_user_model().objects.none(), **kwargs)

    def offer(self, programme, kept=None):
        """Offers the people of a programme, and whoever stands there already."""
        # Models have fields that this form field fills.
        from programme.owners import can_own

        found = get_user_model().objects.filter(can_own(programme) | Q(pk=kept))
        self.queryset = found.order_by("name", "job_title", "username")

    def label_from_instance(self, person):
        return person.title

    def widget_attrs(self, widget):
        """A long list of people is narrowed as one types (static/find-choice.js)."""
        return {"data-find": True}
