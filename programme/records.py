"""How entries are added and changed: locked, checked, kept as history, and written to the audit
trail at once.

Every artefact's `actions.py` is built on `add_entry` and `change_entry`; nothing else saves an
entry.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import partial

from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.urls import get_resolver
from django.utils import timezone

from programme import audit, days, decided, owner_moves, owners
from programme.authorization import require
from programme.closed import open_columns, refuse_closed, refuse_closed_step
from programme.entries import Kept, Recorded
from programme.extension import extensions
from programme.formats import day, known_as
from programme.log import logs
from programme.models import Programme, ReportedPosition
from programme.standing import Standing, refuse_ended
from programme.successors import handed_on
from programme.written import left_alone


class StaleEntry(Exception):
    """Somebody else saved first. `current` is the entry as it stands now."""

    def __init__(self, current):
        self.current = current
        super().__init__(f"{current} was changed by {current.updated_by_name} in the meantime.")


OWNED = (Kept, Recorded)  # what a row of an entry belongs to, directly or by another such row

# Why a mistake is being put right; blank: nobody does so now.
_correction = ContextVar("correction", default="")


@contextmanager
def correcting(why):
    """What actions change inside is recorded as putting a mistake right, for the reason `why`.

    It is open to settled rows too. `programme.mistakes`, its only user, has asked before whether
    the person may: actions do not ask here for the permission of an ordinary change.
    """
    token = _correction.set(why)
    try:
        yield
    finally:
        _correction.reset(token)


def is_correction() -> bool:
    """Whether a mistake is being put right: that is open to rows which refuse changes."""
    return bool(_correction.get())


def _in_hand(row):
    """The columns that name rows which were read already: they need not be looked for again."""
    fields = (field for field in row._meta.concrete_fields if field.many_to_one)
    return [one.name for one in fields if one.is_cached(row) and one.get_cached_value(row)]


def save_checked(row, exclude=()):
    """Checks a row and saves it.

    The database holds the constraints. Asking it about each of them beforehand costs more than
    the save, so they are asked only when it refuses, for the words.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    row.full_clean(exclude=[*exclude, *_in_hand(row)], validate_constraints=False)
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:
        row.validate_constraints(exclude=exclude)
        raise


def add_audited(row, *, programme, by, at, verb, why=""):
    """Checks and saves a new row of the kernel, and records what was filled in.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    if isinstance(row, Kept):
        row.created_at = at
        keep(row, by=by, at=at)
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


def keep(entry, *, by, at, why="", unchecked=()):
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
    keep(entry, by=by, at=at, why=why)
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
    current, mistake = locked(entry, version), _correction.get()
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
        _refuse_days(current, changed, at)
        if current.is_closed != was_closed:
            current.settled_at = at if current.is_closed else None
            current.settled_why = why if current.is_closed else ""
        current.version += 1
        keep(current, by=by, at=at, why=why, unchecked=left_alone(current, changed))
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


def _refuse_days(entry, names, at):
    """Refuses days that cannot be; a correction is judged by when it was said what it corrects."""
    said = partial(audit.said_at, entry) if is_correction() else None
    days.refuse_impossible(entry, at, names, said)


def lock_programme(programme):
    """Locks the programme until the transaction ends, for what only one may do at a time. Rows that
    only name it are written meanwhile.
    """
    return Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def _refuse_ended(values, current=None):
    """Refuses to name a partner or a body that has ended; what named it before keeps it."""
    for name, value in values.items():
        if isinstance(value, Standing) and value != getattr(current, name, None):
            refuse_ended(value, name)


def locked(entry, version=None):
    """The row as it is now, locked until the transaction ends. With a row that closing fixes the
    programme is locked, and always first: none changes while its programme is being closed.

    Raises:
        StaleEntry: `version` is given and is not the row's.
    """
    if connection.features.has_select_for_update and open_columns(type(entry)) is not None:
        lock_programme(entry.programme)
    current = (
        type(entry)
        .objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=entry.pk)
    )
    refuse_stale(current, version)
    return current


def refuse_stale(current, version):
    """Refuses a version that is not the row's, which is locked; None is none.

    Raises:
        StaleEntry: the row has another version by now.
    """
    if version is not None and current.version != version:
        raise StaleEntry(current)


def begin_change(entry, steps=None, *, by, permission, version=None):
    """The entry as it is now, locked, when `by` may change it and it is not settled.

    `steps` names the states of each step, by which a refusal says whether the row can be reopened.

    Raises:
        NotPermitted: `by` does not hold `permission`.
        StaleEntry: `version` is given and is not the row's.
        ValidationError: the entry is closed. Only a step can be taken then, to reopen it for
        example.
    """
    if is_correction():
        return locked(entry, version)
    require(by, permission, entry.programme)
    entry = locked(entry, version)
    refuse_closed(entry.programme, type(entry))
    if entry.is_closed:
        refuse(not_open(entry, "change", steps or {}))
    return entry


def begin_step(entry, step, steps, *, by, permission, version=None):
    """The entry as it is now, locked, when `by` may take the step and it is open: `steps` names the
    states of each step. A step that lifts a decision is for those who may decide it.

    Raises:
        NotPermitted: `by` does not hold `permission`, or that of the decision.
        StaleEntry: `version` is given and is not the row's.
        ValidationError: the step is not open to the entry's state.
    """
    if is_correction():
        return locked(entry, version)
    needed = decided.lifting(entry, step) or permission
    require(by, needed, entry.programme)
    entry = locked(entry, version)
    now = decided.lifting(entry, step) or permission
    if now != needed:  # somebody decided on it, or took a decision back, meanwhile
        require(by, now, entry.programme)
    refuse_closed_step(entry, step)
    refuse_unless(entry.state in steps[step], not_open(entry, step, steps))
    return entry


# Names of steps that are verbs of what is done to the row itself: You cannot treat R1.
VERBS = (
    "accept adopt approve assess cancel change claim close complete confirm decline drop "
    "materialise open propose redate reopen resolve start supersede treat validate verify withdraw"
)


def not_open(entry, step, steps) -> str:
    """Why a step cannot be taken, and what to do: You cannot treat R1 because it is closed.

    Reopen it first.
    """
    state = entry.get_state_display().lower()
    state = state if state.startswith("has ") else f"is {state}"
    advice = " Reopen it first." if entry.state in steps.get("reopen", ()) else ""
    if later := getattr(entry, "superseded_by", None):
        advice = f" Change {later.reference} instead."
    return f"You cannot {_doing(entry, step)} because it {state}.{advice}"


def _doing(entry, step):
    """What a step does, in the words of its page: add a mitigation to R7."""
    _ = get_resolver().url_patterns  # steps put themselves into their logs as pages are loaded
    views = (view for log in logs() if log.model is type(entry) for view in log.step_views)
    view = next((view for view in views if view.name == step), None)
    if step in VERBS.split() or view is None:
        return f"{step.replace('_', ' ')} {entry.reference}"
    return view.doing_to(entry)


def refuse(message, field=None):
    """Refuses an action with a message for the person, beside `field` when given.

    Raises:
        ValidationError: always.
    """
    raise ValidationError({field: message} if field else message)


def refuse_if(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition holds."""
    if condition:
        refuse(message, field)


