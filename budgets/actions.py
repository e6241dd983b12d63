"""Everything that can be done to the budget.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the line that the person was looking at; sums are whole pence.

Raises, all of them: NotPermitted, ValidationError (the step is not open, the period is locked, or a value breaks
a rule), StaleEntry (somebody else changed the line first).
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.financial_years import first_day, last_day, nearest_day
from programme.formats import day, money
from programme.models import Programme
from programme.records import add_entry, add_recorded, change_entry, locked, refuse_unless

from .choices import CALL_STEPS, STEPS, CallState, Kind, State
from .models import Call, CallStep, Line, PeriodLock, Posting, Reserve, Virement
from .permissions import KEEP, LOCK, RESERVES

TOTAL = {
    Kind.COMMITMENT: "committed",
    Kind.SPEND: "spent",
}  # the line's column that adds up each kind of posting


def _one_at_a_time(programme):
    """Holds the programme's budget until the transaction ends, so that no period is locked in the middle of a step."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _keepable(line, by, version=None):
    """The line as it is now, for somebody who may keep it."""
    require(by, KEEP, line.programme)
    _one_at_a_time(line.programme)
    return locked(line, version)


def _refuse_unless_open(line, step="move money"):
    allowed = line.state in STEPS[step]
    refuse_unless(
        allowed,
        f"{line.reference} is {line.get_state_display().lower()}: this step is not open to it.",
    )


def _refuse_if_locked(programme, on, field=None):
    """Refuses what would be dated in a locked period, naming the period and who locked it."""
    lock = PeriodLock.objects.in_force(programme).meeting(on, on).first()
    if lock:
        since = day(timezone.localdate(lock.locked_at))
        message = f"{lock} is locked, by {lock.locked_by_name} on {since}: nothing can be dated {day(on)}."
        refuse_unless(False, f"{message} A finance officer can unlock it.", field)


def _refuse_day(line, on, at, *, earliest=None):
    """Refuses a day in the future, before `earliest`, after the line's year, or in a locked period."""
    latest = last_day(line.financial_year)
    refuse_unless(on <= timezone.localdate(at), "The date cannot be in the future.", "on")
    refuse_unless(
        on <= latest,
        f"{line.reference} is for {line.financial_year}, which ended on {day(latest)}.",
        "on",
    )
    refuse_unless(
        earliest is None or on >= earliest, f"Enter {day(earliest)} or a later day.", "on"
    )
    _refuse_if_locked(line.programme, on, "on")


def _refuse_year_if_locked(line, at, field=None):
    """A change of a whole year's figure counts on the day of that year which is nearest to today."""
    _refuse_if_locked(
        line.programme, nearest_day(line.financial_year, timezone.localdate(at)), field
    )


@transaction.atomic
def add_line(*, programme, by, at, allocation, forecast=None, why="", **details):
    """Adds a line to the budget. Without a forecast, the allocation is expected to be spent."""
    require(by, KEEP, programme)
    _one_at_a_time(programme)
    refuse_unless(allocation >= 0, "Enter an allocation of 0 or more.", "allocation")
    line = add_entry(
        Line,
        programme=programme,
        by=by,
        at=at,
        why=why,
        allocation=allocation,
        current_allocation=allocation,
        forecast=allocation if forecast is None else forecast,
        **details,
    )
    _refuse_year_if_locked(line, at, "financial_year")
    return line


@transaction.atomic
def change_line(line, *, by, at, version=None, **details):
    """Changes what the budget says about a line, its original allocation included, but no posting or virement."""
    line = _keepable(line, by, version)
    allocation = details.get("allocation", line.allocation)
    year = details.get("financial_year", line.financial_year)
    if (allocation, year) != (line.allocation, line.financial_year):
        _refuse_unless_open(line)
        _refuse_year_if_locked(line, at)
        moved = line.postings.exists() or Virement.objects.touching(line).exists()
        refuse_unless(
            year == line.financial_year or not moved,
            "Money has moved on this line: its year stays.",
            "financial_year",
        )
        details["current_allocation"] = line.current_allocation + allocation - line.allocation
    changed = change_entry(line, by=by, at=at, **details)
    if year != line.financial_year:
        _refuse_year_if_locked(changed, at, "financial_year")
    return changed


