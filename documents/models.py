"""Key documents: what the programme was begun and is run by, version by version."""

from itertools import takewhile

from django.db import models
from django.db.models import Q

from programme.entries import Entry, Recorded
from programme.fields import DayField, LineField, WordsField
from programme.formats import day

from .choices import LIVE, SETTLED, Kind, State
from .querysets import DocumentQuerySet, EditionQuerySet

NOT_CHECKED = {"checked_by": "", "checked_on": None}
NOT_SIGNED = {
    "signed_edition": "",
    "signed_number": None,
    "signed_off_by": "",
    "signed_off_on": None,
}


class Document(Entry):
    """A document by which the programme was begun or is run.

    `edition` repeats the version that counts; `add_edition` is its writer. The quality check is of
    that version. The sign-off has its own, `signed_number`, whose label `signed_edition` repeats,
    and stays when a later version is added: it is what authorises until that one is signed off too.
    """

    PREFIX, CLOSED = "KD", frozenset(SETTLED)

    title = LineField("document")
    kind = models.CharField("kind of document", max_length=12, choices=Kind)
    about = WordsField("what it is for", blank=True, max_length=2000)

    state = models.CharField(max_length=12, choices=State, default=State.DRAFT, editable=False)
    edition = LineField("current version", max_length=20, blank=True, editable=False)
    checked_by = LineField("quality check by", max_length=120, blank=True, editable=False)
    checked_on = DayField("quality check on", null=True, editable=False, past=True)
    signed_edition = LineField("version signed off", max_length=20, blank=True, editable=False)
    signed_number = models.PositiveIntegerField(null=True, editable=False)
    signed_off_by = LineField("signed off by", max_length=120, blank=True, editable=False)
    signed_off_on = DayField("signed off on", null=True, editable=False, past=True)
    ended_why = WordsField("why it ended", blank=True, max_length=2000, editable=False)

    objects = DocumentQuerySet.as_manager()

    class Meta(Entry.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "reference"], name="document_reference_once"
            ),
            models.CheckConstraint(
                condition=Q(checked_on=None) | ~Q(checked_by=""),
                name="document_checked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(**NOT_SIGNED) | ~Q(signed_edition="") & ~Q(signed_off_by=""),
                name="document_version_signed_off_by_a_body",
            ),
            models.CheckConstraint(
                condition=Q(state__in=SETTLED) & ~Q(ended_why="")
                | ~Q(state__in=SETTLED) & Q(ended_why=""),
                name="document_ended_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["programme", "number"], name="document_by_number")]

    @property
    def standing(self):
        """The state that follows from what was recorded of the version that counts."""
        if self.signed_edition and self.signed_edition == self.edition:
            return State.SIGNED_OFF
        return State.CHECKED if self.checked_by else State.DRAFT

    def recounted(self, at=None) -> dict:
        """The columns that repeat what versions are called now, or at a position, and where the one
        that counts stands. Where a later one was taken back, that is as before it was added. Of a
        signed one that was taken back the label stays as it was.
        """
        labels = dict(self.editions.known_at(at).in_order().values_list("number", "label"))
        last = max(labels, default=0)
        signed = labels.get(self.signed_number, self.signed_edition)
        found = {"edition": labels.get(last, ""), "signed_edition": signed}
        gone = self.editions.filter(number__gt=last).in_order().first()
        if gone and found["edition"] != self.edition:
            found |= self._check_before(gone)
        return found | (self._stands(last, found) if self.state in LIVE else {})

    def _check_before(self, edition):
        """The quality check as it was recorded before a version was added."""
        rows = type(self).history.filter(id=self.pk).order_by("history_date", "history_id")
        before = takewhile(lambda row: row.edition != edition.label, rows)
        last = list(before)[-1]
        return {name: getattr(last, name) for name in NOT_CHECKED}

    def _stands(self, number, columns):
        checked = columns.get("checked_by", self.checked_by)
        state = State.CHECKED if checked else State.DRAFT
        return {"state": State.SIGNED_OFF if number and number == self.signed_number else state}


class Edition(Recorded):
    """One version of a document, with its file where somebody handed it in. It is added, never
    changed.
    """

    document = models.ForeignKey(Document, models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    label = LineField("version", max_length=20)
    dated_on = DayField("dated", null=True, blank=True, past=True)
    changed = WordsField("what changed", blank=True, max_length=2000)
    upload = models.ForeignKey(
        "programme.Upload", models.PROTECT, null=True, editable=False, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta(Recorded.Meta):
        constraints = [
            models.CheckConstraint(condition=~Q(label=""), name="edition_is_called_something")
        ]
        indexes = [models.Index(fields=["document", "number"], name="edition_in_order")]

    def __str__(self):
        dated = f", {day(self.dated_on)}" if self.dated_on else ""
        return f"{self.label}{dated}"

    @property
    def in_full(self):
        """In one line: version, day, what changed."""
        return f"{self}: {self.changed}" if self.changed else str(self)
