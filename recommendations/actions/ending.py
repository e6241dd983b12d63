"""A recommendation is claimed and verified as complete, ends in another way, or is reopened."""

from django.db import transaction
from django.utils import timezone

from programme.authorization import may
from programme.formats import day
from programme.records import (
    change_entry,
    lock_programme,
    locked,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from ..choices import AGREED, Response, State
from ..permissions import DECIDE, VERIFY
from .base import (
    NOT_CLAIMED,
    NOT_EXITED,
    NOT_VERIFIED,
    begin,
    refuse_unless_agreed,
    refuse_unless_another,
)


@transaction.atomic
def claim_recommendation(recommendation, *, by, at, evidence="", version=None, why=""):
    """Claims that what was recommended is done. Somebody else has to verify that."""
    recommendation = begin(recommendation, "claim", by=by, version=version)
    refuse_unless_agreed(recommendation)
    claim = {"state": State.CLAIMED, "requested_due_on": None}
    claim |= {"claimed_at": at, "claimed_by": by, "claimed_by_name": str(by)}
    claim |= {"evidence": evidence or recommendation.evidence}
    return change_entry(recommendation, by=by, at=at, verb="claimed {} complete", why=why, **claim)


@transaction.atomic
def verify_recommendation(recommendation, *, by, at, why="", version=None):
    """Confirms a claim. Nobody verifies what they claimed themselves."""
    recommendation = begin(recommendation, "verify", by=by, permission=VERIFY, version=version)
    message = f"You claimed that {recommendation.reference} is complete: "
    own = recommendation.claimed_by_id == by.pk
    refuse_if(own, f"{message}somebody else has to verify it.")
    found = {"state": State.VERIFIED}
    found |= {"verified_at": at, "verified_by": by, "verified_by_name": str(by)}
    return change_entry(recommendation, by=by, at=at, verb="verified", why=why, **found)


@transaction.atomic
def close_recommendation(recommendation, *, by, at, why, version=None):
    """Closes what was verified, or what was rejected. It stays on record."""
    recommendation = begin(recommendation, "close", by=by, version=version)
    done = recommendation.state == State.VERIFIED or recommendation.response == Response.REJECTED
    message = f"{recommendation.reference} is neither verified nor rejected: it cannot be closed."
    refuse_unless(done, message)
    closed = {"state": State.CLOSED, "requested_due_on": None}
    return change_entry(recommendation, by=by, at=at, verb="closed", why=why, **closed)


@transaction.atomic
def supersede_recommendation(recommendation, *, by, at, superseded_by, why, version=None):
    """Says that another recommendation takes its place."""
    # Two that would take each other's place wait for each other here.
    lock_programme(recommendation.programme)
    recommendation = begin(recommendation, "supersede", by=by, version=version)
    other = locked(superseded_by)
    refuse_unless_another(recommendation, other, "superseded_by")
    message = f"{other.reference} is superseded itself. Choose the one that stands now."
    refuse_if(other.state == State.SUPERSEDED, message, "superseded_by")
    _refuse_way_round(recommendation, other, by)
    columns = {"requested_due_on": None, **NOT_CLAIMED, **NOT_VERIFIED, **NOT_EXITED}
    columns |= {"state": State.SUPERSEDED, "superseded_by": other}
    return change_entry(recommendation, by=by, at=at, verb="superseded", why=why, **columns)


def _refuse_way_round(recommendation, other, by):
    """Refuses one that is due later, or is not accepted, to those who may not decide that."""
    if may(by, DECIDE, recommendation.programme):
        return
    due, said = recommendation.due_on, f"{other.reference} is"
    later = due and (not other.due_on or other.due_on > due)
    when = f"due on {day(other.due_on)}" if other.due_on else "without a due date"
    ask = f"{recommendation.reference} is due on {day(due)}: ask for an extension first."
    refuse_if(later, f"{said} {when}, and {ask}", "superseded_by")
    dropped = recommendation.response in AGREED and other.response not in AGREED
    accepted = f"{recommendation.reference} is: say first that it is no longer pursued."
    refuse_if(dropped, f"{said} not accepted, and {accepted}", "superseded_by")


@transaction.atomic
def accept_risk(recommendation, *, by, at, until, approver, why, version=None):
    """Lives with the risk of not doing it, until a day and on somebody's authority."""
    recommendation = begin(recommendation, "accept", by=by, permission=DECIDE, version=version)
    refuse_if(until < timezone.localdate(at), "Acceptance must end today or later.", "until")
    accepted = {"requested_due_on": None, "state": State.RISK_ACCEPTED}
    accepted |= {"accepted_until": until, "accepted_by": approver}
    verb = "accepted the risk of"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **accepted)


@transaction.atomic
def drop_recommendation(recommendation, *, by, at, decided_by, decided_on, why, version=None):
    """Records that a recommendation is no longer pursued, by whose decision and when.

    What was answered to it stays: that it was accepted once is no mistake.
    """
    recommendation = begin(recommendation, "drop", by=by, permission=DECIDE, version=version)
    refuse_future(decided_on, at, "decided_on")
    dropped = {"requested_due_on": None, **NOT_CLAIMED, **NOT_EXITED, "state": State.DROPPED}
    dropped |= {"dropped_on": decided_on, "dropped_by": decided_by}
    verb = "recorded {} as no longer pursued"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **dropped)


@transaction.atomic
def reopen_recommendation(recommendation, *, by, at, why, version=None):
    """Takes a settled one up again, or sends a claim back, which stays in its history."""
    recommendation = begin(recommendation, "reopen", by=by, version=version)
    again = {"state": State.REOPENED, **NOT_CLAIMED, **NOT_VERIFIED, **NOT_EXITED}
    how = {"by": by, "at": at, "verb": "reopened", "why": why, "step": "reopen"}
    return change_entry(recommendation, **how, **again)


def take_back_claim(before, recommendation, *, by, at, why):
    """Takes a claim back, verified or not, when a correction shows that nobody accepted what it
    claims to be complete. Gives the recommendation.
    """
    stands = recommendation.claimed_at and before.is_agreed
    if not stands or recommendation.is_agreed:
        return recommendation
    again = {**NOT_CLAIMED, **NOT_VERIFIED}
    if not recommendation.is_closed:
        again["state"] = State.REOPENED
    verb = "took back the claim of"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **again)
