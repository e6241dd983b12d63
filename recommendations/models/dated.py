"""The dated rows that are added to a recommendation, and who answers for it at a partner."""

from django.db import models
from django.db.models import F, Q

from programme.entries import Dated, EntryHistory, Recorded, RecordedQuerySet
from programme.fields import DayField, LineField, WordsField
from programme.formats import TITLE_SPACE, clipped, day

from ..choices import DueDateStep, Wording
from ..querysets import PartnerOwnerQuerySet, UpdateQuerySet
from .recommendations import Recommendation


class PartnerOwner(models.Model):
    """Who answers for a recommendation at one partner. Blank: nobody does any more."""

    recommendation = models.ForeignKey(
        Recommendation, models.PROTECT, related_name="partner_owners"
    )
    partner = models.ForeignKey("programme.Partner", models.PROTECT, related_name="+")
    owner = LineField(max_length=120, blank=True, help_text="Job title")

    history = EntryHistory()
    objects = PartnerOwnerQuerySet.as_manager()

    class Meta:
        ordering = ["partner__name"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "partner"], name="partner_owner_once")
        ]

    def __str__(self):
        return self.owner


class Update(Dated):
    """The position of a recommendation as at a day, in the words that the committee's table prints.

    “As above” and “Previously completed” are kept as printed, beside the row or the day that they
    mean. A day that nobody knows stays blank.
    """

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="updates")
    wording = models.CharField(max_length=10, choices=Wording, default=Wording.OWN)
    text = WordsField("position")
    same_as = models.ForeignKey(
        Recommendation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="“as above” means",
    )
    completed_on = DayField("completed on", null=True, blank=True, past=True)

    objects = UpdateQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(wording=Wording.AS_ABOVE, same_as__isnull=False)
                & ~Q(same_as=F("recommendation"))
                | ~Q(wording=Wording.AS_ABOVE) & Q(same_as=None),
                name="update_as_above_means_another_row",
            ),
            models.CheckConstraint(
                condition=Q(completed_on=None)
                | Q(wording=Wording.PREVIOUSLY, completed_on__lte=F("as_at")),
                name="update_completed_before_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["recommendation", "as_at", "recorded_at"], name="update_in_order")
        ]

    def __str__(self):
        return clipped(self.text, TITLE_SPACE)

    @property
    def meaning(self):
        """What words that point elsewhere mean; empty for words of their own."""
        if self.wording == Wording.AS_ABOVE:
            return f"Means {self.same_as.reference}"
        if self.wording == Wording.PREVIOUSLY:
            known = self.completed_on
            return f"Completed on {day(known)}" if known else "On an earlier date that is not known"
        return ""


class DueDate(Recorded):
    """One step of a due date: set, re-dated, or an extension asked for, granted or refused."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="due_dates")
    step = models.CharField(max_length=10, choices=DueDateStep)
    due_on = DayField("date")
    why = WordsField(blank=True, max_length=2000)

    objects = RecordedQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(step=DueDateStep.SET) | ~Q(why=""), name="due_date_moved_for_a_reason"
            )
        ]

    def __str__(self):
        return f"{self.get_step_display()}: {day(self.due_on)}"
