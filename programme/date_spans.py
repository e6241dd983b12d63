"""Spans of days, and those of months, quarters, halves and financial years."""

import calendar
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Span:
    """The earliest and the latest day that a wording can mean, both included."""

    earliest: date
    latest: date

    @classmethod
    def of(cls, day):
        """The span of a single day."""
        return cls(day, day)

    @property
    def is_a_day(self):
        """Whether it is a single day."""
        return self.earliest == self.latest

    def __str__(self):
        first, last = self.earliest, self.latest
        if first == last:
            return f"{last.day} {last:%B %Y}"
        start = str(first.day)
        if (first.year, first.month) != (last.year, last.month):
            start += f" {first:%B}" if first.year == last.year else f" {first:%B %Y}"
        return f"{start} to {last.day} {last:%B %Y}"


def months(year, month, count=1) -> Span:
    """Whole months that begin with `month`.

    Raises:
        ValueError: there is no such month or year.
    """
    start = date(int(year), int(month), 1)
    years, months = divmod(start.month - 1 + count - 1, 12)
    year, month = start.year + years, months + 1
    return Span(start, date(year, month, calendar.monthrange(year, month)[1]))


def months_from_april(year, after, count) -> Span:
    """Whole months of the financial year that begins in `year`: the first of them comes `after`
    April.
    """
    return months(year + (after > 8), (after + 3) % 12 + 1, count)


def months_after(day, count) -> date:
    """The day so many months after `day`, or the last of a month that has no such day."""
    years, month = divmod(12 * day.year + day.month - 1 + count, 12)
    last = months(years, month + 1).latest
    return last.replace(day=min(day.day, last.day))


def months_before(day, count) -> Span | None:
    """The whole months that end with `day`; None where it ends none."""
    if day != months(day.year, day.month).latest:
        return None
    years, month = divmod(12 * day.year + day.month - count, 12)
    return Span(date(years, month + 1, 1), day)


def months_in(span) -> int:
    """How many whole months `span` is; 0 where it is none."""
    first, last = span.earliest, span.latest
    count = 12 * (last.year - first.year) + last.month - first.month + 1
    return count if months(first.year, first.month, count) == span else 0


def week_with(day) -> Span:
    """Monday to Sunday of the week that a day lies in."""
    monday = day - timedelta(days=day.weekday())
    return Span(monday, monday + timedelta(days=6))
