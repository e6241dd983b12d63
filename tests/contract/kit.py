"""What each log says of itself to the contract: how a row is made, its steps, what is found.

A module of `tests/contract/logs/` for each app holds a `Kit` for each of its logs. Whatever else
the contract needs, it reads from the product: the logs, the addresses, the pages.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property, partial
from importlib import import_module
from pathlib import Path

import pytest
from django.urls import reverse

from programme.log import logs
from programme.reporting import sections
from programme.ui.views import (
    AddView,
    ChildDownloadMixin,
    DownloadMixin,
    EditView,
    FormView,
    StepView,
)
from programme.ui.views.mistakes import JoinsEveryLog
from tests.addresses import ADDRESSES

SLUG = "shared-management"  # of the programme that every test begins with


def to_be_typed(typed, w, entry):
    """What is typed into a form; a function of (world, entry) when it has to know the rows."""
    return typed(w, entry) if callable(typed) else typed


@dataclass(frozen=True)
class Step:
    """A step of an entry, or a form about one of its child rows: a link and one form."""

    name: str  # of the address
    label: str  # what the link on the page begins with
    begins: tuple[str, ...]  # the subjects whose page offers it
    typed: dict | Callable = field(default_factory=dict)
    state: str | dict = ""  # the row's state afterwards, or that of each subject; "": it stays
    shows: str = ""  # what stands on the row's page afterwards, more often than before
    parts: tuple = ()  # of the address, after the reference
    by: str = "programme_manager"
    leads: tuple[str, str] | None = None  # the address and reference of the row that it leads to
    says: str = ""  # where it is not what the history says: You closed R7.
    also: tuple[str, ...] = ()  # subjects in which the address works and the page does not offer it
    not_yet: dict[str, str] = field(default_factory=dict)  # offered, and refused with these words

    def url(self, entry):
        return reverse(self.name, args=[SLUG, entry.reference, *self.parts])

    @property
    def view(self):
        return next(address.view for address in ADDRESSES if address.name == self.name)


@dataclass(frozen=True)
class PageForm:
    """A form about the whole log, or about something besides its entries: a link on a page."""

    name: str
    label: str
    on: str  # the address of the page with the link
    typed: dict | Callable
    says: str
    by: str = "programme_manager"
    begin: Callable = lambda w: ()  # makes what is needed; gives the parts of the address

    def url(self, parts):
        return reverse(self.name, args=[SLUG, *parts])

    @property
    def page(self):
        """The address of the page with the link."""
        return reverse(self.on, args=[SLUG])


@dataclass(frozen=True)
class Door:
    """A form: its name, and a function of the world that gives its address and what is sent."""

    name: str
    ready: Callable

    @property
    def permission(self):
        """What the view declares."""
        return PERMISSIONS[self.name]

    @property
    def needed(self):
        """What it takes on a row on which nothing was decided: less than a view declares that
        whoever decided may use too.
        """
        return OTHERWISE.get(self.name) or self.permission


PERMISSIONS = {address.name: address.declared for address in ADDRESSES}
OTHERWISE = {address.name: getattr(address.view, "otherwise", None) for address in ADDRESSES}


@dataclass(frozen=True)
class Kit:
    """One log as the contract needs it."""

    name: str  # of the log
    add: Callable  # (world, **details) -> an entry, added by the log's own action
    typed: dict | Callable  # the form of a new entry, filled in; of (world, None) when a function
    change: tuple[str, str, str]  # a field, what is typed, and how a page shows it
    # "state, and what is particular": the steps that lead there; functions of (world, entry);
    # a dict of what the entry is added with
    subjects: dict[str, list]
    steps: tuple[Step, ...]
    register: Callable  # (world) -> None: adds a few entries that differ
    finds: dict[str, list[str]]  # a query: the references that the register then shows
    full: str  # the subject that has child rows of every kind
    # the choices that a row prints though nobody made them, because adding it says so: all are
    # states of the work that begins there
    by_adding: dict[str, str] = field(default_factory=dict)
    # each decision of the log: a subject over which it stands, and what is typed against it
    decided: dict = field(default_factory=dict)
    forms: tuple[PageForm, ...] = ()
    # where a ledger has a row: a subject and the steps after it; of others the full subject has one
    rows: dict[str, tuple[str, ...]] = field(default_factory=dict)
    differ: Callable = lambda copy: None  # makes a copy of a row one that may stand beside it
    # each kind of child rows: the step that adds one and the field of its words, which may be a
    # function of the world; or a function of (world, words) that adds one and gives its entry;
    # None where it has no words
    children: dict[str, tuple | Callable | None] = field(default_factory=dict)
    late: dict[str, Callable] = field(default_factory=dict)  # kind: (world) -> an entry with one
    # each step that may leave child rows open, with a subject that has one, and what it says:
    # an answer to give, or the words of its refusal, or nothing where they stay open
    leaves_open: tuple[tuple[str, str, dict | str | None], ...] = ()

    @cached_property
    def log(self):
        return next(log for log in logs() if log.name == self.name)

    @property
    def sections(self):
        """The sections of reports that show this log's rows."""
        return [section for section in sections().values() if section.log == self.name]

    def views(self, kind):
        """The addresses of this log whose view is of a kind, without what every log has by itself
        (`test_mistakes` presses that).
        """
        return [
            address
            for address in ADDRESSES
            if isinstance(address.view, type)
            and issubclass(address.view, kind)
            and not issubclass(address.view, JoinsEveryLog)
            and getattr(address.view, "log", None) is self.log
        ]

    def the(self, kind):
        if kind not in self._names:
            (address,) = self.views(kind)
            self._names[kind] = address.name
        return self._names[kind]

    @cached_property
    def _names(self):
        """The names of addresses by the kind of their view, as they were asked for."""
        return {}

    def url(self, entry):
        return reverse(self.log.detail_url_name, args=[SLUG, entry.reference])

    @property
    def register_url(self):
        return reverse(self.log.url_name, args=[SLUG])

    @property
    def add_url(self):
        return reverse(self.the(AddView), args=[SLUG])

    def edit_url(self, entry):
        return reverse(self.the(EditView), args=[SLUG, entry.reference])

    def download_url(self, kind):
        return reverse(self.the(DownloadMixin), args=[SLUG, kind])

    def child_url(self, name, kind):
        return reverse(self.the(ChildDownloadMixin), args=[SLUG, name, kind])

    def step(self, name):
        return next(step for step in self.steps if step.name.rpartition(":")[2] == name)

    def decision(self, what):
        """A decision of the log, a subject over which it stands, and what is typed against it."""
        found = {one.what: (one, *tried) for one, tried in self.decided.items()}
        return found[what]

    def closed(self, subject):
        """Whether a subject is in a state in which the log refuses edits."""
        return subject.partition(",")[0] in self.log.closed_states

    @property
    def doors(self):
        """Every form of the log, as the tests of permissions need it."""
        first = next(iter(self.subjects))
        name, value, _ = self.change

        def step(step, w):
            entry = w.make(self, step.begins[0])
            return step.url(entry), to_be_typed(step.typed, w, entry)

        def edit(w):
            url = self.edit_url(w.make(self, first))
            return url, w.filled_in(url, {name: value})

        def form(form, w):
            return form.url(form.begin(w)), to_be_typed(form.typed, w, None)

        yield Door(self.the(AddView), lambda w: (self.add_url, to_be_typed(self.typed, w, None)))
        yield Door(self.the(EditView), edit)
        yield from (Door(one.name, partial(step, one)) for one in self.steps)
        yield from (Door(one.name, partial(form, one)) for one in self.forms)

    @property
    def other_forms(self):
        """The names of the log's forms that are about no entry. How files are brought to any log
        is tried in tests/intake/.
        """
        known = (AddView, EditView, StepView)
        found = [one for one in self.views(FormView) if not one.name.startswith("intake:")]
        return [form.name for form in found if not issubclass(form.view, known)]


