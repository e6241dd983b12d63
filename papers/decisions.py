"""What a meeting decided on the recommendations of its papers, and what became of that."""

from django.db import models
from django.db.models import Q

from programme.entries import EntryQuerySet, Kept, Recorded
from programme.fields import LineField, WordsField
from programme.formats import day

from .recommended_words import put_in_words


class Outcome(models.TextChoices):
    """What a meeting decides on a recommendation."""

    AGREED = "agreed", "Agreed"
    AMENDED = "amended", "Agreed as amended"
    DEFERRED = "deferred", "Deferred"
    REFERRED = "referred", "Referred"


def held_on(meeting) -> str:
    """The body and the day of a meeting."""
    return f"{meeting.body}, {day(meeting.on)}"


class DecisionQuerySet(EntryQuerySet):
    """Sets of decisions."""

    def standing(self, at=None):
        """Those that were not taken back, now or by a moment."""
        return self.as_at(at).filter(taken_back=False)


class MeetingDecision(Kept):
    """What a meeting decided on a recommendation, by its minute.

    The body and the day are those of the paper's meeting. One that was recorded by mistake is taken
    back: nothing counts it, until it is recorded anew.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    recommendation = models.OneToOneField(
        "papers.PaperRecommendation", models.PROTECT, related_name="decision", editable=False
    )
    outcome = models.CharField("what was decided", max_length=10, choices=Outcome)
    text = WordsField("the words that were agreed", max_length=2000, blank=True)
    referred_to = LineField(
        "referred to", max_length=200, blank=True, help_text="For example, Cabinet"
    )
    minute = LineField(max_length=60, help_text="For example, Minute 12")
    taken_back = models.BooleanField(default=False, editable=False)
    dealt_with = models.BooleanField(default=False, editable=False)  # deferred, and waits no more
    held = ""  # its body and day, for a paper of which it is not the last meeting

    objects = DecisionQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["recommendation__place", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=Outcome.AMENDED) & ~Q(text="")
                | ~Q(outcome=Outcome.AMENDED) & Q(text=""),
                name="decision_amended_in_words",
                violation_error_message="Enter the words that were agreed, where they were "
                "amended and only there.",
            ),
            models.CheckConstraint(
                condition=Q(outcome=Outcome.REFERRED) & ~Q(referred_to="")
                | ~Q(outcome=Outcome.REFERRED) & Q(referred_to=""),
                name="decision_referred_to_somebody",
                violation_error_message="Enter to whom it was referred, where it was referred and "
                "only there.",
            ),
        ]

    def __str__(self):
        return self.in_words

    @property
    def title(self):
        """How the audit trail names it."""
        return self.recommendation.title

    @property
    def words(self) -> str:
        """What was decided: as it was amended, or as it was recommended."""
        return self.text or put_in_words(self.recommendation)

    @property
    def in_words(self) -> str:
        """The outcome and its minute: Referred to Cabinet, Minute 12."""
        to = f" to {self.referred_to}" if self.referred_to else ""
        return f"{self.get_outcome_display()}{to}, {self.minute}"

    @property
    def told(self) -> str:
        """`in_words`, with the body and the day where a paper has to say them."""
        return f"{self.in_words}, {self.held}" if self.held else self.in_words

    @property
    def is_put_off(self):
        """Whether there is nothing to do but to decide later."""
        return self.outcome == Outcome.DEFERRED

    @property
    def source(self) -> str:
        """Where it stands on record: the minute, the body and the day."""
        return f"{self.minute}, {held_on(self.recommendation.paper.meeting)}"

    @property
    def name(self):
        """How forms call it."""
        return f"decision_{self.pk}"


class BecameRow(Recorded):
    """A row of a log that was made from what a meeting decided. It may be withdrawn since."""

    decision = models.ForeignKey(MeetingDecision, models.PROTECT, related_name="became")
    log = models.CharField(max_length=40)
    reference = models.CharField(max_length=12)

    def __str__(self):
        return self.reference
