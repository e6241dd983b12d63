"""The front sheet that a body prints on its papers: its fields, in their order.

Each function is one step, as those of `actions` are, and raises what they raise.
"""

from functools import partial

from django.db import transaction

from programme.authorization import require
from programme.extension import extensions
from programme.formats import listed
from programme.models import Meeting
from programme.records import add_audited, begin_change, change_entry, lock_programme, refuse_if
from programme.standing import refuse_ended

from .actions import front_sheet_of, move_row
from .choices import PartKind
from .models import FrontSheetField, Part
from .permissions import ARRANGE

ASKED = ("label", "welsh_label", "kind", "hint", "options", "is_required")

_begin = partial(begin_change, permission=ARRANGE)


@transaction.atomic
def add_field(*, body, by, at, label, kind, hint="", options="", is_required=False, welsh_label=""):
    """Adds a field at the end of a body's front sheet. Papers that are being written get it too."""
    require(by, ARRANGE, body.programme)
    refuse_ended(body, "body")
    asked = {"label": label, "welsh_label": welsh_label, "kind": kind}
    asked |= {"hint": hint, "options": options}
    lock_programme(body.programme)  # one field of a name
    refuse_asked(FrontSheetField(body=body, label=label))
    return _add(body, by, at, is_required=is_required, **asked)


def _add(body, by, at, why="", **asked):
    programme = body.programme
    lock_programme(programme)  # one place at a time
    place = body.front_sheet.count() + 1
    field = FrontSheetField(programme=programme, body=body, place=place, **asked)
    verb = "added the field"
    return add_audited(field, programme=programme, by=by, at=at, verb=verb, why=why)


def refuse_asked(field):
    """Refuses a field whose heading another field of the front sheet has."""
    others = [one for one in front_sheet_of(field.body) if one.pk != field.pk]
    same = [one for one in others if one.label.casefold() == field.label.casefold()]
    refuse_if(same, f"The front sheet asks for “{field.label}” already. Change that field.")


def pass_front_sheet(body, successor, *, by, at, why):
    """Gives the body that takes another's place its front sheet, unless it has one of its own.

    Whether `by` may end a body was looked at.
    """
    if successor.front_sheet.filter(left_out=False).exists():
        return
    for field in front_sheet_of(body):
        _add(successor, by, at, why, **field.as_passed(ASKED))


def sheet_at(paper, at=None) -> list[FrontSheetField]:
    """The fields of the front sheet of the body for whose meeting a paper is, or was at a
    moment.
    """
    then = at and Meeting.objects.as_at(at).filter(id=paper.meeting_id).first()
    return front_sheet_of((then or paper.meeting).body, at)


@transaction.atomic
def change_field(field, *, by, at, version=None, **values):
    """Changes a field. Answers that were given stay as they were typed; what kind of answer it
    asks for stays once a paper that is not published has one.
    """
    field = _begin(field, by=by, version=version)
    refuse_if(field.left_out, "This field was left out. Put it back first.")
    if values.get("kind", field.kind) != field.kind:
        _refuse_answered(field)
    if (label := values.get("label", field.label)) != field.label:
        refuse_asked(FrontSheetField(pk=field.pk, body=field.body, label=label))
    return change_entry(field, by=by, at=at, **values)


def _refuse_answered(field):
    """Refuses to ask for something else where a paper that is not published has an answer."""
    sheets = Part.objects.filter(programme=field.programme, kind=PartKind.FRONT_SHEET)
    sheets = sheets.select_related("paper__meeting__body").order_by("paper__meeting__on", "pk")
    papers = [one.paper for one in sheets if one.answers.get(field.key)]
    out = {pk for room in extensions() for pk in room.papers_out([one.meeting for one in papers])}
    answered = [str(one) for one in papers if one.meeting_id not in out]
    said = f"Answered already in {listed(answered)}. Leave this field out and add another one."
    refuse_if(answered, said, "kind")


@transaction.atomic
def move_field(field, *, by, at, step, version=None):
    """Moves a field up or down by one place."""
    lock_programme(field.programme)  # one place at a time
    field = _begin(field, by=by, version=version)
    return move_row(field, FrontSheetField.objects.in_use().filter(body=field.body), step, by, at)


@transaction.atomic
def leave_out_field(field, *, by, at, why, version=None):
    """Leaves a field out of the front sheet. What was answered in earlier papers stays."""
    field = _begin(field, by=by, version=version)
    refuse_if(field.left_out, "This field was left out already.")
    return change_entry(field, by=by, at=at, verb="left out the field", why=why, left_out=True)