FOLDER = Path(__file__).parent / "logs"
KITS = {
    kit.name: kit
    for path in sorted(FOLDER.glob("[a-z]*.py"))
    for kit in import_module(f"tests.contract.logs.{path.stem}").KITS
}


def once_for_each_state(step):
    """The subjects that a step begins with, the first one of each state."""
    return {subject.partition(",")[0]: subject for subject in reversed(step.begins)}.values()


def _each(names, found):
    """Parametrises by tuples that begin with a kit."""
    ids = ["-".join(str(getattr(part, "name", part)) for part in one) for one in found]
    return pytest.mark.parametrize(names, found, ids=ids)


each_child = _each(
    ("kit", "name"), [(kit, name) for kit in KITS.values() for name in kit.log.children]
)
each_worded_child = _each(
    ("kit", "name"), [(kit, n) for kit in KITS.values() for n, how in kit.children.items() if how]
)
each_late_child = _each(
    ("kit", "name"), [(kit, name) for kit in KITS.values() for name in kit.late]
)
each_left_open = _each(
    ("kit", "step", "subject", "answer"),
    [(kit, *one) for kit in KITS.values() for one in kit.leaves_open],
)
each_log = _each(("kit",), [(kit,) for kit in KITS.values()])
each_subject = _each(("kit", "subject"), [(k, s) for k in KITS.values() for s in k.subjects])
each_live_subject = _each(
    ("kit", "subject"), [(k, s) for k in KITS.values() for s in k.subjects if not k.closed(s)]
)
each_closed_subject = _each(
    ("kit", "subject"), [(k, s) for k in KITS.values() for s in k.subjects if k.closed(s)]
)
each_step = _each(("kit", "step"), [(k, s) for k in KITS.values() for s in k.steps])
# the others than that of which test_nothing_lost.py tells the whole story
each_other_beginning = _each(
    ("kit", "step", "subject"),
    [
        (k, step, s)
        for k in KITS.values()
        for step in k.steps
        for s in once_for_each_state(step)
        if s != step.begins[0]
    ],
)
DECISIONS = [(kit, decision) for kit in KITS.values() for decision in kit.decided]
each_fixing = _each(("kit", "what"), [(k, d.what) for k, d in DECISIONS if not d.falls])
# those over rows that are not settled: an edit form opens for them
each_fixing_open = _each(
    ("kit", "what"),
    [(k, d.what) for k, d in DECISIONS if not d.falls and not k.closed(k.decided[d][0])],
)
each_decision = _each(("kit", "what"), [(k, d.what) for k, d in DECISIONS])
each_falling = _each(("kit", "what"), [(k, d.what) for k, d in DECISIONS if d.falls])
each_ledger = _each(
    ("kit", "ledger"), [(k, ledger) for k in KITS.values() for ledger in k.log.ledgers]
)
each_door = _each(("kit", "door"), [(k, door) for k in KITS.values() for door in k.doors])
each_form = _each(("kit", "form"), [(k, form) for k in KITS.values() for form in k.forms])
each_section = _each(("kit", "section"), [(k, s.key) for k in KITS.values() for s in k.sections])
