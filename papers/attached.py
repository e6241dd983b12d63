"""PDFs that are attached to a paper, each an appendix of it."""

from django.db import models

from programme.entries import Kept
from programme.fields import LineField

from .querysets import InUseQuerySet


class AttachedDocument(Kept):
    """A PDF that somebody else wrote, printed behind the paper as one of its appendices.

    Its letter follows from its place when it is printed.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    paper = models.ForeignKey(
        "papers.Paper", models.PROTECT, related_name="attached", editable=False
    )
    place = models.PositiveSmallIntegerField(editable=False)
    title = LineField(
        max_length=200, help_text="As it stands in the contents, for example Work plan 2010 to 2012"
    )
    upload = models.ForeignKey(
        "programme.Upload", models.PROTECT, related_name="+", verbose_name="file", editable=False
    )
    pages = models.PositiveSmallIntegerField(editable=False)
    left_out = models.BooleanField(default=False, editable=False)

    objects = InUseQuerySet.as_manager()

    class Meta(Kept.Meta):
        ordering = ["paper", "place", "id"]

    def __str__(self):
        return self.title

    @property
    def key(self) -> str:
        """By which a report names it, and what is said of its exemption."""
        return f"attached-{self.pk}"
