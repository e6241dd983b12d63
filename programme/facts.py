"""The facts of a log: a column of its model, or what is computed of a row, and the column of a
download or a report that follows from it.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils import timezone

from programme.fields import PenceField, lines_of
from programme.formats import NOT_RECORDED, day, in_words, money
from programme.standing import Standing

TEXT, NUMBER, MONEY, DATE, BAND, LINES = "text", "number", "money", "date", "band", "lines"
BLANKS = (None, "", [])


def iso(day):
    """A day as the text that rows hold; None for a blank."""
    return day.isoformat() if day else None


@dataclass(frozen=True)
class Column:
    """One column of a log or section. `width` is its share of the printed table in per cent.

    An optional column is left out of a report in which it is blank in every row. `unsaid` is
    printed where a row has nothing; the row itself stays blank. A label of one letter has a
    `meaning`, which is said wherever the column is named outside its table, and to who listens.
    """

    key: str
    label: str
    kind: str = TEXT
    width: int = 10
    optional: bool = False
    unsaid: str = ""
    meaning: str = ""

    @property
    def called(self):
        """What the column is called outside its table."""
        return self.meaning or self.label

    def as_dict(self):
        about = {"key": self.key, "label": self.label, "kind": self.kind, "width": self.width}
        more = {"unsaid": self.unsaid, "meaning": self.meaning}
        return about | {name: words for name, words in more.items() if words}

    def said(self, row):
        """What a row has in the column, or what is printed where it has nothing."""
        return said(row.get(self.key), self.unsaid)


def name_of(column: dict) -> str:
    """What a column of a report is called outside its table."""
    return column.get("meaning") or column["label"]


def said(value, unsaid):
    """A value, or what is printed where nobody said one."""
    return unsaid or value if value in BLANKS else value


@dataclass(frozen=True, kw_only=True)
class Shown:
    """Where a fact shows: its group on the detail page, its column, the search box.

    `heading` stands over its column where its label would be too long. `when_given`: the detail
    page leaves it out while it is blank. `column=False` keeps it out of downloads, though rows hold
    it. `unsaid` is what lists, downloads and reports print for a blank; of a choice that people
    make in the form that is "Not recorded".
    """

    group: str = ""
    heading: str = ""
    width: int = 10
    kind: str = ""
    search: bool = False
    when_given: bool = False
    column: bool = True
    unsaid: str = ""


@dataclass(frozen=True)
class Fact(Shown):
    """What a column of the model records. Label, kind and value follow from the model's field.

    `form=False` keeps an editable column out of the form. `typed=True` says that people type it in
    a step and not in the form: a mistake in it can be corrected all the same. `of`, a function of
    the row and the position, gives a plain value that the column alone does not tell, the reference
    of a linked row for example. `asked_as` are words that people put over such a column in files of
    their own, besides its label and heading.
    """

    name: str
    form: bool = field(default=True, kw_only=True)
    typed: bool = field(default=False, kw_only=True)
    of: Callable[[Any, Any], Any] | None = field(default=None, kw_only=True)
    asked_as: tuple = field(default=(), kw_only=True)


@dataclass(frozen=True)
class Computed(Shown):
    """What is worked out for a row: `of` is a function of the row and the position.

    Without one it is the row's own property of that name.
    """

    name: str
    label: str
    of: Callable[[Any, Any], Any] | None = None


class BoundFact:
    """A fact of a log whose model is known."""

    def __init__(self, fact, model):
        self.fact, self.name = fact, fact.name
        self.field = model._meta.get_field(fact.name) if isinstance(fact, Fact) else None
        label = str(self.field.verbose_name) if self.field else fact.label
        self.label = label[:1].upper() + label[1:]
        self.kind = fact.kind or (kind_of(self.field) if self.field else TEXT)
        self.value = fact.of or (reader(self.field, self.kind) if self.field else self._property)
        chosen = self.field and self.field.choices and self.field.editable
        self.unsaid = fact.unsaid or (NOT_RECORDED if chosen else "")

    @property
    def in_form(self):
        return bool(self.field and self.field.editable and self.fact.form)

    @property
    def is_plain(self):
        """Whether rows hold it: a linked row is plain data only where `of` says what stands for
        it.
        """
        return not (self.field and self.field.is_relation and not self.fact.of)

    def as_column(self, *, width=None, optional=False):
        """Its column in a download or a report."""
        heading = self.fact.heading or self.label
        width = width or self.fact.width
        meaning = self.label if len(heading) == 1 else ""
        more = {"optional": optional, "unsaid": self.unsaid, "meaning": meaning}
        return Column(self.name, heading, self.kind, width, **more)

    def in_words(self, entry, position):
        """Its value as the detail page writes it; empty for a blank."""
        if self.field and not self.fact.of:
            value = getattr(entry, self.name)
            if isinstance(value, Standing) and position.at:
                value = value.named_at(position.at)
            return in_words(value, self.field)
        found = self.value(entry, position)
        return "" if found in (None, "", []) else WORDS.get(self.kind, str)(found)

    def _property(self, entry, position):
        return getattr(entry, self.name)


WORDS = {MONEY: money, DATE: day, LINES: "\n".join, BAND: lambda band: band["word"]}


def kind_of(column):
    """How the values of a model's column are written in downloads and reports."""
    if column.choices:
        return TEXT
    if isinstance(column, PenceField):
        return MONEY
    if isinstance(column, models.DateField):  # a moment is one too
        return DATE
    numeric = isinstance(column, models.IntegerField | models.DecimalField)
    return NUMBER if numeric else TEXT


def reader(column, kind):
    """A function of (entry, position) that gives a column's plain value: a choice by its words, a
    day as ISO text.
    """
    name = column.name
    if column.choices:
        words = dict(column.flatchoices)
        return lambda entry, position: words.get(value := getattr(entry, name), value)
    if kind == LINES:
        return lambda entry, position: lines_of(getattr(entry, name))
    if isinstance(column, models.DateTimeField):
        return lambda entry, position: iso(
            (moment := getattr(entry, name)) and timezone.localdate(moment)
        )
    if kind == DATE:
        return lambda entry, position: iso(getattr(entry, name))
    if isinstance(column, models.BooleanField):
        return lambda entry, position: "yes" if getattr(entry, name) else "no"
    return lambda entry, position: getattr(entry, name)
