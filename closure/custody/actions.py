"""Everything that can be done with the custody of open rows.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates what it records
`at`, writes the audit trail and tells whom it concerns. `rows` are keys as `Held.key` has them.

Raises, all of them: NotPermitted, ValidationError.
"""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from outbox.choices import Kind
from outbox.telling import tell
from programme import audit
from programme.authorization import require
from programme.formats import counted, known_as
from programme.owners import NOBODY, owners_in
from programme.position import Position
from programme.records import (
    add_recorded,
    lock_programme,
    refuse_future,
    refuse_if,
    refuse_unless,
)
from programme.standing import refuse_ended

from ..decided import refuse_undecided
from ..models import Answer, Disposal, DisposedRow, Offer, OfferedRow, Progress
from .choices import UNSETTLED, State
from .permissions import ANSWER, DISPOSE, OFFER
from .querysets import certificate, custody_of, going_on, handed, is_settled_in_log

NAMED = 20  # references in one event or refusal; the rows themselves are kept
NO_ROWS = "Choose at least one open row."
GONE = "The records of custody were disposed of: nothing is added to them."
SETTLED = "{} was settled in its log: nothing more is told of it here."


def _named(rows) -> str:
    """Rows by their references, the rest counted."""
    names = [one.reference for one in rows]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return f"{', '.join(names[:NAMED])}{more}"


def _open(programme, rows, at):
    """The rows with these keys, each of which can be offered or disposed of."""
    refuse_unless(rows, NO_ROWS)
    refuse_if(certificate(programme), GONE)
    known = {one.key: one for one in custody_of(Position.on(programme, timezone.localdate(at)))}
    gone = [key.partition(":")[2] for key in rows if key not in known]
    refuse_if(gone, f"Not open any more, or never was: {', '.join(gone[:NAMED])}.")
    found = [known[key] for key in dict.fromkeys(rows)]
    settled = [one for one in found if one.state not in UNSETTLED]
    said = "; ".join(f"{one.reference}: {one.said}" for one in settled[:NAMED])
    refuse_if(settled, f"These rows are in somebody's hands already. {said}.")
    return found


@transaction.atomic
def offer_rows(programme, *, by, at, rows, to, plan, monitored_by, why, due_on=None):
    """Offers open rows to a person who goes on with them. One without a day of its own is to be
    done by `due_on`; with it, all of them.
    """
    require(by, OFFER, programme)
    lock_programme(programme)
    found = _open(programme, rows, at)
    refuse_unless(owners_in(programme).filter(pk=to.pk).exists(), NOBODY, "to")
    refuse_unless(monitored_by.programme_id == programme.pk, "Choose a body.", "monitored_by")
    refuse_ended(monitored_by, "monitored_by")
    same = [one for one in found if _waits_as_offered(one, to, plan, monitored_by)]
    again = f"They wait for the answer of {known_as(to)} already: {_named(same)}."
    refuse_if(same, again)
    said = {"to": to, "to_name": known_as(to), "plan": plan, "monitored_by": monitored_by}
    offer = add_recorded(Offer, by=by, at=at, programme=programme, why=why, **said)
    OfferedRow.objects.bulk_create(
        OfferedRow(
            offer=offer,
            log=one.log.name,
            reference=one.reference,
            due_on=due_on or (getattr(one.entry, one.log.due) if one.log.due else None),
        )
        for one in found
    )
    told = [("rows", "Rows", _named(found)), ("plan", "Plan", plan)]
    told.append(("monitored_by", "Monitored by", str(monitored_by)))
    changes = [audit.note(name, label, "", now) for name, label, now in told]
    how = {"by": by, "at": at, "programme": programme, "why": why, "changes": changes}
    audit.record(offer, verb=f"offered {len(found)}", **how)
    words = f"{counted(len(found), 'row')} of {programme} offered to you: accept or refuse"
    _tell([to], programme, at, words, "closure:answer")
    return offer


def _waits_as_offered(row, to, plan, monitored_by):
    """Whether the same was asked of the same person, who has not answered yet: a press too many."""
    if row.state != State.OFFERED:
        return False
    last = row.offered.offer
    return (last.to_id, last.plan, last.monitored_by_id) == (to.pk, plan, monitored_by.pk)


