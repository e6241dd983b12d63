"""Budget lines and reserves of a demo programme."""

from datetime import timedelta

from django.utils import timezone

from . import actions

POUND = 100  # pence


def load(programme, data, people):
    """Adds the file's lines with what was spent on them; the file says whole pounds."""
    facts = data.get("budgets")
    for number, row in enumerate(facts["rows"] if facts else []):
        when = {"by": people["manager"], "at": facts["recorded"] + timedelta(minutes=number)}
        _add(programme, facts["year"], when, **row)
    for row in data.get("reserves", []):
        _add_reserve(programme, people["finance"], **row)


def _add(programme, year, when, *, allocation, spend, forecast, **details):
    line = actions.add_line(
        programme=programme,
        financial_year=year,
        allocation=allocation * POUND,
        forecast=forecast * POUND,
        **when,
        **details,
    )
    if spend:
        day = timezone.localdate(when["at"])
        actions.post_spend(
            line, amount=spend * POUND, on=day, what="Spend to date as reported", **when
        )


def _add_reserve(programme, by, *, recorded, calls, opening, printed_balance=None, **details):
    """A reserve, then the calls on it, a minute after each other."""
    printed = printed_balance and printed_balance * POUND
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


def _add_call(reserve, when, *, amount, what, on, delegation="", contingent=None):
    actions.request_call(
        reserve, amount=amount * POUND, what=what, on=on, delegation=delegation, **when
    )
    if contingent:
        call = reserve.calls.order_by("number").last()
        actions.make_call_contingent(
            call, on=on, delegation=delegation, authority=contingent, **when
        )
