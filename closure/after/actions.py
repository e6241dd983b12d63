"""Everything that can be done with reviews of benefits after closing.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates what it records
`at`, writes the audit trail and tells whom it concerns.

Raises, all of them: NotPermitted, ValidationError.
"""

from hashlib import sha256

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from outbox.choices import Kind
from outbox.telling import tell
from programme import audit
from programme.authorization import require
from programme.formats import day, known_as
from programme.owners import NOBODY, owners_in
from programme.position import Position
from programme.records import add_recorded, lock_programme, refuse_if, refuse_unless, save_checked

from ..models import BenefitReview, PlannedReview, ReviewCalledOff, ReviewedBenefit
from .choices import Judged, State
from .permissions import HOLD, PLAN
from .querysets import measured_at, waiting_in

NOT_YOURS = "It is not yours to hold: its reviewer does, or whoever may plan reviews."
MOVED = (
    "What was planned or realised has changed since you opened this page. "
    "Look at the values again, then press the button once more."
)
UNITS = ("baseline", "target", "planned", "realised", "difference")


def key_of(log, one) -> str:
    """How forms name a row that was measured."""
    return f"{log.name}-{one.reference}"


def fingerprint(found) -> str:
    """What tells whether values were changed since somebody looked at them."""
    said = [(key_of(log, one), one.entry.title, *one.figures) for log, one in found]
    return sha256(repr(said).encode()).hexdigest()


@transaction.atomic
def plan_review(programme, *, by, at, on, reviewer):
    """Plans a review for a day that is to come, before or after the programme is closed."""
    require(by, PLAN, programme)
    lock_programme(programme)
    today = timezone.localdate(at)
    refuse_if(on < today, f"{day(on)} has passed. Enter {day(today)} or a later day.", "on")
    refuse_unless(owners_in(programme).filter(pk=reviewer.pk).exists(), NOBODY, "reviewer")
    same = [one for one in waiting_in([programme]) if one.on == on]
    refuse_if(same, "A review is planned for this day already.", "on")
    said = {"programme": programme, "on": on}
    said |= {"reviewer": reviewer, "reviewer_name": known_as(reviewer)}
    planned = add_recorded(PlannedReview, by=by, at=at, **said)
    changes = [audit.note("reviewer", "Reviewer", "", planned.reviewer_name)]
    _record(planned, "planned the", by=by, at=at, changes=changes)
    if reviewer != by:
        words = f"You are to review the benefits of {programme} on {day(on)}"
        url = reverse("closure:benefit_review", args=[programme.slug, planned.pk])
        said = {"programme": programme, "kind": Kind.DRAFT, "at": at}
        tell([reviewer], subject=words, lines=[(words, url)], **said)
    return planned


@transaction.atomic
def call_off_review(planned, *, by, at, why):
    """Says that a planned review is not held, and why."""
    require(by, PLAN, planned.programme)
    planned = _waiting(planned, at)
    refuse_unless(why.strip(), "Say why.", "why")
    add_recorded(ReviewCalledOff, by=by, at=at, planned=planned, why=why)
    return _record(planned, "called off the", by=by, at=at, why=why)


@transaction.atomic
def hold_review(planned, *, by, at, judged, seen=""):
    """Records how each benefit is judged. `judged` are (word, reason, what was unexpected) by the
    key of the row, `seen` the fingerprint of the values that `by` was looking at.
    """
    programme = planned.programme
    require(by, HOLD if planned.reviewer_id == by.pk else PLAN, programme)
    planned = _waiting(planned, at)
    refuse_unless(programme.is_closed, "It is held once the programme is closed.")
    today = timezone.localdate(at)
    found = measured_at(Position.on(programme, today))
    refuse_unless(found, "There is no benefit to review.")
    refuse_if(seen and seen != fingerprint(found), MOVED)
    review = add_recorded(BenefitReview, by=by, at=at, planned=planned, as_at=today)
    for log, one in found:
        _judge(review, log, one, judged.get(key_of(log, one), ("", "", "")))
    changes = [
        audit.note("judged", str(row), "", row.get_judged_display()) for row in review.rows.all()
    ]
    return _record(planned, "held the", by=by, at=at, changes=changes)


def _judge(review, log, one, said):
    word, reason, unexpected = said
    key = key_of(log, one)
    refuse_unless(word in Judged.values, "Choose how far it is realised.", f"judged_{key}")
    refuse_unless(reason.strip(), "Say why.", f"reason_{key}")
    row = ReviewedBenefit(review=review, log=log.name, reference=one.reference)
    row.title, row.measure = one.entry.title, one.measure
    for name, value in zip(UNITS, one.figures, strict=True):
        setattr(row, name, value)
    row.judged, row.reason, row.unexpected = word, reason, unexpected
    try:
        save_checked(row)
    except ValidationError as error:
        raise ValidationError({f"reason_{key}": error.messages}) from None


def _waiting(planned, at):
    """The review as it is now, locked with its programme, while it waits to be held."""
    lock_programme(planned.programme)
    current = PlannedReview.objects.select_related("programme").get(pk=planned.pk)
    state = current.state(timezone.localdate(at))
    done = state in (State.HELD, State.CALLED_OFF)
    refuse_if(done, f"The {current} was {state.label.lower()} already.")
    return current


def _record(planned, verb, *, by, at, changes=(), why=""):
    how = {"by": by, "at": at, "programme": planned.programme, "why": why, "changes": changes}
    audit.record(planned, verb=verb, **how)
    return planned
