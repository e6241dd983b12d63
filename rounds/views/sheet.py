"""The rows of one log on an owner's page of a round: cells of the edit form and of steps."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import cached_property

from programme.ui.cells import Column
from programme.ui.sheets import Row, as_query
from programme.ui.views import LogView, StepView
from programme.ui.views.many import ManyRows
from programme.ui.views.sheet_saving import SavesSheet

from ..progress import Line

BOTH = "You ticked “No change” and changed something. Untick it, or put back what stood there."
AGAIN = "{} changed it after you opened this page. Look at it again, and tick “No change” again."


class AskedColumn(Column):
    """A column whose field is of the `view` of the edit form or of a step. One that is `blank`
    begins so: what is typed there is said anew each time.
    """

    def __init__(self, name, field, view, blank):
        super().__init__(name, field)
        self.view, self.blank = view, blank
        self.is_of_step = issubclass(view, StepView)

    def of(self, entry):
        return "" if self.blank else super().of(entry)


@dataclass
class AnsweredRow(Row):
    """A row with what its owner says of it: what was typed, "no change", or words for somebody who
    may change the log.
    """

    line: Line | None = None
    shown: tuple = ()  # what stands beside the cells, in words
    is_ticked: bool = False
    is_rest: bool = False  # "no change" was said of all rows that stand as they were
    told: str = ""
    is_seen: bool = True  # whether the person looked at it as it is now

    def read(self, data):
        self.is_ticked = f"{self.key}-same" in data
        self.is_rest = "rest" in data and self.line is not None and self.line.is_waiting
        self.told = data.get(f"{self.key}-told", "").strip()
        return super().read(data)

    def settle(self, entry, data):
        self.is_seen = self.base is not None and self.base.version == entry.version
        super().settle(entry, data)

    @property
    def fixed(self):
        """What a step asks is none of the entry's own facts, though it may have the same name."""
        return super().fixed - {one.name for one in self.columns if one.is_of_step}

    @property
    def says_same(self):
        """Whether "no change" is said of it."""
        stands = not (self.changed or self.told or self.locked)
        return self.is_ticked or (self.is_rest and stands)

    @property
    def refusal(self):
        """What is wrong with "no change"; empty where nothing is."""
        if self.changed or self.told:
            return BOTH
        if self.locked:
            return self.locked
        return "" if self.is_seen else AGAIN.format(self.entry.updated_by_name)


class RoundSheet(SavesSheet, ManyRows, LogView):
    """Of one log. It is no page of its own: the page on which it stands gives it the lines of the
    round by the keys of their entries, the `owner` who answers for some, and the reason for all.
    """

    row_class = AnsweredRow
    lines_of_entries, owner = None, None

    @property
    def editor(self):
        return self.log.list_view.editor

    @property
    def mine(self):
        """The lines of the owner, those that wait for an answer first."""
        mine = [one for one in self.lines_of_entries.values() if one.owner == self.owner]
        return sorted(mine, key=lambda one: not one.is_waiting)

    @cached_property
    def columns(self):
        """What this person may change of it."""
        found = []
        for asked in self.log.asked_in_rounds(self.position):
            view = self._view(asked.step)
            if not self.allowed(view().permission):
                continue
            fields = self._form_of(view).fields
            names = [*((name, False) for name in asked.facts.split())]
            names += [(name, True) for name in asked.said.split()]
            found += [AskedColumn(one, fields[one], view, blank) for one, blank in names]
        return found

    def _view(self, step):
        steps = (one for one in self.log.step_views if one.name == step)
        return next(steps) if step else self.editor

    def _form_of(self, view):
        if view is self.editor:
            form = view.form_class(None, programme=self.programme)
            self.log.fit(form, self.position)
            return form
        first = next(iter(self.lines_of_entries.values()))
        return self.page_like(view, entry=first.entry).form()

    @cached_property
    def shown(self):
        """The facts that stand beside the cells: those of the log's own choice, and what is asked
        and this person may not change.
        """
        open_ = {column.name for column in self.columns}
        asked = " ".join(one.facts for one in self.log.asked_in_rounds(self.position)).split()
        names = [*self.log.shown_in_rounds.split(), *(one for one in asked if one not in open_)]
        return [self.log.bound[name] for name in names if name in self.log.bound]

    def opened(self, most):
        """The first rows of the owner as they stand."""
        lines = [one for one in self.mine if not one.is_settled][:most]
        whole = self.whole(self.log.entries(self.position)).in_bulk([one.entry.pk for one in lines])
        return [self.row_of(whole[one.entry.pk]) for one in lines]

    def row_of(self, entry, **more):
        line = self.lines_of_entries.get(entry.pk)
        return super().row_of(entry, line=line, prefix=f"{self.log.name}-", **more)

    def read_rows(self, data, versions):
        """Of the rows that were sent those of the round. What was typed of one that passed to
        somebody else meanwhile is not lost.
        """
        asked = {key: one for key, one in versions.items() if key in self.lines_of_entries}
        rows = super().read_rows(data, asked)
        for row in rows:
            if row.line.owner != self.owner:
                row.gone = f"{row.line.owner.title} owns it now."
        return rows

    def describe(self, rows):
        """Adds to rows what stands beside their cells."""
        entries = [row.entry for row in rows]
        self.log.look_up_decisions(entries)
        prepared = {one.pk: one for one in self.log.prepare(entries, self.position)}
        for row in rows:
            entry = prepared[row.entry.pk]
            words = ((fact.label, fact.in_words(entry, self.position)) for fact in self.shown)
            row.shown = tuple((label, said) for label, said in words if said)

    def _change(self, row):
        """Each form in which something was typed, by its own action: all of them or none."""
        notes, columns, before = [], row.columns, row.entry
        views = dict.fromkeys(one.view for one in columns if one.name in row.changed)
        with transaction.atomic():
            for view in views:
                row.columns = [one for one in columns if one.view is view]
                row.saved = None
                notes += super()._change(row)
                if not row.saved:
                    break
                row.entry = row.saved
            row.columns = columns
            if not row.saved:
                transaction.set_rollback(True)
        if row.saved or len(views) > 1:
            row.entry = before
        return notes if row.saved else []

    def page_of(self, row):
        view = row.columns[0].view
        if view is self.editor:
            return super().page_of(row)
        page = self.page_like(view, entry=row.entry)
        own = page.form()
        begins = {name: own[name].value() for name in own.fields}
        begins = {name: value for name, value in begins.items() if value not in (None, False)}
        sent = page.stands() | begins
        texts = {one.name: row.typed.get(one.name, one.of(row.entry)) for one in row.columns}
        sent |= {
            one.name: texts[one.name] for one in row.columns if not one.blank or texts[one.name]
        }
        sent |= {**row.said, "version": row.entry.version}
        return page, page.filled_in(as_query(sent))

    def became(self, page, row):
        return super().became(page, row) if type(page) is self.editor else ""
