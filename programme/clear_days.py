"""Clear days: how long before a meeting its papers must be open to the public.

Neither the day of publication nor the day of the meeting counts, nor weekends, nor bank holidays
(Local Government Act 1972, section 100B; R v Swansea City Council, ex parte Elitestone (1993)).
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

import holidays

# All that is known of years for which no calendar of bank holidays has been drawn up.
EVERY_YEAR = {(1, 1): "New Year's Day", (12, 25): "Christmas Day", (12, 26): "Boxing Day"}
CALENDARS = {"england": "ENG", "wales": "WLS", "scotland": "SCT", "northern-ireland": "NIR"}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Day:
    """One day on the way back from the meeting, whether it counted as a clear day, and why."""

    on: date
    counted: bool
    reason: str


@dataclass(frozen=True)
class Reckoning:
    """The latest lawful publication date and every day between it and the meeting, latest first."""

    meeting_on: date
    publish_by: date
    days: tuple[Day, ...]

    def explained(self) -> list[Day]:
        """Every day from the meeting back to its publication, these two included, latest first."""
        first = Day(self.meeting_on, False, "Day of the meeting")
        return [first, *self.days, Day(self.publish_by, False, "Latest day of publication")]


@lru_cache(maxsize=256)
def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """Bank holidays of a nation (one of `CALENDARS`) in one year, by date."""
    known = dict(holidays.country_holidays("GB", subdiv=nation, years=year))
    return known or {date(year, *on): name for on, name in EVERY_YEAR.items()}


def why_closed(day: date, nation: str, closures: dict[date, str]) -> str:
    """Why `day` does not count, in words; empty when it does."""
    if day.weekday() >= 5:
        return day.strftime("%A")
    return bank_holidays(nation, day.year).get(day) or closures.get(day, "")


def is_working_day(day: date, nation: str, closures: dict[date, str]) -> bool:
    """Whether `day` counts as a working day."""
    return not why_closed(day, nation, closures)


def working_days_before(day: date, count: int, nation: str, closures: dict[date, str]) -> date:
    """The working day that is `count` working days before `day`; for 0 the nearest one at or before
    it.
    """
    while not is_working_day(day, nation, closures):
        day -= ONE_DAY
    for _ in range(count):
        day -= ONE_DAY
        while not is_working_day(day, nation, closures):
            day -= ONE_DAY
    return day


def working_days_between(start: date, end: date, nation: str, closures: dict[date, str]) -> int:
    """How many working days lie after `start` up to and including `end`; 0 when `end` is not
    later.
    """
    days = (start + ONE_DAY * n for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day, nation, closures) for day in days)


def reckon(meeting_on: date, clear_days: int, nation: str, closures: dict[date, str]) -> Reckoning:
    """Works back from a meeting to the latest day on which its papers can be published."""
    walked, missing, day = [], clear_days, meeting_on - ONE_DAY
    while missing or not is_working_day(day, nation, closures):
        closed = why_closed(day, nation, closures)
        counted = bool(missing) and not closed
        missing -= counted
        walked.append(
            Day(day, counted, closed or f"Clear day {clear_days - missing} of {clear_days}")
        )
        day -= ONE_DAY
    return Reckoning(meeting_on, day, tuple(walked))
