"""Everything that can be done to the budget and the reserves.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the line or reserve that the person
looked at; sums are whole pence.

Raises, all of them: NotPermitted, ValidationError (the step is not open, the period is locked, or a
value breaks a rule), StaleEntry (somebody else changed the row first).
"""

from functools import partial

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.closings import refuse_reported, resting_on
from programme.financial_years import first_day, last_day, nearest_day
from programme.formats import day, known_as, money
from programme.models import Programme
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    locked,
    next_number,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from .choices import CALL_STEPS, RESERVE_STEPS, STEPS, CallState, Kind, Movement, State
from .models import Call, CallStep, Line, PeriodLock, Posting, Reserve, ReserveMovement, Virement
from .permissions import KEEP, LOCK, RESERVES

# The line's column that adds up each kind of posting.
TOTAL = {Kind.COMMITMENT: "committed", Kind.SPEND: "spent"}
NOTHING = "Enter a sum above 0."

_begin_reserve = partial(begin_step, steps=RESERVE_STEPS, permission=RESERVES)
_begin_reserve_change = partial(begin_change, steps=RESERVE_STEPS, permission=RESERVES)


def _one_at_a_time(programme):
    """Holds the programme's budget, so that no period is locked in the middle of a step."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _begin(line, step, **who):
    _one_at_a_time(line.programme)
    return begin_step(line, step, STEPS, permission=KEEP, **who)


def _begin_change(line, **who):
    _one_at_a_time(line.programme)
    return begin_change(line, STEPS, permission=KEEP, **who)


def _refuse_if_locked(programme, on, field=None):
    """Refuses what would be dated in a locked period, naming the period and who locked it."""
    lock = PeriodLock.objects.in_force(programme).meeting(on, on).first()
    if lock:
        since = day(timezone.localdate(lock.locked_at))
        message = f"{lock} is locked, by {lock.locked_by_name} on {since}"
        unlock = "A finance officer can unlock it."
        refuse(f"{message}: nothing can be dated {day(on)}. {unlock}", field)


def _refuse_day(line, on, at, *, earliest=None):
    """Refuses a day in the future, before `earliest`, past the line's year, or locked."""
    refuse_future(on, at, "on")
    latest = last_day(line.financial_year)
    year = f"{line.reference} is for {line.financial_year}, which ended on {day(latest)}."
    refuse_if(on > latest, year, "on")
    _refuse_before(on, earliest)
    _refuse_if_locked(line.programme, on, "on")


def _refuse_before(on, earliest):
    refuse_if(earliest and on < earliest, f"Enter {day(earliest)} or a later day.", "on")


def _refuse_year_if_locked(line, at, field=None):
    """A figure for a whole year counts on the day of that year which is nearest to today."""
    on = nearest_day(line.financial_year, timezone.localdate(at))
    _refuse_if_locked(line.programme, on, field)


def refuse_if_any_locked(line, at):
    """Refuses to take a line away where a lock covers its year's figures, or money dated on it."""
    _refuse_year_if_locked(line, at)
    for on in sorted(set(line.postings.values_list("on", flat=True))):
        _refuse_if_locked(line.programme, on)


@transaction.atomic
def add_line(*, programme, by, at, allocation, forecast=None, why="", **details):
    """Adds a line to the budget. Without a forecast, the allocation is expected to be spent.

    An allocation below 0 is income that is expected.
    """
    require(by, KEEP, programme)
    _one_at_a_time(programme)
    _refuse_other_sign(allocation, forecast)
    sums = {"allocation": allocation, "current_allocation": allocation}
    sums |= _forecast(allocation, forecast)
    line = add_entry(Line, programme=programme, by=by, at=at, why=why, **sums, **details)
    _refuse_year_if_locked(line, at, "financial_year")
    return line


def _forecast(allocation, given):
    """The columns of a forecast: the one that was given, or else the allocation."""
    known = given is not None
    return {"forecast": given if known else allocation, "forecast_given": known}


def _follows(line, allocation):
    """A forecast that nobody gave follows the current allocation."""
    return {} if line.forecast_given else {"forecast": allocation}


def _refuse_other_sign(allocation, forecast):
    if forecast is not None and allocation < 0:
        refuse_if(forecast > 0, "Income is forecast as a sum of 0 or below.", "forecast")
    elif forecast is not None:
        refuse_if(forecast < 0, "Enter a forecast of 0 or more.", "forecast")


@transaction.atomic
def change_line(line, *, by, at, version=None, **details):
    """Changes what the budget says about an open line, but not how much was allocated for when."""
    line = _begin_change(line, by=by, version=version)
    return change_entry(line, by=by, at=at, **details)


