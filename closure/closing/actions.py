"""Closing a programme and opening it again, both by what the body decided that authorised it.

Raises, all of them: NotPermitted, ValidationError, StaleEntry.
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.records import (
    add_recorded,
    lock_programme,
    refuse_if,
    refuse_stale,
    refuse_unless,
)
from programme.retention import ROWS, disposed_url
from programme.standing import refuse_ended

from ..decided import refuse_undecided
from ..in_the_way import blocks
from ..models import Closing
from ..retention.gone import CUSTODY, REVIEWS
from .permissions import CLOSE

NAMED = 5
# What is written again once a programme is open, and would be of records that are gone.
LIVING = {
    ROWS: "The rows of its logs",
    CUSTODY: "The records of custody",
    REVIEWS: "The scrutiny reviews",
}
NOT_AUTHORISED = "Say first which body authorised the programme."


def _begin(programme, by, version):
    require(by, CLOSE, programme)
    programme = lock_programme(programme)
    refuse_stale(programme, version)
    return programme


@transaction.atomic
def say_authorised_by(programme, *, by, at, body, version=None):
    """Says which body authorised the programme: it alone closes it."""
    programme = _begin(programme, by, version)
    refuse_if(programme.is_closed, "The programme is closed: its body stays as it is.")
    refuse_unless(body.programme_id == programme.pk, "Choose a body.", "body")
    refuse_ended(body, "body")
    was = programme.authorised_by
    refuse_if(was == body, "This body stands there already.", "body")
    programme.authorised_by = body
    programme.save(update_fields=["authorised_by"])
    changes = [audit.note("authorised_by", "Authorised by", was, body)]
    verb = "said which body authorised"
    audit.record(programme, by=by, at=at, verb=verb, programme=programme, changes=changes)
    return programme


@transaction.atomic
def close_programme(programme, *, by, at, decision, why="", version=None):
    """Closes a programme as the body that authorised it decided. From then on the database holds
    its rows as they stand.
    """
    programme = _begin(programme, by, version)
    refuse_if(programme.is_closed, "The programme is closed already.")
    body, decision = _decided(programme, decision, at)
    _refuse_before_the_last(programme, decision)
    found = blocks(programme, at)
    more = f" And {len(found) - NAMED} more." if len(found) > NAMED else ""
    said = "; ".join(one.text for one in found[:NAMED])
    refuse_if(found, f"This stands in the way: {said}.{more}")
    closing = _record(programme, body, decision, by=by, at=at, why=why)
    fixed = {"closed_on": closing.on, "closed_by": closing.body_name, "fixed_at": at}
    return _settle(programme, closing, "closed", fixed, by=by, at=at, why=why)


@transaction.atomic
def reopen_programme(programme, *, by, at, decision, why, version=None):
    """Opens a closed programme again, as its body decided, for a reason."""
    programme = _begin(programme, by, version)
    refuse_unless(programme.is_closed, "The programme is open.")
    refuse_unless(why.strip(), "Say why.", "why")
    for kind, records in LIVING.items():
        refuse_if(disposed_url(programme, kind), f"{records} were disposed of: it stays closed.")
    body, decision = _decided(programme, decision, at)
    _refuse_before_the_last(programme, decision)
    closing = _record(programme, body, decision, by=by, at=at, why=why, reopens=True)
    opened = dict.fromkeys(("closed_on", "closed_by", "fixed_at"))
    return _settle(programme, closing, "reopened", opened, by=by, at=at, why=why)


def bodies_of(programme) -> list:
    """The body that authorised a programme, with those that took its place; none where none is
    said.
    """
    found, body = [], programme.authorised_by
    while body is not None and body not in found:
        found.append(body)
        body = body.successor
    return found


def _meeting(decision):
    return decision.recommendation.paper.meeting


def _decided(programme, decision, at):
    """The body that authorised the programme, and what it decided."""
    body = programme.authorised_by
    refuse_unless(body, NOT_AUTHORISED)
    decision = refuse_undecided(programme, decision, bodies_of(programme))
    body, on = _meeting(decision).body, _meeting(decision).on
    refuse_if(on > timezone.localdate(at), f"The meeting is on {day(on)}.", "decision")
    before = Closing.objects.filter(decision=decision).first()
    refuse_if(before, f"This decision is recorded already: {before}.", "decision")
    return body, decision


def _refuse_before_the_last(programme, decision):
    """A programme is closed and reopened in the order in which its body decided so."""
    last = Closing.objects.filter(programme=programme).order_by("recorded_at", "id").last()
    if last:
        done = "reopened" if last.reopens else "closed"
        early = f"It was {done} on {day(last.on)}: choose a later decision."
        refuse_if(_meeting(decision).on < last.on, early, "decision")


def _record(programme, body, decision, *, by, at, **said):
    named = {"programme": programme, "body": body, "body_name": body.name}
    on = _meeting(decision).on
    return add_recorded(Closing, by=by, at=at, decision=decision, on=on, **named, **said)


def _settle(programme, closing, verb, columns, *, by, at, why):
    for name, value in columns.items():
        setattr(programme, name, value)
    programme.save(update_fields=list(columns))
    told = f"{closing}, {closing.decision}"
    changes = [audit.note("closing", "Closure", "", told)]
    how = {"by": by, "at": at, "verb": verb, "why": why}
    audit.record(programme, programme=programme, changes=changes, **how)
    return programme
