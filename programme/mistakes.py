"""Mistake and change are different things: what was typed wrongly is put right, on record, and
stands outside every count.

A fact of an entry is corrected by the log's own action, so that its rules hold; the event says that
it corrects. A row of a ledger is never changed: another one takes its place, or a reversing entry
takes it back. Which facts and ledgers there are, the log declares. `programme.withdrawals`
withdraws an entry that was added by mistake.

Raises, all of them: NotPermitted, ValidationError, StaleEntry.
"""

from django.db import transaction

from programme import audit, days
from programme.authorization import NotPermitted, may, permissions, require
from programme.authors import may_decide, typed_by
from programme.closed import lifted
from programme.entries import Recorded, mistake_of, mistakes_of
from programme.formats import day, in_words, known_as
from programme.models import Mistake
from programme.records import (
    add_recorded,
    change_child,
    change_entry,
    correcting,
    lock_programme,
    locked,
    next_number,
    refuse_if,
    refuse_unless,
    save_checked,
)

NOTHING_DIFFERS = "Nothing differs from what is on record. Change what was typed wrongly."


def what_became_of(row) -> str:
    """Who put a row right or took it back, when and why, in sentences; empty while it counts."""
    name = getattr(row, "reference", "this row")
    if back := getattr(row, "reversed_by", None):
        return f"{back.recorded_by_name} took {name} back on {day(back.recorded_at)}."
    found = mistake_of(row)
    if found is None:
        return ""
    who, when = found.recorded_by_name, day(found.recorded_at)
    if found.replaced_by:
        return f"{who} corrected {name} on {when}. Why: {in_full(found.why)}"
    return f"{who} withdrew {name} on {when}: it was added by mistake. Why: {in_full(found.why)}"