@transaction.atomic
def set_forecast(line, *, by, at, forecast, why="", version=None):
    """Says what the line is expected to cost over the whole year."""
    line = _keepable(line, by, version)
    _refuse_unless_open(line)
    _refuse_year_if_locked(line, at, "forecast")
    refuse_unless(forecast >= 0, "Enter a forecast of 0 or more.", "forecast")
    return change_entry(line, by=by, at=at, verb="reforecast", why=why, forecast=forecast)


@transaction.atomic
def move_allocation(line, *, by, at, to, amount, on, reason, authority, version=None):
    """Moves allocation to another line of the same programme and year (a virement). Returns the giving line."""
    line = _keepable(line, by, version)
    _refuse_unless_open(line)
    refuse_unless(
        to.pk != line.pk, "Choose another line: money cannot move from a line to itself.", "to"
    )
    same_pot = (to.programme_id, to.financial_year) == (line.programme_id, line.financial_year)
    refuse_unless(same_pot, f"Choose a line of this programme for {line.financial_year}.", "to")
    taker = locked(to)
    refuse_unless(taker.state in STEPS["move money"], f"{taker.reference} is closed.", "to")
    refuse_unless(amount > 0, "Enter a sum above 0.", "amount")
    left = (
        f"{line.reference} has {money(max(line.left, 0))} left that is neither spent nor committed."
    )
    refuse_unless(amount <= line.left, left, "amount")
    _refuse_day(line, on, at)
    virement = add_recorded(
        Virement,
        by=by,
        at=at,
        giver=line,
        taker=taker,
        amount=amount,
        on=on,
        reason=reason,
        authority=authority,
    )
    note = [
        {
            "field": "virement",
            "label": "Virement",
            "was": "",
            "now": f"{virement}, authority: {authority}",
        }
    ]
    change = {"by": by, "at": at, "why": reason, "changes": note}
    change_entry(
        taker, verb="topped up", current_allocation=taker.current_allocation + amount, **change
    )
    return change_entry(
        line, verb="reduced", current_allocation=line.current_allocation - amount, **change
    )


@transaction.atomic
def commit_money(line, *, by, at, amount, on, what, version=None):
    """Records that money of the line is promised, for example by an order."""
    line = _keepable(line, by, version)
    _refuse_day(line, on, at)
    return _post(
        line, Kind.COMMITMENT, by=by, at=at, verb="committed", amount=amount, on=on, what=what
    )


@transaction.atomic
def post_spend(line, *, by, at, amount, on, what, version=None):
    """Records that money of the line was spent, on a day of the line's year."""
    line = _keepable(line, by, version)
    _refuse_day(line, on, at, earliest=first_day(line.financial_year))
    return _post(line, Kind.SPEND, by=by, at=at, verb="charged", amount=amount, on=on, what=what)


@transaction.atomic
def reverse_posting(posting, *, by, at, on, why, version=None):
    """Takes back a posting in full by a reversing entry: releases a commitment, or corrects spend."""
    line = _keepable(posting.line, by, version)
    refuse_unless(
        posting.reverses_id is None, "This is a reversing entry. Post the sum again instead."
    )
    refuse_unless(
        not Posting.objects.filter(reverses=posting).exists(),
        "This posting was taken back already.",
    )
    _refuse_day(line, on, at, earliest=posting.on)
    verb = "released" if posting.kind == Kind.COMMITMENT else "credited"
    return _post(
        line,
        posting.kind,
        by=by,
        at=at,
        verb=verb,
        amount=-posting.amount,
        on=on,
        what=why,
        reverses=posting,
    )


def _post(line, kind, *, by, at, verb, amount, on, what, reverses=None):
    """Adds one posting and carries its sum to the line."""
    _refuse_unless_open(line)
    refuse_unless(
        amount > 0 or reverses, "Enter a sum above 0. To take a posting back, reverse it.", "amount"
    )
    last = line.postings.order_by("number").last()
    posting = add_recorded(
        Posting,
        by=by,
        at=at,
        line=line,
        number=last.number + 1 if last else 1,
        kind=kind,
        amount=amount,
        on=on,
        what=what,
        reverses=reverses,
    )
    total = TOTAL[kind]
    note = [
        {
            "field": "posting",
            "label": posting.get_kind_display(),
            "was": "",
            "now": f"{posting}: {what}",
        }
    ]
    why = what if reverses else ""
    return change_entry(
        line,
        by=by,
        at=at,
        verb=verb,
        why=why,
        changes=note,
        **{total: getattr(line, total) + amount},
    )


