"""Everything that can be done to a review or a recommendation.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change `at`, and writes
the audit trail. `version` is the version of the row that the person was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.models import Programme
from programme.records import (
    add_entry,
    add_recorded,
    change_entry,
    locked,
    refuse_future,
    refuse_unless,
)

from .choices import STEPS, WORDS_BY_DEFAULT, DueDateStep, Response, State, Wording
from .models import DueDate, PartnerOwner, Recommendation, Review, TableColumns, Update
from .permissions import DECIDE, KEEP, VERIFY

NOT_CLAIMED = {
    "claimed_at": None,
    "claimed_by": None,
    "claimed_by_name": "",
    "verified_at": None,
    "verified_by": None,
    "verified_by_name": "",
}
NOT_EXITED = {"superseded_by": None, "accepted_until": None, "accepted_by": ""}
MOST_COLUMNS = 4


def _begin(recommendation, step, *, by, permission=KEEP, version=None):
    """The recommendation, locked, when `by` may take this step and it is open."""
    require(by, permission, recommendation.programme)
    recommendation = locked(recommendation, version)
    refuse_unless(recommendation.state in STEPS[step], _not_open(recommendation))
    return recommendation


def _one_at_a_time(programme):
    return Programme.objects.select_for_update().get(pk=programme.pk)


def _not_open(recommendation):
    if recommendation.state == State.SUPERSEDED:
        other = recommendation.superseded_by.reference
        return f"{recommendation.reference} is superseded by {other}: change {other}, or reopen this one first."
    return f"{recommendation.reference} is {recommendation.get_state_display().lower()}: this step is not open to it."


def _note(label, now, was=""):
    return [{"field": label.lower().replace(" ", "_"), "label": label, "was": was, "now": now}]


@transaction.atomic
def add_review(*, programme, by, at, why="", **details):
    """Puts a review on record."""
    require(by, KEEP, programme)
    refuse_future(details.get("held_on"), at, "held_on")
    return add_entry(Review, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_review(review, *, by, at, version=None, **details):
    """Changes what is on record about a review."""
    require(by, KEEP, review.programme)
    refuse_future(details.get("held_on"), at, "held_on")
    return change_entry(review, by=by, at=at, version=version, **details)


@transaction.atomic
def add_recommendation(*, programme, by, at, response="", due_on=None, why="", **details):
    """Receives a recommendation; with a response, it is responded to at once."""
    require(by, KEEP, programme)
    if response:
        _check_response(response)
    recommendation = add_entry(
        Recommendation,
        programme=programme,
        by=by,
        at=at,
        verb="received",
        why=why,
        response=response,
        state=State.RESPONDED if response else State.RECEIVED,
        first_due_on=due_on,
        due_on=due_on,
        **details,
    )
    if due_on:
        _step(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
    return recommendation


def _check_response(response):
    refuse_unless(response in Response.values, "Choose a response.", "response")


@transaction.atomic
def change_recommendation(recommendation, *, by, at, version=None, **details):
    """Changes what is on record about a recommendation, but not its response, its due date or its state."""
    recommendation = _begin(recommendation, "change", by=by, version=version)
    return change_entry(recommendation, by=by, at=at, **details)


@transaction.atomic
def respond(recommendation, *, by, at, response, comments="", as_above=None, version=None, why=""):
    """Answers a recommendation, or answers it anew. “As above” keeps its words and the row that it means."""
    recommendation = _begin(recommendation, "respond", by=by, version=version)
    _check_response(response)
    if as_above and not comments:
        comments = WORDS_BY_DEFAULT[Wording.AS_ABOVE]
    state = State.RESPONDED if recommendation.state == State.RECEIVED else recommendation.state
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="responded to",
        why=why,
        response=response,
        comments=comments,
        as_above=as_above,
        state=state,
    )


@transaction.atomic
def set_owners(recommendation, *, by, at, owners, version=None):
    """Says who answers for the recommendation at each partner; `owners` are job titles by partner, blank for nobody."""
    recommendation = _begin(recommendation, "change", by=by, version=version)
    held = {row.partner_id: row for row in recommendation.partner_owners.all()}
    notes = []
    for partner, owner in owners.items():
        refuse_unless(
            partner.programme_id == recommendation.programme_id,
            "Choose a partner of this programme.",
        )
        row = held.get(partner.pk) or PartnerOwner(recommendation=recommendation, partner=partner)
        if row.owner != owner:
            notes += _note(f"Owner at {partner}", owner, was=row.owner)
            row.owner = owner
            row.full_clean()
            row._history_date, row._history_user = at, by
            row.save()
    return change_entry(recommendation, by=by, at=at, verb="set the owners of", changes=notes)


@transaction.atomic
def start(recommendation, *, by, at, version=None, why=""):
    """Says that work on an answered recommendation has begun."""
    recommendation = _begin(recommendation, "start", by=by, version=version)
    _refuse_unless_answered(recommendation)
    return change_entry(
        recommendation, by=by, at=at, verb="started", why=why, state=State.IN_PROGRESS
    )


def _refuse_unless_answered(recommendation):
    reference = recommendation.reference
    refuse_unless(recommendation.response, f"{reference} has no response yet: respond to it first.")
    rejected = recommendation.response == Response.REJECTED
    refuse_unless(
        not rejected, f"{reference} was rejected: change the response first, or close it."
    )


@transaction.atomic
def add_update(
    recommendation,
    *,
    by,
    at,
    as_at,
    text="",
    wording=Wording.OWN,
    same_as=None,
    completed_on=None,
    version=None,
):
    """Adds the position as at a day. What was reported before stays as it was."""
    recommendation = _begin(recommendation, "update", by=by, version=version)
    refuse_future(as_at, at, "as_at")
    _check_wording(recommendation, as_at, wording, same_as, completed_on)
    text = text or WORDS_BY_DEFAULT.get(wording, "")
    refuse_unless(text, "Enter the position in words.", "text")
    added = add_recorded(
        Update,
        by=by,
        at=at,
        recommendation=recommendation,
        as_at=as_at,
        text=text,
        wording=wording,
        same_as=same_as,
        completed_on=completed_on,
    )
    note = _note(
        f"Position as at {day(as_at)}",
        f"{added.text} ({added.meaning})" if added.meaning else added.text,
    )
    return change_entry(recommendation, by=by, at=at, verb="updated", changes=note)


def _check_wording(recommendation, as_at, wording, same_as, completed_on):
    above = wording == Wording.AS_ABOVE
    refuse_unless(same_as or not above, "Say which recommendation “as above” means.", "same_as")
    refuse_unless(above or not same_as, "Only “as above” means another recommendation.", "same_as")
    if same_as:
        another = (
            same_as.pk != recommendation.pk and same_as.programme_id == recommendation.programme_id
        )
        refuse_unless(another, "Choose another recommendation of this programme.", "same_as")
    previously = wording == Wording.PREVIOUSLY
    refuse_unless(
        previously or not completed_on,
        "Only “previously completed” has an earlier date.",
        "completed_on",
    )
    earlier = completed_on is None or completed_on <= as_at
    refuse_unless(
        earlier,
        "It cannot have been completed after the day that the position speaks of.",
        "completed_on",
    )


@transaction.atomic
def claim(recommendation, *, by, at, evidence="", version=None, why=""):
    """Claims that what was recommended is done. That is not verified: somebody else has to do so."""
    recommendation = _begin(recommendation, "claim", by=by, version=version)
    _refuse_unless_answered(recommendation)
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="claimed complete",
        why=why,
        state=State.CLAIMED,
        requested_due_on=None,
        claimed_at=at,
        claimed_by=by,
        claimed_by_name=str(by),
        evidence=evidence or recommendation.evidence,
    )


@transaction.atomic
def verify(recommendation, *, by, at, why="", version=None):
    """Confirms a claim. Nobody verifies what they claimed themselves."""
    recommendation = _begin(recommendation, "verify", by=by, permission=VERIFY, version=version)
    somebody_else = recommendation.claimed_by_id != by.pk
    refuse_unless(
        somebody_else,
        f"You claimed that {recommendation.reference} is complete: somebody else has to verify it.",
    )
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="verified",
        why=why,
        state=State.VERIFIED,
        verified_at=at,
        verified_by=by,
        verified_by_name=str(by),
    )


@transaction.atomic
def close(recommendation, *, by, at, why, version=None):
    """Closes what was verified, or what was rejected. It stays on record."""
    recommendation = _begin(recommendation, "close", by=by, version=version)
    done = recommendation.state == State.VERIFIED or recommendation.response == Response.REJECTED
    refuse_unless(
        done, f"{recommendation.reference} is neither verified nor rejected: it cannot be closed."
    )
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="closed",
        why=why,
        state=State.CLOSED,
        requested_due_on=None,
    )


@transaction.atomic
def supersede(recommendation, *, by, at, superseded_by, why, version=None):
    """Says that another recommendation takes its place."""
    _one_at_a_time(
        recommendation.programme
    )  # two that would take each other's place wait for each other here
    recommendation = _begin(recommendation, "supersede", by=by, version=version)
    other = locked(superseded_by)
    another = other.pk != recommendation.pk and other.programme_id == recommendation.programme_id
    refuse_unless(another, "Choose another recommendation of this programme.", "superseded_by")
    standing = other.state != State.SUPERSEDED
    refuse_unless(
        standing,
        f"{other.reference} is superseded itself. Choose the one that stands now.",
        "superseded_by",
    )
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="superseded",
        why=why,
        requested_due_on=None,
        **{**NOT_CLAIMED, **NOT_EXITED, "state": State.SUPERSEDED, "superseded_by": other},
    )


@transaction.atomic
def accept_risk(recommendation, *, by, at, until, approver, why, version=None):
    """Lives with the risk of not doing it, until a day and on somebody's authority."""
    recommendation = _begin(recommendation, "accept", by=by, permission=DECIDE, version=version)
    refuse_unless(until >= timezone.localdate(at), "Acceptance must end today or later.", "until")
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="accepted the risk of",
        why=why,
        requested_due_on=None,
        state=State.RISK_ACCEPTED,
        accepted_until=until,
        accepted_by=approver,
    )


