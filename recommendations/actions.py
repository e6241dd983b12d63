"""Everything that can be done to a review or a recommendation.

Each function is one step: it refuses what `by` may not do, is all or nothing, dates the change
`at`, and writes the audit trail. `version` is the version of the row that somebody was looking at.

Raises, all of them: NotPermitted, ValidationError (the step is not open or a value breaks a rule),
StaleEntry (somebody else changed the row first).
"""

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import may, require
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    begin_step,
    change_entry,
    is_correction,
    lock_programme,
    locked,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
    save_child,
)

from .choices import (
    AGREED,
    STEPS,
    WORDS_BY_DEFAULT,
    DueDateStep,
    Response,
    ReviewKind,
    State,
    Wording,
)
from .models import DueDate, PartnerOwner, Recommendation, Review, TableColumns, Update
from .permissions import DECIDE, KEEP, VERIFY

NOT_CLAIMED = {"claimed_at": None, "claimed_by": None, "claimed_by_name": ""}
NOT_VERIFIED = {"verified_at": None, "verified_by": None, "verified_by_name": ""}
NOT_EXITED = {
    "superseded_by": None,
    "accepted_until": None,
    "accepted_by": "",
    "dropped_on": None,
    "dropped_by": "",
}
MOST_COLUMNS = 4
NO_EXTENSION = "An extension leads to a later date."


def _begin(recommendation, step, *, by, permission=KEEP, version=None):
    """The recommendation, locked, when `by` may take this step, it is open, and no other stands."""
    if is_correction():
        return locked(recommendation, version)
    recommendation = locked(recommendation)
    if recommendation.state == State.SUPERSEDED and step != "reopen":
        one, other = recommendation.reference, recommendation.superseded_by.reference
        refuse(f"{one} is superseded by {other}: change {other}, or reopen this one first.")
    return begin_step(recommendation, step, STEPS, by=by, permission=permission, version=version)


def _one_at_a_time(programme):
    return lock_programme(programme)


