"""Locking a period, so that nothing is dated in it, and unlocking it."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.closings import refuse_reported, resting_on
from programme.formats import known_as
from programme.records import (
    refuse_if,
)

from ..models import PeriodLock
from ..permissions import LOCK
from .base import hold_budget


@transaction.atomic
def lock_period(*, programme, by, at, starts_on, ends_on, why=""):
    """Locks the days from `starts_on` to `ends_on`: nothing of the budget may be dated in them."""
    require(by, LOCK, programme)
    hold_budget(programme)
    refuse_if(starts_on > ends_on, "The last day must not be before the first day.", "ends_on")
    other = PeriodLock.objects.in_force(programme).meeting(starts_on, ends_on).first()
    refuse_if(other, f"{other} is locked already: choose days outside it.", "starts_on")
    who = {"locked_at": at, "locked_by": by, "locked_by_name": known_as(by)}
    lock = PeriodLock(programme=programme, starts_on=starts_on, ends_on=ends_on, **who)
    return _save_lock(lock, by=by, at=at, verb="locked the period", why=why)


@transaction.atomic
def unlock_period(lock, *, by, at, why, reported=False):
    """Unlocks a period, for a reason that stays on record; `reported` says that a published report
    may rest on it.
    """
    require(by, LOCK, lock.programme)
    own = PeriodLock.objects.select_for_update(of=("self",)).select_related("programme")
    lock = own.get(pk=lock.pk)
    refuse_if(lock.unlocked_at, f"{lock} was unlocked already.")
    refuse_reported(resting_on(lock, lock.locked_at), reported)
    lock.unlocked_at, lock.unlocked_by, lock.unlocked_by_name = at, by, known_as(by)
    lock.why_unlocked = why
    return _save_lock(lock, by=by, at=at, verb="unlocked the period", why=why)


def _save_lock(lock, **event):
    lock.full_clean()
    lock.save()
    audit.record(lock, programme=lock.programme, **event)
    return lock
