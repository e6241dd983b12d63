"""The words of the milestone log."""

from django.db import models


class State(models.TextChoices):
    """Where a milestone stands."""

    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNFINISHED = (State.PLANNED, State.IN_PROGRESS)

# From which states each step may be taken. The actions refuse everything else; the pages offer only these.
STEPS = {
    "start": {State.PLANNED},
    "deliver": {State.PLANNED, State.IN_PROGRESS, State.COMPLETE},
    "complete": {State.PLANNED, State.IN_PROGRESS},
    "redate": {State.PLANNED, State.IN_PROGRESS},
    "withdraw": {State.PLANNED, State.IN_PROGRESS},
    "reopen": {State.COMPLETE, State.WITHDRAWN},
}

# A period's standing follows from which periods are closed, never from the calendar alone.
CURRENT, NEXT, LATER, CLOSED = "Current period", "Next period", "Later period", "Closed period"
NOT_PLACED = "Not placed in a period"

OUT_OF_ORDER = "Deliveries as recorded, not in the order of their dates"  # 20/03/07 above 19/02/07: seed 001, milestone 3
ONGOING = "Complete, and noted as ongoing"  # a tick beside "in progress and ongoing": seed 002, milestone 4
