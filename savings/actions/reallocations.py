"""What can be done to a re-allocation."""

from django.db import transaction

from programme.authorization import require
from programme.formats import money
from programme.records import (
    add_entry,
    change_entry,
    refuse,
    refuse_if,
)

from ..account import pots
from ..choices import (
    Kind,
    ReallocationState,
    State,
)
from ..models import (
    Reallocation,
)
from ..permissions import APPROVE, POST
from .base import approval, begin, begin_to_change, hold_money, refuse_amount, refuse_overdrawn


@transaction.atomic
def add_reallocation(*, programme, by, at, kind, pot, amount, financial_year, why="", **details):
    """Spends saved money again, from the pot of its own kind and no more than is in it."""
    require(by, POST, programme)
    hold_money(programme)
    refuse_amount(amount)
    _refuse_other_pot(programme, kind, pot, financial_year)
    _refuse_more_than_left(pots(programme), kind, financial_year, amount)
    who = {"by": by, "at": at, "verb": "re-allocated money to", "why": why}
    taken = {"kind": kind, "pot": pot, "amount": amount, "financial_year": financial_year}
    return add_entry(Reallocation, programme=programme, **who, **taken, **details)


@transaction.atomic
def change_reallocation(reallocation, *, by, at, version=None, **details):
    """Changes a re-allocation within its pot. What was approved stays: withdraw it instead."""
    row = begin_to_change(reallocation, by=by, permission=POST, version=version)
    kind, pot, amount, year = (
        details.get(name, getattr(row, name))
        for name in ("kind", "pot", "amount", "financial_year")
    )
    moved = (kind, amount, year) != (row.kind, row.amount, row.financial_year)
    kept = f"{row.reference} is approved: its kind, amount and year stay."
    approved = row.state == ReallocationState.APPROVED
    refuse_if(moved and approved, f"{kept} Withdraw it and add another.", "amount")
    refuse_amount(amount)
    _refuse_other_pot(row.programme, kind, pot, year)
    if moved:
        money_of = pots(row.programme)
        money_of.reallocations = [other for other in money_of.reallocations if other.pk != row.pk]
        _refuse_more_than_left(money_of, kind, year, amount)
        if year > row.financial_year:
            _refuse_derived(row, "financial_year")
        elif kind != row.kind:
            _refuse_derived(row, "kind")
    return change_entry(row, by=by, at=at, **details)


@transaction.atomic
def approve_reallocation(reallocation, *, by, at, version=None, **said):
    """Records which body approved a re-allocation, on whose report, and when.

    `said` is `body`, `presented_by`, and `on` or `undated`.
    """
    row = begin(reallocation, "approve", by=by, permission=APPROVE, version=version)
    approved = {"state": ReallocationState.APPROVED, **approval(at, **said)}
    return change_entry(row, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def withdraw_reallocation(reallocation, *, by, at, why, version=None):
    """Gives the money back to its pot. The row stays on record."""
    row = begin(reallocation, "withdraw", by=by, permission=POST, version=version)
    _refuse_derived(row)
    state = ReallocationState.WITHDRAWN
    return change_entry(row, by=by, at=at, verb="withdrew", why=why, state=state)


@transaction.atomic
def reopen_reallocation(reallocation, *, by, at, why, version=None):
    """Takes a withdrawn re-allocation up again, as approved where a body had approved it, if its
    pot still has the money.
    """
    row = begin(reallocation, "reopen", by=by, permission=POST, version=version)
    approved = bool(row.approved_body)
    state = ReallocationState.APPROVED if approved else ReallocationState.RECORDED
    row = change_entry(row, by=by, at=at, verb="reopened", why=why, state=state)
    refuse_overdrawn(row.programme)
    return row


def _refuse_other_pot(programme, kind, pot, year):
    """The pots are never netted: each kind of spending comes from savings of its own kind."""
    if kind == pot:
        return
    left = money(max(pots(programme).left(kind, year), 0))
    if kind == Kind.PERMANENT:
        never = "Permanent spending cannot be funded from one-off money."
        refuse(f"{never} Permanent savings have {left} left from {year} on.", "pot")
    refuse(
        f"One-off spending is funded from one-off money: {left} is left in {year}. "
        "What permanent savings leave over in a year is recorded as a one-off saving first.",
        "pot",
    )


def _refuse_more_than_left(money_of, kind, year, amount):
    left = max(money_of.left(kind, year), 0)
    if kind == Kind.PERMANENT:
        there = f"The permanent pot has {money(left)} a year left from {year} on"
        other = "One-off"
    else:
        there, other = f"The one-off pot has {money(left)} left in {year}", "Permanent"
    message = f"{there}: enter that or less. {other} money does not count."
    refuse_if(amount > left, message, "amount")


def _refuse_derived(row, field=None):
    """Refuses a change that a saving rests on, because it derives from this spending."""
    if derived := row.derived.exclude(state=State.WITHDRAWN).first():
        rests = f"{derived.reference} derives from {row.reference}: withdraw that first."
        refuse(rests, field)
