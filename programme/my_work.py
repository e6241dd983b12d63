"""What somebody owns in all their programmes: what is late, what is due soon, and how much else."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from django.db.models import CharField, Count, DateField, Q, Value
from django.urls import reverse

from programme.models import Programme
from programme.owned import owning_logs
from programme.owners import owned_by
from programme.written_once import AnyOf, Given, Prepared

AHEAD = timedelta(days=30)
GIVEN, UNTIL = Given("user"), Given("until", DateField())


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


def _mine(log):
    """The rows of a log that whoever is `GIVEN` leads or owns with the lead, where they read the
    logs and it is still written.
    """
    visible = log.model.objects.as_at(None).visible_to(GIVEN)
    mine = visible.filter(owned_by(log.model, AnyOf("people")))
    return mine if log.after_closing.everything else mine.filter(programme__closed_on=None)


def _with(entry, user):
    """With whom somebody owns a row of which another one is the lead."""
    lead = entry.owner or "another lead owner"
    return "" if entry.owner_user_id == user.pk else f" (with {lead})"


def due_of(user, today) -> list[Due]:
    """What somebody owns in all programmes that is late or due within 30 days, soonest first. As
    many queries for many rows and programmes as for one.
    """
    whose = {"user": user.pk, "people": [user.pk], "until": today + AHEAD}
    found = [one for log in owning_logs() for one in _due_in(log, user, whose)]
    return sorted(found, key=lambda one: (one.on, one.title, one.what))


def _due_in(log, user, whose) -> Iterator[Due]:
    if log.due:
        for row in _rows(log).ask(**whose):
            yield _due(log, row, getattr(row, log.due), f"{row}{_with(row, user)}")
    for kind in log.late_kinds:
        for row in _children(log, kind).ask(**whose):
            entry, noun = getattr(row, kind.parent), kind.noun.capitalize()
            what = f"{noun} of {entry.reference}: {row}{_with(entry, user)}"
            yield _due(log, entry, getattr(row, kind.due), what)


@cache
def _rows(log):
    rows = log.underway(_mine(log)).filter(**{f"{log.due}__lte": UNTIL})
    return Prepared(lambda: rows.select_related("programme"))


@cache
def _children(log, kind):
    """The rows of a kind that belong to them."""
    parents = log.still_open(_mine(log)).order_by().values("pk")
    rows = kind.now().filter(**{f"{kind.parent}__in": parents, f"{kind.due}__lte": UNTIL})
    return Prepared(lambda: kind.waiting(rows, None).select_related(f"{kind.parent}__programme"))


def _due(log, entry, on, what):
    path = reverse(log.detail_url_name, args=[entry.programme.slug, entry.reference])
    return Due(on, what, log.title, entry.programme, path)


def counts_of(user) -> list[tuple]:
    """(name of the log, key of the programme, how many open rows somebody owns); one query."""
    return list(COUNTS.ask(user=user.pk, people=[user.pk]))


def _counts():
    parts = [
        log.still_open(_mine(log))
        .order_by()
        .annotate(of_log=Value(log.name, CharField()))
        .values_list("of_log", "programme")
        .annotate(Count("pk"))
        for log in owning_logs()
    ]
    return parts[0].union(*parts[1:], all=True)


def due_counts(user, today, programme) -> tuple[int, int]:
    """How much of what somebody owns in a programme is late, and due within 30 days; one query."""
    whose = {"user": user.pk, "people": [user.pk], "programme": programme.pk}
    found = list(DUE_COUNTS.ask(**whose, today=today, until=today + AHEAD))
    return sum(late for late, _ in found), sum(soon for _, soon in found)


def _due_counts():
    parts, programme = [], Given("programme")
    today = Given("today", DateField())
    for log in (log for log in owning_logs() if log.due):
        late = Count("pk", filter=Q(**{f"{log.due}__lt": today}))
        soon = Count("pk", filter=Q(**{f"{log.due}__range": (today, UNTIL)}))
        rows = log.underway(_mine(log)).filter(programme=programme).order_by()
        parts.append(rows.values("programme").annotate(late=late, soon=soon))
    counted = [part.values_list("late", "soon") for part in parts]
    return counted[0].union(*counted[1:], all=True)


COUNTS, DUE_COUNTS = Prepared(_counts), Prepared(_due_counts)
