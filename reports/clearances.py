"""Clearances of drafts: of whom they are asked, and what was answered about which draft."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from papers.clearances import AskedOf, DemandedClearance
from programme.entries import EndedQuerySet, Recorded
from programme.fields import DayField, WordsField
from programme.formats import as_sentence, day


class Answer(models.TextChoices):
    """What can be answered."""

    CLEARED = "cleared", "Cleared"
    CONDITION = "condition", "Cleared with a condition"
    RETURNED = "returned", "Returned"


class Clearance(AskedOf):
    """A clearance of a draft, asked by a day. It stays asked of every later draft of the version
    until it is withdrawn.
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="clearances")
    demand = models.ForeignKey(
        DemandedClearance, models.PROTECT, null=True, blank=True, related_name="clearances"
    )
    due_on = DayField("answer by")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by_name = models.CharField(max_length=200, blank=True)
    ended_why = WordsField(blank=True, max_length=2000)

    objects = EndedQuerySet.as_manager()

    class Meta(AskedOf.Meta):
        ordering = ["recorded_at", "id"]
        constraints = [
            *AskedOf.Meta.constraints,
            models.CheckConstraint(
                condition=Q(post="") | Q(partner__isnull=False),
                name="clearance_of_one_council",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by_name="", ended_why="")
                | Q(ended_at__isnull=False) & ~Q(ended_by_name="") & ~Q(ended_why=""),
                name="clearance_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({self.asked_of})"


class ClearedDraft(models.Model):
    """The content of a draft of which a clearance was asked or answered, so that what changed since
    can be shown when it is drawn anew.
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="cleared_drafts")
    fingerprint = models.CharField(max_length=64)
    content = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "fingerprint"], name="cleared_draft_kept_once"
            )
        ]

    def __str__(self):
        return f"{self.report} ({self.fingerprint[:8]})"


class ClearanceAnswer(Recorded):
    """What was answered about one draft. Of one draft a clearance is answered once."""

    clearance = models.ForeignKey(Clearance, models.PROTECT, related_name="answers")
    draft = models.ForeignKey(ClearedDraft, models.PROTECT, related_name="answers")
    answer = models.CharField(max_length=10, choices=Answer)
    words = WordsField("the condition, or what is wrong", blank=True, max_length=2000)

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["clearance", "draft"], name="draft_answered_once"),
            models.CheckConstraint(
                condition=Q(answer=Answer.CLEARED, words="")
                | Q(answer__in=[Answer.CONDITION, Answer.RETURNED]) & ~Q(words=""),
                name="answer_says_what_is_wrong",
            ),
        ]

    def __str__(self):
        return self.in_words

    @property
    def in_words(self) -> str:
        """Who answered what, and when."""
        said = f"{self.get_answer_display()} by {self.recorded_by_name} on {day(self.recorded_at)}"
        return f"{said}: {self.words}" if self.words else said

    @property
    def sentence(self) -> str:
        """The same with a full stop, which whoever answered may have written."""
        return as_sentence(self.in_words)


class ConditionMet(Recorded):
    """How the condition of an answer was met, as the officer who publishes says."""

    answer = models.OneToOneField(ClearanceAnswer, models.PROTECT, related_name="met")
    how = WordsField("how the condition was met", max_length=2000)

    def __str__(self):
        return self.how
