"""The words of savings."""

from django.db import models


class Kind(models.TextChoices):
    """Permanent money comes again every year, one-off money once. The two are never added together to pay for something."""

    PERMANENT = "permanent", "Permanent"
    ONE_OFF = "one_off", "One-off"


class State(models.TextChoices):
    """Where a saving stands."""

    IDENTIFIED = "identified", "Identified"
    APPROVED = "approved", "Approved"
    ACHIEVED = "achieved", "Achieved"
    WITHDRAWN = "withdrawn", "Withdrawn"


SECURED = (State.APPROVED, State.ACHIEVED)  # what figures and pots count
LIVE = (State.IDENTIFIED, *SECURED)

# From which states each step may be taken. The actions refuse everything else; the pages offer only these.
STEPS = {
    "change": {*LIVE},
    "approve": {State.IDENTIFIED},
    "post": {*SECURED},
    "achieve": {State.APPROVED},
    "reopen": {State.ACHIEVED, State.WITHDRAWN},
    "withdraw": {*LIVE},
}


class TargetState(models.TextChoices):
    """Whether a target still counts."""

    IN_FORCE = "in_force", "In force"
    WITHDRAWN = "withdrawn", "Withdrawn"


class ReallocationState(models.TextChoices):
    """Where a re-allocation stands. Made without a recorded approval it counts all the same: the money is promised."""

    RECORDED = "recorded", "Approval not recorded"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


COUNTED = (ReallocationState.RECORDED, ReallocationState.APPROVED)


class CarryState(models.TextChoices):
    """Where a carry-forward stands. Only an approved one moves money into the next year."""

    REQUESTED = "requested", "Requested"
    APPROVED = "approved", "Approved"
    DROPPED = "dropped", "Not carried forward"
