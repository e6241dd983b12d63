"""Who goes on with the open rows of a programme: they are offered, answered for, disposed of by a
meeting, and told of once they are in somebody's hands. Nothing of it is ever changed.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.entries import Dated, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day


class Offer(Recorded):
    """Open rows of logs that were offered in one step to one person, for one reason: into which
    plan they move, and which body monitors them then.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="new owner"
    )
    to_name = LineField("new owner", max_length=200, editable=False)
    plan = LineField("plan that they move into", max_length=200)
    monitored_by = models.ForeignKey("programme.Body", models.PROTECT, related_name="+")
    why = WordsField("why", max_length=2000)

    def __str__(self):
        return f"rows to {self.to_name}"


class OfferedRow(models.Model):
    """One row that was offered, by its log and reference; `due_on` is the day by which it is to be
    done. What counts of a row is the last that was offered or disposed of.
    """

    offer = models.ForeignKey(Offer, models.PROTECT, related_name="rows")
    log = models.CharField(max_length=40)
    reference = models.CharField(max_length=12)
    due_on = DayField("to be done by", null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "log", "reference"], name="row_once_in_an_offer"
            )
        ]
        indexes = [models.Index(fields=["log", "reference"], name="offered_row_by_reference")]

    def __str__(self):
        return self.reference


class Answer(Recorded):
    """Whether the person to whom a row was offered took it, in their own name."""

    row = models.OneToOneField(OfferedRow, models.PROTECT, related_name="answer")
    accepted = models.BooleanField()
    words = WordsField("in your words", max_length=2000, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted=True) | ~Q(words=""), name="custody_refused_in_words"
            )
        ]

    def __str__(self):
        return f"{'Accepted' if self.accepted else 'Refused'} on {day(self.recorded_at)}"


class Progress(Dated):
    """What came of a row since it was accepted, as at a day; `done` says that it ends there."""

    row = models.ForeignKey(OfferedRow, models.PROTECT, related_name="progress")
    words = WordsField("what was done", max_length=2000)
    done = models.BooleanField("it is done", default=False)

    class Meta(Dated.Meta):
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="custody_told_in_words")]

    def __str__(self):
        return f"{'Done' if self.done else 'Position'} as at {day(self.as_at)}"


class Disposal(Recorded):
    """Open rows that go to nobody, because a meeting decided so."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    decision = models.ForeignKey("papers.MeetingDecision", models.PROTECT, related_name="+")
    why = WordsField("why", max_length=2000)

    def __str__(self):
        return f"rows by {self.decision}"


class DisposedRow(models.Model):
    """One row that was disposed of."""

    disposal = models.ForeignKey(Disposal, models.PROTECT, related_name="rows")
    log = models.CharField(max_length=40)
    reference = models.CharField(max_length=12)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "log", "reference"], name="row_once_in_a_disposal"
            )
        ]

    def __str__(self):
        return self.reference
