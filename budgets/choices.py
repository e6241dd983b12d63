"""The words of the budget."""

from django.db import models


class State(models.TextChoices):
    """Whether money can still move on a line."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


# From which states each step may be taken. The actions refuse everything else; the pages offer only
# these. Money moves while a line or reserve is open.
# What is typed where money comes in.
INCOME = "Below 0 for income or a partner's contribution"
CREDIT = "Below 0 for a credit, a refund, income or a partner's contribution"
WHILE_OPEN = ("spend", "commit", "forecast", "move", "allocate", "reverse", "close")
RESERVE_WHILE_OPEN = (
    "call",
    "contribute",
    "draw",
    "approve",
    "make_contingent",
    "withdraw",
    "ask_again",
    "restate",
    "close",
)
STEPS = {**dict.fromkeys(WHILE_OPEN, {State.OPEN}), "reopen": {State.CLOSED}}
RESERVE_STEPS = {**dict.fromkeys(RESERVE_WHILE_OPEN, {State.OPEN}), "reopen": {State.CLOSED}}


class Kind(models.TextChoices):
    """What a posting records."""

    COMMITMENT = "commitment", "Commitment"
    SPEND = "spend", "Spend"


class Standing(models.TextChoices):
    """How a line stands against its allocation and forecast; the worst comes first."""

    OVERSPENT = "red", "Overspent"
    COMMITTED = "committed", "Committed over"
    OVER = "amber", "Forecast over"
    OUTRUN = "outrun", "Spend above forecast"
    WITHIN = "green", "Within budget"

    @property
    def band(self):
        """The key of the band that it is shown in."""
        return "amber" if self in (self.COMMITTED, self.OUTRUN) else self.value

    def as_dict(self):
        return {"key": self.band, "word": self.label}


class Movement(models.TextChoices):
    """What moved in a reserve."""

    CONTRIBUTION = "contribution", "Contribution"
    DRAWING = "drawing", "Money drawn"


class CallState(models.TextChoices):
    """What became of a call on a reserve.

    A contingent call is used only if something happens, as its authority says.
    """

    REQUESTED = "requested", "Requested"
    CONTINGENT = "contingent", "Contingent"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


# From which states each step of a call may be taken.
CALL_STEPS = {
    "approve": {CallState.REQUESTED, CallState.CONTINGENT},
    "make_contingent": {CallState.REQUESTED},
    "withdraw": {CallState.REQUESTED, CallState.CONTINGENT, CallState.APPROVED},
    "ask_again": {CallState.WITHDRAWN},
}
