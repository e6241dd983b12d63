"""Mistake and change are different things: what was typed wrongly is put right, on record, and
stands outside every count.

A fact of an entry is corrected by the log's own action, so that its rules hold; the event says that
it corrects. A row of a ledger is never changed: another one takes its place, or a reversing entry
takes it back. An entry added by mistake leaves lists and counts. Which facts and ledgers there are,
the log declares.

Raises, all of them: NotPermitted, ValidationError, StaleEntry.
"""

from django.db import models, transaction

from programme import audit
from programme.authorization import NotPermitted, may, permissions, require
from programme.decided import decision_on
from programme.entries import Entry, Recorded, mistakes_of
from programme.extension import extensions
from programme.models import Mistake, Programme
from programme.records import (
    add_recorded,
    change_child,
    change_entry,
    correcting,
    locked,
    next_number,
    refuse_future,
    refuse_if,
    refuse_unless,
    save_checked,
)

NOTHING_DIFFERS = "Nothing differs from what is on record. Change what was typed wrongly."


def typed_by(entry) -> dict:
    """Who typed each fact last, by the fact's name; under "" who added the row. Ids of users."""
    found = {}
    for event in audit.events_of(entry).order_by("at", "id"):
        found.setdefault("", event.by_id)
        found |= {change["field"]: event.by_id for change in event.changes}
    return found


def correctable(log, entry, by) -> list[str]:
    """The facts of an entry that `by` may correct: those that they typed, or every one for a
    programme manager. What was decided is left to those who may decide it.
    """
    open_to = [name for name in log.typed_fields if _may_decide(entry, name, by)]
    if may(by, permissions.CORRECT_ANY, entry.programme):
        return open_to
    if not may(by, permissions.CORRECT, entry.programme):
        return []
    typed = typed_by(entry)
    added = typed.get("")
    return [name for name in open_to if typed.get(name, added) == by.pk]


def _may_decide(entry, name, by):
    """Whether no decision fixed this fact, or `by` may decide on it."""
    decision = decision_on(entry, name)
    return decision is None or may(by, decision.permission, entry.programme)


def may_withdraw(log, entry, by) -> bool:
    """Whether `by` may withdraw an entry as added by mistake: its author or a programme manager,
    until a published report has shown it.
    """
    own = may(by, permissions.CORRECT, entry.programme) and typed_by(entry).get("") == by.pk
    allowed = own or may(by, permissions.CORRECT_ANY, entry.programme)
    return allowed and not _was_reported(log, entry)


def rows_of(log, entry, by=None) -> list:
    """(ledger, row) of all rows of an entry's ledgers that count, or of those that `by` may
    correct, in the order of recording.
    """
    everything = by is None or may(by, permissions.CORRECT_ANY, entry.programme)
    return [
        (ledger, row)
        for ledger in log.ledgers
        if by is None or _may_decide(entry, ledger.note, by)
        for row in ledger.counting().filter(**{ledger.parent: entry.pk}).order_by("id")
        if everything or ledger.author_of(row) == by.pk
    ]


def _begin(entry, mistake, by, version):
    require(by, permissions.CORRECT, entry.programme)
    refuse_unless(mistake.strip(), "Say what was wrong.", "mistake")
    Programme.objects.select_for_update().get(pk=entry.programme_id)  # as actions lock it
    entry = locked(entry, version)
    gone = entry.pk in set(mistakes_of(type(entry)).values_list("subject_id", flat=True))
    refuse_if(gone, f"{entry.reference} was withdrawn: it was entered by mistake.")
    return entry


def _refuse_others(entry, is_own):
    if not is_own:
        typed = "only for the person who typed it, or a programme manager"
        raise NotPermitted(f"Correct a mistake in {entry.reference}: {typed}.")


@transaction.atomic
def correct_mistake(log, change, entry, *, by, at, mistake, version=None, **facts):
    """Puts facts of an entry right that were typed wrongly; `mistake` says what was wrong. `change`
    is the log's action that changes facts.
    """
    entry = _begin(entry, mistake, by, version)
    wrong = {name: now for name, now in facts.items() if getattr(entry, name) != now}
    own = set(correctable(log, entry, by))
    _refuse_others(entry, own and set(wrong) <= own)
    refuse_unless(wrong, NOTHING_DIFFERS)
    with correcting(mistake):
        entry = log.put_right(change, entry, by=by, at=at, **wrong)
        log.refuse_standing(entry.programme)
    return entry


@transaction.atomic
def correct_row(log, ledger, row, *, by, at, mistake, version=None, never=False, **facts):
    """Puts a row of a ledger right; with `never` it should not have been added at all.

    Returns the entry.
    """
    entry = _begin(ledger.entry_of(row), mistake, by, version)
    found = next((one for its, one in rows_of(log, entry) if its == ledger and one == row), None)
    refuse_unless(found, "This row was put right already.")
    everything = may(by, permissions.CORRECT_ANY, entry.programme)
    _refuse_others(entry, everything or ledger.author_of(row) == by.pk)
    wrong = {name: now for name, now in facts.items() if getattr(row, name) != now}
    refuse_unless(wrong or never, NOTHING_DIFFERS)
    refuse_if(never and not ledger.can_go, "Empty this row instead: it stands for itself.", "never")
    with correcting(mistake):
        notes = _put_row_right(log, ledger, row, {} if never else wrong, by=by, at=at, why=mistake)
        if other := ledger.other_of(row):
            _recounted(log, locked(other), notes, by, at)
        entry = _recounted(log, entry, notes, by, at)
        log.refuse_standing(entry.programme)
    return entry


