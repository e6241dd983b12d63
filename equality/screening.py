"""The test for relevance, characteristic by characteristic: what it rests on, who was asked, and
the importance that it proposes for the actions of the plan. The officer decides on that.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import EntryHistory, EntryQuerySet
from programme.fields import WordsField
from programme.formats import listed

from .choices import Importance
from .law import CHARACTERISTICS, FIRST_LIMB_ONLY, LIMBS, limbs_open_to

NOT_RELEVANT = (
    "It is not relevant and yet relevant under limb {} of the duty. Choose how relevant it is, or "
    "untick what it does not come under."
)


class Relevance(models.IntegerChoices):
    """How relevant what is assessed is to a characteristic; sorted by number."""

    HIGH = Importance.HIGH, "High"
    MEDIUM = Importance.MEDIUM, "Medium"
    LOW = Importance.LOW, "Low"
    NONE = 4, "Not relevant"


class ScreeningQuerySet(EntryQuerySet):
    """Sets of rows of screenings."""

    def by_characteristic(self, assessments, at):
        """The nine characteristics of each assessment as they stood at `at`, in the order of the
        Act, in one query: {the assessment's key: [(characteristic, row or None)]}.
        """
        ids = [assessment.pk for assessment in assessments]
        rows = self.as_at(at).filter(assessment__in=ids)
        found = {(row.assessment_id, row.characteristic): row for row in rows}
        return {pk: [(name, found.get((pk, name))) for name in CHARACTERISTICS] for pk in ids}

    def propose(self, actions, at):
        """Gives each action the importance that the screening of its assessment `proposed` as known
        at `at`: that of the characteristic which it concerns, or else the highest of all. None
        where nobody screened it, or it is not relevant.
        """
        relevance = {}
        ids = {action.assessment_id for action in actions}
        for row in self.as_at(at).filter(assessment__in=ids):
            relevance.setdefault(row.assessment_id, {})[row.characteristic] = row.relevance
        for action in actions:
            found = relevance.get(action.assessment_id, {})
            asked = (
                found.get(action.concerns) if action.concerns else min(found.values(), default=0)
            )
            action.proposed = Importance(asked) if asked in Importance.values else None
        return actions


class Screening(models.Model):
    """What was found about one protected characteristic."""

    assessment = models.ForeignKey("equality.Assessment", models.PROTECT, related_name="screening")
    characteristic = models.CharField(
        max_length=40, choices=list(CHARACTERISTICS.items()), editable=False
    )
    relevance = models.PositiveSmallIntegerField(choices=Relevance)
    eliminate_discrimination = models.BooleanField(LIMBS["eliminate_discrimination"], default=False)
    advance_opportunity = models.BooleanField(LIMBS["advance_opportunity"], default=False)
    foster_relations = models.BooleanField(LIMBS["foster_relations"], default=False)
    evidence = WordsField("what it rests on", blank=True)
    consultation = WordsField("who was asked, and what they said", blank=True)

    history = EntryHistory()
    objects = ScreeningQuerySet.as_manager()

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "characteristic"],
                name="equality_characteristic_screened_once",
            ),
            models.CheckConstraint(
                condition=~Q(characteristic=FIRST_LIMB_ONLY)
                | Q(advance_opportunity=False, foster_relations=False),
                name="equality_limbs_open_to_characteristic",
                violation_error_message="Marriage and civil partnership comes under limb (a) "
                "alone.",
            ),
        ]

    def __str__(self):
        return f"{self.get_characteristic_display()}: {self.get_relevance_display().lower()}"

    def clean(self):
        """Refuses limbs of what is not relevant. No constraint of the database says so, for rows
        that were saved before stay as they are until they are screened anew.
        """
        if self.relevance == Relevance.NONE and self.limbs:
            said = NOT_RELEVANT.format(listed([word[:3] for word in self.limbs]))
            raise ValidationError({"relevance": said})

    @property
    def limbs(self):
        """The limbs of the duty for which it is relevant, by their words."""
        open_ones = limbs_open_to(self.characteristic)
        return [word for name, word in open_ones.items() if getattr(self, name)]
