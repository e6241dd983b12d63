"""The front sheet that a body prints on its papers: its fields, in their order.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from functools import partial

from django.db import transaction

from programme.authorization import require
from programme.records import add_audited, begin_change, change_entry, lock_programme, refuse_if
from programme.standing import refuse_ended

from .actions import front_sheet_of, move
from .models import FrontSheetField
from .permissions import ARRANGE

ASKED = ("label", "kind", "hint", "options", "is_required")

_begin = partial(begin_change, permission=ARRANGE)


@transaction.atomic
def add_field(*, body, by, at, label, kind, hint="", options="", is_required=False):
    """Adds a field at the end of a body's front sheet. Papers that are being written get it too."""
    require(by, ARRANGE, body.programme)
    refuse_ended(body, "body")
    asked = {"label": label, "kind": kind, "hint": hint, "options": options}
    return _add(body, by, at, is_required=is_required, **asked)


def _add(body, by, at, why="", **asked):
    programme = body.programme
    lock_programme(programme)  # one place at a time
    place = body.front_sheet.count() + 1
    field = FrontSheetField(programme=programme, body=body, place=place, **asked)
    verb = "added the field"
    return add_audited(field, programme=programme, by=by, at=at, verb=verb, why=why)


def pass_front_sheet(body, successor, *, by, at, why):
    """Gives the body that takes another's place its front sheet, unless it has one of its own.

    Whether `by` may end a body was looked at.
    """
    if successor.front_sheet.filter(left_out=False).exists():
        return
    for field in front_sheet_of(body):
        _add(successor, by, at, why, **{name: getattr(field, name) for name in ASKED})


@transaction.atomic
def change_field(field, *, by, at, version=None, **values):
    """Changes what a field asks for. Answers that were given stay as they were typed."""
    field = _begin(field, by=by, version=version)
    refuse_if(field.left_out, "This field was left out. Add it again.")
    return change_entry(field, by=by, at=at, **values)


@transaction.atomic
def move_field(field, *, by, at, step, version=None):
    """Moves a field up or down by one place."""
    lock_programme(field.programme)  # one place at a time
    field = _begin(field, by=by, version=version)
    return move(field, FrontSheetField.objects.in_use().filter(body=field.body), step, by, at)


@transaction.atomic
def leave_out_field(field, *, by, at, why, version=None):
    """Leaves a field out of the front sheet. What was answered in earlier papers stays."""
    field = _begin(field, by=by, version=version)
    refuse_if(field.left_out, "This field was left out already.")
    return change_entry(field, by=by, at=at, verb="left out the field", why=why, left_out=True)