def refuse_unless(condition, message, field=None):
    """Refuses an action, as `refuse` does, where the condition does not hold."""
    if not condition:
        refuse(message, field)


def refuse_future(on, at, field="as_at"):
    """Refuses a day that comes after the moment `at`; None is no day.

    Raises:
        ValidationError: beside `field`.
    """
    today = timezone.localdate(at)
    refuse_if(on and on > today, days.future(on, today), field)


def reported_moments(programme) -> list:
    """The moments for which the programme's reports were published."""
    return list(ReportedPosition.objects.filter(programme=programme).values_list("at", flat=True))


def refuse_if_reported(programme, at, applies_from):
    """Refuses to judge anew what was reported: a change applies from the day after the last
    report's position.

    Raises:
        ValidationError: beside the field `applies_from`.
    """
    since = ReportedPosition.objects.last_before(programme, at)
    reported = since and timezone.localdate(since)
    refuse_unless(
        not reported or applies_from > reported,
        f"A report was published for {day(reported)}. The change can apply from the day after.",
        "applies_from",
    )


def add_recorded(model, *, by, at, **values):
    """Adds a row that nobody can change: a `programme.entries.Recorded`.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    row = model(recorded_at=at, recorded_by=by, recorded_by_name=known_as(by), **values)
    refuse_closed(programme_of(row), model)
    days.refuse_impossible(row, at)
    save_checked(row)
    _tell_rooms(row, at)
    return row


def programme_of(row):
    """The programme of an entry, or of a row that belongs to one; None where none is found."""
    while row is not None and not hasattr(row, "programme_id"):
        ways = [field for field in row._meta.fields if field.many_to_one]
        up = next((one for one in ways if issubclass(one.related_model, OWNED)), None)
        row = getattr(row, up.name) if up else None
    return row and row.programme


def _tell_rooms(row, at):
    for room in extensions():
        room.added(row, at)


def next_number(children):
    """The number of the next child row: numbers are given once, in order, to the rows of one
    entry.
    """
    return (children.aggregate(last=models.Max("number"))["last"] or 0) + 1


def save_child(child, *, by, at, names=None):
    """Saves a row that belongs to an entry and has a history of its own, checked, its history dated
    `at`; `names` are the columns that change, all of them in a new row.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    refuse_closed(programme_of(child), type(child))
    child.full_clean(exclude=[] if names is None else left_alone(child, names))
    days.refuse_impossible(child, at, names)
    child._history_date, child._history_user = at, by
    child.save()
    _tell_rooms(child, at)
    return child


def change_child(child, *, by, at, **values) -> list[dict]:
    """Changes columns of such a row and returns what differs, for the event of the entry; saves
    nothing when nothing does.

    Raises:
        ValidationError: the values break a rule of the model.
    """
    child = type(child).objects.select_for_update().get(pk=child.pk)
    differences = audit.difference(child, values)
    for name, value in values.items():
        setattr(child, name, value)
    if differences:
        save_child(child, by=by, at=at, names=list(values))
    return differences
