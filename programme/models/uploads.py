"""Files that people hand in, each with its fingerprint and what the virus scan said."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from programme.fields import LineField


class FileKind(models.TextChoices):
    """What a file is by its content, whatever its name says."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word document"
    SPREADSHEET = "xlsx", "Spreadsheet"
    PNG = "png", "PNG picture"
    JPEG = "jpg", "JPEG picture"
    TEXT = "txt", "Text"
    OTHER = "other", "Another kind of file"


class ScanState(models.TextChoices):
    """What is known of viruses in a file."""

    WAITING = "waiting", "Waiting for the virus scan"
    CLEAN = "clean", "No virus found"
    INFECTED = "infected", "A virus was found"
    NOT_SCANNED = "not_scanned", "Not scanned for viruses"
    FAILED = "failed", "Could not be scanned for viruses"
    WITHDRAWN = "withdrawn", "Withdrawn with the paper that it was attached to"
    DISPOSED = "disposed", "Disposed of when its time was over"


HANDED_OUT = (ScanState.CLEAN, ScanState.NOT_SCANNED)


class UploadQuerySet(models.QuerySet):
    """Sets of files."""

    def to_scan(self):
        """Those that wait for an answer of the scanner and are not being asked about."""
        waits = self.filter(state__in=[ScanState.WAITING, ScanState.FAILED])
        return waits.filter(Q(next_try_at=None) | Q(next_try_at__lte=Now()))


class Upload(models.Model):
    """A file as it was handed in: it never changes, only what the scanner says of it.

    `size` is in bytes. `said` is the name of the signature where a virus was found, the reason
    where the file could not be scanned.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    name = LineField(max_length=150)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=10, choices=FileKind)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=ScanState)
    said = models.CharField(max_length=200, blank=True)
    scanned_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)

    objects = UploadQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["state", "next_try_at"], name="upload_to_scan")]

    def __str__(self):
        return self.name

    @property
    def title(self):
        """How the audit trail names it."""
        return f"The file {self.name}"

    @property
    def is_handed_out(self):
        """Whether people get it and reports print it: a file in quarantine is neither."""
        return self.state in HANDED_OUT

    @property
    def state_in_words(self):
        """What is known of viruses in it: A virus was found: Eicar-Test-Signature."""
        return f"{self.get_state_display()}: {self.said}" if self.said else self.get_state_display()
