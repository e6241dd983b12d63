"""Times of day as people write them."""

import re
from datetime import time

from django.core.exceptions import ValidationError

TIME = re.compile(r"([0-9]{1,2})(?:[.:]([0-9]{2}))?(am|pm)?")


def read_time(text: str) -> time:
    """The time of day that `text` names: 6.30pm, 6pm, 18:30.

    Raises:
        ValidationError: it names none.
    """
    found = TIME.fullmatch("".join(text.lower().split()))
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    half = found and found[3]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12) or not (half or found[2]):
        raise ValidationError("Enter a time of day, for example 6.30pm or 18:30.")
    return time(hour % 12 + (12 if half == "pm" else 0) if half else hour, minute)
