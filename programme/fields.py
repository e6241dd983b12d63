"""Model fields that the whole house shares, so that every form reads and every check says the
same.
"""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models

from programme.formats import money

# Characters that reorder or hide what a reader sees: bidirectional overrides, embeddings and
# isolates, characters
# without width, tags, and control characters that no keyboard types on purpose. The joiner inside
# an emoji may stay.
UNSEEN = (
    "\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    # Letters and marks that show nothing: fillers, separators of vowels, the blank of Braille.
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u2800\u3164\uffa0"
    "\U000e0000-\U000e007f"
)
EMOJI = "\u2600-\u27bf\U0001f000-\U0001faff\ufe0f"
HIDDEN = re.compile(
    f"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f{UNSEEN}\ud800-\udfff]"
    f"|(?<![{EMOJI}])\u200d|\u200d(?![{EMOJI}])"
)

LONGEST_LINE = 300
LONGEST_WORDS = 5_000
LARGEST_PENCE = (
    1_000_000_000_000  # £10 billion: beyond it a slip of the keyboard is likelier than a budget
)
EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)


HIDDEN_CHARACTER = (
    "Remove the hidden character U+{}: it can make text read differently from what it says."
)


def visible_text(value):
    """Refuses characters that reorder or hide text.

    Raises:
        ValidationError: naming the first such character by its code.
    """
    found = HIDDEN.search(value or "")
    if found:
        raise ValidationError(HIDDEN_CHARACTER.format(f"{ord(found.group()):04X}"), code="hidden")


def one_script(name, field):
    """Refuses letters of different alphabets in one name: a Cyrillic letter can look just like a
    Latin one.

    Raises:
        ValidationError: beside `field`, naming the alphabets.
    """
    letters = filter(str.isalpha, unicodedata.normalize("NFKC", name or ""))
    scripts = {unicodedata.name(letter, "?").split()[0].capitalize() for letter in letters}
    scripts.discard("Modifier")  # an apostrophe, as in OʼBrien
    if len(scripts) > 1:
        found = " and ".join(sorted(scripts))
        raise ValidationError({field: f"Use letters of one alphabet. This has {found} letters."})


def plausible_pence(value):
    """Refuses sums beyond £10 billion either way."""
    if abs(value) > LARGEST_PENCE:
        raise ValidationError("Enter a sum between −£10 billion and £10 billion.", code="absurd")


def plausible_day(value):
    """Refuses days that no governance log means."""
    if not EARLIEST <= value <= LATEST:
        raise ValidationError("Enter a date with a year between 1900 and 2199.", code="absurd")


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
        from programme.ui.fields import WordsFormField

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
        from programme.ui.fields import DayFormField

        return super().formfield(**{"form_class": DayFormField, "past": self.past, **kwargs})


class PenceField(models.BigIntegerField):
    """Money in whole pence. People type pounds as they write them: £1.2m, 1,200, 12.50."""

    default_validators = [plausible_pence]

    def in_words(self, value):
        """The sum as people write it."""
        return money(value)

    def formfield(self, **kwargs):
        from programme.ui.fields import PenceFormField

        return models.Field.formfield(self, **{"form_class": PenceFormField, **kwargs})


class PersonField(models.ForeignKey):
    """Somebody who has a part in the programme. Forms offer those who read its logs now."""

    def deconstruct(self):
        """For migrations it is the column that it always was, which no form had."""
        name, _, args, kwargs = super().deconstruct()
        plain = {key: value for key, value in kwargs.items() if key != "verbose_name"}
        return name, "django.db.models.ForeignKey", args, {**plain, "editable": False}

    def formfield(self, **kwargs):
        from programme.ui.fields import PersonFormField

        return super().formfield(**{"form_class": PersonFormField, **kwargs})


class PerCentField(models.DecimalField):
    """A number of per cent. People type 33.33 or 33.33%."""

    def deconstruct(self):
        """For migrations it is the column that it is."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.DecimalField", args, kwargs

    def formfield(self, **kwargs):
        from programme.ui.fields import PerCentFormField

        return super().formfield(**{"form_class": PerCentFormField, **kwargs})
