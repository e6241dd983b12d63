"""Steps that several entries of a log take at once: those that ask for a reason or a day alone."""

from dataclasses import dataclass, field
from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError

from programme import owners
from programme.arriving import DATED, DAY, kind_of
from programme.date_phrases import read
from programme.decided import decision_on, fixed_facts, lifting
from programme.formats import day, lower_first
from programme.records import not_open
from programme.ui.fields import DayFormField, WrittenDateFormField
from programme.ui.views.mistakes import JoinsEveryLog
from programme.ui.views.steps import StepView

REASON = "why"
DAYS = (DayFormField, WrittenDateFormField)
LONGEST = 520  # weeks


def is_asked(name, one) -> bool:
    """Whether a field is asked once for all rows: a reason, or a day."""
    return name == REASON or isinstance(one, DAYS)


@dataclass(frozen=True)
class Step:
    """A step of a log, taken by its own view: of its form only a reason and days are asked."""

    view: type
    label: str
    narrows = False  # what its own page asks besides is sent as it stands there

    @property
    def key(self):
        return self.view.name

    def page_of(self, pages, entry):
        """The page of the step with an entry."""
        return pages.page_like(self.view, entry=entry)

    def names(self, form):
        return [name for name, one in form.fields.items() if is_asked(name, one)]

    @classmethod
    def offered(cls, view, pages, entries):
        """The step of a view where it asks no more and one of the entries can take it, else
        None.
        """
        may = (view.permission, view.otherwise or view.permission)
        if not any(pages.allowed(one) for one in may):
            return None
        able = [one for one in entries if pages.page_like(view, entry=one).is_open_now(one)]
        if not able:
            return None
        form = pages.page_like(view, entry=able[0], still_open=[]).form()
        labels = dict.fromkeys(view.label or view.label_for(one) for one in able)
        first, *others = labels  # what it is called can depend on the row
        step = cls(view, " or ".join([first, *map(lower_first, others)]))
        return step if step.names(form) and not more_asked(form) else None

    def why_not(self, pages, entry) -> str:
        """Why an entry cannot take it here, in words; empty where it can."""
        view = self.view
        if not self.page_of(pages, entry).is_open_now(entry):
            return not_open(entry, view.name, pages.log.steps)
        needed = lifting(entry, view.name) or view.otherwise or view.permission
        if not pages.allowed(needed):
            return needed.only_for
        if asked := more_asked(self.page_of(pages, entry).form()):
            return f"It is asked more: {asked} Take the step on its own page."
        return ""


@dataclass(frozen=True)
class Change:
    """One fact of the edit form, set in several entries: a day that people move, or the owner."""

    view: type
    name: str
    narrows = True  # the other facts of the form are left alone

    @property
    def key(self):
        return f"set-{self.name}"

    @property
    def label(self):
        return f"Set the {lower_first(self.view.log.bound[self.name].label)}"

    def page_of(self, pages, entry):
        """The page of the edit form of an entry."""
        return pages.page_like(self.view, entry=entry)

    def names(self, form):
        """The owner is a job title, a person, or both."""
        return list(owners.BOTH) if self.name == owners.TITLE else [self.name]

    def why_not(self, pages, entry) -> str:
        if entry.is_closed:
            return not_open(entry, "change", pages.log.steps)
        decision = self.name in fixed_facts(entry) and decision_on(entry, self.name)
        return decision.in_words(entry) if decision else ""


def more_asked(form) -> str:
    """What a form needs besides a reason and days, as labels; empty where it needs no more.

    What stands in it already is each row's own, and to be looked at: it is asked as well.
    """
    found = [
        str(one.label or name)
        for name, one in form.fields.items()
        if one.required and not is_asked(name, one) and not one.widget.is_hidden
    ]
    return f"{', '.join(found)}." if found else ""


def is_step_of_log(view) -> bool:
    """Whether it is a step that the log itself has, with a button on the page of an entry."""
    own = issubclass(view, StepView) and not issubclass(view, JoinsEveryLog)
    return own and view.button and "<" not in view.address_ending()


def steps_of(pages, entries) -> list:
    """What can be done to several of the entries, in the order of the log's own buttons."""
    log = pages.log
    views = (one for one in log.step_views if is_step_of_log(one) and not one.alone)
    found = [one for view in views if (one := Step.offered(view, pages, entries))]
    if pages.allowed(pages.editor().permission):
        moved = (DAY, DATED)
        found += [
            Change(pages.editor, name)
            for name in log.form_fields
            if name == owners.TITLE or kind_of(log.bound[name].field) in moved
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
    """The day of an entry so many weeks later, in words; empty where it has none, or words that can
    mean several days.
    """
    found = getattr(entry, name) or getattr(entry, f"{name}_on", None)
    if isinstance(found, str):
        found = _single_day(found)
    return day(found + timedelta(weeks=weeks)) if found else ""


def _single_day(text):
    try:
        span = read(text)
    except ValidationError:
        return None
    return span.latest if span and span.earliest == span.latest else None


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
