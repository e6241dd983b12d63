"""The words of the room."""

from django.db import models


class ArchiveState(models.TextChoices):
    """How far an archive is."""

    ASKED = "asked", "Being made"
    MADE = "made", "Made"
    FAILED = "failed", "Not made"
