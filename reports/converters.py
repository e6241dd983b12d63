"""Meetings in addresses: 2012-04-04, with the time or a number where the day was taken:
2012-04-04-1830, 2012-04-04-2.
"""

from datetime import date

DAY = len("2012-04-04")


class MeetingConverter:
    """A meeting's `address`; an impossible day is none."""

    regex = r"\d{4}-\d{2}-\d{2}(?:-\d{1,4})?"

    def to_python(self, value):
        date.fromisoformat(value[:DAY])
        return value

    def to_url(self, value):
        return value.isoformat() if isinstance(value, date) else value