def _recounted(log, entry, notes, by, at):
    """The entry with the columns that repeat its rows. What these say is not noted once more."""
    columns = log.recount(entry) if type(entry) is log.model else {}
    said = [(one["field"], one["now"]) for one in audit.difference(entry, columns)]
    notes = [note for note in notes if (note["field"], note["now"]) not in said]
    return change_entry(entry, by=by, at=at, changes=notes, **columns)


def _put_row_right(log, ledger, row, wrong, *, by, at, why):
    """Puts the row right and returns the notes for the event."""
    was, noun = ledger.words(row), ledger.noun[:1].upper() + ledger.noun[1:]
    new = _copy(row, **wrong) if wrong else None
    if new:
        _refuse_future(ledger, new, at)
        log.refuse_row(new, at)
    if new and not isinstance(row, Recorded):
        return change_child(row, by=by, at=at, **wrong)
    back = None
    if ledger.negated:
        taken = {ledger.negated: -getattr(row, ledger.negated), ledger.reason: why, "reverses": row}
        back = _record(_copy(row, **taken), by, at)
    if new:
        _record(new, by, at)
    _mark(row, ledger.entry_of(row).programme, new, back, by=by, at=at, why=why)
    return [audit.note(ledger.note, noun, was, ledger.words(new) if new else "")]


def _refuse_future(ledger, row, at):
    """What happened did not happen after today; what is due may lie ahead."""
    for name in ledger.facts.split():
        is_day = isinstance(row._meta.get_field(name), models.DateField)
        if is_day and not name.startswith("due"):
            refuse_future(getattr(row, name), at, name)


def _copy(row, **values):
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    kept.pop("id")
    copy = type(row)(**kept)
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


def _record(row, by, at):
    """Saves a new row of a ledger. Its number is the next one of its entry."""
    row.recorded_at, row.recorded_by, row.recorded_by_name = at, by, str(by)
    if hasattr(row, "number"):
        parent = next(f for f in row._meta.fields if f.many_to_one and f.name != "recorded_by")
        row.number = next_number(
            type(row).objects.filter(**{parent.name: getattr(row, parent.name)})
        )
    save_checked(row)
    return row


def _mark(row, programme, new, back=None, *, by, at, why):
    """Says that a row was a mistake, which one takes its place and which one takes it back; what
    hangs on the row goes over to that one, or goes with it.
    """
    kind = row._meta.label_lower
    earlier = Mistake.objects.filter(subject_type=kind, replaced_by=row.pk).first()
    since = earlier.counts_from if earlier else getattr(row, "recorded_at", at)
    who = {"by": by, "at": at, "programme": programme, "why": why}
    add_recorded(
        Mistake,
        **who,
        subject_type=kind,
        subject_id=row.pk,
        replaced_by=new and new.pk,
        reversed_by=back and back.pk,
        counts_from=since,
    )
    for link in row._meta.related_objects:
        if issubclass(link.related_model, Recorded) and not link.one_to_one:
            for hung in link.related_model.objects.known_at(None).filter(**{link.field.name: row}):
                moved = _copy(hung, **{link.field.name: new}) if new else None
                if moved:
                    _record(moved, by, at)
                _mark(hung, programme, moved, by=by, at=at, why=why)


@transaction.atomic
def withdraw_mistake(log, entry, *, by, at, mistake, version=None):
    """Withdraws an entry that was added by mistake: it leaves lists and counts and stays in the
    history. Its reference is never given again.
    """
    entry = _begin(entry, mistake, by, version)
    own = typed_by(entry).get("") == by.pk
    _refuse_others(entry, own or may(by, permissions.CORRECT_ANY, entry.programme))
    reported = f"A published report shows {entry.reference}: correct it, or close it."
    refuse_if(_was_reported(log, entry), reported)
    for other in _leaning_on(entry):
        refuse_if(other, f"{other} rests on {entry.reference}: put that right first.")
    with correcting(mistake):
        note = audit.note("mistake", "On record", "Yes", "No: entered by mistake")
        entry = change_entry(entry, by=by, at=at, changes=[note])
        who = {"by": by, "at": at, "programme": entry.programme, "why": mistake}
        kind = entry._meta.label_lower
        kept = {"subject_type": kind, "subject_id": entry.pk, "counts_from": entry.created_at}
        add_recorded(Mistake, **who, **kept)
        log.refuse_standing(entry.programme)
    return entry


def _was_reported(log, entry):
    return any(room.has_shown(log, entry) for room in extensions())


def _leaning_on(entry):
    """What of other entries would lose its ground: an entry that leads to this one, or a row that
    lies between two entries.
    """
    for link in entry._meta.related_objects:
        model = link.related_model
        if not link.field.name or not hasattr(model, "objects"):
            continue
        found = model.objects.filter(**{link.field.name: entry.pk})
        ends = [f for f in model._meta.fields if f.many_to_one and _is_entry(f.related_model)]
        if _is_entry(model) or issubclass(model, Recorded) and len(ends) > 1:
            yield found.exclude(pk__in=mistakes_of(model)).first()


def _is_entry(model):
    return isinstance(model, type) and issubclass(model, Entry)
