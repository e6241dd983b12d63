"""The words of update rounds."""

from django.db import models


class Said(models.TextChoices):
    """What somebody answered for a row."""

    SAME = "same", "No change"
    CHANGED = "changed", "Changed"
    TOLD = "told", "Told the programme manager"


# What an owner says who may not change the log is no confirmation until somebody enters it.
CONFIRMS = (Said.SAME, Said.CHANGED)
