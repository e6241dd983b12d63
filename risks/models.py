"""Risks, their append-only assessments, their mitigations, the bands of a programme, and issues."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from programme.entries import Entry, EntryHistory, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day, days_late
from programme.position import Position
from programme.written import last_day, read_last_day, words_of, written

from .banding import ALL_WORDS, LARGEST, STEPS, USUAL, WORDS, Thresholds
from .choices import (
    LIVE,
    SETTLED,
    Category,
    IssueState,
    Kind,
    Proximity,
    Rating,
    Response,
    Scheme,
    State,
)
from .querysets import AssessmentQuerySet, BandingQuerySet, MitigationQuerySet, SchemeQuerySet

NO_NUMBERS = {"likelihood": None, "impact": None, "score": None}
NO_WORDS = {"frequency": "", "frequency_words": "", "severity": "", "judged": ""}
IN_STEPS = [MinValueValidator(1), MaxValueValidator(LARGEST)]


class Risk(Entry):
    """Something uncertain that would matter if it happened.

    `likelihood`, `impact` and `score` repeat the current assessment that counts, so that a register
    of thousands is sorted and banded by an index; `assess_risk` is their only writer. In a
    programme that rates in words the same holds of `frequency`, `frequency_words`, `severity` and
    `judged`, and `assess_in_words` writes them: a risk is rated in numbers or in words, never in
    both.
    """

    PREFIX, CLOSED = "R", frozenset(SETTLED)
    COUNTED = ("owner", "score", "judged")

    title = LineField("risk")
    cause = WordsField(blank=True)
    event = WordsField(blank=True)
    effect = WordsField(blank=True)
    category = models.CharField(max_length=20, choices=Category, blank=True)
    controls = WordsField("existing controls", blank=True)
    response = models.CharField(max_length=20, choices=Response, blank=True)
    proximity = models.CharField(max_length=20, choices=Proximity, blank=True)
    appetite = LineField("risk appetite", max_length=120, blank=True)
    action_owner = LineField(
        max_length=120, blank=True, help_text="Job title of who carries out the mitigation"
    )
    target_given = models.PositiveSmallIntegerField(
        "target score as given",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(LARGEST * LARGEST)],
    )
    review, review_on = written("review"), last_day("review date")

    state = models.CharField(max_length=20, choices=State, default=State.PROPOSED, editable=False)
    likelihood = models.PositiveSmallIntegerField(null=True, editable=False, validators=IN_STEPS)
    impact = models.PositiveSmallIntegerField(null=True, editable=False, validators=IN_STEPS)
    score = models.PositiveSmallIntegerField(null=True, editable=False)
    frequency = models.CharField(max_length=10, choices=Rating, blank=True, editable=False)
    frequency_words = LineField("frequency as given", blank=True, editable=False)
    severity = models.CharField(max_length=10, choices=Rating, blank=True, editable=False)
    judged = models.CharField(
        "judged status", max_length=10, choices=list(WORDS.items()), blank=True, editable=False
    )
    accepted_until = DayField(null=True, editable=False, until=True)
    accepted_by = LineField("accepted by", max_length=120, blank=True, editable=False)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "reference"], name="risk_reference_once"),
            models.CheckConstraint(
                # "Is not null" has to be said: a comparison with nothing is neither true nor false,
                # and would pass.
                condition=Q(likelihood=None, impact=None, score=None)
                | Q(
                    likelihood__range=(1, LARGEST),
                    impact__range=(1, LARGEST),
                    score=F("likelihood") * F("impact"),
                )
                & Q(likelihood__isnull=False, impact__isnull=False, score__isnull=False),
                name="risk_score_is_likelihood_times_impact",
            ),
            models.CheckConstraint(
                condition=Q(score=None)
                | Q(frequency="", frequency_words="", severity="", judged=""),
                name="risk_rated_in_numbers_or_in_words",
            ),
            models.CheckConstraint(
                condition=Q(state=State.ACCEPTED, accepted_until__isnull=False) & ~Q(accepted_by="")
                | ~Q(state=State.ACCEPTED) & Q(accepted_until=None, accepted_by=""),
                name="risk_accepted_until_and_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["programme", "score", "judged"], name="risk_by_score"
            ),  # covers the key of bands
            models.Index(
                fields=["programme", "owner", "score", "judged"], name="risk_by_owner_and_score"
            ),  # covers the filter's list of owners together with the key
            models.Index(fields=["programme", "number"], name="risk_by_number"),
            models.Index(fields=["programme", "likelihood", "impact"], name="risk_on_heat_map"),
            models.Index(
                fields=["programme", "owner_user"],
                condition=Q(owner_user__isnull=False),
                name="risk_by_person",
            ),  # finds the people of the filter, who own few of many risks
        ]

    def clean(self):
        read_last_day(self, "review")

    def band(self, thresholds):
        """The band: judged where the risk is rated in words, otherwise by its score; None when it
        has neither.
        """
        return thresholds.named(self.judged) if self.judged else thresholds.band(self.score)

    def judged_in_words(self, key):
        """What the programme called a status when the risk was judged last."""
        last = self.word_assessments.known_at(None).in_order().last()
        return last.thresholds.named(key).word if key and last else WORDS.get(key, "")

    @property
    def is_rated_in_words(self):
        """Whether the last assessment that counts was one in words."""
        return bool(self.frequency or self.frequency_words or self.severity or self.judged)

    def rated(self, in_words, at=None) -> dict:
        """The columns that repeat the assessment that counts now or at a position,
        in numbers or in words.
        """
        if in_words:
            last = self.word_assessments.known_at(at).in_order().last()
            said = ("frequency", "frequency_words", "severity")
            words = {name: getattr(last, name) if last else "" for name in said}
            return NO_NUMBERS | words | {"judged": last.status if last else ""}
        last = self.assessments.filter(kind=Kind.CURRENT).known_at(at).in_order().last()
        return NO_WORDS | {name: last and getattr(last, name) for name in NO_NUMBERS}

    @property
    def is_live(self):
        """Whether the risk still asks for attention."""
        return self.state in LIVE

    @property
    def trend(self):
        """How the score moved since the report before: up, down, same or new; empty with nothing to
        compare.

        It needs what `Assessment.objects.attach_to` adds.
        """
        if self.score is None or not self.compared:
            return ""
        if self.previous_score is None:
            return "new"
        moved = self.score - self.previous_score
        return "up" if moved > 0 else "down" if moved < 0 else "same"

    @property
    def has_top_impact(self):
        """A 1 x 5 risk is green by its score and still the worst that could happen: it is
        flagged. How high impact goes, the thresholds say.
        """
        return self.impact == getattr(self, "thresholds", Thresholds()).impacts

    def acceptance_expired(self, today):
        """Whether the risk was accepted until a day that has passed."""
        return self.state == State.ACCEPTED and self.accepted_until < today

    def review_overdue(self, today):
        """Whether the risk should have been looked at before `today`."""
        return self.is_live and self.review_on is not None and self.review_on < today


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


class Mitigation(models.Model):
    """A planned action against a risk, with an owner and a date.

    It is open until it is done, or withdrawn for a reason.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="mitigations")
    number = models.PositiveSmallIntegerField(editable=False)
    text = WordsField("mitigation", max_length=2000)
    owner = LineField(max_length=120, blank=True, help_text="Job title")
    due, due_on = written("due"), last_day("last day due")
    done_on = DayField("done", null=True, blank=True, past=True)
    withdrawn_on = DayField("withdrawn", null=True, editable=False)
    withdrawn_why = WordsField("why withdrawn", max_length=2000, blank=True, editable=False)

    history = EntryHistory()
    objects = MitigationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "number"], name="mitigation_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | Q(withdrawn_on__isnull=False, done_on=None) & ~Q(withdrawn_why=""),
                name="mitigation_done_or_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        read_last_day(self, "due")

    @property
    def is_open(self):
        """Whether it is neither done nor withdrawn."""
        return self.done_on is None and self.withdrawn_on is None

    def in_full(self, today):
        """The action with its owner, and its day, how late it is, or what became of it."""
        owner = f" ({self.owner})" if self.owner else ""
        ended = "done" if self.done_on else "withdrawn" if self.withdrawn_on else ""
        due = words_of(self, "due")
        due = f"due {due}" if due and self.is_open else ""
        said = ", ".join(words for words in (ended, due, self.lateness(today)) if words)
        return f"{self.text}{owner}{f' – {said}' if said else ''}"

    def is_overdue(self, today):
        """Whether it should have been done before `today`.

        What belongs to a risk that is closed is not late.
        """
        return self.is_open and self.risk.is_live and bool(self.due_on) and self.due_on < today

    def lateness(self, today):
        """How late it is, in words: 14 days late."""
        return days_late(self.due_on, today) if self.is_overdue(today) else ""

    def standing(self, today):
        """How it stands on the day, in a word."""
        if not self.is_open:
            return "Done" if self.done_on else "Withdrawn"
        if self.is_overdue(today):
            return "Late"
        return "Open" if self.risk.is_live else "Not done"


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
    impacts = models.PositiveSmallIntegerField(
        "steps of impact", choices=[(n, n) for n in STEPS], null=True, blank=True
    )  # none: as many as likelihood has
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
            (self.green_from, self.green_to),
            (self.amber_from, self.amber_to),
            (self.red_from, self.red_to),
            None if self.yellow_from is None else (self.yellow_from, self.yellow_to),
            self.size,
            self.impacts or self.size,
            tuple((k, name) for k in ALL_WORDS if (name := getattr(self, f"{k}_name"))),
        )

    def clean(self):
        if (self.yellow_from is None) != (self.yellow_to is None):
            raise ValidationError({"yellow_to": "Give the lowest and the highest, or neither."})
        self.thresholds().check()


class Issue(Entry):
    """Something that has happened and has to be resolved; it may have been a risk before."""

    PREFIX, CLOSED = "I", frozenset({IssueState.RESOLVED})

    title = LineField("issue")
    raised_on = DayField("raised", past=True)
    impact = WordsField("impact", blank=True)
    resolution = WordsField(blank=True)
    resolved_on = DayField("resolved", null=True, editable=False, past=True, since="raised_on")
    risk = models.ForeignKey(
        Risk,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="issues",
        verbose_name="linked risk",
    )
    state = models.CharField(
        max_length=20, choices=IssueState, default=IssueState.OPEN, editable=False
    )

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(fields=["programme", "reference"], name="issue_reference_once"),
            models.CheckConstraint(
                condition=Q(state=IssueState.OPEN, resolved_on=None)
                | Q(state=IssueState.RESOLVED, resolved_on__isnull=False) & ~Q(resolution=""),
                name="issue_resolved_how_and_when",
            ),
        ]
        indexes = [models.Index(fields=["programme", "number"], name="issue_by_number")]

    def clean(self):
        if self.risk_id and self.risk.programme_id != self.programme_id:
            raise ValidationError({"risk": "Choose a risk of this programme."})
