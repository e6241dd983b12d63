"""How reviews after closing judge, and where one stands."""

from django.db import models


class Judged(models.TextChoices):
    """How far what was planned is realised."""

    REALISED = "realised", "Realised"
    PARTLY = "partly", "Partly realised"
    NOT_REALISED = "not_realised", "Not realised"
    TOO_EARLY = "too_early", "Too early to say"


class State(models.TextChoices):
    """Where a review stands."""

    PLANNED = "planned", "Planned"
    LATE = "late", "Late"
    HELD = "held", "Held"
    CALLED_OFF = "called_off", "Called off"
