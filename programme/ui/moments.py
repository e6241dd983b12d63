"""The moment in an address: ?at=2012-03-09 means the end of that day, as a position "as at"
does.
"""

import re
from datetime import datetime, time

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from programme.date_phrases import read_one
from programme.plausible import plausible_day

TIME = re.compile(r":|[0-9] ?[ap]m\b", re.IGNORECASE)  # of a day, in words: it would be lost
END_OF_DAY = time(23, 59, 59, 999999)


def end_of_day(day):
    """The last moment of a day in the council's own time zone."""
    return timezone.make_aware(datetime.combine(day, END_OF_DAY))


def read_moment(text):
    """The moment that `text` names: a day as people write it, or an ISO moment.

    Raises:
        ValidationError: it names none.
    """
    try:
        moment = parse_datetime(text.strip()) if "T" in text or ":" in text else None
    except ValueError:
        moment = None
    if moment is None and TIME.search(text):
        raise ValidationError("Enter a day, or a moment written as 2012-03-09T17:00.")
    day = moment.date() if moment else read_one(text)
    plausible_day(day)
    if moment is None:
        return end_of_day(day)
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)
