"""Everything that can be done to savings, targets, re-allocations and carry-forwards.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is that of the entry that the person was looking at;
sums are whole pence.

No step may leave a pot overdrawn: a programme's steps happen one at a time, and each is checked
against both pots.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the entry first).
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.financial_years import financial_year_of, first_day
from programme.formats import day, money
from programme.models import Programme
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    next_number,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
)

from .account import pots
from .choices import (
    CARRY_STEPS,
    REALLOCATION_STEPS,
    STEPS,
    TARGET_STEPS,
    CarryState,
    Certainty,
    Kind,
    ReallocationState,
    State,
    TargetState,
)
from .models import (
    ABOVE_ZERO,
    ABOVE_ZERO_OR_REVERSE,
    Achievement,
    CarryForward,
    Reallocation,
    Saving,
    Target,
)
from .permissions import APPROVE, KEEP, POST

NOT_APPROVED = {"approved_body": "", "approved_by": "", "approved_on": None}
STEPS_OF = {
    Saving: STEPS,
    Target: TARGET_STEPS,
    Reallocation: REALLOCATION_STEPS,
    CarryForward: CARRY_STEPS,
}


def _one_at_a_time(programme):
    """Holds the programme's money until the end, so that nobody spends the same pound twice."""
    Programme.objects.select_for_update().get(pk=programme.pk)


def _begin(entry, step, *, by, permission, version):
    """The entry as it is now, for somebody who may take this step; the money is held."""
    _one_at_a_time(entry.programme)
    steps = STEPS_OF[type(entry)]
    return begin_step(entry, step, steps, by=by, permission=permission, version=version)


def _begin_change(entry, *, by, permission, version):
    """The entry as it is now, for somebody who may change it; the money is held."""
    _one_at_a_time(entry.programme)
    return begin_change(entry, STEPS_OF[type(entry)], by=by, permission=permission, version=version)


def refuse_overdrawn(programme, field=None):
    """Refuses what would leave less in a pot than was re-allocated or carried forward from it."""
    if short := pots(programme).overdrawn():
        more = f"{money(-short.left)} more {Kind(short.kind).label.lower()} money"
        there = f"than there would be in {short.year}"
        refuse(f"{more} is re-allocated or carried forward {there}.", field)


def _refuse_amount(amount):
    refuse_if(amount <= 0, ABOVE_ZERO, "amount")


def _approval(at, *, body, presented_by="", on=None, undated=False):
    """The columns of an approval. A day that the papers do not give is left blank on purpose."""
    refuse_unless(body, "Say which body approved it.", "body")
    refuse_unless(on or undated, "Enter the date, or say that the papers do not give it.", "on")
    both = "Enter the date or say that the papers do not give it, not both."
    refuse_if(on and undated, both, "undated")
    refuse_future(on, at, "on")
    return {"approved_body": body, "approved_by": presented_by, "approved_on": on}


# --- targets


@transaction.atomic
def add_target(*, programme, by, at, financial_year, amount, why="", **details):
    """Sets how much more is to be saved every year from a financial year on, or once in it."""
    require(by, KEEP, programme)
    _refuse_amount(amount)
    _one_at_a_time(programme)
    kind = details.get("kind", Kind.PERMANENT)
    _refuse_second_target(programme, financial_year, kind)
    asked = {"financial_year": financial_year, "amount": amount, **details}
    return add_entry(Target, programme=programme, by=by, at=at, why=why, **asked)


@transaction.atomic
def change_target(target, *, by, at, version=None, **details):
    """Changes a target that is in force; what it was before stays in its history."""
    target = _begin_change(target, by=by, permission=KEEP, version=version)
    _refuse_amount(details.get("amount", target.amount))
    year = details.get("financial_year", target.financial_year)
    kind = details.get("kind", target.kind)
    _refuse_second_target(target.programme, year, kind, target)
    return change_entry(target, by=by, at=at, **details)


@transaction.atomic
def withdraw_target(target, *, by, at, why, version=None):
    """Takes a target out of force. It stays on record."""
    target = _begin(target, "withdraw", by=by, permission=KEEP, version=version)
    return change_entry(target, by=by, at=at, verb="withdrew", why=why, state=TargetState.WITHDRAWN)


