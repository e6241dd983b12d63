"""The date by which a recommendation is due, and extensions of it."""

from django.db import transaction

from programme.records import add_recorded, change_entry, refuse, refuse_if, refuse_unless

from ..choices import DueDateStep
from ..models import DueDate
from ..permissions import DECIDE
from .base import begin

NO_EXTENSION = "An extension leads to a later date."


def record_date(recommendation, step, due_on, why, *, by, at):
    said = {"step": step, "due_on": due_on, "why": why}
    add_recorded(DueDate, by=by, at=at, recommendation=recommendation, **said)


def moved(recommendation, due_on):
    """The columns after a due date moved: only a later day is an extension."""
    extensions = recommendation.extensions + (due_on > recommendation.due_on)
    return {"due_on": due_on, "extensions": extensions, "requested_due_on": None}


@transaction.atomic
def date_recommendation(recommendation, *, by, at, due_on, why="", version=None):
    """Gives a recommendation its first due date, which stays on record."""
    recommendation = begin(recommendation, "date", by=by, version=version)
    dated = f"{recommendation.reference} has a due date already: re-date it, or ask for more time."
    refuse_if(recommendation.due_on, dated, "due_on")
    record_date(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "dated", "why": why}
    return change_entry(recommendation, first_due_on=due_on, due_on=due_on, **how)


@transaction.atomic
def redate_recommendation(recommendation, *, by, at, due_on, why="", version=None):
    """Gives another due date, for a reason. That is for those who may grant an extension."""
    recommendation = begin(recommendation, "redate", by=by, permission=DECIDE, version=version)
    undated = f"{recommendation.reference} has no due date yet: give it one."
    refuse_unless(recommendation.due_on, undated, "due_on")
    _check_other_date(recommendation, due_on, why)
    record_date(recommendation, DueDateStep.REDATED, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "re-dated", "why": why, "step": "redate"}
    return change_entry(recommendation, **how, **moved(recommendation, due_on))


def _check_other_date(recommendation, due_on, why):
    refuse_unless(why, "Say why: every re-date keeps its reason.", "why")
    same = due_on == recommendation.due_on
    refuse_if(same, "This is the due date that stands already.", "due_on")


def refuse_due_date(row):
    """Refuses a due date in place of another one if an extension would lead to no later date."""
    rows = row.recommendation.due_dates.known_at(None).in_order_of()
    stands = None
    for one in (row if one.pk == row.in_place_of.pk else one for one in rows):
        extends = one.step in (DueDateStep.ASKED, DueDateStep.GRANTED)
        if extends and stands and one.due_on <= stands:
            later = f"{one}. That would be no later date: correct it first."
            refuse(NO_EXTENSION if one is row else later, "due_on")
        if one.step not in (DueDateStep.ASKED, DueDateStep.REFUSED):
            stands = one.due_on


@transaction.atomic
def request_extension(recommendation, *, by, at, due_on, why, version=None):
    """Asks for a later due date. The one that stands goes on until somebody decides."""
    recommendation = begin(recommendation, "redate", by=by, version=version)
    message = f"{recommendation.reference} has no due date to extend."
    refuse_unless(recommendation.due_on, message, "due_on")
    _check_other_date(recommendation, due_on, why)
    refuse_unless(due_on > recommendation.due_on, NO_EXTENSION, "due_on")
    record_date(recommendation, DueDateStep.ASKED, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "asked to extend", "why": why}
    return change_entry(recommendation, requested_due_on=due_on, **how)


@transaction.atomic
def decide_extension(recommendation, *, by, at, granted, why, version=None):
    """Grants or refuses the extension that was asked for."""
    recommendation = begin(recommendation, "redate", by=by, permission=DECIDE, version=version)
    asked = recommendation.requested_due_on
    refuse_unless(asked, f"No extension of {recommendation.reference} was asked for.")
    refuse_unless(why, "Say why.", "why")
    step = DueDateStep.GRANTED if granted else DueDateStep.REFUSED
    record_date(recommendation, step, asked, why, by=by, at=at)
    columns = moved(recommendation, asked) if granted else {"requested_due_on": None}
    verb = "granted an extension of" if granted else "refused an extension of"
    how = {"by": by, "at": at, "verb": verb, "why": why, "step": "decide_extension"}
    return change_entry(recommendation, **how, **columns)
