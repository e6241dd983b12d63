"""An order of reorganisation that was carried out by mistake is taken back: what moved on its
vesting day moves back, and the order is open again.

What was changed since stays as it is. Raises, all of it: NotPermitted, ValidationError, StaleEntry.
"""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import REORGANISE
from programme.closed_days import set_host, undo_closed_day
from programme.closings import refuse_reported, resting_on
from programme.lifecycle import restore_standing
from programme.log import logs
from programme.models import AuditEvent, ClosedDay, Partner
from programme.moving_back import change_in, last_change, passed_with, past_of, take_back_end
from programme.owner_moves import moved_back
from programme.records import change_entry, lock_programme, locked, refuse_unless, save_child
from programme.reorganisation import MOVED


def moved_by(order) -> list:
    """What the order moved, as (log, [entry]) pairs."""
    done = AuditEvent.objects.filter(programme=order.programme, verb=MOVED, at=order.carried_out_at)
    keys, found = defaultdict(set), []
    for kind, key in done.values_list("subject_type", "subject_id"):
        keys[kind].add(key)
    for log in (log for log in logs() if log.model._meta.label_lower in keys):
        moved = log.model.objects.filter(pk__in=keys[log.model._meta.label_lower])
        if entries := list(moved.order_by("number")):
            found.append((log, entries))
    return found


def reports_on(order) -> list[str]:
    """The published reports that rest on what the order moved."""
    since = order.carried_out_at
    found = [words for _, rows in moved_by(order) for words in resting_on(rows[0], since)]
    return list(dict.fromkeys(found))


@transaction.atomic
def take_back_order(order, *, by, at, why, reported=False, version=None):
    """Takes back that an order was carried out by mistake; `reported` says that a published report
    may rest on it.
    """
    require(by, REORGANISE, order.programme)
    lock_programme(order.programme)
    order = locked(order, version)
    refuse_unless(order.carried_out_at, "This order was not carried out.")
    refuse_reported(reports_on(order), reported)
    moment, how = order.carried_out_at, {"by": by, "at": at, "why": why}
    _stand_again(order.programme, moment, how)
    for log, entries in moved_by(order):
        for entry in entries:
            _move_back(log, entry, moment, how)
    verb = "took back what was carried out by the order"
    return change_entry(order, verb=verb, carried_out_at=None, **how)


def _stand_again(programme, moment, how):
    """Partners and bodies that ended stand again, with what passed from them."""
    for partner in ended_at(programme.partners, moment):
        passed = {"host": partner.successor_id, "recorded_at": moment}
        own = ClosedDay.objects.standing().filter(host=partner).values("on")
        closed = list(ClosedDay.objects.standing().filter(**passed, on__in=own))
        restore_standing(partner, **how)
        for one in closed:
            undo_closed_day(one, **how)
    for body in ended_at(programme.bodies, moment):
        back = [one.key for one in passed_with(body, timezone.localdate(how["at"]))]
        take_back_end(body, back=back, **how)
    for body in programme.bodies.standing():
        since, host = last_change(body, "host_id")
        if since == moment:
            set_host(body, host=Partner.objects.get(pk=host), **how)


def ended_at(rows, moment) -> list:
    """Those of partners or bodies that ended at a moment, and were not put back since."""
    ended = rows.exclude(ended_on=None).order_by("name")
    return [row for row in ended if last_change(row, "ended_on")[0] == moment]


def _move_back(log, entry, moment, how):
    """Gives an entry, and what hangs on it, what it had before that nobody changed since."""
    told = [(row, _row_back(row, moment, how)) for row in _hanging_on(entry)]
    for row in (row for row, notes in told if notes):
        _refuse_row(log, row, entry, how["at"])
    notes = [note for _, notes in told for note in notes]
    notes += moved_back(entry, moment, by=how["by"], at=how["at"])
    values = _before(entry, past_of(entry), moment)
    change_entry(entry, verb="moved back from its successor", changes=notes, **values, **how)


def _refuse_row(log, row, entry, at):
    """Refuses a row that no longer fits beside those that were changed since."""
    try:
        log.refuse_row(row, at)
    except ValidationError as error:
        first = "Put right first what was changed since."
        raise ValidationError(
            [f"{entry.reference}: {one} {first}" for one in error.messages]
        ) from error


def _before(row, past, moment) -> dict:
    """What stood in each column of a row that was changed at a moment for the last time."""
    found = {}
    for column in (one for one in row._meta.concrete_fields if one.editable):
        since, was = change_in(past, column.attname)
        if since == moment:
            of = column.related_model if was and column.is_relation else None
            found[column.name] = of.objects.get(pk=was) if of else was
    return found


def _hanging_on(entry):
    """The rows with a history of their own that belong to an entry."""
    for link in entry._meta.related_objects:
        if hasattr(link.related_model, "history") and not hasattr(link.related_model, "reference"):
            yield from link.related_model.objects.filter(**{link.field.name: entry})


def _row_back(row, moment, how):
    """Puts a row that hangs on an entry back, and gives the notes of it; one that was new at the
    successor holds nothing any more.
    """
    columns = [one for one in row._meta.concrete_fields if not one.is_relation and one.editable]
    past = past_of(row)
    if len(past) == 1 and past[0].history_date == moment:
        values = {
            one.name: "" if isinstance(one, models.CharField) else 0
            for one in columns
            if not one.primary_key
        }
    else:
        names, before = {one.name for one in columns}, _before(row, past, moment)
        values = {name: was for name, was in before.items() if name in names}
    notes = audit.difference(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    if notes:
        save_child(row, by=how["by"], at=how["at"], names=list(values))
    return [{**note, "label": f"{row}: {note['label']}"[:120]} for note in notes]
