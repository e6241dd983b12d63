"""An entry that was added by mistake is withdrawn, and a withdrawal is taken back.

Its author may do so alone while the entry is fresh: no report was published since, nothing was
decided that is not theirs to decide, nobody else recorded anything on it. From then on it is for a
programme manager who may decide what was decided. What stands on an entry is taken back first, by
the steps of its log.

Raises, all of them: NotPermitted, ValidationError, StaleEntry.
"""

from django.db import transaction

from programme import audit
from programme.authorization import NotPermitted, may, permissions
from programme.authors import no_longer_fresh, typed_by
from programme.closed import lifted
from programme.decided import decisions_about
from programme.entries import Entry, Recorded, mistake_of, mistakes_of
from programme.extension import extensions
from programme.log import logs
from programme.mistakes import begin_correction
from programme.models import Mistake
from programme.owner_moves import caught_up
from programme.records import (
    add_recorded,
    change_entry,
    lock_programme,
    locked,
    refuse_if,
    refuse_unless,
)
from programme.successors import handed_on


def may_withdraw(log, entry, by) -> bool:
    """Whether `by` may withdraw an entry as added by mistake, or take its withdrawal back."""
    return not _refusal(entry, by) and not _was_reported(log, entry)


def _refusal(entry, by) -> str:
    """Why the withdrawal of an entry is not for `by`, in words; blank where it is."""
    if may(by, permissions.CORRECT_ANY, entry.programme):
        fixed = (
            one
            for one in decisions_since_added(entry)
            if not may(by, one.permission, entry.programme)
        )
        return next((f"it is for those who may decide: {one.said(entry)}" for one in fixed), "")
    own = may(by, permissions.CORRECT, entry.programme) and typed_by(entry).get("") == by.pk
    if not own:
        return "it is only for the person who added it, or a programme manager"
    why = _no_longer_own(entry, by)
    return why and f"it is for a programme manager now, because {why}"


def _no_longer_own(entry, by) -> str:
    """Why an entry is more than its author's own by now, in words."""
    for one in decisions_since_added(entry):
        if not may(by, one.permission, entry.programme):
            return one.said(entry)
    if entry.is_closed:
        return f"it is {entry.get_state_display().lower()}"
    return no_longer_fresh(entry, by, entry.created_at)


def decisions_since_added(entry):
    """The decisions over an entry, but for what was said as it was added and stands unchanged."""
    found = [(one, one.fixed(entry)) for one in decisions_about(type(entry))]
    found = [(one, fixed) for one, fixed in found if fixed]
    if not found:
        return []
    first = type(entry).history.filter(id=entry.pk).order_by("history_date", "history_id").first()
    return [
        one
        for one, fixed in found
        if not one.on_adding(entry) or any(getattr(first, n) != getattr(entry, n) for n in fixed)
    ]


def _refuse(entry, by):
    if why := _refusal(entry, by):
        raise NotPermitted(f"Withdraw {entry.reference}, added by mistake: {why}.")


@transaction.atomic
def withdraw_mistake(log, entry, *, by, at, mistake, version=None):
    """Withdraws an entry that was added by mistake: it leaves lists and counts and stays in the
    history. Its reference is never given again.
    """
    entry = begin_correction(entry, mistake, by, version)
    _refuse(entry, by)
    _refuse_what_stands(log, entry, at)
    with lifted(entry.programme):
        entry = withdraw_along(entry, by=by, at=at, why=mistake)
        log.refuse_standing(entry.programme)
    return entry


@transaction.atomic
def take_back_withdrawal(log, entry, *, by, at, why, version=None):
    """Puts an entry back that was withdrawn as added by mistake, with all that stood on it."""
    lock_programme(entry.programme)
    entry = locked(entry, version)
    _refuse(entry, by)
    gone = mistake_of(entry)
    refuse_unless(gone, f"{entry.reference} is on record: nothing is to be taken back.")
    refuse_unless(why.strip(), "Say why.", "why")
    back = audit.note("mistake", "On record", "No: entered by mistake", "Yes")
    meanwhile = {} if entry.is_closed else handed_on(entry, gone.recorded_at)
    moved = [] if entry.is_closed else caught_up(entry, by=by, at=at)
    how = {"verb": "took back the withdrawal of", "changes": [back, *moved]}
    with lifted(entry.programme):
        entry = change_entry(entry, by=by, at=at, why=why, **how, **meanwhile)
        mark(gone, gone.counts_from, by=by, at=at, why=why)
        log.refuse_return(entry)
        log.refuse_standing(entry.programme)
    return entry


def withdraw_along(entry, *, by, at, why, **columns):
    """Withdraws an entry that goes because what it came with is taken back."""
    log = next(one for one in logs() if one.model is type(entry))
    reported = f"A published report shows {entry.reference}: correct it, or close it."
    refuse_if(_was_reported(log, entry), reported)
    gone = audit.note("mistake", "On record", "Yes", "No: entered by mistake")
    who = {"by": by, "at": at, "why": why}
    verb = "withdrew {}, added by mistake"
    entry = change_entry(entry, verb=verb, changes=[gone], **who, **columns)
    mark(entry, entry.created_at, **who)
    return entry


def mark(row, counts_from, **who):
    """Records that an entry, or the record of its withdrawal, was a mistake."""
    kept = {"subject_type": row._meta.label_lower, "subject_id": row.pk}
    add_recorded(Mistake, programme=row.programme, counts_from=counts_from, **kept, **who)


def _was_reported(log, entry):
    return any(room.has_shown(log, entry) for room in extensions())


def _refuse_what_stands(log, entry, at):
    """Refuses what would go without its own step: money, what rests on it, what the log refuses."""
    for ledger in log.ledgers:
        stands = ledger.negated and ledger.counting().filter(**{ledger.parent: entry.pk}).first()
        said = f"{ledger.noun[:1].upper()}{ledger.noun[1:]}: {stands}"
        refuse_if(stands, f"{entry.reference} has an entry that counts: take it back first. {said}")
    for other in _leaning_on(entry):
        refuse_if(other, f"{other} rests on {entry.reference}: put that right first.")
    log.refuse_withdrawal(entry, at)


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
