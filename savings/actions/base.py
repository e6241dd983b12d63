"""What every step on the money of a programme shares."""

from programme.formats import money
from programme.records import (
    begin_change,
    begin_step,
    lock_programme,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from ..account import pots
from ..choices import (
    CARRY_STEPS,
    REALLOCATION_STEPS,
    STEPS,
    TARGET_STEPS,
    Kind,
)
from ..models import (
    ABOVE_ZERO,
    CarryForward,
    Reallocation,
    Saving,
    Target,
)

NOT_APPROVED = {"approved_body": "", "approved_by": "", "approved_on": None}
STEPS_OF = {
    Saving: STEPS,
    Target: TARGET_STEPS,
    Reallocation: REALLOCATION_STEPS,
    CarryForward: CARRY_STEPS,
}


def hold_money(programme):
    """Holds the programme's money until the end, so that nobody spends the same pound twice."""
    lock_programme(programme)


def begin(entry, step, *, by, permission, version):
    """The entry as it is now, for somebody who may take this step; the money is held."""
    hold_money(entry.programme)
    steps = STEPS_OF[type(entry)]
    return begin_step(entry, step, steps, by=by, permission=permission, version=version)


def begin_to_change(entry, *, by, permission, version):
    """The entry as it is now, for somebody who may change it; the money is held."""
    hold_money(entry.programme)
    return begin_change(entry, STEPS_OF[type(entry)], by=by, permission=permission, version=version)


def refuse_overdrawn(programme, field=None):
    """Refuses what would leave less in a pot than was re-allocated or carried forward from it."""
    if short := pots(programme).overdrawn():
        more = f"{money(-short.left)} more {Kind(short.kind).label.lower()} money"
        there = f"than there would be in {short.year}"
        refuse(f"{more} is re-allocated or carried forward {there}.", field)


def refuse_amount(amount):
    refuse_if(amount <= 0, ABOVE_ZERO, "amount")


def approval(at, *, body, presented_by="", on=None, undated=False):
    """The columns of an approval. A day that the papers do not give is left blank on purpose."""
    refuse_unless(body, "Say which body approved it.", "body")
    refuse_unless(on or undated, "Enter the date, or say that the papers do not give it.", "on")
    both = "Enter the date or say that the papers do not give it, not both."
    refuse_if(on and undated, both, "undated")
    refuse_future(on, at, "on")
    return {"approved_body": body, "approved_by": presented_by, "approved_on": on}
