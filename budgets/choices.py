"""The words of the budget."""

from django.db import models


class State(models.TextChoices):
    """Whether money can still move on a line."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"


# From which states each step may be taken. The actions refuse everything else; the pages offer only
# these. Money moves while a line or reserve is open.
WHILE_OPEN = ("spend", "commit", "forecast", "move", "allocate", "reverse", "close")
RESERVE_WHILE_OPEN = ("call", "approve", "make_contingent", "withdraw", "restate", "close")
STEPS = {**dict.fromkeys(WHILE_OPEN, {State.OPEN}), "reopen": {State.CLOSED}}
RESERVE_STEPS = {**dict.fromkeys(RESERVE_WHILE_OPEN, {State.OPEN}), "reopen": {State.CLOSED}}


class Kind(models.TextChoices):
    """What a posting records."""

    COMMITMENT = "commitment", "Commitment"
    SPEND = "spend", "Spend"


class Standing(models.TextChoices):
    """How a line stands against its allocation. The value is the key of the band it is shown in."""

    OVERSPENT = "red", "Overspent"
    OVER = "amber", "Forecast over"
    WITHIN = "green", "Within budget"

    def as_dict(self):
        return {"key": self.value, "word": self.label}


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
}
