"""Days for meetings that are entered in a browser."""

from datetime import date, timedelta

from programme.clear_days import is_working_day


def working_day(ahead):
    """The first working day from so many days ahead on: the form asks back about others."""
    found = date.today() + timedelta(days=ahead)
    while not is_working_day(found, "ENG", {}):
        found += timedelta(days=1)
    return found
