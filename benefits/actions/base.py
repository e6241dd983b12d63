"""What steps on a benefit share."""

from functools import partial

from programme.authorization import require
from programme.owned import goes_on_with
from programme.records import begin_step, locked, refuse_unless

from ..choices import STEPS
from ..permissions import KEEP, POST_OWN

UNMEASURED = dict.fromkeys(["measure", "unit", "counted", "direction", "counting", "target_by"], "")
UNMEASURED |= dict.fromkeys(["baseline", "baseline_on", "target"])
NOT_CLAIMED = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
NOT_VERIFIED = {"verified_at": None, "verified_by": None, "verified_by_name": ""}
NO_CASH = (
    "Freed staff time is not cash until a budget falls: link the saving that lowers the budget "
    "first, or say that the benefit is not cashable."
)

begin = partial(begin_step, steps=STEPS, permission=KEEP)


def needed_to_post(benefit, by):
    """The permission that posting an actual value and taking it back takes of somebody: once the
    programme was closed, whoever owns the benefit or took it on goes on with it.
    """
    closed = benefit.programme.is_closed and by.is_authenticated
    return POST_OWN if closed and goes_on_with(by, benefit) else KEEP


def begin_measured(benefit, step, without, *, by, version=None, permission=KEEP):
    """Begins a step that needs a measure. That there is none is said first: `without` it, what?"""
    require(by, permission, benefit.programme)
    benefit = locked(benefit, version)
    advice = f"{benefit.reference} has no measure: set one first. Without it {without}."
    refuse_unless(benefit.measure, advice)
    return begin(benefit, step, by=by, permission=permission)


def refuse_cash_without_saving(benefit, field=None):
    rests = benefit.savings_links.filter(amount__gt=0).exists()
    refuse_unless(rests or not benefit.needs_a_saving, NO_CASH, field)
