"""The words of the room."""

from django.db import models


class ArchiveState(models.TextChoices):
    """How far an archive is."""

    ASKED = "asked", "Being made"
    MADE = "made", "Made"
    FAILED = "failed", "Not made"
    REMOVED = "removed", "Removed"


class CountedFrom(models.TextChoices):
    """The event from which a retention class counts its years."""

    CLOSED = "closed", "The programme was closed"
    RECORDED = "recorded", "It was recorded"
    MEETING = "meeting", "Its meeting"


class RemovalKind(models.TextChoices):
    """What two people remove."""

    DISPOSAL = "disposal", "Disposal"
    REDACTION = "redaction", "Redaction"
