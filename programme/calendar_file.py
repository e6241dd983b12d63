"""Calendars as files that other calendars subscribe to (iCalendar, RFC 5545)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from icalendar import Calendar, Event

PRODUCT = "-//Programme governance//Meetings and publication dates//EN"
REFRESH = "PT6H"  # how often those who subscribe are asked to look again


@dataclass(frozen=True)
class Entry:
    """One entry of a calendar: a day, or a moment. `key` names it for good among all entries of
    this installation, so that a calendar moves it in place of adding a second one. `version` rises
    with each change, and `changed_at` is when that was.
    """

    key: str
    when: date | datetime
    summary: str
    changed_at: datetime
    version: int
    description: str = ""
    place: str = ""
    path: str = ""
    is_off: bool = False


def calendar_file(name, entries) -> bytes:
    """A calendar with its entries, as a file."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-published-ttl", REFRESH)
    for entry in entries:
        calendar.add_component(_event(entry))
    return calendar.to_ical()


def as_answer(name, entries) -> HttpResponse:
    """A calendar as the answer to whoever asks for its address."""
    answer = HttpResponse(calendar_file(name, entries), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="calendar.ics"'
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _event(entry):
    event = Event()
    event.add("uid", f"{entry.key}@{urlsplit(settings.SITE_URL).hostname}")
    event.add("dtstamp", entry.changed_at.astimezone(UTC))
    event.add("last-modified", entry.changed_at.astimezone(UTC))
    event.add("sequence", entry.version)
    when = entry.when.astimezone(UTC) if isinstance(entry.when, datetime) else entry.when
    event.add("dtstart", when)
    event.add("summary", entry.summary)
    event.add("status", "CANCELLED" if entry.is_off else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a day on which something is due keeps nobody busy
    for name, value in (("description", entry.description), ("location", entry.place)):
        if value:
            event.add(name, value)
    if entry.path:
        event.add("url", f"{settings.SITE_URL}{entry.path}")
    return event
