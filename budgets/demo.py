"""Budget lines of a demo programme."""

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


def _add(programme, year, when, *, allocation, spend, forecast, **details):
    line = actions.add_line(
        programme=programme, financial_year=year, allocation=allocation * POUND, forecast=forecast * POUND,
        **when, **details,
    )  # fmt: skip
    if spend:
        day = timezone.localdate(when["at"])
        actions.post_spend(line, amount=spend * POUND, on=day, what="Spend to date as reported", **when)
