"""What somebody owns in all their programmes: what is late, what is due soon, and how much else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import CharField, Count, DateField, Q, Value
from django.urls import reverse

from programme.models import Programme
from programme.owned import owning_logs
from programme.owners import owned_by
from programme.written_once import AnyOf, Given, Prepared

AHEAD = timedelta(days=30)
GIVEN = Given("user")


@dataclass(frozen=True)
class Due:
    """An open row of somebody's, or one that belongs to it, that is due: `what` it is, in words,
    and the page of the row.
    """

    on: date
    what: str
    title: str  # of the log
    programme: Programme
    path: str


def _mine(log, user):
    """The rows of a log that somebody, or whoever is `GIVEN`, leads or owns with the lead, where
    they read the logs and it is still written.
    """
    people = AnyOf("people") if user is GIVEN else [user.pk]
    mine = log.model.objects.as_at(None).visible_to(user).filter(owned_by(log.model, people))
    return mine if log.after_closing.everything else mine.filter(programme__closed_on=None)


def _with(entry, user):
    """With whom somebody owns a row of which another one is the lead."""
    lead = entry.owner or "another lead owner"
    return "" if entry.owner_user_id == user.pk else f" (with {lead})"


def due_of(user, today) -> list[Due]:
    """What somebody owns in all programmes that is late or due within 30 days, soonest first. As
    many queries for many rows and programmes as for one.
    """
    until = today + AHEAD
    found = [one for log in owning_logs() for one in _due_in(log, user, until)]
    return sorted(found, key=lambda one: (one.on, one.title, one.what))


def _due_in(log, user, until) -> Iterator[Due]:
    mine = _mine(log, user)
    if log.due:
        rows = log.underway(mine).filter(**{f"{log.due}__lte": until})
        for row in rows.select_related("programme"):
            yield _due(log, row, getattr(row, log.due), f"{row}{_with(row, user)}")
    for kind in log.late_kinds:
        parents = log.still_open(mine).order_by().values("pk")
        rows = kind.now().filter(**{f"{kind.parent}__in": parents, f"{kind.due}__lte": until})
        rows = kind.waiting(rows, None).select_related(f"{kind.parent}__programme")
        for row in rows:
            entry, noun = getattr(row, kind.parent), kind.noun.capitalize()
            what = f"{noun} of {entry.reference}: {row}{_with(entry, user)}"
            yield _due(log, entry, getattr(row, kind.due), what)


def _due(log, entry, on, what):
    path = reverse(log.detail_url_name, args=[entry.programme.slug, entry.reference])
    return Due(on, what, log.title, entry.programme, path)


def counts_of(user) -> list[tuple]:
    """(name of the log, key of the programme, how many open rows somebody owns); one query."""
    parts = [
        log.still_open(_mine(log, user))
        .order_by()
        .annotate(of_log=Value(log.name, CharField()))
        .values_list("of_log", "programme")
        .annotate(Count("pk"))
        for log in owning_logs()
    ]
    return list(parts[0].union(*parts[1:], all=True))


def due_counts(user, today, programme) -> tuple[int, int]:
    """How much of what somebody owns in a programme is late, and due within 30 days; one query."""
    whose = {"user": user.pk, "people": [user.pk], "programme": programme.pk}
    found = list(DUE_COUNTS.ask(**whose, today=today, until=today + AHEAD))
    return sum(late for late, _ in found), sum(soon for _, soon in found)


def _due_counts():
    parts, programme = [], Given("programme")
    today, until = (Given(name, DateField()) for name in ("today", "until"))
    for log in (log for log in owning_logs() if log.due):
        late = Count("pk", filter=Q(**{f"{log.due}__lt": today}))
        soon = Count("pk", filter=Q(**{f"{log.due}__range": (today, until)}))
        rows = log.underway(_mine(log, GIVEN)).filter(programme=programme).order_by()
        parts.append(rows.values("programme").annotate(late=late, soon=soon))
    counted = [part.values_list("late", "soon") for part in parts]
    return counted[0].union(*counted[1:], all=True)


DUE_COUNTS = Prepared(_due_counts)
