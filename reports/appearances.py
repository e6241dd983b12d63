"""Which rows of logs published reports showed."""

from django.db import models


class Appearance(models.Model):
    """A row of a log that a published report showed, so that the row's own page can say where."""

    report = models.ForeignKey("reports.Report", models.PROTECT, related_name="appearances")
    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    log = models.CharField(max_length=40)
    reference = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["report", "log", "reference"], name="appears_once_in_a_report"
            )
        ]
        indexes = [
            models.Index(fields=["programme", "log", "reference"], name="appearance_of_a_row")
        ]

    def __str__(self):
        return f"{self.reference} in {self.report_id}"
