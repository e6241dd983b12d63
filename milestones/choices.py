"""The words of the milestone log."""

from django.db import models


class State(models.TextChoices):
    """Where a milestone stands."""

    PLANNED = "planned", "Planned"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"
    WITHDRAWN = "withdrawn", "Withdrawn"


UNFINISHED = (State.PLANNED, State.IN_PROGRESS)
SETTLED = (State.COMPLETE, State.WITHDRAWN)

# From which states each step may be taken. The actions refuse everything else; the pages offer only
# these. A report prints the comment of what is settled too, so it is written in every state.
STEPS = {
    "start": {State.PLANNED},
    "deliver": {*UNFINISHED, State.COMPLETE},
    "complete": set(UNFINISHED),
    "redate": set(UNFINISHED),
    "comment": set(State),
    "withdraw": set(UNFINISHED),
    "reopen": set(SETTLED),
}

# A period's phase follows from which periods are closed, never from the calendar alone.
CURRENT, NEXT, LATER, CLOSED = "Current period", "Next period", "Later period", "Closed period"
NOT_PLACED = "Not placed in a period"

# 20/03/07 above 19/02/07: seed 001, milestone 3.
OUT_OF_ORDER = "Deliveries as recorded, not in the order of their dates"
# A tick beside "in progress and ongoing": seed 002, milestone 4.
ONGOING = "Complete, and noted as ongoing"