@transaction.atomic
def reopen(recommendation, *, by, at, why, version=None):
    """Takes a settled recommendation up again, or sends a claim back. What was claimed stays in its history."""
    recommendation = _begin(recommendation, "reopen", by=by, version=version)
    return change_entry(
        recommendation,
        by=by,
        at=at,
        verb="reopened",
        why=why,
        state=State.REOPENED,
        **NOT_CLAIMED,
        **NOT_EXITED,
    )


def _step(recommendation, step, due_on, why, *, by, at):
    add_recorded(
        DueDate, by=by, at=at, recommendation=recommendation, step=step, due_on=due_on, why=why
    )


def _moved(recommendation, due_on):
    """The columns after a due date moved: only a later day is an extension."""
    later = due_on > recommendation.due_on
    return {
        "due_on": due_on,
        "extensions": recommendation.extensions + later,
        "requested_due_on": None,
    }


@transaction.atomic
def redate(recommendation, *, by, at, due_on, why="", version=None):
    """Gives a due date, or another one for a reason. The first one stays on record."""
    recommendation = _begin(recommendation, "redate", by=by, version=version)
    if recommendation.due_on is None:
        _step(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
        return change_entry(
            recommendation, by=by, at=at, verb="dated", why=why, first_due_on=due_on, due_on=due_on
        )
    _check_other_date(recommendation, due_on, why)
    _step(recommendation, DueDateStep.REDATED, due_on, why, by=by, at=at)
    return change_entry(
        recommendation, by=by, at=at, verb="re-dated", why=why, **_moved(recommendation, due_on)
    )


def _check_other_date(recommendation, due_on, why):
    refuse_unless(why, "Say why: every re-date keeps its reason.", "why")
    refuse_unless(
        due_on != recommendation.due_on, "This is the due date that stands already.", "due_on"
    )


@transaction.atomic
def request_extension(recommendation, *, by, at, due_on, why, version=None):
    """Asks for a later due date. The one that stands goes on until somebody decides."""
    recommendation = _begin(recommendation, "redate", by=by, version=version)
    refuse_unless(
        recommendation.due_on, f"{recommendation.reference} has no due date to extend.", "due_on"
    )
    _check_other_date(recommendation, due_on, why)
    refuse_unless(due_on > recommendation.due_on, "An extension leads to a later date.", "due_on")
    _step(recommendation, DueDateStep.ASKED, due_on, why, by=by, at=at)
    return change_entry(
        recommendation, by=by, at=at, verb="asked to extend", why=why, requested_due_on=due_on
    )


@transaction.atomic
def decide_extension(recommendation, *, by, at, granted, why, version=None):
    """Grants or refuses the extension that was asked for."""
    recommendation = _begin(recommendation, "redate", by=by, permission=DECIDE, version=version)
    asked = recommendation.requested_due_on
    refuse_unless(asked, f"No extension of {recommendation.reference} was asked for.")
    refuse_unless(why, "Say why.", "why")
    _step(
        recommendation,
        DueDateStep.GRANTED if granted else DueDateStep.REFUSED,
        asked,
        why,
        by=by,
        at=at,
    )
    columns = _moved(recommendation, asked) if granted else {"requested_due_on": None}
    verb = "granted an extension of" if granted else "refused an extension of"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **columns)


@transaction.atomic
def set_columns(*, programme, by, at, days, why=""):
    """Chooses the days whose positions the response table prints beside the report's own."""
    require(by, KEEP, programme)
    _one_at_a_time(programme)
    chosen = sorted(set(days))
    refuse_unless(
        len(chosen) <= MOST_COLUMNS,
        f"A sheet has room for {MOST_COLUMNS} days. Choose fewer.",
        "days",
    )
    was = ", ".join(map(day, TableColumns.objects.days(programme)))
    added = add_recorded(
        TableColumns, by=by, at=at, programme=programme, chosen=[one.isoformat() for one in chosen]
    )
    note = _note("Positions as at", ", ".join(map(day, chosen)), was=was)
    audit.record(
        added,
        by=by,
        at=at,
        verb="chose the columns of the response table:",
        programme=programme,
        changes=note,
        why=why,
    )
    return added
