"""Cells of a sheet: a field of a log's own form as one small input, written straight."""

from dataclasses import dataclass, field
from html import escape

from django import forms
from django.forms.utils import pretty_name
from django.utils.safestring import SafeString

from programme.ui.filters import options

TICK = (("", "No"), ("on", "Yes"))
NO_CELL = (forms.FileField, forms.MultipleChoiceField, forms.ModelMultipleChoiceField)


def fits(field) -> bool:
    """Whether a field of a form can stand in a cell."""
    return not isinstance(field, NO_CELL) and not field.widget.is_hidden


def as_typed(text) -> str:
    """What was typed, with the line ends of the page that it was typed in."""
    return text.replace("\r\n", "\n")


class Column:
    """A column of a sheet. What stands in its cells is text, as a form sends it."""

    def __init__(self, name, field):
        self.name, self.field = name, field
        self.label = str(field.label or pretty_name(name))
        self.is_long = isinstance(field.widget, forms.Textarea)
        self.is_tick = isinstance(field, forms.BooleanField)
        self.choices = TICK if self.is_tick else self._choices()

    def _choices(self):
        """Asked once for all cells: each row would ask the database again."""
        if not isinstance(self.field, forms.ChoiceField):
            return ()
        return tuple((str(value), str(words)) for value, words in self.field.choices)

    def text(self, value) -> str:
        """A value as it stands in a cell."""
        if self.is_tick:
            return "on" if value else ""
        value = self.field.prepare_value(value)
        return "" if value is None else as_typed(str(value))

    def of(self, entry) -> str:
        """What stands in the cell of an entry."""
        return self.text(entry._meta.get_field(self.name).value_from_object(entry))

    def words(self, text, entry=None) -> str:
        """What stands in a cell, for who cannot change it there."""
        return dict(self.choices_for(text, entry)).get(text, text)

    def choices_for(self, text, entry):
        """The choices of a cell: one that is none any more, or was never one, stays as it is."""
        if not self.choices or text in dict(self.choices):
            return self.choices
        is_own = entry is not None and text == self.of(entry)
        return (*self.choices, (text, str(getattr(entry, self.name)) if is_own else text))


@dataclass
class Cell:
    """One cell: what stands in it, what is wrong with it, and what somebody else saved there."""

    column: Column
    key: str
    row: str  # what its row is called
    text: str
    entry: object = None
    locked: str = ""  # why it cannot be changed here
    errors: list = field(default_factory=list)
    theirs: dict | None = None  # {"words"}

    @property
    def id(self):
        return f"id_{self.key}"

    @property
    def words(self):
        return self.column.words(self.text, self.entry)

    @property
    def html(self) -> SafeString:
        """The input, with its name for who cannot see in which row and column it stands."""
        wrong = bool(self.errors or self.theirs)
        label = escape(f"{self.row}, {self.column.label}")
        same = f'name="{self.key}" id="{self.id}" aria-label="{label}"'
        if wrong:
            same += f' aria-invalid="true" aria-describedby="{self.id}-error"'
        end = "--error" if wrong else ""
        if self.column.choices:
            chosen = options(self.column.choices_for(self.text, self.entry), self.text)
            return SafeString(
                f'<select class="govuk-select{f" govuk-select{end}" if end else ""}" {same}>'
                f"{chosen}</select>"
            )
        if self.column.is_long:
            more = f" govuk-textarea{end}" if end else ""
            return SafeString(
                f'<textarea class="govuk-textarea{more}" rows="2" {same}>\n'
                f"{escape(self.text)}</textarea>"
            )
        more = f" govuk-input{end}" if end else ""
        return SafeString(
            f'<input class="govuk-input{more}" autocomplete="off" {same}'
            f' value="{escape(self.text)}">'
        )
