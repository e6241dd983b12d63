"""Budget lines and reserves of a demo programme; the file says whole pounds."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from programme.demo import enter_rows
from programme.financial_years import nearest_day

from . import actions
from .models import Line

POUND = 100  # pence
SUMS = ("amount", "forecast", "minimum")


def load(programme, data, people):
    """Adds the file's lines with what was spent on them, and its reserves."""
    facts = data.get("budgets", {"rows": []})
    add = partial(_add, programme, facts.get("year"))
    enter_rows(programme, facts, people, actions, add, step_on=_step_on)
    for row in data.get("reserves", []):
        _add_reserve(programme, people["finance"], **row)


def _add(programme, year, when, *, allocation, spend=0, forecast=None, **details):
    line = actions.add_line(
        programme=programme,
        financial_year=year,
        allocation=allocation * POUND,
        forecast=forecast if forecast is None else forecast * POUND,
        **when,
        **details,
    )
    if spend:
        day = timezone.localdate(when["at"])
        actions.post_spend(
            line, amount=spend * POUND, on=day, what="Spend to date as reported", **when
        )
    return line


def _step_on(line, at, said):
    """Sums are in pence, and money moves on the day of the step or on the last one of the year."""
    said = _in_pence(said)
    if "amount" in said:
        said["on"] = nearest_day(line.financial_year, timezone.localdate(at))
    if "to" in said:
        said["to"] = Line.objects.get(programme=line.programme, title=said["to"])
    return line, said


def _in_pence(said):
    return {name: value * POUND if name in SUMS else value for name, value in said.items()}


def _add_reserve(programme, by, *, recorded, calls, opening, printed_balance=None, **details):
    """A reserve, then the calls on it, a minute after each other."""
    printed = printed_balance and printed_balance * POUND
    details = _in_pence(details)
    reserve = actions.add_reserve(
        programme=programme,
        by=by,
        at=recorded,
        opening=opening * POUND,
        printed_balance=printed,
        **details,
    )
    for number, row in enumerate(calls, start=1):
        _add_call(reserve, {"by": by, "at": recorded + timedelta(minutes=number)}, **row)


def _add_call(reserve, when, *, amount, what, on, delegation="", contingent=None, approved=None):
    actions.request_call(
        reserve, amount=amount * POUND, what=what, on=on, delegation=delegation, **when
    )
    decided = {"on": on, "delegation": delegation, **when}
    call = reserve.calls.order_by("number").last()
    if contingent:
        actions.make_call_contingent(call, authority=contingent, **decided)
    if approved:
        actions.approve_call(call, authority=approved, **decided)
