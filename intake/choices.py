"""What becomes of a file that somebody brings, step by step."""

from django.db import models


class State(models.TextChoices):
    """Where an import stands."""

    READING = "reading", "Being read"
    READY = "ready", "To be looked at"
    APPLYING = "applying", "Being taken in"
    DONE = "done", "Taken in"
    FAILED = "failed", "Cannot be read"
    DISCARDED = "discarded", "Discarded"
    TAKEN_BACK = "taken_back", "Taken back"


WORKED_ON = (State.READING, State.APPLYING)
KEPT = (State.DONE, State.TAKEN_BACK)


class How(models.TextChoices):
    """What becomes of the other rows when a rule of the log refuses one."""

    ALL = "all", "All rows or none"
    EACH = "each", "Each row that the log accepts"
