"""What can be done to a line of the budget: its money, its postings, its state."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.financial_years import first_day
from programme.formats import money
from programme.records import (
    add_entry,
    add_recorded,
    change_entry,
    locked,
    next_number,
    refuse_if,
    refuse_unless,
)

from ..choices import Kind, State
from ..models import Line, Posting, Virement
from ..permissions import KEEP
from .base import (
    NOTHING,
    TOTAL,
    begin,
    begin_to_change,
    hold_budget,
    refuse_day,
    refuse_year_if_locked,
)


@transaction.atomic
def add_line(*, programme, by, at, allocation, forecast=None, why="", **details):
    """Adds a line to the budget. Without a forecast, the allocation is expected to be spent.

    An allocation below 0 is income that is expected.
    """
    require(by, KEEP, programme)
    hold_budget(programme)
    _refuse_other_sign(allocation, forecast)
    sums = {"allocation": allocation, "current_allocation": allocation}
    sums |= _forecast(allocation, forecast)
    line = add_entry(Line, programme=programme, by=by, at=at, why=why, **sums, **details)
    refuse_year_if_locked(line, at, "financial_year")
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
    line = begin_to_change(line, by=by, version=version)
    return change_entry(line, by=by, at=at, **details)


@transaction.atomic
def allocate_line(line, *, by, at, allocation, financial_year, reason, authority, version=None):
    """Changes how much was allocated to a line, or for which year, before any virement.

    It needs a reason and an authority, as a virement does.
    """
    line = begin_to_change(line, by=by, version=version)
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
        refuse_year_if_locked(changed, at, "financial_year")
    return changed


def refuse_allocation(line, at, allocation, financial_year):
    """Refuses one of another sign than the forecast, in a locked year, or for another year once
    money has moved.
    """
    _refuse_other_sign(allocation, line.forecast if line.forecast_given else None)
    refuse_year_if_locked(line, at)
    spent = line.postings.exists() or Virement.objects.touching(line).known_at(None).exists()
    stays = "Money has moved on this line: its year stays."
    refuse_if(financial_year != line.financial_year and spent, stays, "financial_year")


@transaction.atomic
def set_forecast(line, *, by, at, forecast=None, why="", version=None):
    """Says what the line is expected to cost over the whole year; None: its allocation."""
    line = begin_to_change(line, by=by, version=version)
    refuse_forecast(line, at, forecast)
    known = _forecast(line.current_allocation, forecast)
    return change_entry(line, by=by, at=at, verb="reforecast", why=why, **known)


def refuse_forecast(line, at, forecast):
    """Refuses one in a locked year, or of another sign than the allocation."""
    refuse_year_if_locked(line, at, "forecast")
    _refuse_other_sign(line.allocation, forecast)


@transaction.atomic
def move_allocation(line, *, by, at, to, amount, on, reason, authority, version=None):
    """Moves allocation to another line of the same programme and year (a virement).

    Returns the giving line.
    """
    line = begin_to_change(line, by=by, version=version)
    taker = _taker(line, to)
    _refuse_more_than_left(line, amount, line.left)
    refuse_day(line, on, at)
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
        refuse_day(row.giver, row.on, at)
        left = row.giver.left + row.in_place_of.amount
        if row.amount != row.in_place_of.amount:
            _refuse_more_than_left(row.giver, row.amount, left)
        return
    spent = row.kind == Kind.SPEND
    refuse_day(row.line, row.on, at, earliest=first_day(row.line.financial_year) if spent else None)
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
    line = begin_to_change(line, by=by, version=version)
    refuse_day(line, on, at)
    said = {"kind": Kind.COMMITMENT, "amount": amount, "on": on, "what": what}
    return _post(line, "committed money of", by=by, at=at, **said)


@transaction.atomic
def post_spend(line, *, by, at, amount, on, what, version=None):
    """Records that money of the line was spent, on a day of the line's year; below 0: came in."""
    line = begin_to_change(line, by=by, version=version)
    refuse_day(line, on, at, earliest=first_day(line.financial_year))
    said = {"kind": Kind.SPEND, "amount": amount, "on": on, "what": what}
    return _post(line, "posted spend on", by=by, at=at, **said)


@transaction.atomic
def reverse_posting(posting, *, by, at, on, why, version=None):
    """Takes back a posting in full by a reversing entry: releases a commitment, corrects spend."""
    line = begin_to_change(posting.line, by=by, version=version)
    reversing = "This is a reversing entry. Post the sum again instead."
    refuse_if(posting.reverses_id, reversing)
    taken_back = Posting.objects.filter(reverses=posting).exists()
    refuse_if(taken_back, "This posting was taken back already.")
    refuse_day(line, on, at, earliest=posting.on)
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
    line = begin(line, "close", by=by, version=version)
    refuse_if(line.committed, f"{money(line.committed)} is still committed: release it first.")
    return change_entry(line, by=by, at=at, verb="closed", why=why, state=State.CLOSED)


@transaction.atomic
def reopen_line(line, *, by, at, why, version=None):
    """Opens a closed line again."""
    line = begin(line, "reopen", by=by, version=version)
    return change_entry(line, by=by, at=at, verb="reopened", why=why, state=State.OPEN)
