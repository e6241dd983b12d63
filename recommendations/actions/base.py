"""What steps on a recommendation share."""

from programme.records import begin_step, is_correction, locked, refuse, refuse_unless

from ..choices import STEPS, State
from ..permissions import KEEP

NOT_CLAIMED = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
NOT_VERIFIED = {"verified_at": None, "verified_by": None, "verified_by_name": ""}
NOT_EXITED = {
    "superseded_by": None,
    "accepted_until": None,
    "accepted_by": "",
    "dropped_on": None,
    "dropped_by": "",
}


def begin(recommendation, step, *, by, permission=KEEP, version=None):
    """The recommendation, locked, when `by` may take this step, it is open, and no other stands."""
    if is_correction():
        return locked(recommendation, version)
    recommendation = locked(recommendation)
    if recommendation.state == State.SUPERSEDED and step != "reopen":
        one, other = recommendation.reference, recommendation.superseded_by.reference
        refuse(f"{one} is superseded by {other}: change {other}, or reopen this one first.")
    return begin_step(recommendation, step, STEPS, by=by, permission=permission, version=version)


def refuse_unless_agreed(recommendation):
    reference = recommendation.reference
    unanswered = f"{reference} has no response yet: respond to it first."
    refuse_unless(recommendation.is_answered, unanswered)
    message = f"{reference} was rejected: change the response first, or close it."
    refuse_unless(recommendation.is_agreed, message)


def refuse_unless_another(recommendation, other, field):
    another = other.pk != recommendation.pk and other.programme_id == recommendation.programme_id
    refuse_unless(another, "Choose another recommendation of this programme.", field)
