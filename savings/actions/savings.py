"""What can be done to a saving, from adding it to what it achieved."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.financial_years import financial_year_of, first_day
from programme.formats import day, money
from programme.records import (
    add_entry,
    add_recorded,
    change_entry,
    next_number,
    refuse_if,
    refuse_unless,
)

from ..choices import (
    Certainty,
    Kind,
    State,
)
from ..models import (
    ABOVE_ZERO_OR_REVERSE,
    Achievement,
    Saving,
)
from ..permissions import APPROVE, KEEP, POST
from .base import NOT_APPROVED, approval, begin, begin_to_change, refuse_amount, refuse_overdrawn


@transaction.atomic
def add_saving(*, programme, by, at, amount, why="", **details):
    """Puts a saving on the register: identified, and in no pot before it is approved."""
    require(by, KEEP, programme)
    refuse_amount(amount)
    _refuse_end(details.get("kind"), details.get("ends_on"))
    who = {"by": by, "at": at, "verb": "identified", "why": why}
    return add_entry(Saving, programme=programme, **who, amount=amount, **details)


@transaction.atomic
def change_saving(saving, *, by, at, version=None, **details):
    """Changes what the register says of a saving; what was approved stays as it was."""
    saving = begin_to_change(saving, by=by, permission=KEEP, version=version)
    refuse_amount(details.get("amount", saving.amount))
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
    saving = begin(saving, "approve", by=by, permission=APPROVE, version=version)
    potential = f"{saving.reference} is potential: say that it is committed first."
    refuse_if(saving.certainty == Certainty.POTENTIAL, potential)
    approved = {"state": State.APPROVED, **approval(at, **said), "approved_amount": saving.amount}
    return change_entry(saving, by=by, at=at, verb="recorded the approval of", **approved)


@transaction.atomic
def revise_saving(saving, *, by, at, amount, starts_on, why, title="", version=None, **said):
    """Records that a body approved another amount, start or name of a saving than before.

    `said` is `body`, `presented_by`, and `on` or `undated`, all of the changed approval.
    """
    saving = begin(saving, "revise", by=by, permission=APPROVE, version=version)
    refuse_amount(amount)
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
    revised |= {"approved_amount": amount, **approval(at, **said)}
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
    saving = begin(saving, "change_amount", by=by, permission=APPROVE, version=version)
    once = f"{saving.reference} is a one-off saving: record a changed approval."
    refuse_unless(saving.is_permanent, once)
    refuse_amount(amount)
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
    saving = change_entry(saving, step="change_amount", **how, **changed, **approval(at, **said))
    refuse_overdrawn(saving.programme, "amount")
    return saving


@transaction.atomic
def end_saving(saving, *, by, at, why, last_day=None, version=None):
    """Ends a permanent saving with its last day; of a one-off one withdraws what is not achieved.

    What it brought until then stands. A change of its amount after that day falls away.
    """
    saving = begin(saving, "end", by=by, permission=APPROVE, version=version)
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
    saving = begin(saving, "post", by=by, permission=POST, version=version)
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
    saving = begin(achievement.saving, "reverse", by=by, permission=POST, version=version)
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
    saving = begin(saving, "confirm", by=by, permission=POST, version=version)
    nothing = f"Nothing is posted as achieved on {saving.reference}: post that first."
    refuse_unless(saving.achieved, nothing)
    return change_entry(saving, by=by, at=at, verb="confirmed", why=why, state=State.ACHIEVED)


@transaction.atomic
def reopen_saving(saving, *, by, at, why, version=None):
    """Takes an achieved saving back to approved, or a withdrawn one back to identified."""
    saving = begin(saving, "reopen", by=by, permission=KEEP, version=version)
    state = State.APPROVED if saving.state == State.ACHIEVED else State.IDENTIFIED
    return change_entry(saving, by=by, at=at, verb="reopened", why=why, state=state)


@transaction.atomic
def withdraw_saving(saving, *, by, at, why, version=None):
    """Takes a saving off the account, unless it achieved money or re-allocations rest on it."""
    saving = begin(saving, "withdraw", by=by, permission=KEEP, version=version)
    money_came = f"{money(saving.achieved)} was achieved on {saving.reference}"
    achieved = f"{money_came}: take that back first, or end it to withdraw the rest."
    refuse_if(saving.achieved, achieved)
    blank = {"state": State.WITHDRAWN, **NOT_APPROVED, "approved_amount": None}
    changed = change_entry(saving, by=by, at=at, verb="withdrew", why=why, **blank)
    refuse_overdrawn(saving.programme)
    return changed
