"""Which clearances a body demands: added, renamed, moved, left out.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from functools import partial

from django.db import transaction

from programme.authorization import require
from programme.records import add_audited, begin_change, change_entry, lock_programme, refuse_if
from programme.standing import refuse_ended

from .actions import move_row
from .clearances import DemandedClearance
from .permissions import ARRANGE

ASKED = ("label", "role", "post", "partner", "person")
LEFT_OUT = "This clearance was left out already."

_begin = partial(begin_change, permission=ARRANGE)


def demanded_by(body, at=None) -> list[DemandedClearance]:
    """The clearances that a body demands of every report, or demanded at a moment, in their
    order.
    """
    found = DemandedClearance.objects.in_use(at).filter(body=body.pk)
    return list(found if at else found.select_related("programme", "partner", "person"))


@transaction.atomic
def demand_clearance(*, body, by, at, label, why="", **asked):
    """Demands a clearance of every report to a body that is not published yet: `asked` are the
    role, the post and its council, or the person.
    """
    require(by, ARRANGE, body.programme)
    refuse_ended(body, "body")
    return _add(body, by, at, why, label=label, **asked)


def _add(body, by, at, why="", **asked):
    programme = body.programme
    lock_programme(programme)  # one place at a time
    refuse_ended(asked.get("partner"), "whom")
    row = DemandedClearance(
        programme=programme, body=body, place=body.demanded_clearances.count() + 1, **asked
    )
    refuse_demanded(row, "label")
    verb = "demanded the clearance"
    return add_audited(row, programme=programme, by=by, at=at, verb=verb, why=why)


def refuse_demanded(row, field=None):
    """Refuses what the body demands already, beside `field`."""
    same = [one for one in demanded_by(row.body) if one.asked_of == row.asked_of]
    same = [one for one in same if one.label.casefold() == row.label.casefold()]
    refuse_if(same, f"{row.body} demands this clearance already.", field)


def pass_demands(body, successor, *, by, at, why):
    """Gives the body that takes another's place the clearances that it demanded, unless it demands
    some itself. Whether `by` may end a body was looked at.
    """
    if demanded_by(successor):
        return
    for one in demanded_by(body):
        _add(successor, by, at, why, **one.as_passed(ASKED))


@transaction.atomic
def rename_demand(row, *, by, at, label, version=None):
    """Calls a demanded clearance something else. Who clears it stays: leave it out and demand
    another one.
    """
    row = _begin(row, by=by, version=version)
    refuse_if(row.left_out, LEFT_OUT)
    return change_entry(row, by=by, at=at, label=label)


@transaction.atomic
def move_demand(row, *, by, at, step, version=None):
    """Moves a demanded clearance up or down by one place."""
    lock_programme(row.programme)  # one place at a time
    row = _begin(row, by=by, version=version)
    return move_row(row, DemandedClearance.objects.in_use().filter(body=row.body), step, by, at)


@transaction.atomic
def leave_out_demand(row, *, by, at, why, version=None):
    """Demands a clearance no longer. What was asked and answered stays on record."""
    row = _begin(row, by=by, version=version)
    refuse_if(row.left_out, LEFT_OUT)
    return change_entry(row, by=by, at=at, verb="left out the clearance", why=why, left_out=True)
