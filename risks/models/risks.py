"""Risks."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from programme.entries import Entry
from programme.fields import DayField, LineField, WordsField
from programme.written import last_day, read_last_day, written

from ..banding import LARGEST, WORDS, Thresholds
from ..choices import LIVE, SETTLED, Category, Kind, Proximity, Rating, Response, State

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
            # It covers the key of bands.
            models.Index(fields=["programme", "score", "judged"], name="risk_by_score"),
            # It covers the filter's list of owners together with the key.
            models.Index(
                fields=["programme", "owner", "score", "judged"], name="risk_by_owner_and_score"
            ),
            models.Index(fields=["programme", "number"], name="risk_by_number"),
            models.Index(fields=["programme", "likelihood", "impact"], name="risk_on_heat_map"),
            # It finds the people of the filter, who own few of many risks.
            models.Index(
                fields=["programme", "owner_user"],
                condition=Q(owner_user__isnull=False),
                name="risk_by_person",
            ),
        ]

    def clean(self):
        read_last_day(self, "review")

    def band(self, thresholds):
        """The band: judged where the risk is rated in words, otherwise by its score; None when it
        has neither.
        """
        return thresholds.named(self.judged) if self.judged else thresholds.band(self.score)

    def judged_in_words(self, key):
        """What the programme called a status when the risk was judged last; the audit trail asks
        for it by the name of the field.
        """
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
