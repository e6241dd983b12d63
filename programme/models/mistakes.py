"""Rows that are on record as entered by mistake."""

from django.db import models
from django.db.models import Q

from programme.entries import Recorded, RecordedQuerySet
from programme.fields import WordsField
from programme.written_once import Given, Prepared


class MistakeQuerySet(RecordedQuerySet):
    """Sets of records of mistakes."""

    def standing(self, moment=None):
        """Those known at a moment, or now, and not taken back by then."""
        known = self.model.objects.all()
        if moment:
            known = known.filter(recorded_at__lte=moment)
        taken_back = known.filter(subject_type=self.model._meta.label_lower)
        found = self.filter(recorded_at__lte=moment) if moment else self
        return found.exclude(pk__in=taken_back.values("subject_id"))

    def of_row(self, row, moment=None):
        """The first that stands of a row at a moment, or now; None where there is none."""
        known = {"subject_type": row._meta.label_lower, "subject_id": row.pk}
        return self.standing(moment).filter(**known).first() if moment else OF_ROW.one(**known)


class Mistake(Recorded):
    """A row of any table that was entered by mistake: from `recorded_at` on it counts no more.

    Where another row of the same table takes its place, `replaced_by` is that one's key. That row
    counts from `counts_from`, when the mistaken one was recorded, so that a trend never takes the
    putting right for a change. Where a reversing entry takes it back (`reversed_by`), both stand in
    the ledger. Written only by `programme.mistakes` and `programme.withdrawals`: a withdrawal that
    is taken back was a mistake itself, and has such a record of its own.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    replaced_by = models.BigIntegerField(null=True, blank=True)
    reversed_by = models.BigIntegerField(null=True, blank=True)
    counts_from = models.DateTimeField()
    why = WordsField()

    objects = MistakeQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            # an entry can be withdrawn again after its withdrawal was taken back
            models.UniqueConstraint(
                fields=["subject_type", "subject_id"],
                condition=Q(replaced_by__isnull=False),
                name="mistake_replaced_once",
            )
        ]
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="mistake_of"),
            models.Index(fields=["subject_type", "replaced_by"], name="mistake_replaced_by"),
        ]

    def __str__(self):
        return f"{self.subject_type} {self.subject_id} was entered by mistake"


def _of_row():
    kind = Given("subject_type", models.CharField())
    standing = Mistake.objects.standing()
    return standing.filter(subject_type=kind, subject_id=Given("subject_id"))[:1]


OF_ROW = Prepared(_of_row)
