"""What stands beside the rows of logs: evidence, comments, and what became of each.

All of it is only ever added; the database refuses anything else.
"""

from functools import cache

from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery

from programme.entries import Recorded, RecordedQuerySet
from programme.fields import DayField, LineField, WordsField
from programme.log import log_name
from programme.models import Mistake
from programme.written_once import Given, Prepared


class OfRowQuerySet(RecordedQuerySet):
    """Sets of what stands beside rows."""

    def beside(self, entry, moment=None):
        """What stands beside one row, at a moment or now."""
        found = self.by(moment).filter(subject_type=entry._meta.label_lower)
        return found.filter(subject_id=entry.pk)

    def by(self, moment):
        """What was recorded by a moment; with None all."""
        return self.filter(recorded_at__lte=moment) if moment else self

    def on_record(self):
        """What is not of a row that was withdrawn as added by mistake."""
        gone = Mistake.objects.standing().filter(reversed_by=None)
        same = {name: OuterRef(name) for name in ("subject_type", "subject_id")}
        return self.exclude(Exists(gone.filter(**same)))


@cache
def _beside(model, *related):
    """The query of what stands beside a row now, which every row's page asks."""
    kind = Given("kind", models.CharField())
    return Prepared(
        lambda: (
            model.objects.filter(subject_type=kind, subject_id=Given("id"))
            .select_related(*related or [None])
            .prefetch_related("marks")
        )
    )


def beside(model, entry, moment=None, *related) -> list:
    """What stands beside one row at a moment or now, with its marks and what `related` names."""
    if moment is None:
        rows = _beside(model, *related).ask(kind=entry._meta.label_lower, id=entry.pk)
    else:
        rows = model.objects.beside(entry, moment).select_related(*related or [None])
        rows = rows.prefetch_related("marks")
    return list(rows)


class OfRow(Recorded):
    """Something beside the row of a log, which it names as an event of the audit trail does."""

    programme = models.ForeignKey(
        "programme.Programme", models.PROTECT, related_name="+", editable=False
    )
    log = models.CharField(max_length=40, editable=False)
    subject_type = models.CharField(max_length=80, editable=False)
    subject_id = models.BigIntegerField(editable=False)
    reference = models.CharField(max_length=40, editable=False)

    class Meta(Recorded.Meta):
        abstract = True

    @staticmethod
    def named(entry) -> dict:
        """The columns that name a row."""
        return {
            "programme": entry.programme,
            "log": log_name(type(entry)),
            "subject_type": entry._meta.label_lower,
            "subject_id": entry.pk,
            "reference": entry.reference,
        }


# --- Evidence -------------------------------------------------------------------------------------


class EvidenceQuerySet(OfRowQuerySet):
    """Sets of evidence."""

    def standing(self, moment=None):
        """What was there at a moment, or is now, and was not taken off by then."""
        off = EvidenceMark.objects.filter(evidence=OuterRef("pk"), what=EvidenceMark.OFF)
        off = off.filter(recorded_at__lte=moment) if moment else off
        return self.by(moment).exclude(Exists(off))


class Evidence(OfRow):
    """A file that shows something about a row."""

    title = LineField(
        "what it shows", max_length=200, help_text="For example Lease signed by both councils"
    )
    dated = DayField("date of the document", past=True, null=True, blank=True)
    about = WordsField("more about it", max_length=2000, blank=True)
    upload = models.ForeignKey(
        "programme.Upload", models.PROTECT, related_name="+", verbose_name="file", editable=False
    )

    objects = EvidenceQuerySet.as_manager()

    class Meta(OfRow.Meta):
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="evidence_of_row"),
            models.Index(fields=["programme", "log", "reference"], name="evidence_by_reference"),
        ]

    def __str__(self):
        return self.title

    @property
    def in_short(self) -> str:
        """What it shows and the beginning of its fingerprint, as reports and the history have
        it.
        """
        return f"{self.title} (SHA-256 {self.upload.sha256[:12]}…)"


class EvidenceMark(Recorded):
    """That somebody has seen a piece of evidence, or took it off its row, and why."""

    SEEN, OFF = "seen", "off"

    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="marks")
    what = models.CharField(max_length=4, choices=[(SEEN, "Seen"), (OFF, "Taken off")])
    why = WordsField(max_length=2000, blank=True)

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["evidence"], condition=Q(what="off"), name="evidence_taken_off_once"
            ),
            models.UniqueConstraint(
                fields=["evidence", "recorded_by"],
                condition=Q(what="seen"),
                name="evidence_seen_once_by_each",
            ),
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.evidence}"


# --- Comments -------------------------------------------------------------------------------------


class CommentQuerySet(OfRowQuerySet):
    """Sets of comments."""

    def standing(self):
        """Those that their writers have not withdrawn."""
        gone = CommentMark.objects.filter(comment=OuterRef("pk"), what=CommentMark.WITHDRAWN)
        return self.exclude(Exists(gone))

    def open(self):
        """Those that begin a discussion which is not resolved, on rows that are on record."""
        marks = CommentMark.objects.filter(comment=OuterRef("pk"))
        marks = marks.exclude(what=CommentMark.WITHDRAWN).order_by("-recorded_at", "-id")
        found = self.standing().on_record().filter(answers_to=None)
        found = found.annotate(last=Subquery(marks.values("what")[:1]))
        return found.filter(Q(last=None) | Q(last=CommentMark.OPENED))


class Comment(OfRow):
    """What somebody says about a row to those who read its log, or an answer to that."""

    answers_to = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="answers", editable=False
    )
    text = WordsField("comment")
    mentioned = models.ManyToManyField(
        "programme.User", through="margin.Mention", related_name="mentioned_in"
    )

    objects = CommentQuerySet.as_manager()

    class Meta(OfRow.Meta):
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="comments_of_row"),
            models.Index(fields=["programme", "recorded_at"], name="comments_of_programme"),
        ]

    def __str__(self):
        return self.title

    @property
    def title(self):
        """How the audit trail names it: not by its words."""
        return f"a comment on {self.reference}"


class Mention(models.Model):
    """That a comment speaks to somebody."""

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="mentions")
    person = models.ForeignKey("programme.User", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["comment", "person"], name="mentioned_once")]

    def __str__(self):
        return f"Somebody mentioned in {self.comment}"


class CommentMark(Recorded):
    """That a discussion was resolved or opened again, or a comment withdrawn by its writer."""

    RESOLVED, OPENED, WITHDRAWN = "resolved", "opened", "withdrawn"

    comment = models.ForeignKey(Comment, models.PROTECT, related_name="marks")
    what = models.CharField(
        max_length=9,
        choices=[(RESOLVED, "Resolved"), (OPENED, "Opened again"), (WITHDRAWN, "Withdrawn")],
    )

    class Meta(Recorded.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["comment"], condition=Q(what="withdrawn"), name="comment_withdrawn_once"
            )
        ]

    def __str__(self):
        return f"{self.get_what_display()}: {self.comment}"
