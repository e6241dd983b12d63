"""Model fields that the whole house shares, so that every form reads and every check says the
same.
"""

import re

from django.db import models

from programme.formats import money
from programme.plausible import plausible_day, plausible_pence, visible_text
from programme.ui.fields import (
    DayFormField,
    PenceFormField,
    PerCentFormField,
    PersonFormField,
    WordsFormField,
)

LONGEST_LINE = 300
LONGEST_WORDS = 5_000


def lines_of(text):
    """The lines of a text that is written as a list, one item on each line; blank lines are
    none.
    """
    return [line.strip() for line in text.splitlines() if line.strip()]


class Counted(str):
    """A message of how many characters there are: it writes them as 50,000."""

    def __mod__(self, told):
        return str(self) % {name: f"{told[name]:,}" for name in ("limit_value", "show_value")}


TOO_LONG = {
    "max_length": Counted("Use at most %(limit_value)s characters. This has %(show_value)s.")
}


BLANKS = re.compile("[ \t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


def squeezed(text):
    """One line with one blank between its words, and none around them."""
    return BLANKS.sub(" ", text).strip(" ") if isinstance(text, str) else text


class LineField(models.CharField):
    """One line of text. Blanks around it, and further ones between its words, are not kept."""

    default_validators = [visible_text]
    default_error_messages = TOO_LONG

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", LONGEST_LINE)
        super().__init__(*args, **kwargs)

    def to_python(self, value):
        return squeezed(super().to_python(value))


class WordsField(models.TextField):
    """Sentences or paragraphs, up to 5,000 characters."""

    default_validators = [visible_text]
    default_error_messages = TOO_LONG

    def __init__(self, *args, **kwargs):
        kwargs.setdefault("max_length", LONGEST_WORDS)
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": WordsFormField, **kwargs})


class DayField(models.DateField):
    """A calendar day. People may type 27 March 2007, 27/3/2007 or 2007-03-27.

    A day on which something has happened, `past`, is never after the one on which it is recorded;
    one up to which something holds, `until`, never before it. `since` is the path to a day of the
    row that it cannot come before. `programme.days` holds all three, whatever saves the row.
    """

    default_validators = [plausible_day]

    def __init__(self, *args, past=False, until=False, since="", **kwargs):
        self.past, self.until, self.since = past, until, since
        super().__init__(*args, **kwargs)

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": DayFormField, "past": self.past, **kwargs})


class PenceField(models.BigIntegerField):
    """Money in whole pence. People type pounds as they write them: £1.2m, 1,200, 12.50."""

    default_validators = [plausible_pence]

    def in_words(self, value):
        """The sum as people write it."""
        return money(value)

    def formfield(self, **kwargs):
        return models.Field.formfield(self, **{"form_class": PenceFormField, **kwargs})


class PersonField(models.ForeignKey):
    """Somebody who has a part in the programme. Forms offer those who read its logs now."""

    def deconstruct(self):
        """For migrations it is the column that it always was, which no form had."""
        name, _, args, kwargs = super().deconstruct()
        plain = {key: value for key, value in kwargs.items() if key != "verbose_name"}
        return name, "django.db.models.ForeignKey", args, {**plain, "editable": False}

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PersonFormField, **kwargs})


class PerCentField(models.DecimalField):
    """A number of per cent. People type 33.33 or 33.33%."""

    def deconstruct(self):
        """For migrations it is the column that it is."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def formfield(self, **kwargs):
        return super().formfield(**{"form_class": PerCentFormField, **kwargs})
