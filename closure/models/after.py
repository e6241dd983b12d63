"""Reviews of benefits after the programme: on which day, by whom, and how each benefit was judged.
Nothing of it is ever changed.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.entries import Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day

from ..after.choices import Judged, State


class PlannedReview(Recorded):
    """A review of the benefits that is to be held by somebody on a day."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    on = DayField("to be held on")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reviewer_name = LineField("reviewer", max_length=200)

    class Meta(Recorded.Meta):
        ordering = ["on", "id"]

    def __str__(self):
        return f"benefit review of {day(self.on)}"

    def state(self, today: date, at=None) -> State:
        """Where it stands on a day; at a moment, as it was known then."""
        for name, state in (("held", State.HELD), ("called_off", State.CALLED_OFF)):
            row = getattr(self, name, None)
            if row and not (at and row.recorded_at > at):
                return state
        return State.LATE if self.on < today else State.PLANNED


class ReviewCalledOff(Recorded):
    """That a planned review is not held, and why."""

    planned = models.OneToOneField(PlannedReview, models.PROTECT, related_name="called_off")
    why = WordsField("why", max_length=2000)

    def __str__(self):
        return f"called off on {day(self.recorded_at)}"


class BenefitReview(Recorded):
    """A review that was held: each benefit as it stood on its day, and how it was judged."""

    planned = models.OneToOneField(PlannedReview, models.PROTECT, related_name="held")
    as_at = DayField("as at", past=True)

    def __str__(self):
        return f"benefit review as at {day(self.as_at)}"


class ReviewedBenefit(models.Model):
    """One benefit in a review. Its values are kept as the words in which they stood, with units."""

    review = models.ForeignKey(BenefitReview, models.PROTECT, related_name="rows")
    log = models.CharField(max_length=40)
    reference = models.CharField(max_length=12)
    title = models.TextField()
    measure = models.TextField(blank=True)
    baseline = models.CharField(max_length=200, blank=True)
    target = models.CharField(max_length=200, blank=True)
    planned = models.CharField(max_length=200, blank=True)
    realised = models.CharField(max_length=200, blank=True)
    difference = models.CharField(max_length=200, blank=True)
    judged = models.CharField(max_length=20, choices=Judged)
    reason = WordsField(max_length=2000)
    unexpected = WordsField("what was unexpected", max_length=2000, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["review", "log", "reference"], name="benefit_once_in_a_review"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="benefit_judged_for_a_reason"),
        ]
        indexes = [models.Index(fields=["log", "reference"], name="reviewed_by_reference")]

    def __str__(self):
        return f"{self.reference} {self.title}"