@transaction.atomic
def close_line(line, *, by, at, why, version=None):
    """Closes a line: no money moves on it any more. Its figures stay in the account of its year."""
    line = _keepable(line, by, version)
    _refuse_unless_open(line, "close")
    refuse_unless(
        line.committed == 0, f"{money(line.committed)} is still committed: release it first."
    )
    return change_entry(line, by=by, at=at, verb="closed", why=why, state=State.CLOSED)


@transaction.atomic
def reopen_line(line, *, by, at, why, version=None):
    """Opens a closed line again."""
    line = _keepable(line, by, version)
    _refuse_unless_open(line, "reopen")
    return change_entry(line, by=by, at=at, verb="reopened", why=why, state=State.OPEN)


@transaction.atomic
def lock_period(*, programme, by, at, starts_on, ends_on, why=""):
    """Locks the days from `starts_on` to `ends_on`, both included: nothing of the budget may be dated in them."""
    require(by, LOCK, programme)
    _one_at_a_time(programme)
    refuse_unless(starts_on <= ends_on, "The last day must not be before the first day.", "ends_on")
    other = PeriodLock.objects.in_force(programme).meeting(starts_on, ends_on).first()
    refuse_unless(other is None, f"{other} is locked already: choose days outside it.", "starts_on")
    lock = PeriodLock(
        programme=programme,
        starts_on=starts_on,
        ends_on=ends_on,
        locked_at=at,
        locked_by=by,
        locked_by_name=str(by),
    )
    lock.full_clean()
    lock.save()
    audit.record(lock, by=by, at=at, verb="locked the period", programme=programme, why=why)
    return lock


@transaction.atomic
def unlock_period(lock, *, by, at, why):
    """Unlocks a period, for a reason that stays on record."""
    require(by, LOCK, lock.programme)
    lock = (
        PeriodLock.objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=lock.pk)
    )
    refuse_unless(lock.unlocked_at is None, f"{lock} was unlocked already.")
    lock.unlocked_at, lock.unlocked_by, lock.unlocked_by_name, lock.why_unlocked = (
        at,
        by,
        str(by),
        why,
    )
    lock.full_clean()
    lock.save()
    audit.record(lock, by=by, at=at, verb="unlocked the period", programme=lock.programme, why=why)
    return lock


# --- reserves


@transaction.atomic
def add_reserve(*, programme, by, at, opening, why="", **details):
    """Adds a reserve with its opening forecast."""
    require(by, RESERVES, programme)
    refuse_unless(opening >= 0, "Enter an opening forecast of 0 or more.", "opening")
    return add_entry(
        Reserve, programme=programme, by=by, at=at, why=why, opening=opening, **details
    )


@transaction.atomic
def change_reserve(reserve, *, by, at, version=None, **details):
    """Changes what is said about a reserve, its opening forecast included, but no call on it."""
    reserve = _open_reserve(reserve, by, version)
    opening = details.get("opening", reserve.opening)
    promised = f"{money(reserve.approved)} of calls are approved: enter that or more."
    refuse_unless(opening >= reserve.approved, promised, "opening")
    return change_entry(reserve, by=by, at=at, **details)


@transaction.atomic
def close_reserve(reserve, *, by, at, why, version=None):
    """Closes a reserve: no call is made on it any more."""
    reserve = _open_reserve(reserve, by, version)
    waiting = reserve.requested + reserve.contingent
    refuse_unless(
        waiting == 0, f"{money(waiting)} of calls are not decided: approve or withdraw them first."
    )
    return change_entry(reserve, by=by, at=at, verb="closed", why=why, state=State.CLOSED)


