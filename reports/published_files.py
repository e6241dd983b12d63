"""What is kept of the files of a published report: the fingerprint of each, for good, and the words
that a search finds.
"""

from django.db import models

from papers.choices import Language
from programme.fields import LineField


class FileForm(models.TextChoices):
    """What a published file is."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word file"
    JSON = "json", "Data of the whole report as JSON"
    CSV = "csv", "Rows as CSV"
    ATTACHED = "attached", "Attached document"
    BACKGROUND = "background", "Background paper"


HANDED_IN = (FileForm.ATTACHED, FileForm.BACKGROUND)  # by people, and kept with what they hand in


class PublishedFile(models.Model):
    """One file of a published report by its fingerprint. It outlasts the file: who has a copy of
    what was withdrawn still learns what it is.

    `about` is the key of a section for rows, the number of an attached document or of a background
    paper, "full" for a file of the full edition, else blank; `name` is where the file is stored,
    blank for what is made from the frozen rows whenever it is asked for; `bytes` is its size.
    """

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="files")
    form = models.CharField(max_length=10, choices=FileForm)
    language = models.CharField(max_length=2, blank=True, choices=Language)
    about = models.CharField(max_length=80, blank=True)
    label = LineField(max_length=120, blank=True)
    name = models.CharField(max_length=120, blank=True)
    bytes = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_full = models.BooleanField(default=False)  # of the full edition alone: no proof names it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "form", "language", "about"], name="published_file_kept_once"
            )
        ]
        indexes = [models.Index(fields=["sha256"], name="published_by_fingerprint")]

    def __str__(self):
        return f"{self.in_words}, {self.report}"

    @property
    def in_words(self) -> str:
        """What it is: PDF in Welsh, Rows as CSV: Risks, Attached document 1."""
        said = self.get_form_display()
        if self.form in HANDED_IN:
            return f"{said} {self.about}"
        if self.form == FileForm.CSV:
            return f"{said}: {self.label}"
        said = f"{said} in {self.get_language_display()}" if self.language else said
        return f"{said}, full edition" if self.is_full else said

    @property
    def told(self) -> str:
        """What it is, as a sentence goes on: the PDF in Welsh."""
        said = self.in_words
        if self.form in (FileForm.PDF, FileForm.WORD):
            return f"the {said}"
        if self.form == FileForm.CSV:
            return f"the file of rows, {self.label},"
        return f"the {said[0].lower()}{said[1:]}"


class PublishedWords(models.Model):
    """The words of a published report as its page shows them, folded for a search; blank once it
    was withdrawn.
    """

    report = models.OneToOneField("reports.Report", models.PROTECT, related_name="words_found")
    words = models.TextField(blank=True)

    def __str__(self):
        return str(self.report)


class DamagedFile(models.Model):
    """A stored file that was found missing or changed, until it is found whole again.

    `what` says which file it is, in words; `address` is the page about it.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    what = models.CharField(max_length=400)
    address = models.CharField(max_length=300)
    is_missing = models.BooleanField()
    found_at = models.DateTimeField()
    mended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                condition=models.Q(mended_at=None),
                name="damaged_file_told_once",
            )
        ]

    def __str__(self):
        return f"{self.what} is {'missing' if self.is_missing else 'changed'}"
