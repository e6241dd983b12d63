"""Issues."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from programme.entries import Entry
from programme.fields import DayField, LineField, WordsField

from ..choices import IssueState
from .risks import Risk


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