@transaction.atomic
def add_review(*, programme, by, at, why="", **details):
    """Puts a review on record."""
    require(by, KEEP, programme)
    refuse_future(details.get("held_on"), at, "held_on")
    return add_entry(Review, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_review(review, *, by, at, version=None, **details):
    """Changes what is on record about a review."""
    review = begin_change(review, by=by, permission=KEEP, version=version)
    refuse_future(details.get("held_on"), at, "held_on")
    return change_entry(review, by=by, at=at, **details)


@transaction.atomic
def add_recommendation(*, programme, by, at, response="", due_on=None, why="", **details):
    """Receives a recommendation; with a response, it is responded to at once."""
    require(by, KEEP, programme)
    if response:
        _check_response(response)
    received = {"response": response, "state": State.RESPONDED if response else State.RECEIVED}
    received |= {"first_due_on": due_on, "due_on": due_on, **details}
    how = {"by": by, "at": at, "verb": "received", "why": why}
    recommendation = add_entry(Recommendation, programme=programme, **how, **received)
    if due_on:
        _record_date(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
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


def _check_response(response):
    refuse_unless(response in Response.values, "Choose a response.", "response")


@transaction.atomic
def change_recommendation(recommendation, *, by, at, version=None, **details):
    """Changes what is on record about it, but not its response, its due date or its state."""
    recommendation = _begin(recommendation, "change", by=by, version=version)
    return change_entry(recommendation, by=by, at=at, **details)


@transaction.atomic
def respond_to_recommendation(
    recommendation, *, by, at, response, comments="", as_above=None, version=None, why=""
):
    """Answers it, or answers it anew. “As above” keeps its words and the row that it means.

    A response that is not recorded as accepted, rejected and so on is one in words.
    """
    recommendation = _begin(recommendation, "respond", by=by, version=version)
    if as_above and not comments:
        comments = WORDS_BY_DEFAULT[Wording.AS_ABOVE]
    if not comments:
        refuse_unless(response, "Choose a response, or enter its words as comments.", "response")
    if response:
        _check_response(response)
    state = State.RESPONDED if recommendation.state == State.RECEIVED else recommendation.state
    said = {"response": response, "comments": comments, "as_above": as_above, "state": state}
    how = {"by": by, "at": at, "verb": "responded to", "why": why, "step": "respond"}
    return change_entry(recommendation, **how, **said)


@transaction.atomic
def set_owners(recommendation, *, by, at, owners, version=None):
    """Says who answers for it at each partner: `owners` are job titles, blank for nobody."""
    recommendation = _begin(recommendation, "change", by=by, version=version)
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
    recommendation = _begin(recommendation, "start", by=by, version=version)
    _refuse_unless_agreed(recommendation)
    how = {"by": by, "at": at, "verb": "started", "why": why}
    return change_entry(recommendation, state=State.IN_PROGRESS, **how)


def _refuse_unless_agreed(recommendation):
    reference = recommendation.reference
    unanswered = f"{reference} has no response yet: respond to it first."
    refuse_unless(recommendation.is_answered, unanswered)
    message = f"{reference} was rejected: change the response first, or close it."
    refuse_unless(recommendation.is_agreed, message)


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
    check_wording(recommendation, as_at, wording, same_as, completed_on)
    text = text or WORDS_BY_DEFAULT.get(wording, "")
    refuse_unless(text, "Enter the position in words.", "text")
    said = {"as_at": as_at, "text": text, "wording": wording, "same_as": same_as}
    said |= {"completed_on": completed_on, "recommendation": recommendation}
    added = add_recorded(Update, by=by, at=at, **said)
    words = f"{added.text} ({added.meaning})" if added.meaning else added.text
    note = audit.note("position", f"Position as at {day(as_at)}", "", words)
    return change_entry(recommendation, by=by, at=at, verb="updated", changes=[note])


def check_wording(recommendation, as_at, wording, same_as=None, completed_on=None):
    """Refuses a position that points where its wording does not lead, or after its own day."""
    above, previously = wording == Wording.AS_ABOVE, wording == Wording.PREVIOUSLY
    refuse_if(above and not same_as, "Say which recommendation “as above” means.", "same_as")
    refuse_if(same_as and not above, "Only “as above” means another recommendation.", "same_as")
    if same_as:
        _refuse_unless_another(recommendation, same_as, "same_as")
        _refuse_circle(recommendation, same_as, as_at)
    if completed_on:
        only = "Only “previously completed” has an earlier date."
        refuse_unless(previously, only, "completed_on")
        after = "It cannot have been completed after the day that the position speaks of."
        refuse_if(completed_on > as_at, after, "completed_on")


def _refuse_circle(recommendation, other, as_at):
    """Refuses “as above” where the other one's position leads back here: nobody could read it."""
    passed = set()
    while other and other.pk not in passed:
        passed.add(other.pk)
        known = other.updates.known_at(None).filter(as_at__lte=as_at)
        last = known.in_order().last()
        meant = last.same_as if last else None
        back = meant and meant.pk == recommendation.pk
        circle = f"The position of {other.reference} means {recommendation.reference} itself."
        refuse_if(back, f"{circle} Enter the words of one of them.", "same_as")
        other = meant


def _refuse_unless_another(recommendation, other, field):
    another = other.pk != recommendation.pk and other.programme_id == recommendation.programme_id
    refuse_unless(another, "Choose another recommendation of this programme.", field)


@transaction.atomic
def claim_recommendation(recommendation, *, by, at, evidence="", version=None, why=""):
    """Claims that what was recommended is done. Somebody else has to verify that."""
    recommendation = _begin(recommendation, "claim", by=by, version=version)
    _refuse_unless_agreed(recommendation)
    claim = {"state": State.CLAIMED, "requested_due_on": None}
    claim |= {"claimed_at": at, "claimed_by": by, "claimed_by_name": str(by)}
    claim |= {"evidence": evidence or recommendation.evidence}
    return change_entry(recommendation, by=by, at=at, verb="claimed {} complete", why=why, **claim)


@transaction.atomic
def verify_recommendation(recommendation, *, by, at, why="", version=None):
    """Confirms a claim. Nobody verifies what they claimed themselves."""
    recommendation = _begin(recommendation, "verify", by=by, permission=VERIFY, version=version)
    message = f"You claimed that {recommendation.reference} is complete: "
    own = recommendation.claimed_by_id == by.pk
    refuse_if(own, f"{message}somebody else has to verify it.")
    found = {"state": State.VERIFIED}
    found |= {"verified_at": at, "verified_by": by, "verified_by_name": str(by)}
    return change_entry(recommendation, by=by, at=at, verb="verified", why=why, **found)


@transaction.atomic
def close_recommendation(recommendation, *, by, at, why, version=None):
    """Closes what was verified, or what was rejected. It stays on record."""
    recommendation = _begin(recommendation, "close", by=by, version=version)
    done = recommendation.state == State.VERIFIED or recommendation.response == Response.REJECTED
    message = f"{recommendation.reference} is neither verified nor rejected: it cannot be closed."
    refuse_unless(done, message)
    closed = {"state": State.CLOSED, "requested_due_on": None}
    return change_entry(recommendation, by=by, at=at, verb="closed", why=why, **closed)


@transaction.atomic
def supersede_recommendation(recommendation, *, by, at, superseded_by, why, version=None):
    """Says that another recommendation takes its place."""
    # Two that would take each other's place wait for each other here.
    _one_at_a_time(recommendation.programme)
    recommendation = _begin(recommendation, "supersede", by=by, version=version)
    other = locked(superseded_by)
    _refuse_unless_another(recommendation, other, "superseded_by")
    message = f"{other.reference} is superseded itself. Choose the one that stands now."
    refuse_if(other.state == State.SUPERSEDED, message, "superseded_by")
    _refuse_way_round(recommendation, other, by)
    columns = {"requested_due_on": None, **NOT_CLAIMED, **NOT_VERIFIED, **NOT_EXITED}
    columns |= {"state": State.SUPERSEDED, "superseded_by": other}
    return change_entry(recommendation, by=by, at=at, verb="superseded", why=why, **columns)


def _refuse_way_round(recommendation, other, by):
    """Refuses one that is due later, or is not accepted, to those who may not decide that."""
    if may(by, DECIDE, recommendation.programme):
        return
    due, said = recommendation.due_on, f"{other.reference} is"
    later = due and (not other.due_on or other.due_on > due)
    when = f"due on {day(other.due_on)}" if other.due_on else "without a due date"
    ask = f"{recommendation.reference} is due on {day(due)}: ask for an extension first."
    refuse_if(later, f"{said} {when}, and {ask}", "superseded_by")
    dropped = recommendation.response in AGREED and other.response not in AGREED
    accepted = f"{recommendation.reference} is: say first that it is no longer pursued."
    refuse_if(dropped, f"{said} not accepted, and {accepted}", "superseded_by")


@transaction.atomic
def accept_risk(recommendation, *, by, at, until, approver, why, version=None):
    """Lives with the risk of not doing it, until a day and on somebody's authority."""
    recommendation = _begin(recommendation, "accept", by=by, permission=DECIDE, version=version)
    refuse_if(until < timezone.localdate(at), "Acceptance must end today or later.", "until")
    accepted = {"requested_due_on": None, "state": State.RISK_ACCEPTED}
    accepted |= {"accepted_until": until, "accepted_by": approver}
    verb = "accepted the risk of"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **accepted)


@transaction.atomic
def drop_recommendation(recommendation, *, by, at, decided_by, decided_on, why, version=None):
    """Records that a recommendation is no longer pursued, by whose decision and when.

    What was answered to it stays: that it was accepted once is no mistake.
    """
    recommendation = _begin(recommendation, "drop", by=by, permission=DECIDE, version=version)
    refuse_future(decided_on, at, "decided_on")
    dropped = {"requested_due_on": None, **NOT_CLAIMED, **NOT_EXITED, "state": State.DROPPED}
    dropped |= {"dropped_on": decided_on, "dropped_by": decided_by}
    verb = "recorded {} as no longer pursued"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **dropped)


