"""Which files were imported into which log, by whom, and what became of their rows."""

from django.db import models


class Import(models.Model):
    """One file whose rows were taken into a log. It never changes.

    `rows` names of each row its place in the file and the references of its entries.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    upload = models.ForeignKey("programme.Upload", models.PROTECT, related_name="+")
    log = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    class Meta:
        ordering = ["recorded_at", "id"]

    def __str__(self):
        return f"{self.upload.name} into {self.log}"

    @property
    def title(self):
        """How the audit trail names it."""
        return f"The file {self.upload.name}"
