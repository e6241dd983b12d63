"""Rows that are on record as entered by mistake."""

from django.db import models

from programme.entries import Recorded
from programme.fields import WordsField


class Mistake(Recorded):
    """A row of any table that was entered by mistake: from `recorded_at` on it counts no more.

    Where another row of the same table takes its place, `replaced_by` is that one's key. That row
    counts from `counts_from`, when the mistaken one was recorded, so that a trend never takes the
    putting right for a change. Where a reversing entry takes it back (`reversed_by`), both stand in
    the ledger. Written only by `programme.mistakes`.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    replaced_by = models.BigIntegerField(null=True, blank=True)
    reversed_by = models.BigIntegerField(null=True, blank=True)
    counts_from = models.DateTimeField()
    why = WordsField()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="mistake_once")
        ]
        indexes = [models.Index(fields=["subject_type", "replaced_by"], name="mistake_replaced_by")]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id} was entered by mistake"
