"""Those who own an entry beside its lead owner."""

from django.db import models
from django.db.models import Q

from programme.entries import EndedQuerySet, Recorded


class FurtherOwnerQuerySet(EndedQuerySet):
    """Sets of further owners."""

    def of(self, model, at=None):
        """Those of the entries of a log who stood at a moment or position; with None, who stand."""
        return self.standing(at).filter(subject_type=model._meta.label_lower)


class FurtherOwner(Recorded):
    """Somebody who owns an entry with its lead, from `recorded_at` until `ended_at`: for the whole
    programme, or for one partner, which has one such owner at a time.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    person = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    partner = models.ForeignKey("programme.Partner", models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="+")

    objects = FurtherOwnerQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["subject_type", "subject_id", name],
                condition=Q(ended_at=None),
                name=f"further_owner_{name}_once",
            )
            for name in ("person", "partner")
        ] + [
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None)
                | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="further_owner_ended_by_somebody",
            )
        ]

    def __str__(self):
        return f"{self.person.known_as}{self.where}"

    @property
    def where(self):
        """For which partner, in words; blank where for the whole programme."""
        return f", for {self.partner}" if self.partner else ""
