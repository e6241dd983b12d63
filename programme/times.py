"""Times of day as people write them."""

import re
from datetime import time

from django.core.exceptions import ValidationError

TIME = re.compile(
    r"(?P<hour>[0-9]{1,2})(?:[.:](?P<minute>[0-9]{2})(?:[.:]00)?)?"
    r"(?P<half>am|pm|noon|midday|midnight)?"
)
IN_FOUR = re.compile(r"^([01][0-9]|2[0-3])([0-5][0-9])$")  # 1830
HOURS = re.compile(r"(?<=[0-9]{2})(?:hrs?\.?|hours|h)$")
NOON, MIDNIGHT = ("noon", "midday"), "midnight"
EXAMPLES = "Enter a time of day, for example 6.30pm or 18:30."


def read_time(text: str) -> time:
    """The time of day that `text` names: 6.30pm, 7 p.m., 18:30, 1830, 14.00 hrs, 12 noon.

    Raises:
        ValidationError: it names none, saying why.
    """
    words = re.sub(r"([ap])\.?m\b\.?", r"\1m", "".join(text.lower().split()))
    words = HOURS.sub("", words.removeprefix("at").removesuffix("prompt"))
    words = IN_FOUR.sub(r"\1:\2", words)
    found = TIME.fullmatch(f"12{words}" if words in (*NOON, MIDNIGHT) else words)
    if not found:
        _refuse(f"{text} cannot be read as one time.")
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if minute > 59 or hour > 23 or (half and not 1 <= hour <= 12):
        _refuse(f"There is no such time as {text}.")
    if half in (*NOON, MIDNIGHT) and (hour, minute) != (12, 0):
        _refuse(f"There is no such time as {text}.")
    if not (half or found["minute"]) and hour > 12:
        _refuse(f"{text} cannot be read as one time.")
    if not (half or found["minute"]):
        _refuse(f"{text} does not say whether it is in the morning or in the evening.")
    if not half:
        return time(hour, minute)
    return time(hour % 12 + (12 if half in ("pm", *NOON) else 0), minute)


def _refuse(said):
    raise ValidationError(f"{said} {EXAMPLES}")
