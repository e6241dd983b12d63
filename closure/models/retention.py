"""How long records are kept, legal hold, and what was removed by two people: disposals, redactions.

A removal passes the triggers of other tables (`programme.append_only.REMOVED`). On SQLite whoever
builds `closure_removal` or `closure_removedrow` anew takes those triggers away before.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from closure.choices import CountedFrom, RemovalKind
from programme.entries import Recorded
from programme.fields import LineField, WordsField


class RetentionClass(Recorded):
    """For how many years a kind of record is kept, from which event on, and on what that rests. The
    last one of a kind counts; those before it stay on record.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    kind = models.CharField("kind of record", max_length=20)
    name = LineField("class", max_length=120, help_text="As your retention schedule calls it")
    years = models.PositiveSmallIntegerField("kept for, in years")
    counted_from = models.CharField("counted from", max_length=10, choices=CountedFrom)
    source = WordsField(
        "what it rests on",
        max_length=500,
        help_text="For example the council’s retention schedule, with its number, or an act",
    )

    class Meta(Recorded.Meta):
        indexes = [models.Index(fields=["programme", "kind"], name="retention_by_kind")]

    def __str__(self):
        years = f"{self.years} year{'' if self.years == 1 else 's'}"
        return f"{self.name}: {years} from {CountedFrom(self.counted_from).label.lower()}"


class LegalHold(Recorded):
    """Nothing of a kind, or of the whole programme where it is blank, is destroyed while it
    stands.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    kind = models.CharField("what is held", max_length=20, blank=True)
    reason = WordsField("why", max_length=2000)

    def __str__(self):
        return f"legal hold put by {self.recorded_by_name}"


class LiftedHold(Recorded):
    """That a legal hold was lifted, and why."""

    hold = models.OneToOneField(LegalHold, models.PROTECT, related_name="lifted")
    reason = WordsField("why", max_length=2000)

    def __str__(self):
        return f"legal hold lifted by {self.recorded_by_name}"


class RemovalQuerySet(models.QuerySet):
    """Sets of removals."""

    def waiting(self):
        """Those that were proposed and wait for somebody else."""
        return self.filter(confirmed_at=None, taken_back_at=None)


class Removal(models.Model):
    """A disposal of records, or the redaction of a name: proposed by one person, confirmed or taken
    back by another. One that was confirmed is its own certificate, with its `rows`.

    `rule` is the class by which records are disposed of. `name` stands only while it waits.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    what = models.CharField(max_length=10, choices=RemovalKind)
    kind = models.CharField("kind of record", max_length=20, blank=True)
    rule = models.ForeignKey(RetentionClass, models.PROTECT, null=True, related_name="+")
    name = LineField("name", max_length=120, blank=True)
    reason = WordsField("why", max_length=2000)
    proposed_at = models.DateTimeField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_by_name = models.CharField(max_length=200)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    confirmed_by_name = models.CharField(max_length=200, blank=True)
    taken_back_at = models.DateTimeField(null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    taken_back_by_name = models.CharField(max_length=200, blank=True)
    taken_back_why = WordsField(max_length=2000, blank=True)

    objects = RemovalQuerySet.as_manager()

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "what", "kind"],
                condition=Q(confirmed_at=None, taken_back_at=None),
                name="one_removal_waits",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="removal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, confirmed_by=None)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False, taken_back_at=None)
                & ~Q(confirmed_by=F("proposed_by")),
                name="removal_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(what="disposal", rule__isnull=False, name="")
                | Q(what="redaction", rule=None, kind=""),
                name="removal_by_a_class_or_of_a_name",
            ),
            models.CheckConstraint(
                condition=Q(name="") | Q(confirmed_at=None, taken_back_at=None),
                name="redacted_name_is_not_kept",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """How the audit trail names it: without the name."""
        return f"the {self.get_what_display().lower()} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Whether it waits for somebody to confirm it."""
        return self.confirmed_at is None and self.taken_back_at is None


class RemovedRow(models.Model):
    """One row from which words were removed: where it stands, what it is, the SHA-256 of what it
    was before, and that of its file where that went too. It is open during that step alone.
    """

    removal = models.ForeignKey(Removal, models.PROTECT, related_name="rows")
    table_name = models.CharField(max_length=63)
    row_id = models.BigIntegerField()
    what = models.CharField(max_length=100)
    reference = models.CharField(max_length=40, blank=True)
    recorded_at = models.DateTimeField(null=True)
    columns = models.CharField(max_length=500)
    sha256 = models.CharField(max_length=64)
    file_sha256 = models.CharField(max_length=64, blank=True)
    is_open = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["table_name", "row_id"], name="removed_by_row")]

    def __str__(self):
        return f"{self.what} {self.reference or self.row_id}"


class HistoryChain(models.Model):
    """The fingerprint of the whole history as it was before a disposal took events from it: that of
    each `events` up to the last one, linked in their order (`closure/archive/chains.py`). What is
    left is proved by it, with the fingerprints in the certificate of what is not.
    """

    removal = models.OneToOneField(Removal, models.PROTECT, related_name="chain")
    events = models.PositiveIntegerField()
    last_event = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)

    def __str__(self):
        return f"chain of the history before {self.removal}"


class SubjectRequest(Recorded):
    """Somebody looked for everything about a person: an account, a name, or both."""

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    name = LineField("name", max_length=120, blank=True)
    reason = WordsField("why", max_length=2000, help_text="For example the number of the request")

    def __str__(self):
        return self.name or str(self.account)

    @property
    def title(self):
        """How the audit trail names it."""
        return "everything about one person"
