"""An order of reorganisation that was carried out by mistake is taken back: what moved on its
vesting day moves back, and the order is open again.

What was changed since stays as it is. Raises, all of it: NotPermitted, ValidationError, StaleEntry.
"""

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
from programme.moving_back import last_change, passed_with, take_back_end
from programme.owner_moves import moved_back
from programme.records import change_entry, lock_programme, locked, refuse_unless, save_child
from programme.reorganisation import MOVED


def moved_by(order) -> list:
    """What the order moved, as (log, [entry]) pairs."""
    done = AuditEvent.objects.filter(programme=order.programme, verb=MOVED, at=order.carried_out_at)
    found = []
    for log in logs():
        moved = done.filter(subject_type=log.model._meta.label_lower).values("subject_id")
        if entries := list(log.model.objects.filter(pk__in=moved).order_by("number")):
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
    for _, entries in moved_by(order):
        for entry in entries:
            _move_back(entry, moment, how)
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


def _move_back(entry, moment, how):
    """Gives an entry, and what hangs on it, what it had before that nobody changed since."""
    notes = [note for row in _hanging_on(entry) for note in _row_back(row, moment, how)]
    notes += moved_back(entry, moment, by=how["by"], at=how["at"])
    names = [column.name for column in entry._meta.concrete_fields if column.editable]
    values = {name: _was(entry, name) for name in names if _moved(entry, name, moment)}
    change_entry(entry, verb="moved back from its successor", changes=notes, **values, **how)


def _moved(row, name, moment):
    return last_change(row, row._meta.get_field(name).attname)[0] == moment


def _was(row, name):
    column = row._meta.get_field(name)
    _, was = last_change(row, column.attname)
    return column.related_model.objects.get(pk=was) if was and column.is_relation else was


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
    first = row.history.order_by("history_date", "history_id").first()
    is_new, values = first.history_date == moment, {}
    for column in columns:
        if is_new and not column.primary_key and not row.history.exclude(pk=first.pk).exists():
            values[column.name] = "" if isinstance(column, models.CharField) else 0
        elif _moved(row, column.name, moment):
            values[column.name] = _was(row, column.name)
    notes = audit.difference(row, values)
    for name, value in values.items():
        setattr(row, name, value)
    if notes:
        save_child(row, by=how["by"], at=how["at"], names=list(values))
    return [{**note, "label": f"{row}: {note['label']}"[:120]} for note in notes]
