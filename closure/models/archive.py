"""Archives of a programme's records that were asked for on its page."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from closure.choices import ArchiveState


class ArchiveQuerySet(models.QuerySet):
    """Sets of archives."""

    def to_make(self):
        """Those that wait for a worker, or that a dead one left. The database's clock decides."""
        free = Q(lease_until=None) | Q(lease_until__lte=Now())
        return self.filter(free, state=ArchiveState.ASKED)


class Archive(models.Model):
    """One archive, and the job of making it: a worker claims the row by a conditional update.

    `manifest` is the SHA-256 of its manifest, by which it is known wherever it goes; `sha256` and
    `bytes` are those of the whole file. `said` is why it was not made.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="archives")
    state = models.CharField(max_length=8, choices=ArchiveState, default=ArchiveState.ASKED)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    made_at = models.DateTimeField(null=True)
    manifest = models.CharField(max_length=64, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    bytes = models.PositiveBigIntegerField(null=True)
    said = models.CharField(max_length=300, blank=True)
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ArchiveQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme"],
                condition=Q(state=ArchiveState.ASKED),
                name="one_archive_at_a_time",
            )
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """How the audit trail names it."""
        return "an archive of the records"
