"""What can be done to a reserve and the calls on it."""

from functools import partial

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import day, money
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    next_number,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from ..choices import CALL_STEPS, RESERVE_STEPS, CallState, Movement, State
from ..models import Call, CallStep, Reserve, ReserveMovement
from ..permissions import RESERVES
from .base import NOTHING, refuse_before

_begin_reserve = partial(begin_step, steps=RESERVE_STEPS, permission=RESERVES)
_begin_reserve_change = partial(begin_change, steps=RESERVE_STEPS, permission=RESERVES)


@transaction.atomic
def add_reserve(*, programme, by, at, opening, why="", **details):
    """Adds a reserve with its opening forecast."""
    require(by, RESERVES, programme)
    refuse_if(opening < 0, "Enter an opening forecast of 0 or more.", "opening")
    who = {"programme": programme, "by": by, "at": at, "why": why}
    return add_entry(Reserve, opening=opening, **who, **details)


@transaction.atomic
def change_reserve(reserve, *, by, at, version=None, **details):
    """Changes what is said about an open reserve, but no call on it."""
    reserve = _begin_reserve_change(reserve, by=by, version=version)
    opening = details.get("opening", reserve.opening)
    refuse_if(opening < 0, "Enter an opening forecast of 0 or more.", "opening")
    return change_entry(reserve, by=by, at=at, **details)


@transaction.atomic
def restate_opening(reserve, *, by, at, opening, forecast_on, why, version=None):
    """Changes the opening forecast on which calls were decided, for a reason."""
    reserve = _begin_reserve(reserve, "restate", by=by, version=version)
    refuse_if(opening < 0, "Enter an opening forecast of 0 or more.", "opening")
    promised = f"{money(reserve.approved)} of calls are approved: enter that or more."
    refuse_if(opening + reserve.contributed < reserve.approved, promised, "opening")
    said = {"opening": opening, "forecast_on": forecast_on}
    how = {"by": by, "at": at, "verb": "restated the opening forecast of", "why": why}
    return change_entry(reserve, step="restate", **how, **said)


def refuse_with_money(reserve):
    """Refuses to take a reserve away with calls that stand, or money that came in or was drawn."""
    called = reserve.requested + reserve.contingent + reserve.approved
    withdraw = "withdraw them, or correct them, first."
    refuse_if(called, f"{money(called)} of calls stand on {reserve.reference}: {withdraw}")
    moved = reserve.contributed or reserve.drawn
    correct = "correct that first."
    refuse_if(moved, f"{money(moved)} came into {reserve.reference} or was drawn: {correct}")


@transaction.atomic
def close_reserve(reserve, *, by, at, why, version=None):
    """Closes a reserve: no call is made on it any more."""
    reserve = _begin_reserve(reserve, "close", by=by, version=version)
    waiting = reserve.requested + reserve.contingent
    decide = "approve or withdraw them first."
    refuse_if(waiting, f"{money(waiting)} of calls are not decided: {decide}")
    return change_entry(reserve, by=by, at=at, verb="closed", why=why, state=State.CLOSED)


@transaction.atomic
def reopen_reserve(reserve, *, by, at, why, version=None):
    """Opens a closed reserve again."""
    reserve = _begin_reserve(reserve, "reopen", by=by, version=version)
    return change_entry(reserve, by=by, at=at, verb="reopened", why=why, state=State.OPEN)


@transaction.atomic
def request_call(reserve, *, by, at, amount, what, on, delegation="", version=None):
    """Records that somebody asks for money of the reserve.

    More may be asked for than there is: the balance shows it.
    """
    reserve = _begin_reserve_change(reserve, by=by, version=version)
    refuse_if(amount <= 0, NOTHING, "amount")
    refuse_future(on, at, "on")
    said = {"number": next_number(reserve.calls), "amount": amount, "what": what}
    call = add_recorded(Call, by=by, at=at, reserve=reserve, **said)
    step = {"state": CallState.REQUESTED, "on": on, "delegation": delegation}
    return _step(call, reserve, "recorded a call on", by=by, at=at, **step)


