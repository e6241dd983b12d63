"""The words of savings."""

from django.db import models


class Kind(models.TextChoices):
    """Permanent money comes again every year, one-off money once; neither pays for the other."""

    PERMANENT = "permanent", "Permanent"
    ONE_OFF = "one_off", "One-off"


WHOLE_MONTHS = (
    "A permanent saving counts by whole calendar months: a start or a new amount on the 1st counts "
    "from that month, one on a later day from the next month, and the month in which it ends "
    "counts when it ends on the last day."
)


class Certainty(models.TextChoices):
    """Whether it is counted on. Potential ones stand outside every total; blank where not said."""

    COMMITTED = "committed", "Committed"
    POTENTIAL = "potential", "Potential"


class State(models.TextChoices):
    """Where a saving stands."""

    IDENTIFIED = "identified", "Identified"
    APPROVED = "approved", "Approved"
    ACHIEVED = "achieved", "Achieved"
    WITHDRAWN = "withdrawn", "Withdrawn"


SECURED = (State.APPROVED, State.ACHIEVED)  # what figures and pots count
LIVE = (State.IDENTIFIED, *SECURED)

# From which states each step may be taken. Actions refuse everything else; pages offer only these.
STEPS = {
    "approve": {State.IDENTIFIED},
    "revise": {*SECURED},
    "change_amount": {*SECURED},
    "end": {*SECURED},
    "post": {*SECURED},
    "reverse": {*SECURED},
    "confirm": {State.APPROVED},
    "reopen": {State.ACHIEVED, State.WITHDRAWN},
    "withdraw": {*LIVE},
}


class TargetState(models.TextChoices):
    """Whether a target still counts."""

    IN_FORCE = "in_force", "In force"
    WITHDRAWN = "withdrawn", "Withdrawn"


TARGET_STEPS = {"withdraw": {TargetState.IN_FORCE}, "reopen": {TargetState.WITHDRAWN}}


class ReallocationState(models.TextChoices):
    """Where one stands. Without a recorded approval it counts as well: the money is promised."""

    RECORDED = "recorded", "Approval not recorded"
    APPROVED = "approved", "Approved"
    WITHDRAWN = "withdrawn", "Withdrawn"


COUNTED = (ReallocationState.RECORDED, ReallocationState.APPROVED)
REALLOCATION_STEPS = {
    "approve": {ReallocationState.RECORDED},
    "withdraw": {*COUNTED},
    "reopen": {ReallocationState.WITHDRAWN},
}


class CarryState(models.TextChoices):
    """Where a carry-forward stands. Only an approved one moves money into the next year."""

    REQUESTED = "requested", "Requested"
    APPROVED = "approved", "Approved"
    DROPPED = "dropped", "Not carried forward"


CARRY_STEPS = {
    "approve": {CarryState.REQUESTED},
    "drop": {CarryState.REQUESTED, CarryState.APPROVED},
    "reopen": {CarryState.APPROVED, CarryState.DROPPED},
}
