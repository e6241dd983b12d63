"""How a risk was judged: each assessment is a row that never changes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property

from programme.entries import Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day
from programme.position import Position

from ..banding import ALL_WORDS, LARGEST, STEPS, USUAL, WORDS, Thresholds
from ..choices import Kind, Rating, Scheme
from ..querysets import AssessmentQuerySet, BandingQuerySet, SchemeQuerySet
from .risks import IN_STEPS, Risk


class Assessment(Recorded):
    """One judgement of a risk.

    Assessments are added, never changed: the database refuses anything else.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="assessments")
    kind = models.CharField(max_length=10, choices=Kind)
    likelihood = models.PositiveSmallIntegerField(validators=IN_STEPS)
    impact = models.PositiveSmallIntegerField(validators=IN_STEPS)
    effective_on = DayField("assessed on", past=True)
    why = WordsField(blank=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, LARGEST), impact__range=(1, LARGEST)),
                name="assessment_within_the_largest_matrix",
            )
        ]
        indexes = [
            models.Index(fields=["risk", "effective_on", "recorded_at"], name="assessment_in_order")
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.likelihood} x {self.impact}"

    @property
    def score(self):
        """Likelihood x impact, 1 to 25 in a matrix of five steps each way."""
        return self.likelihood * self.impact

    @property
    def sum(self):
        """The score as it is worked out: 3 x 4 = 12."""
        return f"{self.likelihood} x {self.impact} = {self.score}"


class WordAssessment(Recorded):
    """A judgement of a risk in words, with a status that somebody judged.

    It is kept as given, never derived.

    In the log of seed 001 the status does not follow the words, and one frequency is no rating at
    all.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="word_assessments")
    frequency = models.CharField(max_length=10, choices=Rating, blank=True)
    frequency_words = LineField("frequency as given", blank=True)
    severity = models.CharField(max_length=10, choices=Rating, blank=True)
    status = models.CharField(max_length=10, choices=list(WORDS.items()), blank=True)
    judged_by = LineField(max_length=120, blank=True, help_text="Job title or body")
    why = WordsField(blank=True)
    effective_on = DayField("assessed on", past=True)

    objects = AssessmentQuerySet.as_manager()

    class Meta(Recorded.Meta):
        indexes = [
            models.Index(
                fields=["risk", "effective_on", "recorded_at"], name="word_assessment_in_order"
            )
        ]

    def __str__(self):
        words = [
            self.get_frequency_display(),
            self.get_severity_display(),
            self.status_in_words,
        ]
        return ", ".join(word or "not rated" for word in words)

    @cached_property
    def thresholds(self):
        """The bands of its day, which have the names; of many rows the log gives them at once."""
        return Banding.objects.thresholds(Position.on(self.risk.programme, self.effective_on))

    @property
    def status_in_words(self):
        """The status under the programme's own name; empty where it has none."""
        return self.thresholds.named(self.status).word if self.status else ""


class RatingScheme(Recorded):
    """How a programme rates its risks from a date on.

    A change is a new row; the history before it stays as it was.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    kind = models.CharField("rated in", max_length=10, choices=Scheme)
    applies_from = DayField()

    objects = SchemeQuerySet.as_manager()

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["programme", "applies_from"], name="rating_scheme_by_day")]

    def __str__(self):
        return f"{self.get_kind_display()} from {self.applies_from}"


class Banding(Recorded):
    """A programme's thresholds from a date on.

    A change is a new row: what was reported before is never rescored.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    applies_from = DayField()
    green_from = models.PositiveSmallIntegerField(default=1)
    green_to = models.PositiveSmallIntegerField(default=5)
    amber_from = models.PositiveSmallIntegerField(default=6)
    amber_to = models.PositiveSmallIntegerField(default=12)
    red_from = models.PositiveSmallIntegerField(default=15)
    red_to = models.PositiveSmallIntegerField(default=25)
    yellow_from = models.PositiveSmallIntegerField(null=True, blank=True)
    yellow_to = models.PositiveSmallIntegerField(null=True, blank=True)
    size = models.PositiveSmallIntegerField(
        "steps of likelihood", choices=[(n, n) for n in STEPS], default=USUAL
    )
    # None: as many as likelihood has.
    impacts = models.PositiveSmallIntegerField(
        "steps of impact", choices=[(n, n) for n in STEPS], null=True, blank=True
    )
    red_name = LineField("red: name", max_length=20, blank=True)
    amber_name = LineField("amber: name", max_length=20, blank=True)
    yellow_name = LineField("yellow: name", max_length=20, blank=True)
    green_name = LineField("green: name", max_length=20, blank=True)

    objects = BandingQuerySet.as_manager()

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["programme", "applies_from"], name="banding_by_day")]

    def __str__(self):
        return f"Bands from {day(self.applies_from)}"

    def thresholds(self):
        """The ranges as a value."""
        return Thresholds(
            green=(self.green_from, self.green_to),
            amber=(self.amber_from, self.amber_to),
            red=(self.red_from, self.red_to),
            yellow=None if self.yellow_from is None else (self.yellow_from, self.yellow_to),
            likelihoods=self.size,
            impacts=self.impacts or self.size,
            names=tuple((k, name) for k in ALL_WORDS if (name := getattr(self, f"{k}_name"))),
        )

    def clean(self):
        if (self.yellow_from is None) != (self.yellow_to is None):
            raise ValidationError({"yellow_to": "Give the lowest and the highest, or neither."})
        self.thresholds().check()
