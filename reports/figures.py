"""Figures that source documents printed, held against what the rows give."""

from django.db import models
from django.db.models import Q

from programme.entries import EndedQuerySet
from programme.fields import LineField

from .choices import FigureKind


class PrintedFigure(models.Model):
    """A figure as a source document printed it, held against what the rows give.

    `section` and `figure` name the computed figure (see `Section.figures`); one that no log
    computes has a name of its own, and is held against what the same document or another one prints
    under that name. `printed` is pence for money, the bare number for counts, otherwise the words.
    Kept as recorded, a slip of the document is shown and never mended; a figure that was entered
    wrongly is ended, with a reason.
    """

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="printed_figures"
    )
    section = models.SlugField()
    figure = models.CharField(max_length=80)
    label = LineField("what it is", max_length=120)
    kind = models.CharField(max_length=10, choices=FigureKind, default=FigureKind.NUMBER)
    printed = LineField(max_length=120)
    document = LineField("where it stands", max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(
        "programme.User", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EndedQuerySet.as_manager()

    class Meta:
        ordering = ["section", "figure", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "section", "figure", "document"],
                condition=Q(ended_at=None),
                name="figure_printed_once_in_a_document",
                violation_error_message="This document's figure is recorded already. "
                "Withdraw that one first.",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="printed_figure_ended_by_somebody",
            ),
        ]

    def __str__(self):
        return f"{self.label}, {self.document}"