@transaction.atomic
def reopen_reserve(reserve, *, by, at, why, version=None):
    """Opens a closed reserve again."""
    require(by, RESERVES, reserve.programme)
    reserve = locked(reserve, version)
    _refuse_unless_open(reserve, "reopen")
    return change_entry(reserve, by=by, at=at, verb="reopened", why=why, state=State.OPEN)


@transaction.atomic
def request_call(reserve, *, by, at, amount, what, on, delegation="", version=None):
    """Records that somebody asks for money of the reserve. More may be asked for than there is: the balance shows it."""
    reserve = _open_reserve(reserve, by, version)
    refuse_unless(amount > 0, "Enter a sum above 0.", "amount")
    _refuse_future(on, at)
    last = reserve.calls.order_by("number").last()
    call = add_recorded(
        Call,
        by=by,
        at=at,
        reserve=reserve,
        number=last.number + 1 if last else 1,
        amount=amount,
        what=what,
    )
    return _step(
        call,
        reserve,
        CallState.REQUESTED,
        by=by,
        at=at,
        verb="recorded a call on",
        on=on,
        delegation=delegation,
    )


@transaction.atomic
def approve_call(call, *, by, at, authority, on, delegation="", version=None):
    """Records that a call was approved, on whose authority, and to whom its use is delegated."""
    reserve = _open_reserve(call.reserve, by, version)
    _refuse_call_unless(call, "approve")
    left = f"{reserve.reference} has {money(reserve.balance_approved)} left after the calls that are approved."
    refuse_unless(call.amount <= reserve.balance_approved, left)
    return _step(
        call,
        reserve,
        CallState.APPROVED,
        by=by,
        at=at,
        verb="recorded the approval of a call on",
        authority=authority,
        on=on,
        delegation=delegation,
    )


@transaction.atomic
def make_call_contingent(call, *, by, at, authority, on, delegation="", version=None):
    """Records that a call may be used only if something happens: when, says whoever its use is delegated to."""
    reserve = _open_reserve(call.reserve, by, version)
    _refuse_call_unless(call, "make_contingent")
    return _step(
        call,
        reserve,
        CallState.CONTINGENT,
        by=by,
        at=at,
        verb="made contingent a call on",
        authority=authority,
        on=on,
        delegation=delegation,
    )


@transaction.atomic
def withdraw_call(call, *, by, at, on, why, version=None):
    """Takes a call back, approved or not: its money stays in the reserve."""
    reserve = _open_reserve(call.reserve, by, version)
    _refuse_call_unless(call, "withdraw")
    return _step(
        call, reserve, CallState.WITHDRAWN, by=by, at=at, verb="withdrew a call on", on=on, why=why
    )


def _open_reserve(reserve, by, version):
    """The reserve as it is now, open, for somebody who may keep it."""
    require(by, RESERVES, reserve.programme)
    reserve = locked(reserve, version)
    _refuse_unless_open(reserve)
    return reserve


def _refuse_future(on, at):
    refuse_unless(on <= timezone.localdate(at), "The date cannot be in the future.", "on")


def _last_step(call):
    return call.steps.order_by("recorded_at", "id").last()


def _refuse_call_unless(call, step):
    last = _last_step(call)
    word = last.get_state_display().lower()
    refuse_unless(
        last.state in CALL_STEPS[step],
        f"Call {call.number} is {word}: this step is not open to it.",
    )


def _step(call, reserve, state, *, by, at, verb, on, why="", **details):
    """Adds the step and carries the call's sum from where it stood to where it stands."""
    last = _last_step(call)
    _refuse_future(on, at)
    refuse_unless(
        last is None or on >= last.on, f"Enter {last and day(last.on)} or a later day.", "on"
    )
    added = add_recorded(CallStep, by=by, at=at, call=call, state=state, on=on, why=why, **details)
    sums = {name: getattr(reserve, name) for name in ("requested", "contingent", "approved")}
    for name, change in ((last and last.state, -call.amount), (state, call.amount)):
        if name in sums:
            sums[name] += change
    now = ", ".join(filter(None, [str(added), added.authority, added.delegation]))
    note = {"field": "call", "label": str(call)[:200], "was": str(last) if last else "", "now": now}
    return change_entry(reserve, by=by, at=at, verb=verb, why=why, changes=[note], **sums)
