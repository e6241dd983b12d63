"""What no field of the house takes: hidden characters, days and sums that nobody means."""

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError

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