@transaction.atomic
def allocate(line, *, by, at, allocation, financial_year, reason, authority, version=None):
    """Changes how much was allocated to a line, or for which year, before any virement.

    It needs a reason and an authority, as a virement does.
    """
    line = _begin_change(line, by=by, version=version)
    refuse_allocation(line, at, allocation, financial_year)
    moved = financial_year != line.financial_year
    same = allocation == line.allocation and not moved
    refuse_if(same, "This is what is allocated already.", "allocation")
    more = allocation - line.allocation
    values = {"allocation": allocation, "financial_year": financial_year}
    current = line.current_allocation + more
    values |= {"current_allocation": current, **_follows(line, current)}
    note = audit.note("authority", "Authority", "", authority)
    how = {"by": by, "at": at, "verb": "changed the allocation of", "why": reason}
    changed = change_entry(line, step="allocate", changes=[note], **how, **values)
    if moved:
        _refuse_year_if_locked(changed, at, "financial_year")
    return changed


def refuse_allocation(line, at, allocation, financial_year):
    """Refuses one of another sign than the forecast, in a locked year, or for another year once
    money has moved.
    """
    _refuse_other_sign(allocation, line.forecast if line.forecast_given else None)
    _refuse_year_if_locked(line, at)
    spent = line.postings.exists() or Virement.objects.touching(line).known_at(None).exists()
    stays = "Money has moved on this line: its year stays."
    refuse_if(financial_year != line.financial_year and spent, stays, "financial_year")


@transaction.atomic
def set_forecast(line, *, by, at, forecast=None, why="", version=None):
    """Says what the line is expected to cost over the whole year; None: its allocation."""
    line = _begin_change(line, by=by, version=version)
    refuse_forecast(line, at, forecast)
    known = _forecast(line.current_allocation, forecast)
    return change_entry(line, by=by, at=at, verb="reforecast", why=why, **known)


def refuse_forecast(line, at, forecast):
    """Refuses one in a locked year, or of another sign than the allocation."""
    _refuse_year_if_locked(line, at, "forecast")
    _refuse_other_sign(line.allocation, forecast)


@transaction.atomic
def move_allocation(line, *, by, at, to, amount, on, reason, authority, version=None):
    """Moves allocation to another line of the same programme and year (a virement).

    Returns the giving line.
    """
    line = _begin_change(line, by=by, version=version)
    taker = _taker(line, to)
    _refuse_more_than_left(line, amount, line.left)
    _refuse_day(line, on, at)
    moved = {"giver": line, "taker": taker, "amount": amount, "on": on}
    virement = add_recorded(Virement, by=by, at=at, reason=reason, authority=authority, **moved)
    note = audit.note("virement", "Virement", "", f"{virement}, authority: {authority}")
    change = {"by": by, "at": at, "why": reason, "changes": [note]}
    more, less = taker.current_allocation + amount, line.current_allocation - amount
    given, taken = _follows(line, less), _follows(taker, more)
    change_entry(taker, verb="moved money to", current_allocation=more, **change, **taken)
    verb = "moved money from"
    return change_entry(line, verb=verb, current_allocation=less, **change, **given)


def _refuse_more_than_left(line, amount, left):
    refuse_if(amount <= 0, NOTHING, "amount")
    words = f"{line.reference} has {money(max(left, 0))} left that is neither spent nor committed."
    refuse_if(amount > left, words, "amount")


def refuse_in_place(row, at):
    """Refuses a posting or virement in place of another one that its step would have refused."""
    if isinstance(row, Virement):
        _refuse_day(row.giver, row.on, at)
        left = row.giver.left + row.in_place_of.amount
        if row.amount != row.in_place_of.amount:
            _refuse_more_than_left(row.giver, row.amount, left)
        return
    spent = row.kind == Kind.SPEND
    _refuse_day(
        row.line, row.on, at, earliest=first_day(row.line.financial_year) if spent else None
    )
    _refuse_sum(row.kind, row.amount)


def _refuse_sum(kind, amount):
    below = kind == Kind.COMMITMENT and amount <= 0
    refuse_if(below, f"{NOTHING} To take a posting back, reverse it.", "amount")
    refuse_unless(amount, "Enter a sum other than 0.", "amount")


def _taker(line, to):
    """The line that money of `line` moves to, as it is now."""
    itself = "Choose another line: money cannot move from a line to itself."
    refuse_if(to.pk == line.pk, itself, "to")
    pots = {(one.programme_id, one.financial_year) for one in (line, to)}
    refuse_if(len(pots) > 1, f"Choose a line of this programme for {line.financial_year}.", "to")
    taker = locked(to)
    refuse_if(taker.is_closed, f"{taker.reference} is closed.", "to")
    return taker