@transaction.atomic
def reopen_recommendation(recommendation, *, by, at, why, version=None):
    """Takes a settled one up again, or sends a claim back, which stays in its history."""
    recommendation = _begin(recommendation, "reopen", by=by, version=version)
    again = {"state": State.REOPENED, **NOT_CLAIMED, **NOT_VERIFIED, **NOT_EXITED}
    how = {"by": by, "at": at, "verb": "reopened", "why": why, "step": "reopen"}
    return change_entry(recommendation, **how, **again)


def take_back_claim(before, recommendation, *, by, at, why):
    """Takes a claim back, verified or not, when a correction shows that nobody accepted what it
    claims to be complete. Gives the recommendation.
    """
    stands = recommendation.claimed_at and before.is_agreed
    if not stands or recommendation.is_agreed:
        return recommendation
    again = {**NOT_CLAIMED, **NOT_VERIFIED}
    if not recommendation.is_closed:
        again["state"] = State.REOPENED
    verb = "took back the claim of"
    return change_entry(recommendation, by=by, at=at, verb=verb, why=why, **again)


def _record_date(recommendation, step, due_on, why, *, by, at):
    said = {"step": step, "due_on": due_on, "why": why}
    add_recorded(DueDate, by=by, at=at, recommendation=recommendation, **said)


