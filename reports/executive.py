"""Key decisions and private business of an executive in England, and the notices of them.

SI 2012/2089, regulations 5 and 9 to 11. Both are entered once and undone with a reason: what was
said to the public stays on record.
"""

from django.db import models
from django.db.models import Q

from programme.entries import EndedQuerySet
from programme.fields import DayField, LineField, WordsField


class What(models.TextChoices):
    """What the public is given notice of."""

    KEY = "key", "Key decision"
    PRIVATE = "private", "Business in private"


class Step(models.TextChoices):
    """What is done about it before the meeting."""

    NOTICE = "notice", "Notice"
    SECOND = "second", "Second notice"
    GENERAL = "general_exception", "General exception"
    SPECIAL = "special_urgency", "Special urgency"
    AGREED = "urgent_in_private", "Agreement that it is urgent"


class Undoable(models.Model):
    """A row that is entered once, is never changed, and can be undone with a reason."""

    recorded_at = models.DateTimeField(editable=False)
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)
    ended_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, related_name="+", editable=False
    )
    ended_why = WordsField(blank=True, max_length=2000, editable=False)

    objects = EndedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None, ended_why="")
                | Q(ended_at__isnull=False, ended_by__isnull=False) & ~Q(ended_why=""),
                name="%(class)s_undone_by_somebody",
            )
        ]


class ExecutiveBusiness(Undoable):
    """A key decision that is to be made at a meeting, or what is to be dealt with in private there.
    `definition` is the report that the paper about it is; None where it has none.
    """

    meeting = models.ForeignKey(
        "programme.Meeting", models.PROTECT, related_name="executive_business"
    )
    what = models.CharField("what it is", max_length=10, choices=What)
    matter = LineField(max_length=200)
    definition = models.ForeignKey(
        "reports.ReportDefinition",
        models.PROTECT,
        verbose_name="paper",
        null=True,
        blank=True,
        related_name="executive_business",
    )

    def __str__(self):
        return f"{self.get_what_display()}: {self.matter}"

    @property
    def title(self):
        """What the history calls it."""
        return f"{self}, {self.meeting}"


class ExecutiveNotice(Undoable):
    """One step: a notice by the day on which it was published, or an exception by the day on which
    the chair of overview and scrutiny was `told` or agreed.

    `words` are the reasons; of a second notice, `representations` are those that were received and
    `response` what was answered.
    """

    business = models.ForeignKey(ExecutiveBusiness, models.PROTECT, related_name="notices")
    step = models.CharField(max_length=20, choices=Step)
    given_on = DayField("published, told or agreed on")
    told = LineField("who was told, or agreed", blank=True, max_length=200)
    words = WordsField("reasons", blank=True, max_length=2000)
    representations = WordsField("representations received", blank=True, max_length=4000)
    response = WordsField("response to them", blank=True, max_length=4000)

    class Meta(Undoable.Meta):
        constraints = [
            *Undoable.Meta.constraints,
            models.UniqueConstraint(
                fields=["business", "step"],
                condition=Q(ended_at=None),
                name="executive_step_recorded_once",
                violation_error_message="This is recorded already.",
            ),
        ]

    def __str__(self):
        return f"{self.get_step_display()}, {self.business}"

    @property
    def title(self):
        """What the history calls it."""
        return f"{self.get_step_display().lower()} of {self.business.title}"
