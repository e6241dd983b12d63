"""Days in addresses: 2012-04-04."""

from datetime import date


class DayConverter:
    """A calendar day as ISO text; an impossible day is no address."""

    regex = r"\d{4}-\d{2}-\d{2}"

    def to_python(self, value):
        return date.fromisoformat(value)

    def to_url(self, value):
        return value.isoformat()
