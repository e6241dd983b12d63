"""The words of reviews and their recommendations.

Source: gateway, audit and scrutiny reports, and seed 000.
"""

from django.db import models


class ReviewKind(models.TextChoices):
    """What sort of review it was."""

    GATEWAY = "gateway", "Gateway review"
    FOUR_PS = "4ps", "4ps review"
    AUDIT = "audit", "Audit"
    PEER = "peer", "Peer review"
    SCRUTINY = "scrutiny", "Scrutiny review"
    OTHER = "other", "Other review"


class Scale(models.TextChoices):
    """The scale of a review's overall rating. Gateway scales changed: a rating needs its own."""

    RAG = "rag", "Red, amber, green"
    CONFIDENCE_FIVE = "confidence-5", "Delivery confidence in five steps"
    CONFIDENCE_THREE = "confidence-3", "Delivery confidence in three steps"
    ASSURANCE = "assurance", "Audit assurance in four steps"
    WORDS = "words", "In the words of the review"


# The ratings that each scale knows, best first. The words of a review are free.
LEVELS = {
    Scale.RAG: ("Green", "Amber", "Red"),
    Scale.CONFIDENCE_FIVE: ("Green", "Amber/Green", "Amber", "Amber/Red", "Red"),
    Scale.CONFIDENCE_THREE: ("Green", "Amber", "Red"),
    Scale.ASSURANCE: ("Full", "Substantial", "Limited", "None"),
}


class Priority(models.IntegerChoices):
    """How much the review pressed for it; sorted by number."""

    CRITICAL = 1, "Critical"
    HIGH = 2, "High"
    MEDIUM = 3, "Medium"
    LOW = 4, "Low"


class Response(models.TextChoices):
    """What was answered."""

    ACCEPTED = "accepted", "Accepted"
    PARTLY = "partly", "Partly accepted"
    REJECTED = "rejected", "Rejected"
    DEFERRED = "deferred", "Put off"


AGREED = (Response.ACCEPTED, Response.PARTLY)


class State(models.TextChoices):
    """Where a recommendation stands. Claimed is not verified: that takes somebody else."""

    RECEIVED = "received", "Received"
    RESPONDED = "responded", "Responded"
    IN_PROGRESS = "in_progress", "In progress"
    CLAIMED = "claimed", "Claimed complete"
    VERIFIED = "verified", "Verified"
    CLOSED = "closed", "Closed"
    SUPERSEDED = "superseded", "Superseded"
    RISK_ACCEPTED = "risk_accepted", "Risk accepted"
    DROPPED = "dropped", "No longer pursued"
    REOPENED = "reopened", "Reopened"


WORKED_ON = (State.RECEIVED, State.RESPONDED, State.IN_PROGRESS, State.REOPENED)
LIVE = (*WORKED_ON, State.CLAIMED)
COMPLETED = (State.VERIFIED, State.CLOSED)
SETTLED = frozenset({State.CLOSED, State.SUPERSEDED, State.DROPPED})
# May stand without a response.
UNANSWERED = (
    State.RECEIVED,
    State.REOPENED,
    State.SUPERSEDED,
    State.RISK_ACCEPTED,
    State.DROPPED,
)

# From which states each step may be taken. Actions refuse everything else; pages offer only these.
STEPS = {
    "respond": set(WORKED_ON),
    "start": {State.RESPONDED, State.REOPENED},
    "claim": {State.RESPONDED, State.IN_PROGRESS, State.REOPENED},
    "verify": {State.CLAIMED},
    "close": {State.VERIFIED, State.RESPONDED, State.IN_PROGRESS, State.REOPENED},
    "supersede": set(LIVE),
    "accept": {*WORKED_ON, State.RISK_ACCEPTED},
    # whoever decided on it no longer wants it, whatever was answered
    "drop": {*LIVE, State.RISK_ACCEPTED},
    "reopen": {
        State.CLAIMED,
        State.VERIFIED,
        State.CLOSED,
        State.SUPERSEDED,
        State.RISK_ACCEPTED,
        State.DROPPED,
    },
    "date": set(WORKED_ON),
    "redate": set(WORKED_ON),
    "change": set(State) - SETTLED,
    "update": set(State) - SETTLED,
}


class Wording(models.TextChoices):
    """Whether a position says something itself or points elsewhere."""

    OWN = "own", "In its own words"
    AS_ABOVE = "as_above", "As above: the words of another recommendation"
    PREVIOUSLY = "previously", "Previously completed: at an earlier date"


WORDS_BY_DEFAULT = {Wording.AS_ABOVE: "As above", Wording.PREVIOUSLY: "Previously completed"}


class DueDateStep(models.TextChoices):
    """What happened to a due date."""

    SET = "set", "First due date"
    REDATED = "redated", "Re-dated"
    ASKED = "asked", "Extension requested"
    GRANTED = "granted", "Extension granted"
    REFUSED = "refused", "Extension refused"


class Table(models.TextChoices):
    """The five tables that a committee is used to."""

    LIVE = "live", "Live"
    COMPLETED = "completed", "Completed since the last meeting"
    EXTENSION = "extension", "Extension requested"
    OVERDUE = "overdue", "Overdue"
    ALL = "all", "All"