@transaction.atomic
def reopen_target(target, *, by, at, why, version=None):
    """Puts a withdrawn target in force again, unless another one has taken its place."""
    target = _begin(target, "reopen", by=by, permission=KEEP, version=version)
    how = {"by": by, "at": at, "verb": "reopened", "why": why}
    target = change_entry(target, state=TargetState.IN_FORCE, **how)
    refuse_second(target)
    return target


def refuse_second(target):
    """Refuses a target that comes back where another one is in force by now."""
    if target.state == TargetState.IN_FORCE:
        year, kind = target.financial_year, target.kind
        _refuse_second_target(target.programme, year, kind, target, field=None)


def _refuse_second_target(programme, year, kind, target=None, field="financial_year"):
    in_force = Target.objects.of(programme).in_force().filter(financial_year=year, kind=kind)
    other = in_force.exclude(pk=target and target.pk).exists()
    refuse_if(other, f"There is a target for {year} already: change that one.", field)


# --- savings


@transaction.atomic
def add_saving(*, programme, by, at, amount, why="", **details):
    """Puts a saving on the register: identified, and in no pot before it is approved."""
    require(by, KEEP, programme)
    _refuse_amount(amount)
    _refuse_end(details.get("kind"), details.get("ends_on"))
    who = {"by": by, "at": at, "verb": "identified", "why": why}
    return add_entry(Saving, programme=programme, **who, amount=amount, **details)


@transaction.atomic
def change_saving(saving, *, by, at, version=None, **details):
    """Changes what the register says of a saving; what was approved stays as it was."""
    saving = _begin_change(saving, by=by, permission=KEEP, version=version)
    _refuse_amount(details.get("amount", saving.amount))
    kind, end = (details.get(name, getattr(saving, name)) for name in ("kind", "ends_on"))
    changed = change_entry(saving, by=by, at=at, **details)
    _refuse_end(kind, end)
    if {"starts_on", "ends_on"}.intersection(details):
        _refuse_days_out_of_step(changed)
    return changed


def _refuse_days_out_of_step(saving):
    """Refuses a start or a last day that a changed amount or achieved money speaks against."""
    if saving.earlier:
        late = saving.starts_on >= saving.earlier[0][0]
        refuse_if(late, "Its amount changes before it would start.", "starts_on")
    if saving.ends_on and saving.is_permanent:
        began = saving.earlier[-1][0] if saving.earlier else saving.starts_on
        refuse_if(saving.ends_on < began, f"Enter {day(began)} or a later day.", "ends_on")
        _refuse_achieved_after(saving, saving.ends_on, "ends_on")


def _refuse_end(kind, ends_on):
    once = kind == Kind.ONE_OFF and ends_on
    refuse_if(once, "A one-off saving comes once: it has no last day.", "ends_on")


