"""A benefit is claimed as realised, and verified by somebody else."""

from django.db import transaction

from programme.models import Titles
from programme.records import change_entry, refuse, refuse_if, refuse_unless

from ..choices import State
from ..permissions import VERIFY
from .base import NOT_CLAIMED, NOT_VERIFIED, begin, begin_measured, refuse_cash_without_saving


@transaction.atomic
def claim_benefit(benefit, *, by, at, why, version=None):
    """Claims that a benefit is realised. That is not verified: somebody else has to do so."""
    without = "it cannot be realised"
    benefit = begin_measured(benefit, "claim", without, by=by, version=version)
    if benefit.is_claimed:
        refuse(f"{Titles().signed(benefit, 'claimed')} claimed {benefit.reference} already.")
    empty = f"Nothing stands in the ledger of {benefit.reference}: post an actual value first."
    refuse_if(benefit.actual is None, empty)
    refuse_cash_without_saving(benefit)
    who = {"claimed_at": at, "claimed_by": by, "claimed_by_name": str(by)}
    return change_entry(benefit, by=by, at=at, verb="claimed {} as realised", why=why, **who)


@transaction.atomic
def withdraw_claim(benefit, *, by, at, why, version=None):
    """Takes a claim back, or sends it back, before anybody verified it."""
    benefit = begin(benefit, "withdraw_claim", by=by, version=version)
    refuse_unless(benefit.is_claimed, f"Nobody has claimed {benefit.reference}.")
    return change_entry(benefit, by=by, at=at, verb="withdrew the claim of", why=why, **NOT_CLAIMED)


@transaction.atomic
def verify_benefit(benefit, *, by, at, why, version=None):
    """Confirms a claim: the benefit is realised. Nobody verifies what they claimed themselves."""
    benefit = begin(benefit, "verify", by=by, permission=VERIFY, version=version)
    unclaimed = f"Nobody has claimed that {benefit.reference} is realised: claim it first."
    refuse_unless(benefit.is_claimed, unclaimed)
    yours = f"You claimed that {benefit.reference} is realised: somebody else has to verify it."
    refuse_if(benefit.claimed_by_id == by.pk, yours)
    refuse_cash_without_saving(benefit)
    who = {"verified_at": at, "verified_by": by, "verified_by_name": str(by)}
    how = {"verb": "verified", "why": why, "state": State.REALISED}
    return change_entry(benefit, by=by, at=at, **how, **who)


def take_back_claim(before, benefit, *, by, at, why):
    """Takes back a claim, verified or not, where a correction shows another value than it rested
    on. Returns the benefit.
    """
    if not (benefit.is_claimed or benefit.state == State.REALISED):
        return benefit
    if (before.actual, before.actual_on) == (benefit.actual, benefit.actual_on):
        return benefit
    back = {**NOT_CLAIMED, **NOT_VERIFIED}
    if benefit.state == State.REALISED:
        back["state"] = State.REOPENED
    return change_entry(benefit, by=by, at=at, verb="took back the claim of", why=why, **back)
