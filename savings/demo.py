"""Savings of a demo programme; the file says whole pounds."""

from datetime import timedelta
from functools import partial

from programme.demo import enter_rows

from . import actions
from .models import Reallocation

POUND = 100  # pence


def load(programme, data, people):
    """Adds what the file has, in such an order that money is saved before it is spent."""
    facts = data.get("savings")
    if not facts:
        return
    recorded = facts["recorded"]
    for add, kind in [
        (_add_target, "targets"),
        (_add_saving, "rows"),
        (_add_carry_forward, "carry_forwards"),
        (_add_reallocation, "reallocations"),
        (_add_derived, "derived"),
    ]:
        listed = {"recorded": recorded, "rows": facts.get(kind, [])}
        how = {"by": "finance", "step_on": _step_on}
        enter_rows(programme, listed, people, actions, partial(add, programme), **how)
        recorded += timedelta(minutes=len(listed["rows"]))


def _step_on(entry, at, said):
    """Sums are in pence."""
    return entry, {key: value * POUND if key == "amount" else value for key, value in said.items()}


def _add_target(programme, when, *, amount, **details):
    return actions.add_target(programme=programme, amount=amount * POUND, **when, **details)


def _add_saving(programme, when, *, amount, approved=None, achieved=None, **details):
    saving = actions.add_saving(programme=programme, amount=amount * POUND, **when, **details)
    if approved:
        saving = actions.approve_saving(saving, **when, **approved)
    if achieved:
        saving = actions.post_achieved(saving, amount=amount * POUND, **when, **achieved)
    return saving


def _add_carry_forward(programme, when, *, amount, approved=None, **details):
    carried = actions.request_carry_forward(
        programme=programme, amount=amount * POUND, **when, **details
    )
    if approved:
        carried = actions.approve_carry_forward(carried, **when, **approved)
    return carried


def _add_reallocation(programme, when, *, amount, kind, **details):
    return actions.add_reallocation(
        programme=programme, amount=amount * POUND, kind=kind, pot=kind, **when, **details
    )


def _add_derived(programme, when, *, source, **details):
    return _add_saving(
        programme,
        when,
        source=Reallocation.objects.get(programme=programme, title=source),
        **details,
    )
