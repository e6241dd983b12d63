"""Which files were brought for which log, by whom, and what became of their rows."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now

from intake.choices import KEPT, WORKED_ON, How, State


class ImportQuerySet(models.QuerySet):
    """Sets of imports."""

    def kept(self):
        """Those whose rows were taken in."""
        return self.filter(state__in=KEPT)

    def to_work_on(self):
        """Those that wait for a worker, or that a dead one left. Of two whose rows are to be taken
        into one log, the second waits.
        """
        free = Q(lease_until=None) | Q(lease_until__lte=Now())
        busy = Import.objects.filter(
            programme=OuterRef("programme"),
            log=OuterRef("log"),
            state=State.APPLYING,
            lease_until__gt=Now(),
        ).exclude(pk=OuterRef("pk"))
        return self.filter(free, state__in=WORKED_ON).exclude(Q(Exists(busy)), state=State.APPLYING)


class Import(models.Model):
    """One file for a log: what is read of it, what people answered, what was taken in.

    `columns` are the fields that were chosen, {table: {column: field}}, `headings` the same by
    heading, which later files begin with. `answers` has {place of a row, or blank for all: {field:
    answer}}: text in place of the cell's, None for a blank, True for what was read. `preview` is
    the last preview. `rows` names of each row its place in the file, the references of its entries,
    and in `made` each entry's key with its versions before and after.
    """

    programme = models.ForeignKey("programme.Programme", models.PROTECT, related_name="+")
    upload = models.ForeignKey("programme.Upload", models.PROTECT, related_name="+")
    log = models.CharField(max_length=40)
    rows = models.JSONField(default=list)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey("programme.User", models.PROTECT, related_name="+")
    recorded_by_name = models.CharField(max_length=200)

    state = models.CharField(max_length=12, choices=State, default=State.DONE)
    how = models.CharField(max_length=4, choices=How, default=How.ALL)
    table = models.PositiveSmallIntegerField(null=True)
    columns = models.JSONField(default=dict)
    headings = models.JSONField(default=dict)
    answers = models.JSONField(default=dict)
    preview = models.JSONField(default=dict)
    said = models.JSONField(default=list)  # what somebody has to know, in sentences
    version = models.PositiveIntegerField(default=0)
    applied_at = models.DateTimeField(null=True)
    applied_by = models.ForeignKey("programme.User", models.PROTECT, null=True, related_name="+")
    claim = models.UUIDField(null=True)
    lease_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = ImportQuerySet.as_manager()

    class Meta:
        ordering = ["recorded_at", "id"]
        indexes = [models.Index(fields=["state", "lease_until"], name="import_to_work_on")]

    def __str__(self):
        return f"{self.upload.name} into {self.log}"

    @property
    def title(self):
        """How the audit trail names it."""
        return f"The file {self.upload.name}"

    @property
    def is_worked_on(self):
        return self.state in WORKED_ON
