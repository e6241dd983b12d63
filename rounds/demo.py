"""Update rounds of a demo programme."""

from . import actions
from .models import AskedRow
from .progress import is_owner, lines_of, position_of


def load(programme, data, people):
    """Opens the file's rounds, with what was answered; plans those to come."""
    who = {"programme": programme, "by": people["manager"]}
    for plan in data.get("round_plans", []):
        body = programme.bodies.get(name=plan.pop("body"))
        actions.plan_rounds(**who, body=body, at=plan.pop("recorded"), **plan)
    for said in data.get("rounds", []):
        _open(who, people, **said)


def _open(who, people, *, opened, answers=(), closed=None, **said):
    round_ = actions.open_round(**who, at=opened, **said)
    for at, person, rows in answers:
        by, mine = people[person], _rows_of(round_, people[person])
        actions.answer_round(round_, [(row, "same", "") for row in mine[:rows]], by=by, at=at)
    if closed:
        actions.close_round(round_, by=who["by"], at=closed)


def _rows_of(round_, person) -> list[AskedRow]:
    """The rows of a round that somebody owns now."""
    lines = lines_of(round_, position_of(round_, None, round_.closes_on))
    return [one.asked for one in lines if is_owner(person, one.entry)]
