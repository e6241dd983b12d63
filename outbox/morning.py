"""What people are told of a morning: what is due soon, and what they own that needs somebody."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from programme.authorization import LOG_READERS
from programme.due_days import due_days
from programme.extension import DueSoon, extensions
from programme.formats import counted, day
from programme.log import logs
from programme.models import Programme
from programme.owners import owned_by
from programme.position import Position

from .choices import MORNING, Kind
from .models import Mail, Morning
from .people import called, readers_of, those_who
from .telling import tell

AHEAD = timedelta(days=3)  # how long before its day somebody is told that something is due
SOON = timedelta(days=7)  # how long before its day somebody is told what they own themselves
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
    for room in extensions():
        for one in room.morning(programme, today):
            yield {**one, "programme": programme}
    if programme.is_closed:  # its rows are in custody, and what is late of them is told there
        return
    if MONDAY <= today.weekday() <= FRIDAY:
        yield from _overdue(programme, readers, today)


def _drafting(programme, today):
    """The days by which papers of meetings to come are drafted."""
    for one in due_days([programme], today):
        if one.key == "drafting" and today <= one.on <= today + AHEAD:
            path = reverse("meeting", args=[programme.slug, one.meeting.pk])
            key = f"drafting-{one.meeting.pk}"
            what = {"what": "Drafting", "of": str(one.meeting), "path": path}
            yield _due(DueSoon(owner=one.owner, key=key, on=one.on, **what))


def _of_rooms(programme, today):
    """What rooms of the house say is due."""
    for room in extensions():
        for one in room.due_soon(programme, today, today + AHEAD):
            yield _due(one)


def _due(one):
    words = f"{one.what}, {one.of}: due on {day(one.on)}"
    told = {"owner": one.owner, "permission": one.permission, "key": f"{one.key}-{one.on}"}
    return {**told, "subject": words, "lines": [(words, one.path)]}


def _overdue(programme, readers, today):
    """What each of them owns that needs somebody: on Mondays all of it, on other days where it is
    not what they were told last.
    """
    position = Position.on(programme, today)
    here = {one.pk for one in readers}
    read = [log for log in logs() if log.permission.roles >= LOG_READERS]
    needing = [(log, list(_needing(log, position, here))) for log in read]
    due = [(log, list(_due_soon(log, position, here))) for log in read if log.due]
    for person in readers:
        mine = [(log, _of_owner(person, rows)) for log, rows in needing]
        lines = [line for log, rows in mine for line in _lines(log, rows, programme)]
        told = {one for _, rows in mine for one in rows}
        for log, rows in due:
            rows = [one for one in _of_owner(person, rows) if one not in told]
            lines += _lines(log, rows, programme, log.due)
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
    """The entries that a person owns, or of which they own a row: as a person, or by job title
    where no person is named.
    """
    return [
        row
        for row, owners in rows
        if any(one == person.pk or isinstance(one, str) and called(one, [person]) for one in owners)
    ]


def _owner_of(entry, here):
    """Who leads an entry: the key of one of the people who are `here`, else a job title."""
    return entry.owner_user_id if entry.owner_user_id in here else entry.owner


def _further(entry, position):
    """The keys of those who own an entry with its lead."""
    found = position.further_owners.get((entry._meta.label_lower, entry.pk), ())
    return {one.person_id for one in found}


def _needing(log, position, here):
    """(entry, its owners) of each entry of a log that needs attention, for itself or for its late
    child rows.
    """
    if not log.asks:
        return
    entries = log.entries(position)
    needing = log.needing(entries, position)
    found = {one.pk: (one, {_owner_of(one, here), *_further(one, position)}) for one in needing}
    for kind in log.late_kinds:
        for child in kind.of_entries(entries, position, kind.in_standing("late", position)):
            entry = getattr(child, kind.parent)
            owner = getattr(child, kind.owner) if kind.owner else ""
            found.setdefault(entry.pk, (entry, set()))[1].add(owner or _owner_of(entry, here))
    yield from found.values()


def _due_soon(log, position, here):
    """(entry, its owners) of each entry of a log that somebody owns as a person and is due in the
    days to come.
    """
    days = {f"{log.due}__range": (position.day, position.day + SOON)}
    mine = owned_by(log.model, here, position)
    for one in log.underway(log.entries(position)).filter(mine, **days):
        yield one, {one.owner_user_id, *_further(one, position)}


def _lines(log, rows, programme, due=""):
    """A line for each of the first rows of a log, and one for the rest; those that are `due` by
    this column, with the day.
    """
    rows = sorted(rows, key=lambda one: one.number)
    path = reverse(log.url_name, args=[programme.slug])
    for one in rows[:SHOWN]:
        url = reverse(log.detail_url_name, args=[programme.slug, one.reference])
        yield f"{log.title}: {one}{f', due on {day(getattr(one, due))}' if due else ''}", url
    if rest := rows[SHOWN:]:
        more = f"{log.title}: {counted(len(rest), 'more row')}"
        yield more, reverse("my_work") if due else f"{path}?needs=yes"


def _told_last(programme, person):
    """The lines of the last mail of this kind."""
    last = Mail.objects.filter(programme=programme, person=person, kind=Kind.OVERDUE).last()
    return last and [(one["text"], one["path"]) for one in last.lines]
