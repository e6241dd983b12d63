"""An entry is added, changed and kept with its history, and the audit event is written."""

from functools import partial

from django.db import models, transaction

from programme import audit, days, decided, owner_moves, owners
from programme.closed import refuse_closed
from programme.entries import Kept
from programme.formats import known_as
from programme.refusals import refuse
from programme.standing import Standing, refuse_ended
from programme.successors import handed_on
from programme.written import left_alone

from .children import save_checked
from .correcting import correction, is_correction
from .locking import lock_programme, locked


def add_audited(row, *, programme, by, at, verb, why=""):
    """Checks and saves a new row of the kernel, and records what was filled in.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    if isinstance(row, Kept):
        row.created_at = at
        save_kept(row, by=by, at=at)
    else:
        save_checked(row)
    skipped = {"id", "programme", "body", "created_at", "granted_at", "granted_by", "slug"}
    filled = {
        field.name: getattr(row, field.name)
        for field in row._meta.concrete_fields
        if field.editable and field.name not in skipped
        if getattr(row, field.name) not in ("", None)
    }
    changes = audit.difference(type(row)(**dict.fromkeys(filled)), filled)
    audit.record(row, by=by, at=at, verb=verb, programme=programme, changes=changes, why=why)
    return row


def save_kept(entry, *, by, at, why="", unchecked=()):
    """Checks a `Kept` row, but for its `unchecked` columns, and saves it with the history row dated
    `at`, whoever's clock that was.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    entry.updated_at, entry.updated_by, entry.updated_by_name = at, by, known_as(by)
    entry._history_date, entry._history_user, entry._change_reason = at, by, why[:100]
    save_checked(entry, exclude=["programme", "updated_by", *unchecked])


@transaction.atomic
def add_entry(model, *, programme, by, at, verb="added", why="", reference="", **values):
    """Adds a row with the next free reference, or with the one that its document gives it.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    refuse_closed(lock_programme(programme), model)  # locked: one reference at a time
    values = owners.settled(values, programme)
    _refuse_ended(values)
    last = (
        model.objects.filter(programme=programme).aggregate(last=models.Max("number"))["last"] or 0
    )
    entry = model(
        programme=programme,
        number=last + 1,
        reference=reference or f"{model.PREFIX}{last + 1}",
        created_at=at,
        **values,
    )
    if entry.is_closed:
        entry.settled_at, entry.settled_why = at, why
    days.refuse_impossible(entry, at)
    save_kept(entry, by=by, at=at, why=why)
    filled = {name: value for name, value in values.items() if value != ""}
    changes = audit.difference(model(), filled)
    audit.record(entry, by=by, at=at, verb=verb, programme=programme, changes=changes, why=why)
    return entry


@transaction.atomic
def change_entry(
    entry, *, by, at, verb="changed", version=None, why="", changes=(), step="", **values
):
    """Changes columns of a row, or only notes that something about it changed (`changes` of a child
    row).

    Nothing is saved or recorded when nothing differs. `version` is the one that `by` was looking
    at. `step` is that which changes what a decision fixed.

    Raises:
        NotPermitted: the step changes what was decided, and `by` may not decide.
        StaleEntry: the row has another version by now.
        ValidationError: the values break a rule of the model, or a decision fixed them.
    """
    current, mistake = locked(entry, version), correction.get()
    values = owners.settled(values, current.programme, current)
    if found := decided.refused(current, values, by=by, step=step, correcting=bool(mistake)):
        refuse(*found)
    verb, why = ("corrected a mistake in", mistake) if mistake else (verb, why)
    differences = [*audit.difference(current, values), *changes]
    lead = values.get(owners.PERSON)
    differences += owner_moves.lead_alone(current, lead, by=by, at=at)
    if differences:
        names = [name for name, now in values.items() if getattr(current, name) != now]
        refuse_closed(current.programme, type(current), names)
        _refuse_ended(values, current)
        was_closed, since = current.is_closed, getattr(current, "settled_at", None)
        for name, value in values.items():
            setattr(current, name, value)
        if since and was_closed and not current.is_closed:
            differences += _hand_on(current, since)
            differences += owner_moves.caught_up(current, by=by, at=at)
        changed = {one["field"] for one in differences}
        refuse_days(current, changed, at)
        if current.is_closed != was_closed:
            current.settled_at = at if current.is_closed else None
            current.settled_why = why if current.is_closed else ""
        current.version += 1
        save_kept(current, by=by, at=at, why=why, unchecked=left_alone(current, changed))
        audit.record(
            current,
            by=by,
            at=at,
            verb=verb,
            programme=current.programme,
            changes=differences,
            why=why,
            corrects=bool(mistake),
        )
    return current


def _hand_on(entry, since):
    """Gives an entry that is opened again what open ones got meanwhile, and notes of that."""
    values = handed_on(entry, since)
    notes = audit.difference(entry, values)
    for name, value in values.items():
        setattr(entry, name, value)
    return notes


def refuse_days(entry, names, at):
    """Refuses days that cannot be; a correction is judged by when it was said what it corrects."""
    said = partial(audit.said_at, entry) if is_correction() else None
    days.refuse_impossible(entry, at, names, said)


def _refuse_ended(values, current=None):
    """Refuses to name a partner or a body that has ended; what named it before keeps it."""
    for name, value in values.items():
        if isinstance(value, Standing) and value != getattr(current, name, None):
            refuse_ended(value, name)
