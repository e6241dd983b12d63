"""From which variance each band of a programme begins."""

from django.db import models

from programme.entries import Recorded
from programme.fields import DayField, PerCentField

from ..banding import Thresholds
from ..querysets import BandingQuerySet
from .columns import THRESHOLD


class VarianceBanding(Recorded):
    """A programme's thresholds from a date on.

    A change is a new row: what was reported before is never rated anew.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    applies_from = DayField()
    green_to = PerCentField(**THRESHOLD)
    amber_from = PerCentField(**THRESHOLD)
    amber_to = PerCentField(**THRESHOLD)
    red_from = PerCentField(**THRESHOLD)

    objects = BandingQuerySet.as_manager()

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(fields=["programme", "applies_from"], name="variance_banding_by_day")
        ]

    def __str__(self):
        return f"Bands from {self.applies_from}"

    def thresholds(self):
        """The thresholds as a value."""
        return Thresholds(self.green_to, self.amber_from, self.amber_to, self.red_from)

    def clean(self):
        values = (self.green_to, self.amber_from, self.amber_to, self.red_from)
        if None not in values:  # what could not be read is refused by its own field
            self.thresholds().check()