def in_full(text):
    """A text that somebody typed, as a sentence."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def correctable(log, entry, by) -> list[str]:
    """The facts of an entry that `by` may correct: those that they typed, or every one for a
    programme manager. What was decided is left to those who may decide it.
    """
    open_to = [name for name in log.typed_fields if may_decide(entry, name, by)]
    if may(by, permissions.CORRECT_ANY, entry.programme):
        return open_to
    if not may(by, permissions.CORRECT, entry.programme):
        return []
    typed = typed_by(entry)
    added = typed.get("")
    return [name for name in open_to if typed.get(name, added) == by.pk]


def rows_of(log, entry, by=None) -> list:
    """(ledger, row) of all rows of an entry's ledgers that count, or of those that `by` may
    correct, in the order of recording.
    """
    return [
        (ledger, row)
        for ledger in log.ledgers
        for row in ledger.counting().filter(**{ledger.parent: entry.pk}).order_by("id")
        if by is None or not why_not(ledger, row, entry, by)
    ]


def why_not(ledger, row, entry, by) -> str:
    """Why correcting a row is not for `by`, in words; blank where it is."""
    everything = may(by, permissions.CORRECT_ANY, entry.programme)
    if not everything and ledger.author_of(row) != by.pk:
        return "only for the person who typed it, or a programme manager"
    decides = ledger.decides and ledger.decides(row)
    if decides and not may(by, decides, entry.programme):
        return "only for those who may decide it"
    if not may_decide(entry, ledger.note, by):
        return "it was reported or decided on since: only for those who may decide it"
    return ""


def begin_correction(entry, mistake, by, version):
    """The entry as it is now, locked, when `by` may correct and nobody withdrew it."""
    require(by, permissions.CORRECT, entry.programme)
    refuse_unless(mistake.strip(), "Say what was wrong.", "mistake")
    lock_programme(entry.programme)  # as actions lock it
    entry = locked(entry, version)
    gone = type(entry)._base_manager.filter(pk=entry.pk, pk__in=mistakes_of(type(entry)))
    refuse_if(gone.exists(), f"{entry.reference} was withdrawn: it was entered by mistake.")
    return entry


def _refuse_others(entry, is_own):
    if not is_own:
        typed = "only for the person who typed it, or a programme manager"
        raise NotPermitted(f"Correct a mistake in {entry.reference}: {typed}.")


def refuse_row(ledger, row, entry, by):
    """Refuses to let `by` correct a row of an entry that is not theirs to correct.

    Raises:
        NotPermitted: always then.
    """
    if why := why_not(ledger, row, entry, by):
        raise NotPermitted(f"Correct {ledger.noun} of {entry.reference}: {why}.")


@transaction.atomic
def correct_mistake(log, change, entry, *, by, at, mistake, version=None, **facts):
    """Puts facts of an entry right that were typed wrongly; `mistake` says what was wrong. `change`
    is the log's action that changes facts.
    """
    entry = begin_correction(entry, mistake, by, version)
    wrong = {name: now for name, now in facts.items() if getattr(entry, name) != now}
    own = set(correctable(log, entry, by))
    _refuse_others(entry, own and set(wrong) <= own)
    refuse_unless(wrong, NOTHING_DIFFERS)
    with lifted(entry.programme):
        with correcting(mistake):
            before, entry = entry, log.put_right(change, entry, by=by, at=at, **wrong)
            log.refuse_standing(entry.programme)
        return log.take_back(before, entry, by=by, at=at, why=mistake)


@transaction.atomic
def correct_row(log, ledger, row, *, by, at, mistake, version=None, never=False, **facts):
    """Puts a row of a ledger right; with `never` it should not have been added at all.

    Returns the entry.
    """
    entry = begin_correction(ledger.entry_of(row), mistake, by, version)
    found = next((one for its, one in rows_of(log, entry) if its == ledger and one == row), None)
    refuse_unless(found, "This row was put right already.")
    refuse_row(ledger, row, entry, by)
    wrong = {name: now for name, now in facts.items() if getattr(row, name) != now}
    refuse_unless(wrong or never, NOTHING_DIFFERS)
    refuse_if(never and not ledger.can_go, "Empty this row instead: it stands for itself.", "never")
    right, how = {} if never else wrong, {"by": by, "at": at, "why": mistake}
    with lifted(entry.programme):
        with correcting(mistake):
            notes = _put_row_right(log, ledger, row, right, **how)
            if other := ledger.other_of(row):
                _recounted(log, locked(other), notes, by, at)
            before, entry = entry, _recounted(log, entry, notes, by, at)
            log.refuse_standing(entry.programme)
        return log.take_back(before, entry, **how)


def _recounted(log, entry, notes, by, at):
    """The entry with the columns that repeat its rows. What these say is not noted once more."""
    columns = log.recount(entry) if type(entry) is log.model else {}
    said = [(one["field"], one["now"]) for one in audit.difference(entry, columns)]
    notes = [note for note in notes if (note["field"], note["now"]) not in said]
    return change_entry(entry, by=by, at=at, changes=notes, **columns)


def _put_row_right(log, ledger, row, wrong, *, by, at, why):
    """Puts the row right and returns the notes for the event."""
    noun, entry = ledger.noun[:1].upper() + ledger.noun[1:], ledger.entry_of(row)
    new = _copy(row, **wrong) if wrong else None
    if new:
        log.refuse_row(new, at)
    all_words = ledger.all_words
    before = all_words(entry) if all_words else ""
    notes = _replaced(ledger, row, new, wrong, noun, by=by, at=at, why=why)
    return [audit.note(ledger.note, noun, before, all_words(entry))] if all_words else notes


def _replaced(ledger, row, new, wrong, noun, *, by, at, why):
    """Puts another row in the place of one, or none, and returns the notes for the event."""
    was, how = ledger.words(row), {"by": by, "at": at, "why": why}
    if new and not isinstance(row, Recorded):
        differences = change_child(row, by=by, at=at, **wrong)
        told = [audit.note(ledger.note, noun, was, ledger.words(new))]
        return told if ledger.tells else differences
    back = None
    if ledger.negated:
        taken = {ledger.negated: -getattr(row, ledger.negated), ledger.reason: why, "reverses": row}
        back = _record(_copy(row, **taken), by, at)
    if ledger.whole:
        _put_whole_right(ledger, row, wrong, **how)
    elif ledger.together:
        _put_set_right(ledger, row, wrong, **how)
    elif new:
        _record(new, by, at)
    if not (ledger.whole or ledger.together):
        mark_row(row, ledger.entry_of(row).programme, new, back, **how)
    now = ledger.words(new) if new else ""
    if was == now:  # its words do not tell what was wrong
        was, now = (f"{was}, {_facts_in_words(one, wrong)}" for one in (row, new))
    return [audit.note(ledger.note, noun, was, now)]


def _put_whole_right(ledger, row, wrong, **how):
    """Replaces the row with what it hangs on, and everything else that does."""
    whole = getattr(row, ledger.whole)
    new = _copy(whole)
    _record(new, how["by"], how["at"])
    mark_row(whole, ledger.entry_of(row).programme, new, amended={row: wrong}, **how)


def _put_set_right(ledger, row, wrong, **how):
    """Numbers rows that stand together anew, with one of them put right or left out."""
    entry, name = ledger.entry_of(row), ledger.together
    rows = ledger.counting().filter(**{ledger.parent: entry.pk}).order_by("id")
    for one in list(rows):
        stays = one != row or wrong
        values = {name: getattr(row, name) + 1, **(wrong if one == row else {})}
        new = _copy(one, **values) if stays else None
        if new:
            _record(new, how["by"], how["at"])
        mark_row(one, entry.programme, new, **how)


def _facts_in_words(row, names):
    """Facts of a row with their labels: view: target."""
    columns = (row._meta.get_field(name) for name in names)
    return ", ".join(
        f"{one.verbose_name}: {in_words(getattr(row, one.name), one) or 'blank'}" for one in columns
    )


def _copy(row, **values):
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.fields}
    kept.pop("id")
    copy = type(row)(**kept)
    copy.in_place_of = row
    for name, value in values.items():
        setattr(copy, name, value)
    return copy


def _record(row, by, at):
    """Saves a new row of a ledger. Its number is the next one of its entry."""
    row.recorded_at, row.recorded_by, row.recorded_by_name = at, by, known_as(by)
    if hasattr(row, "number"):
        parent = next(f for f in row._meta.fields if f.many_to_one and f.name != "recorded_by")
        row.number = next_number(
            type(row).objects.filter(**{parent.name: getattr(row, parent.name)})
        )
    days.refuse_impossible(row, at)
    save_checked(row)
    return row


def mark_row(row, programme, new, back=None, *, by, at, why, amended=None):
    """Says that a row was a mistake, which one takes its place and which one takes it back; what
    hangs on the row goes over to that one, or goes with it. `amended` has what differs in such
    rows.
    """
    amended = amended or {}
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
                values = {link.field.name: new, **amended.get(hung, {})}
                moved = _copy(hung, **values) if new else None
                if moved:
                    _record(moved, by, at)
                mark_row(hung, programme, moved, by=by, at=at, why=why)