@transaction.atomic
def approve_saving(saving, *, by, at, version=None, **said):
    """Records which body approved a saving, on whose report, and when. From now on it counts.

    `said` is `body`, `presented_by`, and `on` or `undated`.
    """
    saving = _begin(saving, "approve", by=by, permission=APPROVE, version=version)
    potential = f"{saving.reference} is potential: say that it is committed first."
    refuse_if(saving.certainty == Certainty.POTENTIAL, potential)
    approved = {"state": State.APPROVED, **_approval(at, **said), "approved_amount": saving.amount}
    return change_entry(saving, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def revise_saving(saving, *, by, at, amount, starts_on, why, title="", version=None, **said):
    """Records that a body approved another amount, start or name of a saving than before.

    `said` is `body`, `presented_by`, and `on` or `undated`, all of the changed approval.
    """
    saving = _begin(saving, "revise", by=by, permission=APPROVE, version=version)
    _refuse_amount(amount)
    title = title or saving.title
    same = (amount, starts_on, title) == (saving.amount, saving.starts_on, saving.title)
    refuse_if(same, "This is what was approved already.", "amount")
    stays = f"Its amount was {saving.changes_in_words}: change it from a day on."
    another = amount != saving.amount
    planned = saving.is_all_planned(timezone.localdate(at))
    refuse_if(saving.earlier and another and not planned, stays, "amount")
    fallen, notes = _drop_changes(saving, date.min) if another else ({}, [])
    earlier = fallen.get("earlier_amounts", saving.earlier_amounts)
    late = earlier and starts_on.isoformat() >= earlier[0][0]
    refuse_if(late, "Its amount changes before it would start.", "starts_on")
    refuse_once_achieved(saving, starts_on=starts_on)
    revised = fallen | {"title": title, "amount": amount, "starts_on": starts_on}
    revised |= {"approved_amount": amount, **_approval(at, **said)}
    how = {"by": by, "at": at, "verb": "recorded a changed approval of", "why": why}
    changed = change_entry(saving, step="revise", changes=notes, **how, **revised)
    refuse_overdrawn(saving.programme, "amount")
    return changed


def _drop_changes(saving, first):
    """The columns without the changes of its amount from a day on, which were planned before
    something else was decided, and the note that says which fell away.
    """
    gone = saving.changes_from(first)
    if not gone:
        return {}, []
    note = audit.note("planned", "Change that was planned", gone, "falls away")
    columns = saving.without_changes_from(first)
    return columns | {"approved_amount": columns["amount"]}, [note]


def refuse_once_achieved(saving, **facts):
    """Refuses another start or kind of a saving on which money was achieved."""
    for name, value in facts.items():
        moved = value != getattr(saving, name) and saving.achievements.exists()
        what = "start" if name == "starts_on" else name
        refuse_if(moved, f"Money was achieved on this saving: its {what} stays.", name)


@transaction.atomic
def change_amount(saving, *, by, at, amount, from_day, why, version=None, **said):
    """Records that a body approved another yearly amount from a day on; years before stand.

    A change that was planned for that day or later falls away.

    `said` is `body`, `presented_by`, and `on` or `undated`, all of the changed approval.
    """
    saving = _begin(saving, "change_amount", by=by, permission=APPROVE, version=version)
    once = f"{saving.reference} is a one-off saving: record a changed approval."
    refuse_unless(saving.is_permanent, once)
    _refuse_amount(amount)
    today = timezone.localdate(at)
    after = max([saving.starts_on, *(on for on, _ in saving.earlier if on <= today)])
    refuse_if(from_day <= after, f"Enter a day after {day(after)}.", "from_day")
    fallen, notes = _drop_changes(saving, from_day)
    before = fallen.get("amount", saving.amount)
    refuse_if(amount == before, "This is its yearly amount already.", "amount")
    ended = saving.ends_on and from_day > saving.ends_on
    refuse_if(ended, f"{saving.reference} ends on {day(saving.ends_on)}.", "from_day")
    known = fallen.get("earlier_amounts", saving.earlier_amounts)
    earlier = [*known, [from_day.isoformat(), before]]
    changed = {"amount": amount, "approved_amount": amount, "earlier_amounts": earlier}
    how = {"by": by, "at": at, "verb": "recorded a changed amount of", "why": why}
    how["changes"] = notes
    saving = change_entry(saving, step="change_amount", **how, **changed, **_approval(at, **said))
    refuse_overdrawn(saving.programme, "amount")
    return saving


@transaction.atomic
def end_saving(saving, *, by, at, why, last_day=None, version=None):
    """Ends a permanent saving with its last day; of a one-off one withdraws what is not achieved.

    What it brought until then stands. A change of its amount after that day falls away.
    """
    saving = _begin(saving, "end", by=by, permission=APPROVE, version=version)
    how = {"step": "end", "by": by, "at": at, "why": why}
    if not saving.is_permanent:
        nothing = f"Nothing was achieved on {saving.reference}: withdraw it."
        refuse_unless(saving.achieved, nothing)
        whole = f"All of {saving.reference} was achieved: nothing is left to withdraw."
        refuse_if(saving.achieved >= saving.amount, whole)
        rest = {"amount": saving.achieved, "approved_amount": saving.achieved}
        saving = change_entry(saving, verb="withdrew the rest of", **how, **rest)
    else:
        refuse_unless(last_day, "Enter the last day.", "last_day")
        early = f"Enter {day(saving.starts_on)} or a later day."
        refuse_if(last_day < saving.starts_on, early, "last_day")
        _refuse_achieved_after(saving, last_day)
        fallen, notes = _drop_changes(saving, last_day + timedelta(days=1))
        how |= {"verb": "ended", "changes": notes}
        saving = change_entry(saving, **how, **fallen, ends_on=last_day)
    refuse_overdrawn(saving.programme, "last_day" if saving.is_permanent else None)
    return saving


def _refuse_achieved_after(saving, last_day, field="last_day"):
    """Refuses an end before a year in which money was achieved."""
    years = Achievement.objects.by_year([saving], None)
    last = max((year for (_, year), pence in years.items() if pence), default="")
    achieved = f"Money was achieved on {saving.reference} in {last}: take that back first."
    refuse_if(last > financial_year_of(last_day), achieved, field)


@transaction.atomic
def post_achieved(saving, *, by, at, financial_year, amount, evidence, version=None):
    """Posts what an approved saving brought in a financial year that has begun."""
    saving = _begin(saving, "post", by=by, permission=POST, version=version)
    refuse_achieved(saving, financial_year, amount, at)
    posted = {"financial_year": financial_year, "amount": amount, "evidence": evidence}
    return _post(saving, by=by, at=at, verb="posted an achieved amount on", **posted)


def refuse_achieved(saving, financial_year, amount, at):
    """Refuses an achieved amount of a year that is not the saving's, or has not begun."""
    refuse_if(amount <= 0, ABOVE_ZERO_OR_REVERSE, "amount")
    first, field = saving.first_year, "financial_year"
    refuse_if(financial_year < first, f"{saving.reference} begins in {first}.", field)
    last = saving.ends_on and financial_year_of(saving.ends_on)
    refuse_if(last and financial_year > last, f"{saving.reference} ended in {last}.", field)
    once = not saving.is_permanent and financial_year != first
    refuse_if(once, f"{saving.reference} is a one-off saving of {first}.", field)
    begun = first_day(financial_year) <= timezone.localdate(at)
    refuse_unless(begun, f"{financial_year} has not begun.", field)


@transaction.atomic
def reverse_achieved(achievement, *, by, at, why, version=None):
    """Takes an achieved amount back in full by a reversing entry.

    A saving with nothing left is approved, not achieved.
    """
    saving = _begin(achievement.saving, "reverse", by=by, permission=POST, version=version)
    reversing = achievement.reverses_id is not None
    refuse_if(reversing, "This is a reversing entry. Post the sum again instead.")
    taken = Achievement.objects.filter(reverses=achievement).exists()
    refuse_if(taken, "This amount was taken back already.")
    state = State.APPROVED if saving.achieved == achievement.amount else saving.state
    who = {"by": by, "at": at, "verb": "took back an achieved amount on", "why": why}
    back = {"financial_year": achievement.financial_year, "amount": -achievement.amount}
    return _post(saving, **who, state=state, **back, evidence=why, reverses=achievement)


def _post(saving, *, by, at, verb, amount, why="", state=None, **details):
    """Adds one achieved amount and carries it to the saving."""
    details |= {"number": next_number(saving.achievements), "amount": amount}
    added = add_recorded(Achievement, by=by, at=at, saving=saving, **details)
    note = audit.note("achievement", "Achieved", "", f"{added}: {added.evidence}")
    columns = {"achieved": saving.achieved + amount, "state": state or saving.state}
    return change_entry(saving, by=by, at=at, verb=verb, why=why, changes=[note], **columns)


@transaction.atomic
def confirm_achieved(saving, *, by, at, why, version=None):
    """Says that an approved saving is achieved, on the strength of the amounts posted."""
    saving = _begin(saving, "confirm", by=by, permission=POST, version=version)
    nothing = f"Nothing is posted as achieved on {saving.reference}: post that first."
    refuse_unless(saving.achieved, nothing)
    return change_entry(saving, by=by, at=at, verb="confirmed", why=why, state=State.ACHIEVED)


@transaction.atomic
def reopen_saving(saving, *, by, at, why, version=None):
    """Takes an achieved saving back to approved, or a withdrawn one back to identified."""
    saving = _begin(saving, "reopen", by=by, permission=KEEP, version=version)
    state = State.APPROVED if saving.state == State.ACHIEVED else State.IDENTIFIED
    return change_entry(saving, by=by, at=at, verb="reopened", why=why, state=state)


@transaction.atomic
def withdraw_saving(saving, *, by, at, why, version=None):
    """Takes a saving off the account, unless it achieved money or re-allocations rest on it."""
    saving = _begin(saving, "withdraw", by=by, permission=KEEP, version=version)
    money_came = f"{money(saving.achieved)} was achieved on {saving.reference}"
    achieved = f"{money_came}: take that back first, or end it to withdraw the rest."
    refuse_if(saving.achieved, achieved)
    blank = {"state": State.WITHDRAWN, **NOT_APPROVED, "approved_amount": None}
    changed = change_entry(saving, by=by, at=at, verb="withdrew", why=why, **blank)
    refuse_overdrawn(saving.programme)
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
    who = {"by": by, "at": at, "verb": "re-allocated money to", "why": why}
    taken = {"kind": kind, "pot": pot, "amount": amount, "financial_year": financial_year}
    return add_entry(Reallocation, programme=programme, **who, **taken, **details)


@transaction.atomic
def change_reallocation(reallocation, *, by, at, version=None, **details):
    """Changes a re-allocation within its pot. What was approved stays: withdraw it instead."""
    row = _begin_change(reallocation, by=by, permission=POST, version=version)
    kind, pot, amount, year = (
        details.get(name, getattr(row, name))
        for name in ("kind", "pot", "amount", "financial_year")
    )
    moved = (kind, amount, year) != (row.kind, row.amount, row.financial_year)
    kept = f"{row.reference} is approved: its kind, amount and year stay."
    approved = row.state == ReallocationState.APPROVED
    refuse_if(moved and approved, f"{kept} Withdraw it and add another.", "amount")
    _refuse_amount(amount)
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
    row = _begin(reallocation, "approve", by=by, permission=APPROVE, version=version)
    approved = {"state": ReallocationState.APPROVED, **_approval(at, **said)}
    return change_entry(row, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def withdraw_reallocation(reallocation, *, by, at, why, version=None):
    """Gives the money back to its pot. The row stays on record."""
    row = _begin(reallocation, "withdraw", by=by, permission=POST, version=version)
    _refuse_derived(row)
    state = ReallocationState.WITHDRAWN
    return change_entry(row, by=by, at=at, verb="withdrew", why=why, state=state)


@transaction.atomic
def reopen_reallocation(reallocation, *, by, at, why, version=None):
    """Takes a withdrawn re-allocation up again, as approved where a body had approved it, if its
    pot still has the money.
    """
    row = _begin(reallocation, "reopen", by=by, permission=POST, version=version)
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


# --- carry-forwards


@transaction.atomic
def request_carry_forward(*, programme, by, at, financial_year, amount, why="", **details):
    """Asks to take one-off money of a year into the next. It moves when a body approves it."""
    require(by, POST, programme)
    _one_at_a_time(programme)
    _refuse_amount(amount)
    _refuse_more_than_left(pots(programme), Kind.ONE_OFF, financial_year, amount)
    who = {"by": by, "at": at, "verb": "asked to carry forward", "why": why}
    asked = {"financial_year": financial_year, "amount": amount, **details}
    return add_entry(CarryForward, programme=programme, **who, **asked)


@transaction.atomic
def change_carry_forward(carried, *, by, at, version=None, **details):
    """Changes a carry-forward that no body has decided on."""
    carried = _begin_change(carried, by=by, permission=POST, version=version)
    amount = details.get("amount", carried.amount)
    year = details.get("financial_year", carried.financial_year)
    _refuse_amount(amount)
    _refuse_more_than_left(pots(carried.programme), Kind.ONE_OFF, year, amount)
    return change_entry(carried, by=by, at=at, **details)


@transaction.atomic
def approve_carry_forward(carried, *, by, at, version=None, **said):
    """Records which body approved it: the money moves into the next year.

    `said` is `body`, `presented_by`, and `on` or `undated`.
    """
    carried = _begin(carried, "approve", by=by, permission=APPROVE, version=version)
    left = max(pots(carried.programme).left(Kind.ONE_OFF, carried.financial_year), 0)
    short = f"Only {money(left)} of one-off money is left in {carried.financial_year}."
    refuse_if(carried.amount > left, short)
    approved = {"state": CarryState.APPROVED, **_approval(at, **said)}
    return change_entry(carried, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def drop_carry_forward(carried, *, by, at, why, version=None):
    """Takes the request or the approval back: the money stays in its own year."""
    carried = _begin(carried, "drop", by=by, permission=POST, version=version)
    dropped = {"state": CarryState.DROPPED, **NOT_APPROVED}
    changed = change_entry(carried, by=by, at=at, verb="dropped", why=why, **dropped)
    refuse_overdrawn(carried.programme)
    return changed


@transaction.atomic
def reopen_carry_forward(carried, *, by, at, why, version=None):
    """Asks again for what was dropped, or approved by mistake: a body has to approve it anew."""
    carried = _begin(carried, "reopen", by=by, permission=POST, version=version)
    again = {"state": CarryState.REQUESTED, **NOT_APPROVED}
    carried = change_entry(carried, by=by, at=at, verb="reopened", why=why, **again)
    refuse_overdrawn(carried.programme)
    return carried
