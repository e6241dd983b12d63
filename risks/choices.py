"""The words of the risk register. Source: Management of Risk (M_o_R) and the seed register of March
2012.
"""

from django.db import models


class State(models.TextChoices):
    """Where a risk stands."""

    PROPOSED = "proposed", "Proposed"
    OPEN = "open", "Open"
    TREATING = "treating", "Being treated"
    ACCEPTED = "accepted", "Accepted"
    CLOSED = "closed", "Closed"
    MATERIALISED = "materialised", "Has happened"


LIVE = {State.PROPOSED, State.OPEN, State.TREATING, State.ACCEPTED}
SETTLED = {State.CLOSED, State.MATERIALISED}

# From which states each step may be taken. The actions refuse everything else; the pages offer only
# these.
BEGUN = (State.OPEN, State.TREATING)  # where a risk can stand as it is added, in their order
STEPS = {
    "assess": LIVE,
    "assess_in_words": LIVE,
    "open": {State.PROPOSED},
    "treat": {State.OPEN},
    "accept": {State.OPEN, State.TREATING, State.ACCEPTED},
    "materialise": {State.OPEN, State.TREATING, State.ACCEPTED},
    "close": LIVE,
    "reopen": {State.ACCEPTED, *SETTLED},
    "add_mitigation": LIVE,
    "change_mitigation": LIVE,
    "complete_mitigation": LIVE,
    "withdraw_mitigation": LIVE,
    "reopen_mitigation": LIVE,
}


class Fate(models.TextChoices):
    """What becomes of mitigations that are open when their risk is closed or has happened."""

    WITHDRAWN = "withdrawn", "They are withdrawn with the risk"
    DONE = "done", "They are done"


class Kind(models.TextChoices):
    """Which view of the risk an assessment gives."""

    INHERENT = "inherent", "Inherent (before any control)"
    CURRENT = "current", "Current (with today's controls)"
    TARGET = "target", "Target (when mitigations are done)"


class Scheme(models.TextChoices):
    """How a programme rates its risks."""

    NUMBERS = "numbers", "Likelihood and impact, in numbers"
    WORDS = "words", "Frequency and severity in words, with a judged status"


class Rating(models.TextChoices):
    """Words for frequency and severity.

    Medium and moderate both occur in one log (seed 001) and are kept as given.
    """

    HIGH = "high", "High"
    MEDIUM = "medium", "Medium"
    MODERATE = "moderate", "Moderate"
    LOW = "low", "Low"


class Response(models.TextChoices):
    """What is to be done about the risk."""

    TOLERATE = "tolerate", "Tolerate"
    TREAT = "treat", "Treat"
    TRANSFER = "transfer", "Transfer"
    TERMINATE = "terminate", "Terminate"
    TAKE = "take", "Take the opportunity"


class Proximity(models.TextChoices):
    """How soon the risk could happen."""

    IMMINENT = "imminent", "Within a month"
    NEAR = "near", "Within three months"
    MEDIUM = "medium", "Within a year"
    FAR = "far", "Later than a year"


class Category(models.TextChoices):
    """What kind of harm the risk would do first."""

    STRATEGIC = "strategic", "Strategic"
    FINANCIAL = "financial", "Financial"
    PEOPLE = "people", "People and skills"
    SERVICE = "service", "Service delivery"
    LEGAL = "legal", "Legal and governance"
    TECHNOLOGY = "technology", "Technology and data"
    REPUTATION = "reputation", "Reputation"


class IssueState(models.TextChoices):
    """Where an issue stands."""

    OPEN = "open", "Open"
    RESOLVED = "resolved", "Resolved"


ISSUE_STEPS = {"resolve": {IssueState.OPEN}, "reopen": {IssueState.RESOLVED}}
TRENDS = {"up": "▲ Worse", "down": "▼ Better", "same": "No change", "new": "New"}

LIKELIHOODS = {1: "Rare", 2: "Unlikely", 3: "Possible", 4: "Likely", 5: "Almost certain"}
IMPACTS = {1: "Minor", 2: "Moderate", 3: "Serious", 4: "Major", 5: "Critical"}


def top_impact_in_words(impact) -> str:
    """What the highest impact is called: a matrix of five steps has words, any other numbers."""
    return IMPACTS[impact].lower() if impact == max(IMPACTS) else ""