@transaction.atomic
def approve_call(call, *, by, at, authority, on, delegation="", version=None):
    """Records that a call was approved, on whose authority, and to whom its use is delegated.

    What is promised contingently to other calls is not there for it.
    """
    reserve = _begin_call_step(call, "approve", by=by, version=version)
    own = call.amount if call.steps.last().state == CallState.CONTINGENT else 0
    promised = reserve.contingent - own
    left = reserve.balance_approved - promised
    words = f"{reserve.reference} has {money(left)} left after the calls that are approved"
    words += f" and {money(promised)} of contingent ones" if promised else ""
    refuse_if(call.amount > left, f"{words}.")
    step = {"on": on, "authority": authority, "delegation": delegation}
    verb = "recorded the approval of a call on"
    return _step(call, reserve, verb, by=by, at=at, state=CallState.APPROVED, **step)


@transaction.atomic
def make_call_contingent(call, *, by, at, authority, on, delegation="", version=None):
    """Records that a call may be used only if something happens: when, says its delegation."""
    reserve = _begin_call_step(call, "make_contingent", by=by, version=version)
    step = {"on": on, "authority": authority, "delegation": delegation}
    verb = "made contingent a call on"
    return _step(call, reserve, verb, by=by, at=at, state=CallState.CONTINGENT, **step)


@transaction.atomic
def withdraw_call(call, *, by, at, on, why, version=None):
    """Takes a call back, approved or not: its money stays in the reserve."""
    reserve = _begin_call_step(call, "withdraw", by=by, version=version)
    approved = call.steps.last().state == CallState.APPROVED
    drawn = f"{money(reserve.drawn)} was drawn on approved calls: correct that first."
    refuse_if(approved and reserve.approved - call.amount < reserve.drawn, drawn)
    step = {"state": CallState.WITHDRAWN, "on": on, "why": why}
    return _step(call, reserve, "withdrew a call on", by=by, at=at, **step)


@transaction.atomic
def ask_again(call, *, by, at, on, why, version=None):
    """Puts a call back that was withdrawn: it waits for a decision again."""
    reserve = _begin_call_step(call, "ask_again", by=by, version=version)
    step = {"state": CallState.REQUESTED, "on": on, "why": why}
    return _step(call, reserve, "put back a call on", by=by, at=at, **step)


@transaction.atomic
def contribute_to_reserve(reserve, *, by, at, amount, on, what, version=None):
    """Records money that came into a reserve; a sum below 0 corrects one."""
    reserve = _begin_reserve(reserve, "contribute", by=by, version=version)
    less = reserve.contributed + amount < 0 or reserve.balance_approved + amount < 0
    refuse_if(less, "Less would be left than is approved or was contributed.", "amount")
    said = {"kind": Movement.CONTRIBUTION, "amount": amount, "on": on, "what": what}
    return _move(reserve, "recorded a contribution to", by=by, at=at, **said)


@transaction.atomic
def draw_on_reserve(reserve, *, by, at, amount, on, what, version=None):
    """Records money drawn on the approved calls of a reserve; a sum below 0 corrects one."""
    reserve = _begin_reserve(reserve, "draw", by=by, version=version)
    left = f"{money(reserve.still_to_draw)} is approved and not drawn yet"
    refuse_if(amount > reserve.still_to_draw, f"{left}: enter that or less.", "amount")
    refuse_if(reserve.drawn + amount < 0, f"Only {money(reserve.drawn)} was drawn.", "amount")
    _refuse_drawn_early(_approvals(reserve), [*_drawings(reserve), (on, amount)], on)
    said = {"kind": Movement.DRAWING, "amount": amount, "on": on, "what": what}
    return _move(reserve, "recorded money drawn from", by=by, at=at, **said)


def _approvals(reserve, but=None):
    """(day, pence) of each approved call, but for that of a decision."""
    calls = Call.objects.filter(reserve=reserve.pk).with_last_step()
    approved = (call for call in calls if call.state == CallState.APPROVED)
    return [(call.on, call.amount) for call in approved if call.pk != (but and but.call_id)]


def _drawings(reserve, but=None):
    """(day, pence) of each sum that was drawn, but for one."""
    found = reserve.movements.known_at(None).filter(kind=Movement.DRAWING)
    return [(one.on, one.amount) for one in found if one != but]