def _moved(recommendation, due_on):
    """The columns after a due date moved: only a later day is an extension."""
    extensions = recommendation.extensions + (due_on > recommendation.due_on)
    return {"due_on": due_on, "extensions": extensions, "requested_due_on": None}


@transaction.atomic
def date_recommendation(recommendation, *, by, at, due_on, why="", version=None):
    """Gives a recommendation its first due date, which stays on record."""
    recommendation = _begin(recommendation, "date", by=by, version=version)
    dated = f"{recommendation.reference} has a due date already: re-date it, or ask for more time."
    refuse_if(recommendation.due_on, dated, "due_on")
    _record_date(recommendation, DueDateStep.SET, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "dated", "why": why}
    return change_entry(recommendation, first_due_on=due_on, due_on=due_on, **how)


@transaction.atomic
def redate_recommendation(recommendation, *, by, at, due_on, why="", version=None):
    """Gives another due date, for a reason. That is for those who may grant an extension."""
    recommendation = _begin(recommendation, "redate", by=by, permission=DECIDE, version=version)
    undated = f"{recommendation.reference} has no due date yet: give it one."
    refuse_unless(recommendation.due_on, undated, "due_on")
    _check_other_date(recommendation, due_on, why)
    _record_date(recommendation, DueDateStep.REDATED, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "re-dated", "why": why, "step": "redate"}
    return change_entry(recommendation, **how, **_moved(recommendation, due_on))


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
    recommendation = _begin(recommendation, "redate", by=by, version=version)
    message = f"{recommendation.reference} has no due date to extend."
    refuse_unless(recommendation.due_on, message, "due_on")
    _check_other_date(recommendation, due_on, why)
    refuse_unless(due_on > recommendation.due_on, NO_EXTENSION, "due_on")
    _record_date(recommendation, DueDateStep.ASKED, due_on, why, by=by, at=at)
    how = {"by": by, "at": at, "verb": "asked to extend", "why": why}
    return change_entry(recommendation, requested_due_on=due_on, **how)


@transaction.atomic
def decide_extension(recommendation, *, by, at, granted, why, version=None):
    """Grants or refuses the extension that was asked for."""
    recommendation = _begin(recommendation, "redate", by=by, permission=DECIDE, version=version)
    asked = recommendation.requested_due_on
    refuse_unless(asked, f"No extension of {recommendation.reference} was asked for.")
    refuse_unless(why, "Say why.", "why")
    step = DueDateStep.GRANTED if granted else DueDateStep.REFUSED
    _record_date(recommendation, step, asked, why, by=by, at=at)
    columns = _moved(recommendation, asked) if granted else {"requested_due_on": None}
    verb = "granted an extension of" if granted else "refused an extension of"
    how = {"by": by, "at": at, "verb": verb, "why": why, "step": "decide_extension"}
    return change_entry(recommendation, **how, **columns)


@transaction.atomic
def set_columns(*, programme, by, at, days, why=""):
    """Chooses the days whose positions the response table prints beside the report's own."""
    require(by, KEEP, programme)
    _one_at_a_time(programme)
    chosen = sorted(set(days))
    message = f"A sheet has room for {MOST_COLUMNS} days. Choose fewer."
    refuse_if(len(chosen) > MOST_COLUMNS, message, "days")
    refuse_future(chosen[-1] if chosen else None, at, "days")
    before, now = (
        ", ".join(map(day, days)) for days in (TableColumns.objects.days(programme), chosen)
    )
    texts = [one.isoformat() for one in chosen]
    added = add_recorded(TableColumns, by=by, at=at, programme=programme, chosen=texts)
    how = {"by": by, "at": at, "verb": "chose the columns of the response table:", "why": why}
    note = audit.note("positions_as_at", "Positions as at", before, now)
    audit.record(added, programme=programme, changes=[note], **how)
    return added
