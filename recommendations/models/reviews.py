"""Reviews by outsiders, and the columns of their table."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Entry, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day

from ..choices import LEVELS, ReviewKind, Scale
from ..querysets import ColumnsQuerySet


class Review(Entry):
    """A look from outside at the programme, with its rating and the scale it was given on."""

    PREFIX = "REV"

    title = LineField("review", help_text="For example, 4ps review of the partnership project")
    kind = models.CharField("type", max_length=20, choices=ReviewKind)
    reviewing_body = LineField(max_length=120, blank=True)
    held_on = DayField("date", null=True, blank=True, past=True)
    scale = models.CharField("scale of the rating", max_length=20, choices=Scale, blank=True)
    rating = LineField("overall rating", max_length=60, blank=True)
    summary = WordsField(blank=True)

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="review_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(rating="", scale="") | ~Q(rating="") & ~Q(scale=""),
                name="review_rating_with_its_scale",
            ),
        ]
        indexes = [models.Index(fields=["programme", "number"], name="review_by_number")]

    def clean(self):
        if bool(self.rating) != bool(self.scale):
            missing = "scale" if self.rating else "rating"
            message = "A rating and the scale it was given on go together. Give both, or neither."
            raise ValidationError({missing: message})
        levels = LEVELS.get(self.scale)
        if levels and self.rating not in levels:
            message = f"On this scale the rating is one of: {', '.join(levels)}."
            raise ValidationError({"rating": message})

    def get_state_display(self):
        """What stands beside the title of its page: a review has no state, but a type."""
        return self.get_kind_display()

    @property
    def rating_in_words(self):
        """The rating with its scale; empty where none was given."""
        return f"{self.rating} ({self.get_scale_display().lower()})" if self.rating else ""


class TableColumns(Recorded):
    """The days whose positions the response table prints beside the report's own."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    chosen = models.JSONField(default=list, blank=True)  # days as ISO text, in order

    objects = ColumnsQuerySet.as_manager()

    def __str__(self):
        return ", ".join(map(day, self.days())) or "The report's own day alone"

    def days(self):
        """The days themselves."""
        return [date.fromisoformat(text) for text in self.chosen]