def _refuse_drawn_early(approved, drawn, first):
    """Refuses to have drawn more by any day from `first` on than was approved by then. That more is
    drawn than is approved at all, another rule refuses.
    """
    if sum(pence for _, pence in drawn) > sum(pence for _, pence in approved):
        return
    for on in sorted({one for one, _ in drawn if one >= first}):
        there, taken = (
            sum(pence for one, pence in pairs if one <= on) for pairs in (approved, drawn)
        )
        by_then = f"{money(there)} of calls was approved by {day(on)}, and {money(taken)} drawn"
        refuse_if(taken > there, f"{by_then}. Enter a day on which it was approved.", "on")


def refuse_out_of_order(row):
    """Refuses a movement or a decision in place of another one that has money drawn early."""
    was, approvals = row.in_place_of, isinstance(row, CallStep)
    reserve = row.call.reserve if approvals else row.reserve
    approved, drawn = _approvals(reserve), _drawings(reserve)
    if approvals and row.state == CallState.APPROVED:
        approved = [*_approvals(reserve, was), (row.on, row.call.amount)]
        _refuse_drawn_early(approved, drawn, was.on)
    elif not approvals and row.kind == Movement.DRAWING:
        drawn = [*_drawings(reserve, was), (row.on, row.amount)]
        _refuse_drawn_early(approved, drawn, row.on)


def _move(reserve, verb, *, by, at, kind, amount, on, **said):
    """Adds one movement and carries its sum to the reserve."""
    refuse_unless(amount, "Enter a sum other than 0.", "amount")
    refuse_future(on, at, "on")
    said |= {"number": next_number(reserve.movements), "kind": kind, "amount": amount, "on": on}
    moved = add_recorded(ReserveMovement, by=by, at=at, reserve=reserve, **said)
    total = {Movement.CONTRIBUTION: "contributed", Movement.DRAWING: "drawn"}[kind]
    note = audit.note("movement", moved.get_kind_display(), "", f"{moved}: {moved.what}")
    sums = {total: getattr(reserve, total) + amount}
    return change_entry(reserve, by=by, at=at, verb=verb, changes=[note], **sums)


def refuse_decision(row):
    """Refuses a step of a call in place of another one whose day is out of the order of steps."""
    others = row.call.steps.known_at(None).exclude(pk=row.in_place_of.pk)
    for one in others:
        first, then = (one, row) if one.pk < row.in_place_of.pk else (row, one)
        order = f"{then.get_state_display()} on {day(then.on)} comes after it: "
        early = f"{order}enter a day that fits." if then is one else ""
        words = early or f"Enter {day(first.on)} or a later day."
        refuse_if(then.on < first.on, words, "on")


def refuse_overdrawn(programme):
    """Refuses a reserve of which more is approved than was set aside and came in."""
    for reserve in Reserve.objects.of(programme):
        said = f"{reserve.reference}: {money(reserve.approved)} of calls are approved. "
        refuse_if(reserve.balance_approved < 0, f"{said}Less would be left.")


def _begin_call_step(call, step, **who):
    """The call's reserve as it is now, when `by` may take the step and it is open to the call."""
    reserve = _begin_reserve_change(call.reserve, **who)
    last = call.steps.last()
    closed = f"because it is {last.get_state_display().lower()}."
    words = f"You cannot {step.replace('_', ' ')} call {call.number} {closed}"
    refuse_unless(last.state in CALL_STEPS[step], words)
    return reserve


def _step(call, reserve, verb, *, by, at, state, on, why="", **said):
    """Adds the step and carries the call's sum from where it stood to where it stands."""
    last = call.steps.last()
    refuse_future(on, at, "on")
    refuse_before(on, last and last.on)
    said |= {"state": state, "on": on, "why": why}
    added = add_recorded(CallStep, by=by, at=at, call=call, **said)
    sums = {name: getattr(reserve, name) for name in ("requested", "contingent", "approved")}
    for name, change in ((last and last.state, -call.amount), (state, call.amount)):
        if name in sums:
            sums[name] += change
    note = audit.note("call", str(call)[:200], last, added.in_full)
    return change_entry(reserve, by=by, at=at, verb=verb, why=why, changes=[note], **sums)
