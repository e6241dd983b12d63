"""Rows of a sheet: what was typed over what stood there, and what somebody else saved meanwhile."""

from dataclasses import dataclass, field

from django.http import QueryDict

from programme.arriving import DATED, DAY, kind_of
from programme.decided import fixed_facts
from programme.records import not_open
from programme.ui import conflicts
from programme.ui.asking import AsksBack
from programme.ui.cells import Cell, Column, as_typed, fits
from programme.ui.forms import words

MOST_ROWS = 100
USUAL_COLUMNS = 6
NOTE = "comment"  # the fact that people write anew every week
WHY = Column("why", words("Why", rows=2))


def offered(log, form) -> list[str]:
    """The facts that can be columns of a log's sheet: those of its edit form."""
    return [name for name in log.form_fields if name in form.fields and fits(form.fields[name])]


def usual(log, names) -> list[str]:
    """The columns that a sheet has where nobody chose any: what the register shows, then days and
    comments, which are said anew most often, then the rest as declared.
    """

    def rank(name):
        often = name == NOTE or kind_of(log.bound[name].field) in (DAY, DATED)
        return 0 if name in log.register.split() else 1 if often else 2

    chosen = sorted(names, key=rank)[:USUAL_COLUMNS]
    return [name for name in names if name in chosen]


def as_query(values) -> QueryDict:
    """Values by name as a form sends them."""
    data = QueryDict(mutable=True)
    data.update(values)
    return data


@dataclass
class Line:
    """What rows of a sheet have in common: texts by column, and what is wrong with them."""

    columns: list
    typed: dict = field(default_factory=dict)
    errors: dict = field(default_factory=dict)  # by column; "" is about the row
    asked: str = ""  # what is asked back about it, until somebody says that it is meant
    why: str = ""  # the reason that was given for this row
    said: dict = field(default_factory=dict)  # the answer to what was asked back
    saved: object = None  # the entry that it became, until everything is kept

    @property
    def problems(self):
        """(address of the place, what is wrong) of everything that keeps it from being saved."""
        named = {column.name: column.label for column in [*self.columns, WHY]}
        for name, errors in self.errors.items():
            where = f"id_{self.key}-{name}" if name else f"row-{self.key}"
            what = f"{self.name}, {named[name]}" if name else self.name
            yield from ((where, f"{what}: {error}") for error in errors)

    def take(self, form):
        """Takes over what a form refused, each beside its cell, or else beside the row."""
        names = {column.name for column in self.columns} | {WHY.name}
        for name, errors in form.errors.items():
            place = name if name in names else ""
            self.errors.setdefault(place, []).extend(errors)
        self.asked = form.data.get("asked", "") if "sure" in form.errors else ""

    def read(self, data):
        """Reads what was typed; a cell that was not sent has none."""
        keys = {column.name: f"{self.key}-{column.name}" for column in self.columns}
        self.typed = {name: as_typed(data[key]) for name, key in keys.items() if key in data}
        self.why = data.get(f"{self.key}-why", "")
        keys = {name: f"{self.key}-{name}" for name in AsksBack.asked_back}
        self.said = {name: data[key] for name, key in keys.items() if data.get(key)}
        return self

    @property
    def wrong(self):
        """What is wrong with the row as a whole."""
        return self.errors.get("", [])

    @property
    def why_cell(self):
        """The cell of the reason, where each row has its own."""
        return Cell(WHY, f"{self.key}-why", self.name, self.why, errors=self.errors.get("why", []))


@dataclass
class NewLine(Line):
    """A blank line, which becomes a new entry where something is typed into it."""

    number: int = 1
    initial: dict = field(default_factory=dict)

    @property
    def key(self):
        return f"new{self.number}"

    @property
    def name(self):
        return f"New row {self.number}"

    @property
    def changed(self) -> dict:
        """What was typed, all of it where anything was."""
        texts = {**self.initial, **self.typed}
        is_filled = any(text.strip() != self.initial[name] for name, text in texts.items())
        return texts if is_filled else {}

    @property
    def cells(self):
        texts = {**self.initial, **self.typed}
        return [
            Cell(
                column,
                f"{self.key}-{column.name}",
                self.name,
                texts[column.name],
                errors=self.errors.get(column.name, []),
            )
            for column in self.columns
        ]


@dataclass
class Row(Line):
    """An entry with what was typed over it; `base` is the entry as it was looked at."""

    entry: object = None
    log: object = None
    base: object = None
    gone: str = ""  # what became of it, where it was withdrawn as a mistake
    asked_of: dict = field(default_factory=dict)  # {column: what somebody else saved there}
    kept: list = field(default_factory=list)  # labels of what only somebody else changed
    unsaid: bool = False  # nothing says which version was looked at
    prefix: str = ""  # of its cells' names, where rows of several logs stand on one page

    @property
    def key(self):
        return f"{self.prefix}{self.entry.pk}"

    @property
    def name(self):
        return self.entry.reference

    @property
    def locked(self) -> str:
        """Why nothing of it can be changed here; empty where something can."""
        if self.gone or not self.entry.is_closed:
            return self.gone
        return not_open(self.entry, "change", self.log.steps)

    @property
    def changed(self) -> dict:
        """What was typed that differs from what stands there now: {column: text}."""
        now = {column.name: column.of(self.entry) for column in self.columns}
        return {name: text for name, text in self.typed.items() if text != now.get(name, text)}

    def settle(self, entry, data):
        """Compares three ways where somebody else saved meanwhile: what only one of them changed
        stands, and what both changed is asked at its cell, unless `data` says that theirs is taken.
        """
        self.entry, self.asked_of, self.kept, self.errors = entry, {}, [], {}
        for column in self.columns:
            mine = self.typed.get(column.name)
            now, before = column.of(entry), self.base and column.of(self.base)
            if mine is None or mine == now:
                continue
            if mine == before and before != now:
                self.typed[column.name] = now
                self.kept.append(column.label)
            elif data.get(f"{self.key}-{column.name}-theirs"):
                self.typed[column.name] = now
            elif before != now:
                self._ask(column, now)
        self.base = entry  # from here on it is what the person sees

    def _ask(self, column, now):
        words = column.words(now, self.entry) or "(blank)"
        self.asked_of[column.name] = {"words": words}
        said = f"{self.entry.updated_by_name} saved “{words}” after you opened the sheet."
        if self.unsaid:
            said = f"The page that you sent does not say which version it was about. “{words}” "
            said += "stands there now."
        said = f"{said} Save again to put yours in its place, or take theirs."
        self.errors.setdefault(column.name, []).append(said)

    @property
    def fixed(self) -> set:
        """The names of the columns that a decision fixed."""
        return set(fixed_facts(self.entry))

    @property
    def cells(self):
        fixed = set() if self.locked else self.fixed
        return [self._cell(column, fixed) for column in self.columns]

    def _cell(self, column, fixed):
        name = column.name
        # what was typed about a row that was settled or decided on meanwhile is not lost
        typed = name in self.changed
        decided = name in fixed and not typed and conflicts.decision_in_words(self.entry, name)
        is_open = not self.locked or typed
        return Cell(
            column,
            f"{self.key}-{name}",
            self.name,
            self.typed.get(name, column.of(self.entry)),
            self.entry,
            locked=decided or ("" if is_open else self.locked),
            errors=self.errors.get(name, []),
            theirs=self.asked_of.get(name),
        )
