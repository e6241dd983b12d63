"""The audit trail: one row for every change, that nobody can edit or delete."""

from django.db import models

from programme.formats import DISPOSED


class AuditEventQuerySet(models.QuerySet):
    """Sets of events."""

    def told(self):
        """Those that still say what was done: they were not disposed of."""
        return self.exclude(verb="")

    def gone(self):
        """Those that were disposed of."""
        return self.filter(verb="")


class AuditEvent(models.Model):
    """Who changed what, when, from what to what, and why.

    Written only by `programme.audit.record`; the database itself refuses to update or delete a row.
    The names in it are copies, so that the record reads the same when people and titles change.
    `log` is the name of the log that the subject belongs to, blank for one of none (a body, a
    report). `verb` comes before the subject, or around it: "recorded {} as done". `changes` is a
    list of {"field", "label", "was", "now"}, all in words. `corrects` says that a mistake was put
    right: such an event is no change, and `programme.audit` says how it is counted. One that was
    disposed of has a blank verb: who did something to which row, and when, is left of it.
    """

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="events", null=True
    )
    at = models.DateTimeField()
    by = models.ForeignKey("programme.User", models.PROTECT, related_name="+", null=True)
    by_name = models.CharField(max_length=200)
    log = models.CharField(max_length=40)
    verb = models.CharField(max_length=120)
    subject_type = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    reference = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300, blank=True)
    changes = models.JSONField(default=list)
    reason = models.TextField(blank=True)
    corrects = models.BooleanField(default=False)

    objects = AuditEventQuerySet.as_manager()

    whose = ""  # who leads its row, where rows that read the same are shown together

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["programme", "at"], name="event_by_moment"),
            models.Index(fields=["subject_type", "subject_id"], name="event_by_subject"),
        ]

    def __str__(self):
        return f"{self.by_name} {self.deed}"

    @property
    def deed(self):
        """What was done to what: closed R7."""
        return self._done_to(self.reference if self.reference and self.log else self.title)

    @property
    def deed_in_full(self):
        """The same with what the row is called; a subject of no log has no reference to be named
        by.
        """
        reference = self.reference if self.log else ""
        whose = f" ({self.whose})" if self.whose else ""
        return self._done_to(f"{reference} {self.title}{whose}".strip())

    def _done_to(self, subject):
        if not self.verb:
            return f"{subject}: {DISPOSED.lower()}" if subject else DISPOSED
        verb = self.verb if "{}" in self.verb else f"{self.verb} {{}}"
        return verb.replace("{}", subject)


class VersionedByEvents:
    """Mixed into a row whose versions are counted by its events: each change has one.

    What was last done tells who saved it and when.
    """

    @property
    def _events(self):
        return AuditEvent.objects.filter(subject_type=self._meta.label_lower, subject_id=self.pk)

    @property
    def version(self):
        """Rises with every change, as an entry's does."""
        return 1 + self._events.count()

    @property
    def updated_by_name(self):
        """Who saved it last."""
        last = self._events.first()
        return last.by_name if last else "The system"

    @property
    def updated_at(self):
        """When it was saved last; None where nothing was done to it."""
        last = self._events.first()
        return last and last.at