def _tell(people, programme, at, words, page):
    lines = [(words, reverse(page, args=[programme.slug]))]
    tell(people, programme=programme, kind=Kind.OVERDUE, subject=words, lines=lines, at=at)


@transaction.atomic
def answer_rows(programme, *, by, at, rows, accepted, words=""):
    """Accepts or refuses rows that were offered to `by`, in their own name; a refusal says why and
    goes back to whoever offered them.
    """
    require(by, ANSWER, programme)
    lock_programme(programme)
    refuse_unless(rows, "Choose at least one row.", "rows")
    refuse_if(certificate(programme), GONE)
    known = {one.key: one for one in handed(programme).values()}
    found = [known[key] for key in dict.fromkeys(rows) if key in known]
    mine = [one for one in found if one.offered and one.offered.offer.to_id == by.pk]
    refuse_unless(mine and len(mine) == len(set(rows)), "These rows are not offered to you.")
    late = [one for one in mine if one.state != State.OFFERED]
    refuse_if(late, f"Answered already: {_named(late)}.")
    waiting = {one.key for one in going_on(programme, timezone.localdate(at))}
    over = [one for one in mine if one.key not in waiting]
    refuse_if(over, f"Settled in the log meanwhile: {_named(over)}.")
    refuse_unless(accepted or words.strip(), "Say why you refuse them.", "words")
    said = {"accepted": accepted, "words": words, "recorded_at": at}
    said |= {"recorded_by": by, "recorded_by_name": known_as(by)}
    Answer.objects.bulk_create(Answer(row=one.offered, **said) for one in mine)
    for offer in {one.offered.offer for one in mine}:
        theirs = [one for one in mine if one.offered.offer == offer]
        verb = "accepted" if accepted else "refused"
        changes = [audit.note("rows", "Rows", "", _named(theirs))]
        how = {"by": by, "at": at, "programme": programme, "why": words, "changes": changes}
        audit.record(offer, verb=f"{verb} {len(theirs)}", **how)
        if not accepted and offer.recorded_by:
            words_of_mail = f"{counted(len(theirs), 'row')} refused by {known_as(by)}"
            _tell([offer.recorded_by], programme, at, words_of_mail, "closure:custody")
    return mine


@transaction.atomic
def dispose_rows(programme, *, by, at, rows, decision, why):
    """Records that open rows go to nobody, as a meeting decided."""
    require(by, DISPOSE, programme)
    lock_programme(programme)
    found = _open(programme, rows, at)
    decision = refuse_undecided(programme, decision)
    said = {"programme": programme, "decision": decision, "why": why}
    disposal = add_recorded(Disposal, by=by, at=at, **said)
    DisposedRow.objects.bulk_create(
        DisposedRow(disposal=disposal, log=one.log.name, reference=one.reference) for one in found
    )
    changes = [audit.note("rows", "Rows", "", _named(found))]
    how = {"by": by, "at": at, "programme": programme, "why": why, "changes": changes}
    audit.record(disposal, verb=f"disposed of {len(found)}", **how)
    return disposal


@transaction.atomic
def post_progress(row, *, by, at, as_at, words, done=False):
    """Says what came of a row that `by` accepted. Once it is done nothing more is told."""
    programme = row.offer.programme
    require(by, ANSWER, programme)
    refuse_if(certificate(lock_programme(programme)), GONE)
    held = handed(programme).get((row.log, row.reference))
    is_theirs = held and held.offered == row and row.offer.to_id == by.pk and held.answer
    refuse_unless(is_theirs, f"{row.reference} is not in your hands.")
    refuse_if(held.state == State.DONE, f"{row.reference} is done already.")
    refuse_unless(held.state == State.ACCEPTED, f"You did not accept {row.reference}.")
    over = is_settled_in_log(held, Position.on(programme, timezone.localdate(at)))
    refuse_if(over, SETTLED.format(row.reference))
    refuse_future(as_at, at)
    told = add_recorded(Progress, by=by, at=at, row=row, as_at=as_at, words=words, done=done)
    changes = [audit.note("progress", f"{row.reference}: {told}", "", told.words)]
    how = {"by": by, "at": at, "programme": programme, "changes": changes}
    audit.record(row.offer, verb=f"told of {row.reference} among", **how)
    return told
