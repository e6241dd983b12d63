"""Everything that can be done to savings, targets, re-allocations and carry-forwards.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the entry that the person was looking at; sums are whole pence.

No step may leave a pot overdrawn: a programme's steps happen one at a time, and each is checked against both pots.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the entry first).
"""

from django.db import transaction
from django.utils import timezone

from programme.authorization import require
from programme.financial_years import first_day
from programme.formats import money
from programme.models import Programme
from programme.records import add_entry, add_recorded, change_entry, locked, refuse_unless

from .choices import COUNTED, STEPS, CarryState, Kind, ReallocationState, State, TargetState
from .models import Achievement, CarryForward, Reallocation, Saving, Target
from .permissions import APPROVE, KEEP, POST
from .querysets import pots

NOT_APPROVED = {"approved_body": "", "approved_by": "", "approved_on": None}


def _one_at_a_time(programme):
    """Holds the programme's money until the transaction ends, so that two people never spend the same pound."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _held(entry, permission, by, version=None):
    """The entry as it is now, for somebody who may take this step."""
    require(by, permission, entry.programme)
    _one_at_a_time(entry.programme)
    return locked(entry, version)


def _refuse_unless_in(entry, states):
    refuse_unless(
        entry.state in states,
        f"{entry.reference} is {entry.get_state_display().lower()}: this step is not open to it.",
    )


def _refuse_overdrawn(programme, field=None):
    """Refuses what would leave less in a pot than was re-allocated or carried forward from it."""
    short = pots(programme).overdrawn()
    if short:
        word = Kind(short.kind).label.lower()
        refuse_unless(
            False,
            f"{money(-short.left)} more {word} money is re-allocated or carried forward than there would be in {short.year}.",
            field,
        )


def _refuse_amount(amount):
    refuse_unless(amount > 0, "Enter a sum above 0.", "amount")


def _approval(at, *, body, presented_by, on, undated):
    """The columns of an approval. A day that the papers do not give is left blank on purpose, never by accident."""
    refuse_unless(body, "Say which body approved it.", "body")
    refuse_unless(on or undated, "Enter the date, or say that the papers do not give it.", "on")
    refuse_unless(
        not (on and undated),
        "Enter the date or say that the papers do not give it, not both.",
        "undated",
    )
    refuse_unless(
        on is None or on <= timezone.localdate(at), "The approval cannot be in the future.", "on"
    )
    return {"approved_body": body, "approved_by": presented_by, "approved_on": on}


# --- targets


@transaction.atomic
def add_target(*, programme, by, at, financial_year, amount, why="", **details):
    """Sets how much more is to be saved every year from a financial year on."""
    require(by, KEEP, programme)
    _refuse_amount(amount)
    _one_at_a_time(programme)
    _refuse_second_target(programme, financial_year)
    return add_entry(
        Target,
        programme=programme,
        by=by,
        at=at,
        why=why,
        financial_year=financial_year,
        amount=amount,
        **details,
    )


@transaction.atomic
def change_target(target, *, by, at, version=None, **details):
    """Changes a target that is in force; what it was before stays in its history."""
    target = _held(target, KEEP, by, version)
    _refuse_unless_in(target, {TargetState.IN_FORCE})
    _refuse_amount(details.get("amount", target.amount))
    _refuse_second_target(
        target.programme, details.get("financial_year", target.financial_year), target
    )
    return change_entry(target, by=by, at=at, **details)


@transaction.atomic
def withdraw_target(target, *, by, at, why, version=None):
    """Takes a target out of force. It stays on record."""
    target = _held(target, KEEP, by, version)
    _refuse_unless_in(target, {TargetState.IN_FORCE})
    return change_entry(target, by=by, at=at, verb="withdrew", why=why, state=TargetState.WITHDRAWN)


def _refuse_second_target(programme, year, target=None):
    others = (
        Target.objects.of(programme)
        .in_force()
        .filter(financial_year=year)
        .exclude(pk=target and target.pk)
    )
    refuse_unless(
        not others.exists(),
        f"There is a target for {year} already: change that one.",
        "financial_year",
    )


# --- savings


@transaction.atomic
def add_saving(*, programme, by, at, amount, why="", **details):
    """Puts a saving on the register: identified, and not counted in any pot before it is approved."""
    require(by, KEEP, programme)
    _refuse_amount(amount)
    return add_entry(
        Saving,
        programme=programme,
        by=by,
        at=at,
        verb="identified",
        why=why,
        amount=amount,
        **details,
    )


@transaction.atomic
def change_saving(saving, *, by, at, version=None, **details):
    """Changes what the register says about a saving, as long as no re-allocation rests on what it was."""
    saving = _held(saving, KEEP, by, version)
    _refuse_unless_in(saving, STEPS["change"])
    _refuse_amount(details.get("amount", saving.amount))
    moved = {"kind", "starts_on"} & {
        name for name, value in details.items() if value != getattr(saving, name)
    }
    refuse_unless(
        not moved or not saving.achievements.exists(),
        "Money was achieved on this saving: this stays.",
        min(moved, default=None),
    )
    changed = change_entry(saving, by=by, at=at, **details)
    _refuse_overdrawn(saving.programme, "amount")
    return changed


@transaction.atomic
def approve_saving(saving, *, by, at, body, presented_by="", on=None, undated=False, version=None):
    """Records which body approved a saving, on whose report, and when. From now on it counts."""
    saving = _held(saving, APPROVE, by, version)
    _refuse_unless_in(saving, STEPS["approve"])
    approval = _approval(at, body=body, presented_by=presented_by, on=on, undated=undated)
    approval["approved_amount"] = saving.amount
    return change_entry(
        saving, by=by, at=at, verb="recorded the approval of", state=State.APPROVED, **approval
    )


@transaction.atomic
def post_achieved(saving, *, by, at, financial_year, amount, evidence, version=None):
    """Posts what an approved saving brought in a financial year that has begun."""
    saving = _held(saving, POST, by, version)
    _refuse_unless_in(saving, STEPS["post"])
    refuse_unless(
        amount > 0, "Enter a sum above 0. To take an achieved amount back, reverse it.", "amount"
    )
    first = saving.first_year
    refuse_unless(
        financial_year >= first, f"{saving.reference} begins in {first}.", "financial_year"
    )
    once = not saving.is_permanent
    refuse_unless(
        not once or financial_year == first,
        f"{saving.reference} is a one-off saving of {first}.",
        "financial_year",
    )
    begun = first_day(financial_year) <= timezone.localdate(at)
    refuse_unless(begun, f"{financial_year} has not begun.", "financial_year")
    return _post(
        saving,
        by=by,
        at=at,
        verb="posted an achieved amount on",
        financial_year=financial_year,
        amount=amount,
        evidence=evidence,
    )


@transaction.atomic
def reverse_achieved(achievement, *, by, at, why, version=None):
    """Takes an achieved amount back in full by a reversing entry. A saving with nothing left is approved, not achieved."""
    saving = _held(achievement.saving, POST, by, version)
    refuse_unless(
        achievement.reverses_id is None, "This is a reversing entry. Post the sum again instead."
    )
    taken = Achievement.objects.filter(reverses=achievement).exists()
    refuse_unless(not taken, "This amount was taken back already.")
    state = State.APPROVED if saving.achieved == achievement.amount else saving.state
    return _post(
        saving,
        by=by,
        at=at,
        verb="took back an achieved amount on",
        why=why,
        state=state,
        financial_year=achievement.financial_year,
        amount=-achievement.amount,
        evidence=why,
        reverses=achievement,
    )


def _post(saving, *, by, at, verb, amount, why="", state=None, **details):
    """Adds one achieved amount and carries it to the saving."""
    last = saving.achievements.order_by("number").last()
    number = last.number + 1 if last else 1
    added = add_recorded(
        Achievement, by=by, at=at, saving=saving, number=number, amount=amount, **details
    )
    note = {
        "field": "achievement",
        "label": "Achieved",
        "was": "",
        "now": f"{added}: {added.evidence}",
    }
    columns = {"achieved": saving.achieved + amount, "state": state or saving.state}
    return change_entry(saving, by=by, at=at, verb=verb, why=why, changes=[note], **columns)


@transaction.atomic
def confirm_achieved(saving, *, by, at, why, version=None):
    """Says that an approved saving is achieved, on the strength of the amounts posted."""
    saving = _held(saving, POST, by, version)
    _refuse_unless_in(saving, STEPS["achieve"])
    refuse_unless(
        saving.achieved > 0,
        f"Nothing is posted as achieved on {saving.reference}: post that first.",
    )
    return change_entry(saving, by=by, at=at, verb="confirmed", why=why, state=State.ACHIEVED)


@transaction.atomic
def reopen_saving(saving, *, by, at, why, version=None):
    """Takes an achieved saving back to approved, or a withdrawn one back to identified."""
    saving = _held(saving, KEEP, by, version)
    _refuse_unless_in(saving, STEPS["reopen"])
    state = State.APPROVED if saving.state == State.ACHIEVED else State.IDENTIFIED
    return change_entry(saving, by=by, at=at, verb="reopened", why=why, state=state)


@transaction.atomic
def withdraw_saving(saving, *, by, at, why, version=None):
    """Takes a saving off the account; refused while re-allocations rest on it or money was achieved on it."""
    saving = _held(saving, KEEP, by, version)
    _refuse_unless_in(saving, STEPS["withdraw"])
    refuse_unless(
        saving.achieved == 0,
        f"{money(saving.achieved)} was achieved on {saving.reference}: take that back first.",
    )
    blank = {**NOT_APPROVED, "approved_amount": None}
    changed = change_entry(
        saving, by=by, at=at, verb="withdrew", why=why, state=State.WITHDRAWN, **blank
    )
    _refuse_overdrawn(saving.programme)
    return changed


# --- re-allocations


@transaction.atomic
def add_reallocation(*, programme, by, at, kind, pot, amount, financial_year, why="", **details):
    """Spends saved money again, from the pot of its own kind and no more than is in it."""
    require(by, POST, programme)
    _one_at_a_time(programme)
    _refuse_amount(amount)
    _refuse_other_pot(programme, kind, pot, financial_year)
    _refuse_more_than_left(pots(programme), kind, financial_year, amount)
    return add_entry(
        Reallocation,
        programme=programme,
        by=by,
        at=at,
        verb="re-allocated money to",
        why=why,
        kind=kind,
        pot=pot,
        amount=amount,
        financial_year=financial_year,
        **details,
    )


@transaction.atomic
def change_reallocation(reallocation, *, by, at, version=None, **details):
    """Changes a re-allocation within its pot. What was approved stays as it was approved: withdraw it instead."""
    row = _held(reallocation, POST, by, version)
    _refuse_unless_in(row, COUNTED)
    kind, pot, amount, year = (
        details.get(name, getattr(row, name))
        for name in ("kind", "pot", "amount", "financial_year")
    )
    same = (kind, amount, year) == (row.kind, row.amount, row.financial_year)
    refuse_unless(
        same or row.state != ReallocationState.APPROVED,
        f"{row.reference} is approved: its kind, amount and year stay. Withdraw it and add another.",
        "amount",
    )
    _refuse_amount(amount)
    _refuse_other_pot(row.programme, kind, pot, year)
    if not same:
        money_of = pots(row.programme)
        money_of.reallocations = [other for other in money_of.reallocations if other.pk != row.pk]
        _refuse_more_than_left(money_of, kind, year, amount)
        later = year > row.financial_year
        _refuse_if_derived(row, "financial_year" if later else "kind", later or kind != row.kind)
    return change_entry(row, by=by, at=at, **details)


@transaction.atomic
def approve_reallocation(
    reallocation, *, by, at, body, presented_by="", on=None, undated=False, version=None
):
    """Records which body approved a re-allocation, on whose report, and when."""
    row = _held(reallocation, APPROVE, by, version)
    _refuse_unless_in(row, {ReallocationState.RECORDED})
    approval = _approval(at, body=body, presented_by=presented_by, on=on, undated=undated)
    return change_entry(
        row,
        by=by,
        at=at,
        verb="recorded the approval of",
        state=ReallocationState.APPROVED,
        **approval,
    )


@transaction.atomic
def withdraw_reallocation(reallocation, *, by, at, why, version=None):
    """Gives the money back to its pot. The row stays on record."""
    row = _held(reallocation, POST, by, version)
    _refuse_unless_in(row, COUNTED)
    _refuse_if_derived(row, None, True)
    return change_entry(
        row, by=by, at=at, verb="withdrew", why=why, state=ReallocationState.WITHDRAWN
    )


def _refuse_other_pot(programme, kind, pot, year):
    """The pots are never netted: permanent spending comes from permanent savings, one-off spending from one-off ones."""
    if kind == pot:
        return
    left = money(max(pots(programme).left(kind, year), 0))
    if kind == Kind.PERMANENT:
        message = f"Permanent spending cannot be funded from one-off money. Permanent savings have {left} left from {year} on."
    else:
        message = (
            f"One-off spending is funded from one-off money: {left} is left in {year}. "
            "What permanent savings leave over in a year is recorded as a one-off saving first."
        )
    refuse_unless(False, message, "pot")


def _refuse_more_than_left(money_of, kind, year, amount):
    left = max(money_of.left(kind, year), 0)
    if kind == Kind.PERMANENT:
        message = f"The permanent pot has {money(left)} a year left from {year} on: enter that or less. One-off"
    else:
        message = f"The one-off pot has {money(left)} left in {year}: enter that or less. Permanent"
    refuse_unless(amount <= left, f"{message} money does not count.", "amount")


def _refuse_if_derived(row, field, matters):
    derived = row.derived.exclude(state=State.WITHDRAWN).first() if matters else None
    refuse_unless(
        derived is None,
        f"{derived and derived.reference} derives from {row.reference}: withdraw that first.",
        field,
    )


# --- carry-forwards


@transaction.atomic
def request_carry_forward(*, programme, by, at, financial_year, amount, why="", **details):
    """Asks to take one-off money of a year into the next. Nothing moves before a body has approved it."""
    require(by, POST, programme)
    _one_at_a_time(programme)
    _refuse_amount(amount)
    _refuse_more_than_left(pots(programme), Kind.ONE_OFF, financial_year, amount)
    return add_entry(
        CarryForward,
        programme=programme,
        by=by,
        at=at,
        verb="asked to carry forward",
        why=why,
        financial_year=financial_year,
        amount=amount,
        **details,
    )


@transaction.atomic
def change_carry_forward(carried, *, by, at, version=None, **details):
    """Changes a carry-forward that no body has decided on."""
    carried = _held(carried, POST, by, version)
    _refuse_unless_in(carried, {CarryState.REQUESTED})
    amount, year = (
        details.get("amount", carried.amount),
        details.get("financial_year", carried.financial_year),
    )
    _refuse_amount(amount)
    _refuse_more_than_left(pots(carried.programme), Kind.ONE_OFF, year, amount)
    return change_entry(carried, by=by, at=at, **details)


@transaction.atomic
def approve_carry_forward(
    carried, *, by, at, body, presented_by="", on=None, undated=False, version=None
):
    """Records which body approved it: the money moves into the next year."""
    carried = _held(carried, APPROVE, by, version)
    _refuse_unless_in(carried, {CarryState.REQUESTED})
    left = max(pots(carried.programme).left(Kind.ONE_OFF, carried.financial_year), 0)
    short = f"Only {money(left)} of one-off money is left in {carried.financial_year}."
    refuse_unless(carried.amount <= left, short)
    approval = _approval(at, body=body, presented_by=presented_by, on=on, undated=undated)
    return change_entry(
        carried,
        by=by,
        at=at,
        verb="recorded the approval of",
        state=CarryState.APPROVED,
        **approval,
    )


@transaction.atomic
def drop_carry_forward(carried, *, by, at, why, version=None):
    """Takes the request or the approval back: the money stays in its own year."""
    carried = _held(carried, POST, by, version)
    _refuse_unless_in(carried, {CarryState.REQUESTED, CarryState.APPROVED})
    changed = change_entry(
        carried, by=by, at=at, verb="dropped", why=why, state=CarryState.DROPPED, **NOT_APPROVED
    )
    _refuse_overdrawn(carried.programme)
    return changed
