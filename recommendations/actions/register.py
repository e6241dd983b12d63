"""A recommendation is received, answered, owned and begun."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.records import add_entry, change_entry, refuse_unless, save_child

from ..choices import WORDS_BY_DEFAULT, DueDateStep, Response, ReviewKind, State, Wording
from ..models import PartnerOwner, Recommendation
from ..permissions import KEEP
from .base import begin, refuse_unless_agreed
from .dates import record_date
from .reviews import add_review


@transaction.atomic
def add_recommendation(*, programme, by, at, response="", due_on=None, why="", **details):
    """Receives a recommendation; with a response, it is responded to at once."""
    require(by, KEEP, programme)
    if response:
        check_response(response)
    received = {"response": response, "state": State.RESPONDED if response else State.RECEIVED}
    received |= {"first_due_on": due_on, "due_on": due_on, **details}
    how = {"by": by, "at": at, "verb": "received", "why": why}
    recommendation = add_entry(Recommendation, programme=programme, **how, **received)
    if due_on:
        record_date(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
    return recommendation


@transaction.atomic
def receive_decision(
    *, programme, by, at, under, text, owner, source, body, on, review="", respond_by=None
):
    """Receives what a body decided on a day as a recommendation, of a review `under` which it
    belongs or of a new one: its decisions of that day, or the `review` of scrutiny that it named.
    `respond_by` is the last day of the response that the body requires.
    """
    title = review or f"Decisions of {body}, {day(on)}"
    decided = {"title": title, "kind": ReviewKind.SCRUTINY if review else ReviewKind.OTHER}
    decided |= {"reviewing_body": body[:120], "held_on": on}
    belongs = {"review": under or add_review(programme=programme, by=by, at=at, **decided)}
    said = {"text": text, "owner": owner[:120], "respond_by": respond_by, **belongs}
    return add_recommendation(programme=programme, by=by, at=at, why=source, **said)


def check_response(response):
    refuse_unless(response in Response.values, "Choose a response.", "response")


@transaction.atomic
def change_recommendation(recommendation, *, by, at, version=None, **details):
    """Changes what is on record about it, but not its response, its due date or its state."""
    recommendation = begin(recommendation, "change", by=by, version=version)
    return change_entry(recommendation, by=by, at=at, **details)


@transaction.atomic
def respond_to_recommendation(
    recommendation, *, by, at, response, comments="", as_above=None, version=None, why=""
):
    """Answers it, or answers it anew. “As above” keeps its words and the row that it means.

    A response that is not recorded as accepted, rejected and so on is one in words.
    """
    recommendation = begin(recommendation, "respond", by=by, version=version)
    if as_above and not comments:
        comments = WORDS_BY_DEFAULT[Wording.AS_ABOVE]
    if not comments:
        refuse_unless(response, "Choose a response, or enter its words as comments.", "response")
    if response:
        check_response(response)
    state = State.RESPONDED if recommendation.state == State.RECEIVED else recommendation.state
    said = {"response": response, "comments": comments, "as_above": as_above, "state": state}
    how = {"by": by, "at": at, "verb": "responded to", "why": why, "step": "respond"}
    return change_entry(recommendation, **how, **said)


@transaction.atomic
def set_owners(recommendation, *, by, at, owners, version=None):
    """Says who answers for it at each partner: `owners` are job titles, blank for nobody."""
    recommendation = begin(recommendation, "change", by=by, version=version)
    held = {row.partner_id: row for row in recommendation.partner_owners.all()}
    notes = []
    for partner, owner in owners.items():
        ours = partner.programme_id == recommendation.programme_id
        refuse_unless(ours, "Choose a partner of this programme.")
        row = held.get(partner.pk) or PartnerOwner(recommendation=recommendation, partner=partner)
        if row.owner != owner:
            notes.append(audit.note("owner", f"Owner at {partner}", row.owner, owner))
            row.owner = owner
            save_child(row, by=by, at=at)
    return change_entry(recommendation, by=by, at=at, verb="set the owners of", changes=notes)


@transaction.atomic
def start_recommendation(recommendation, *, by, at, version=None, why=""):
    """Says that work on an answered recommendation has begun."""
    recommendation = begin(recommendation, "start", by=by, version=version)
    refuse_unless_agreed(recommendation)
    how = {"by": by, "at": at, "verb": "started", "why": why}
    return change_entry(recommendation, state=State.IN_PROGRESS, **how)
