"""What people are told of a morning: what is due soon, and what they own that needs somebody."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programme.authorization import LOG_READERS
from programme.authorization.permissions import KEEP_CALENDAR
from programme.due_days import due_days
from programme.extension import extensions
from programme.formats import counted, day
from programme.log import logs
from programme.models import Programme
from programme.position import Position

from .choices import MORNING, Kind
from .models import Mail, Morning
from .people import called, readers_of, those_who
from .telling import tell

AHEAD = timedelta(days=3)  # how long before its day somebody is told that something is due
SHOWN = 10  # rows of a log in one mail; the register has the others
MONDAY, FRIDAY = 0, 4


def tell_of_the_morning(now) -> bool:
    """Tells people what is due and overdue, once on each day, from the morning on. Whether it did.

    What is told is looked up before anything is written, so that no other writer waits for it.
    """
    today = timezone.localdate(now)
    morning = timezone.make_aware(datetime.combine(today, MORNING))
    if now < morning or Morning.objects.filter(on=today).exists():
        return False
    told = [one for programme in Programme.objects.all() for one in _of(programme, today)]
    try:
        with transaction.atomic():
            Morning.objects.create(on=today)
            for one in told:
                tell(at=now, morning=morning, **one)
    except IntegrityError:  # another worker told of this morning
        return False
    return True


def _of(programme, today):
    """What is told of one programme, each as `tell` takes it."""
    readers = readers_of(programme)
    if not readers:
        return
    for one in [*_drafting(programme, today), *_of_rooms(programme, today)]:
        named, permission = called(one.pop("owner"), readers), one.pop("permission")
        one["people"] = named or those_who(permission, programme)
        yield {**one, "programme": programme, "kind": Kind.DRAFT}
    if MONDAY <= today.weekday() <= FRIDAY:
        yield from _overdue(programme, readers, today)


def _drafting(programme, today):
    """The days by which papers of meetings to come are drafted."""
    for one in due_days([programme], today):
        if one.key == "drafting" and today <= one.on <= today + AHEAD:
            path = reverse("meeting", args=[programme.slug, one.meeting.pk])
            yield _due(
                one.owner, f"drafting-{one.meeting.pk}", "Drafting", one.meeting, one.on, path
            )


def _of_rooms(programme, today):
    """What rooms of the house say is due."""
    for room in extensions():
        for one in room.due_soon(programme, today, today + AHEAD):
            yield _due(one.owner, one.key, one.what, one.of, one.on, one.path, one.permission)


def _due(owner, key, what, of, on, path, permission=KEEP_CALENDAR):
    words = f"{what}, {of}: due on {day(on)}"
    told = {"owner": owner, "permission": permission, "key": f"{key}-{on}"}
    return {**told, "subject": words, "lines": [(words, path)]}


def _overdue(programme, readers, today):
    """What each of them owns that needs somebody: on Mondays all of it, on other days where it is
    not what they were told last.
    """
    position = Position.on(programme, today)
    needing = [(log, list(_needing(log, position))) for log in logs()]
    for person in readers:
        lines = [
            line
            for log, rows in needing
            for line in _lines(log, _of_owner(person, rows), programme)
        ]
        if lines and (today.weekday() == MONDAY or lines != _told_last(programme, person)):
            yield {
                "people": [person],
                "programme": programme,
                "kind": Kind.OVERDUE,
                "key": f"overdue-{programme.pk}-{today}",
                "subject": f"What you own in {programme} and needs somebody",
                "lines": lines,
            }


def _of_owner(person, rows):
    """The entries that a person owns, or of which they own a row, by job title."""
    return [row for row, titles in rows if any(called(one, [person]) for one in titles)]


def _needing(log, position):
    """(entry, its owners) of each entry of a log that needs attention, for itself or for its late
    child rows.
    """
    if not log.asks or not log.permission.roles >= LOG_READERS:
        return
    entries = log.entries(position)
    found = {one.pk: (one, {one.owner}) for one in log.needing(entries, position)}
    for kind in log.late_kinds:
        for child in kind.of_entries(entries, position, kind.in_standing("late", position)):
            entry = getattr(child, kind.parent)
            owner = getattr(child, kind.owner) if kind.owner else entry.owner
            found.setdefault(entry.pk, (entry, set()))[1].add(owner or entry.owner)
    yield from found.values()


def _lines(log, rows, programme):
    """A line for each of the first rows of a log, and one for the rest."""
    rows = sorted(rows, key=lambda one: one.number)
    path = reverse(log.url_name, args=[programme.slug])
    for one in rows[:SHOWN]:
        url = reverse(log.detail_url_name, args=[programme.slug, one.reference])
        yield f"{log.title}: {one}", url
    if rest := rows[SHOWN:]:
        yield f"{log.title}: {counted(len(rest), 'more row')}", f"{path}?needs=yes"


def _told_last(programme, person):
    """The lines of the last mail of this kind."""
    last = Mail.objects.filter(programme=programme, person=person, kind=Kind.OVERDUE).last()
    return last and [(one["text"], one["path"]) for one in last.lines]
