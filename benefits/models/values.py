"""What is planned of a benefit and what was realised, period by period."""

from django.db import models

from programme.entries import Recorded
from programme.fields import DayField, LineField
from programme.formats import day

from ..querysets import ActualQuerySet, PlannedValueQuerySet
from ..units import plain_number
from .benefits import Benefit
from .columns import ValueField


class PlannedValue(Recorded):
    """What is planned for a period.

    A new plan is a new revision of every value; the last counts.
    """

    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="planned_values")
    revision = models.PositiveIntegerField()
    period = LineField(max_length=60)
    ends_on = DayField("last day of the period")
    value = ValueField()

    objects = PlannedValueQuerySet.as_manager()

    class Meta(Recorded.Meta):
        ordering = ["benefit", "revision", "ends_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["benefit", "revision", "ends_on"], name="planned_value_once_a_period"
            )
        ]

    def __str__(self):
        return f"{self.period} = {plain_number(self.value)}"


class Actual(Recorded):
    """One entry of the ledger: a value, its day and its evidence.

    A reversing entry takes one back in full.
    """

    benefit = models.ForeignKey(Benefit, models.PROTECT, related_name="actuals")
    number = models.PositiveIntegerField()
    on = DayField("as at", past=True, since="benefit__baseline_on")
    value = ValueField(
        "actual value", help_text="In a reversing entry the reversed value with the other sign"
    )
    evidence = LineField(help_text="Where it can be seen; in a reversing entry, why")
    reverses = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reversed_by",
        verbose_name="takes back",
    )

    objects = ActualQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["benefit", "number"], name="actual_number_once")
        ]

    def __str__(self):
        return f"entry {self.number}"

    @property
    def in_full(self):
        """Its value with the unit, its day and its evidence."""
        return f"{self.benefit.written(self.value)} as at {day(self.on)}: {self.evidence}"

    @property
    def evidence_in_full(self):
        """Its evidence; of a reversing entry also what it takes back."""
        back = f"Takes back entry {self.reverses.number}: " if self.reverses_id else ""
        return f"{back}{self.evidence}"
