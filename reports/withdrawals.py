"""Withdrawals of published reports: asked by one person, confirmed by another."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from programme.fields import WordsField


class Disposal(models.TextChoices):
    """What becomes of what a withdrawn report held."""

    SEAL = "seal", "Seal it"
    DESTROY = "destroy", "Destroy it"

    @property
    def done(self) -> str:
        """What was done with it: sealed."""
        return "sealed" if self == Disposal.SEAL else "destroyed"

    @property
    def in_words(self) -> str:
        """What that means, in a sentence."""
        if self == Disposal.SEAL:
            return "Sealed: kept where no page reads it, for a court or an audit."
        return "Destroyed: nobody gets it back, but from backups as long as these are kept."


class WithdrawalQuerySet(models.QuerySet):
    """Sets of withdrawals."""

    def waiting(self):
        """Those that were asked and wait for somebody else."""
        return self.filter(confirmed_at=None, taken_back_at=None)

    def confirmed(self):
        """Those by which a report was taken down."""
        return self.exclude(confirmed_at=None)


class Withdrawal(models.Model):
    """That a published version is to be taken down: who asked for it and why, and who confirmed it
    or took it back. One that was confirmed stands for good.
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="withdrawals")
    reason = WordsField("why it is withdrawn", max_length=2000)
    disposal = models.CharField(
        "what becomes of its content", max_length=10, choices=Disposal, default=Disposal.SEAL
    )
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    taken_back_by_name = models.CharField(max_length=200, blank=True)
    taken_back_why = WordsField(blank=True, max_length=2000)

    objects = WithdrawalQuerySet.as_manager()

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report"],
                condition=Q(taken_back_at=None),
                name="one_withdrawal_of_a_report",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="withdrawal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None, confirmed_by_name="")
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, taken_back_at=None)
                & ~Q(confirmed_by_name="")
                & ~Q(confirmed_by=models.F("asked_by")),
                name="withdrawal_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at=None, taken_back_by=None, taken_back_by_name="")
                | Q(taken_back_at__isnull=False, taken_back_by__isnull=False)
                & ~Q(taken_back_by_name=""),
                name="withdrawal_taken_back_by_somebody",
            ),
        ]

    def __str__(self):
        return f"Withdrawal of {self.report}"

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for somebody to confirm it."""
        return self.confirmed_at is None and self.taken_back_at is None


class Sealed(models.Model):
    """What a withdrawn report held, where it was sealed and not destroyed. No page reads it; its
    files lie in the storage under `sealed/`.
    """

    withdrawal = models.OneToOneField(Withdrawal, models.PROTECT, related_name="sealed")
    content = models.JSONField()

    def __str__(self):
        return str(self.withdrawal)
