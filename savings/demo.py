"""Savings of a demo programme; the file says whole pounds."""

from datetime import timedelta

from . import actions
from .models import Reallocation

POUND = 100  # pence


def load(programme, data, people):
    """Adds what the file has, in such an order that money is saved before it is spent."""
    facts = data.get("savings")
    if not facts:
        return
    clock = _clock(facts["recorded"])
    derived = facts.get("derived", [])
    for add, rows in [
        (_add_target, facts["targets"]),
        (_add_saving, facts["rows"]),
        (_add_carry_forward, facts["carry_forwards"]),
        (_add_reallocation, facts["reallocations"]),
        (_add_derived, derived),
    ]:
        for row in rows:
            add(programme, {"by": people["finance"], "at": next(clock)}, **row)


def _clock(moment):
    """One minute later each time."""
    while True:
        yield moment
        moment += timedelta(minutes=1)


def _add_target(programme, when, *, amount, **details):
    actions.add_target(programme=programme, amount=amount * POUND, **when, **details)


def _add_saving(programme, when, *, amount, approved=None, achieved=None, **details):
    saving = actions.add_saving(programme=programme, amount=amount * POUND, **when, **details)
    if approved:
        saving = actions.approve_saving(saving, **when, **approved)
    if achieved:
        actions.post_achieved(saving, amount=amount * POUND, **when, **achieved)


def _add_carry_forward(programme, when, *, amount, approved=None, **details):
    carried = actions.request_carry_forward(
        programme=programme, amount=amount * POUND, **when, **details
    )
    if approved:
        actions.approve_carry_forward(carried, **when, **approved)


def _add_reallocation(programme, when, *, amount, kind, **details):
    actions.add_reallocation(
        programme=programme, amount=amount * POUND, kind=kind, pot=kind, **when, **details
    )


def _add_derived(programme, when, *, source, **details):
    _add_saving(
        programme,
        when,
        source=Reallocation.objects.get(programme=programme, title=source),
        **details,
    )
