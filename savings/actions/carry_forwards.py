"""What can be done to a carry-forward."""

from django.db import transaction

from programme.authorization import require
from programme.formats import money
from programme.records import (
    add_entry,
    change_entry,
    refuse_if,
)

from ..account import pots
from ..choices import (
    CarryState,
    Kind,
)
from ..models import (
    CarryForward,
)
from ..permissions import APPROVE, POST
from .base import (
    NOT_APPROVED,
    approval,
    begin,
    begin_to_change,
    hold_money,
    refuse_amount,
    refuse_overdrawn,
)
from .reallocations import _refuse_more_than_left


@transaction.atomic
def request_carry_forward(*, programme, by, at, financial_year, amount, why="", **details):
    """Asks to take one-off money of a year into the next. It moves when a body approves it."""
    require(by, POST, programme)
    hold_money(programme)
    refuse_amount(amount)
    _refuse_more_than_left(pots(programme), Kind.ONE_OFF, financial_year, amount)
    who = {"by": by, "at": at, "verb": "asked to carry forward", "why": why}
    asked = {"financial_year": financial_year, "amount": amount, **details}
    return add_entry(CarryForward, programme=programme, **who, **asked)


@transaction.atomic
def change_carry_forward(carried, *, by, at, version=None, **details):
    """Changes a carry-forward that no body has decided on."""
    carried = begin_to_change(carried, by=by, permission=POST, version=version)
    amount = details.get("amount", carried.amount)
    year = details.get("financial_year", carried.financial_year)
    refuse_amount(amount)
    _refuse_more_than_left(pots(carried.programme), Kind.ONE_OFF, year, amount)
    return change_entry(carried, by=by, at=at, **details)


@transaction.atomic
def approve_carry_forward(carried, *, by, at, version=None, **said):
    """Records which body approved it: the money moves into the next year.

    `said` is `body`, `presented_by`, and `on` or `undated`.
    """
    carried = begin(carried, "approve", by=by, permission=APPROVE, version=version)
    left = max(pots(carried.programme).left(Kind.ONE_OFF, carried.financial_year), 0)
    short = f"Only {money(left)} of one-off money is left in {carried.financial_year}."
    refuse_if(carried.amount > left, short)
    approved = {"state": CarryState.APPROVED, **approval(at, **said)}
    return change_entry(carried, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def drop_carry_forward(carried, *, by, at, why, version=None):
    """Takes the request or the approval back: the money stays in its own year."""
    carried = begin(carried, "drop", by=by, permission=POST, version=version)
    dropped = {"state": CarryState.DROPPED, **NOT_APPROVED}
    changed = change_entry(carried, by=by, at=at, verb="dropped", why=why, **dropped)
    refuse_overdrawn(carried.programme)
    return changed


@transaction.atomic
def reopen_carry_forward(carried, *, by, at, why, version=None):
    """Asks again for what was dropped, or approved by mistake: a body has to approve it anew."""
    carried = begin(carried, "reopen", by=by, permission=POST, version=version)
    again = {"state": CarryState.REQUESTED, **NOT_APPROVED}
    carried = change_entry(carried, by=by, at=at, verb="reopened", why=why, **again)
    refuse_overdrawn(carried.programme)
    return carried
