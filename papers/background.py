"""Background papers: what a paper was written from, as files that the public may read."""

from django.db import models

from programme.entries import Kept
from programme.fields import DayField, LineField

from .querysets import InUseQuerySet


class BackgroundPaper(Kept):
    """A file of any kind that is listed with a paper and printed nowhere.

    It is open to the public with the paper, for as long as the law asks.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(
        "papers.Paper", models.PROTECT, related_name="background", editable=False
    )
    place = models.PositiveSmallIntegerField(editable=False)
    title = LineField(
        max_length=200, help_text="As it is listed, for example Options appraisal, Cabinet"
    )
    dated = DayField("date of the document", past=True, null=True, blank=True)
    upload = models.ForeignKey(
        "programme.Upload", models.PROTECT, related_name="+", verbose_name="file", editable=False
    )
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["paper", "place", "id"]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """By which a report names it."""
        return f"background-{self.pk}"
