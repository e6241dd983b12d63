"""A review of a report by scrutiny: its questions, answers, what was read and seen, its findings.

A review is of one version of a report at a time. What is asked, answered, seen and found stays as
it was said; each names the version that it was about.
"""

from django.conf import settings
from django.db import models

from closure.review.choices import QuestionState, State, Verdict
from programme.entries import Kept, Recorded
from programme.fields import DayField, LineField, WordsField


def person(**more):
    """A column that names somebody; the job title of then stands beside it."""
    how = {"null": True, "related_name": "+", "editable": False, **more}
    return models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, **how)


class Pinned(models.Model):
    """What is pinned to a place of a report: the part and the `anchor` in it, both blank for the
    whole report; `label` says which place it is, `quote` what stood there.

    `is_withheld`: the place was kept from the public then.
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+", editable=False)
    part = models.CharField(max_length=60, blank=True, editable=False)
    anchor = models.CharField(max_length=120, blank=True, editable=False)
    label = models.CharField("about", max_length=200, editable=False)
    quote = models.TextField(blank=True, editable=False)
    is_withheld = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True


class ScrutinyReview(Kept):
    """A review of a report for a body of scrutiny: several officers may read and ask at once."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+")
    body = models.ForeignKey("programme.Body", models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.OPEN, editable=False)
    opened_by_name = models.CharField("opened by", max_length=200, editable=False)
    opened_by = person()

    class Meta(Kept.Meta):
        ordering = ["-created_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "body"],
                name="version_reviewed_once_for_a_body",
                violation_error_message="This version is reviewed for this body already.",
            )
        ]

    def __str__(self):
        return f"Scrutiny review of {self.report} for {self.body}"

    @property
    def title(self):
        """How the audit trail and the pages name it."""
        return str(self)

    @property
    def is_open(self):
        """Whether no finding was given on the version that it is about."""
        return self.state == State.OPEN


class ReviewQuestion(Pinned, Kept):
    """A question of scrutiny to a named officer, by a day. It is never worded anew: who wants to
    know more asks a further one that follows it.
    """

    CLOSED = frozenset({QuestionState.CLOSED})

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    review = models.ForeignKey(
        ScrutinyReview, models.PROTECT, related_name="questions", editable=False
    )
    number = models.PositiveIntegerField(editable=False)
    follows = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="followed_by", editable=False
    )
    text = WordsField("question", max_length=2000)
    asked_of = person(verbose_name="asked of", null=False)
    asked_of_name = models.CharField("asked of", max_length=200, editable=False)
    due_on = DayField("answer by")
    asked_by = person()
    asked_by_name = models.CharField("asked by", max_length=200, editable=False)
    state = models.CharField(
        max_length=10, choices=QuestionState, default=QuestionState.OPEN, editable=False
    )

    class Meta(Kept.Meta):
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="question_numbered_once")
        ]
        indexes = [models.Index(fields=["asked_of", "state"], name="question_waits_for")]

    def __str__(self):
        return f"Question {self.number}"

    @property
    def asked_at(self):
        """When it was asked."""
        return self.created_at

    @property
    def title(self):
        """How the audit trail names it: not by its words, which may tell of an exempt part."""
        return f"question {self.number} on {self.report}"

    def is_late(self, today):
        """Whether its answer should have been given by now."""
        return self.state == QuestionState.OPEN and self.due_on < today


class ReviewAnswer(Recorded):
    """An answer to a question. It is corrected by a further one."""

    question = models.ForeignKey(ReviewQuestion, models.PROTECT, related_name="answers")
    text = WordsField("answer")

    def __str__(self):
        return f"Answer to {self.question}"


class PartRead(Recorded):
    """That a reviewer read a part of a version."""

    review = models.ForeignKey(ScrutinyReview, models.PROTECT, related_name="parts_read")
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+")
    part = models.CharField(max_length=60)

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["review", "report", "part", "recorded_by"], name="part_read_once"
            )
        ]


class EvidenceSeen(Pinned, Recorded):
    """That a reviewer saw the evidence behind a figure or a row, and what it was."""

    review = models.ForeignKey(ScrutinyReview, models.PROTECT, related_name="evidence")
    what = LineField("evidence", max_length=300)

    def __str__(self):
        return f"Evidence for {self.label}"


class ReviewFinding(Recorded):
    """What scrutiny found on a version. By `respond_by` the committee requires a response to its
    recommendations; None where it requires none.
    """

    review = models.ForeignKey(ScrutinyReview, models.PROTECT, related_name="findings")
    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="+")
    verdict = models.CharField("finding", max_length=10, choices=Verdict)
    words = WordsField("reasons")
    respond_by = models.DateField("response required by", null=True, blank=True)


class FindingRecommendation(Recorded):
    """A recommendation of a finding; `RecommendationTracked` says which row of the tracker it
    became.
    """

    finding = models.ForeignKey(ReviewFinding, models.PROTECT, related_name="recommendations")
    number = models.PositiveIntegerField()
    text = WordsField("recommendation", max_length=2000)

    class Meta(Recorded.Meta):
        ordering = ["finding", "number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="recommended_once")
        ]


class RecommendationTracked(Recorded):
    """Which row of the tracker a recommendation of a finding became."""

    recommendation = models.OneToOneField(
        FindingRecommendation, models.PROTECT, related_name="tracked"
    )
    reference = models.CharField(max_length=12)

    def __str__(self):
        return self.reference
