"""Steps that several entries of a log take at once: those that ask for a reason or a day alone."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django import forms

from programme.arriving import DATED, DAY, kind_of
from programme.authorization import NotPermitted
from programme.decided import decision_on, fixed_facts, lifting
from programme.formats import day, lower_first
from programme.records import not_open
from programme.ui.fields import DayFormField, WrittenDateFormField

REASON = "why"
DAYS = (DayFormField, WrittenDateFormField)
OWNER = "owner"
LONGEST = 520  # weeks


def is_asked(name, one) -> bool:
    """Whether a field is asked once for all rows: a reason, or a day."""
    return name == REASON or isinstance(one, DAYS)


@dataclass(frozen=True)
class Step:
    """A step of a log, taken by its own view: of its form only a reason and days are asked."""

    view: type

    @property
    def key(self):
        return self.view.name

    @property
    def label(self):
        return self.view.label

    def page(self, pages, entry, **more):
        return pages.page_like(self.view, entry=entry, **more)

    def names(self, form):
        return [name for name, one in form.fields.items() if is_asked(name, one)]

    def is_offered(self, pages, entries):
        """Whether it asks no more, and one of the entries can take it."""
        view = self.view
        if not view.button or view.for_withdrawn or "<" in view.address_ending():
            return False
        if not (pages.allowed(view.permission) or pages.allowed(view.otherwise or view.permission)):
            return False
        entry = next((one for one in entries if view.is_open(one)), None)
        if entry is None:
            return False
        form = self.page(pages, entry, still_open=[]).form()
        return bool(self.names(form)) and not more_asked(form)

    def why_not(self, pages, entry) -> str:
        """Why an entry cannot take it here, in words; empty where it can."""
        view = self.view
        if not view.is_open(entry):
            return not_open(entry, view.name, pages.log.steps)
        needed = lifting(entry, view.name) or view.otherwise or view.permission
        if not pages.allowed(needed):
            return needed.only_for
        if asked := more_asked(self.page(pages, entry).form()):
            return f"It is asked more: {asked} Take the step on its own page."
        return ""


@dataclass(frozen=True)
class Change:
    """One fact of the edit form, set in several entries: a day that people move, or the owner."""

    view: type
    name: str

    @property
    def key(self):
        return f"set-{self.name}"

    @property
    def label(self):
        return f"Set the {lower_first(self.view.log.bound[self.name].label)}"

    def page(self, pages, entry, **more):
        return pages.page_like(self.view, entry=entry)

    def names(self, form):
        return [self.name]

    def why_not(self, pages, entry) -> str:
        if entry.is_closed:
            return not_open(entry, "change", pages.log.steps)
        decision = self.name in fixed_facts(entry) and decision_on(entry, self.name)
        return decision.in_words(entry) if decision else ""


def more_asked(form) -> str:
    """What a form needs besides a reason and days, as labels; empty where it needs no more."""
    found = [
        str(one.label or name)
        for name, one in form.fields.items()
        if one.required and not is_asked(name, one) and not one.widget.is_hidden
        if form.get_initial_for_field(one, name) in (None, "")
    ]
    return f"{', '.join(found)}." if found else ""


def steps_of(pages, entries) -> list:
    """What can be done to several of the entries, in the order of the log's own buttons."""
    log = pages.log
    found = [one for one in map(Step, log.step_views) if one.is_offered(pages, entries)]
    if pages.allowed(pages.editor().permission):
        moved = (DAY, DATED)
        found += [
            Change(pages.editor, name)
            for name in log.form_fields
            if name == OWNER or kind_of(log.bound[name].field) in moved
        ]
    return found


def movable(log, form, names) -> str:
    """The name of the day that can be moved by so many weeks: a fact of the log that is no day on
    which something happened; empty where none is.
    """
    for name in names:
        known = name in log.bound and log.bound[name].field
        if isinstance(form.fields[name], DAYS) and not getattr(form.fields[name], "past", False):
            return name if known else ""
    return ""


def moved(entry, name, weeks) -> str:
    """The day of an entry so many weeks later, in words; empty where it has none."""
    found = getattr(entry, f"{name}_on", None) or getattr(entry, name, None)
    return day(found + timedelta(weeks=weeks)) if isinstance(found, date) else ""


class WeeksField(forms.IntegerField):
    """By how many weeks each day is moved, forwards or back."""

    def __init__(self):
        super().__init__(
            label="Or move each day by so many weeks",
            required=False,
            min_value=-LONGEST,
            max_value=LONGEST,
            help_text="Each row's own day is moved, for example 2. Leave the day above blank then",
            widget=forms.TextInput(attrs={"data-width": "3", "inputmode": "numeric"}),
        )


@dataclass
class Taken:
    """An entry that was chosen, why it cannot take the step, and what became of it."""

    entry: object
    why_not: str = ""
    error: str = ""
    saved: object = None
    notes: list = field(default_factory=list)


__all__ = ["Change", "NotPermitted", "Step", "Taken", "WeeksField", "movable", "moved", "steps_of"]
