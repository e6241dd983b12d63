"""Rows that are added to the entries of a log: what people type in them, and which of them count.

A log declares them in its `log.py`; `programme.mistakes` puts them right.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from programme.authorization import Permission
from programme.entries import Recorded
from programme.formats import counted
from programme.log import logs


@dataclass(frozen=True)
class Ledger:
    """Rows that are added to an entry and never changed, such as its assessments.

    `facts` are the columns that people type, with spaces between them. A mistake in a row is put
    right by another row that takes its place; in a ledger with reversing entries (`reverses`) by a
    reversing entry, in which `negated` has the other sign and `reason` says why, and a new one.
    `words` gives a row as the audit trail's note of `note` has it. `decides` gives the permission
    without which nobody corrects a row, where the row is a decision itself.
    """

    name: str  # in addresses
    model: type
    noun: str
    facts: str
    note: str
    words: Callable[[Any], str] = str
    negated: str = ""
    reason: str = ""
    via: str = ""  # the path to the entry, for rows that hang on another row
    decides: Callable[[Any], Permission | None] | None = None
    also: str = ""  # leads to another entry that the row counts for: where money was moved to
    # leads to the row with which it is replaced whole, as what was decided on a call is with it
    whole: str = ""
    # the column that numbers rows which stand together, as those of a plan: all get the next one
    together: str = ""
    # the words of all rows of an entry, where the note tells them together
    all_words: Callable[[Any], str] | None = None
    tells: bool = False  # the note of a row that changes has its words, not its columns
    stays: bool = False  # what it tells has happened: it is put right, and never taken back
    # the columns of the entry that its rows add up to, with spaces between them: what several rows
    # changed together is told by these
    adds_to: str = ""
    several: str = ""  # several of them, where that is not the noun with an s

    @cached_property
    def parent(self):
        """The path of columns that leads to the entry."""
        return self.via or next(f.name for f in self.model._meta.fields if self._is_entry(f))

    def _is_entry(self, column):
        return any(column.related_model is log.model for log in logs())

    def entry_of(self, row):
        """The entry that a row belongs to."""
        for name in self.parent.split("__"):
            row = getattr(row, name)
        return row

    def other_of(self, row):
        """The other entry that a row counts for; None where there is none."""
        return getattr(row, self.also) if self.also else None

    @cached_property
    def can_go(self):
        """Whether a row can be taken back altogether: one that stands for a question or a partner
        stays, and is emptied instead; so does a decision, which has steps of its own.
        """
        names = {field.name for field in self.model._meta.fields}
        return not self.stays and bool({"recorded_at", "number"} & names)

    def counted(self, number):
        """Rows by their number: 2 postings."""
        return counted(number, self.noun, self.several)

    def of(self, entry):
        """The rows of an entry, those that were put right among them; not what takes one back."""
        rows = self.model.objects.filter(**{self.parent: entry.pk})
        return rows.filter(reverses=None) if self.negated else rows

    def counting(self):
        """The rows that count now: neither mistaken nor taken back, nor taking one back."""
        rows = self.model.objects
        if not issubclass(self.model, Recorded):
            return rows.as_at(None)
        known = rows.known_at(None)
        if self.together:
            known = known.in_force()
        return known.filter(reverses=None, reversed_by=None) if self.negated else known

    def author_of(self, row):
        """The id of the user who typed a row, or changed it last."""
        if isinstance(row, Recorded):
            return row.recorded_by_id
        return row.history.latest().history_user_id