@transaction.atomic
def commit_money(line, *, by, at, amount, on, what, version=None):
    """Records that money of the line is promised, for example by an order."""
    line = _begin_change(line, by=by, version=version)
    _refuse_day(line, on, at)
    said = {"kind": Kind.COMMITMENT, "amount": amount, "on": on, "what": what}
    return _post(line, "committed money of", by=by, at=at, **said)


@transaction.atomic
def post_spend(line, *, by, at, amount, on, what, version=None):
    """Records that money of the line was spent, on a day of the line's year; below 0: came in."""
    line = _begin_change(line, by=by, version=version)
    _refuse_day(line, on, at, earliest=first_day(line.financial_year))
    said = {"kind": Kind.SPEND, "amount": amount, "on": on, "what": what}
    return _post(line, "posted spend on", by=by, at=at, **said)


@transaction.atomic
def reverse_posting(posting, *, by, at, on, why, version=None):
    """Takes back a posting in full by a reversing entry: releases a commitment, corrects spend."""
    line = _begin_change(posting.line, by=by, version=version)
    reversing = "This is a reversing entry. Post the sum again instead."
    refuse_if(posting.reverses_id, reversing)
    taken_back = Posting.objects.filter(reverses=posting).exists()
    refuse_if(taken_back, "This posting was taken back already.")
    _refuse_day(line, on, at, earliest=posting.on)
    released = posting.kind == Kind.COMMITMENT
    verb = "released a commitment of" if released else "took back spend on"
    said = {"kind": posting.kind, "amount": -posting.amount, "on": on, "what": why}
    return _post(line, verb, by=by, at=at, why=why, reverses=posting, **said)


def _post(line, verb, *, by, at, kind, amount, why="", reverses=None, **said):
    """Adds one posting and carries its sum to the line."""
    if not reverses:
        _refuse_sum(kind, amount)
    said |= {"number": next_number(line.postings), "kind": kind, "amount": amount}
    posting = add_recorded(Posting, by=by, at=at, line=line, reverses=reverses, **said)
    words = f"{posting}: {posting.what}"
    note = audit.note("posting", posting.in_words, "", words)
    sums = {TOTAL[kind]: getattr(line, TOTAL[kind]) + amount}
    return change_entry(line, by=by, at=at, verb=verb, why=why, changes=[note], **sums)


@transaction.atomic
def close_line(line, *, by, at, why, version=None):
    """Closes a line: no money moves on it any more. Its figures stay in the account of its year."""
    line = _begin(line, "close", by=by, version=version)
    refuse_if(line.committed, f"{money(line.committed)} is still committed: release it first.")
    return change_entry(line, by=by, at=at, verb="closed", why=why, state=State.CLOSED)


@transaction.atomic
def reopen_line(line, *, by, at, why, version=None):
    """Opens a closed line again."""
    line = _begin(line, "reopen", by=by, version=version)
    return change_entry(line, by=by, at=at, verb="reopened", why=why, state=State.OPEN)


@transaction.atomic
def lock_period(*, programme, by, at, starts_on, ends_on, why=""):
    """Locks the days from `starts_on` to `ends_on`: nothing of the budget may be dated in them."""
    require(by, LOCK, programme)
    _one_at_a_time(programme)
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


# --- reserves


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
def contribute(reserve, *, by, at, amount, on, what, version=None):
    """Records money that came into a reserve; a sum below 0 corrects one."""
    reserve = _begin_reserve(reserve, "contribute", by=by, version=version)
    less = reserve.contributed + amount < 0 or reserve.balance_approved + amount < 0
    refuse_if(less, "Less would be left than is approved or was contributed.", "amount")
    said = {"kind": Movement.CONTRIBUTION, "amount": amount, "on": on, "what": what}
    return _move(reserve, "recorded a contribution to", by=by, at=at, **said)


@transaction.atomic
def draw(reserve, *, by, at, amount, on, what, version=None):
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
    _refuse_before(on, last and last.on)
    said |= {"state": state, "on": on, "why": why}
    added = add_recorded(CallStep, by=by, at=at, call=call, **said)
    sums = {name: getattr(reserve, name) for name in ("requested", "contingent", "approved")}
    for name, change in ((last and last.state, -call.amount), (state, call.amount)):
        if name in sums:
            sums[name] += change
    note = audit.note("call", str(call)[:200], last, added.in_full)
    return change_entry(reserve, by=by, at=at, verb=verb, why=why, changes=[note], **sums)
