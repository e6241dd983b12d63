"""Where an open row stands on its way into somebody's hands."""

from django.db import models


class State(models.TextChoices):
    """Where it stands now."""

    OPEN = "open", "Not offered"
    OFFERED = "offered", "Waiting for an answer"
    REFUSED = "refused", "Refused"
    LEFT = "left", "New owner has left"
    ACCEPTED = "accepted", "Accepted"
    DONE = "done", "Done"
    DISPOSED = "disposed", "Disposed of"


UNSETTLED = (State.OPEN, State.OFFERED, State.REFUSED, State.LEFT)  # these stand in the way
