"""What is done about a risk."""

from django.db import models
from django.db.models import Q

from programme.entries import EntryHistory
from programme.fields import DayField, LineField, WordsField
from programme.formats import days_late
from programme.written import last_day, read_last_day, words_of, written

from ..querysets import MitigationQuerySet
from .risks import Risk


class Mitigation(models.Model):
    """A planned action against a risk, with an owner and a date.

    It is open until it is done, or withdrawn for a reason.
    """

    risk = models.ForeignKey(Risk, models.PROTECT, related_name="mitigations")
    number = models.PositiveSmallIntegerField(editable=False)
    text = WordsField("mitigation", max_length=2000)
    owner = LineField(max_length=120, blank=True, help_text="Job title")
    due, due_on = written("due"), last_day("last day due")
    done_on = DayField("done", null=True, blank=True, past=True)
    withdrawn_on = DayField("withdrawn", null=True, editable=False)
    withdrawn_why = WordsField("why withdrawn", max_length=2000, blank=True, editable=False)

    history = EntryHistory()
    objects = MitigationQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["risk", "number"], name="mitigation_number_once"),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None, withdrawn_why="")
                | Q(withdrawn_on__isnull=False, done_on=None) & ~Q(withdrawn_why=""),
                name="mitigation_done_or_withdrawn_for_a_reason",
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        read_last_day(self, "due")

    @property
    def is_open(self):
        """Whether it is neither done nor withdrawn."""
        return self.done_on is None and self.withdrawn_on is None

    def in_full(self, today):
        """The action with its owner, and its day, how late it is, or what became of it."""
        owner = f" ({self.owner})" if self.owner else ""
        ended = "done" if self.done_on else "withdrawn" if self.withdrawn_on else ""
        due = words_of(self, "due")
        due = f"due {due}" if due and self.is_open else ""
        said = ", ".join(words for words in (ended, due, self.lateness(today)) if words)
        return f"{self.text}{owner}{f' – {said}' if said else ''}"

    def is_overdue(self, today):
        """Whether it should have been done before `today`.

        What belongs to a risk that is closed is not late.
        """
        return self.is_open and self.risk.is_live and bool(self.due_on) and self.due_on < today

    def lateness(self, today):
        """How late it is, in words: 14 days late."""
        return days_late(self.due_on, today) if self.is_overdue(today) else ""

    def standing(self, today):
        """How it stands on the day, in a word."""
        if not self.is_open:
            return "Done" if self.done_on else "Withdrawn"
        if self.is_overdue(today):
            return "Late"
        return "Open" if self.risk.is_live else "Not done"
