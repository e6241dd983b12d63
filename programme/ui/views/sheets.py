"""A register as a sheet: many rows changed and added on one page, each by the log's own actions."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme.models import Save
from programme.ui import once
from programme.ui.cells import Column, fits
from programme.ui.sheets import WHY, NewLine, offered, usual

from .many import ManyRows, number_in, versions_in
from .sheet_saving import SavesSheet

BLANK_LINES = 3
MOST_LINES = 30


class SheetMixin(SavesSheet, ManyRows):
    """Mixed into a log's list view, whose filters it uses: its rows are those of the register.

    Each row that changed goes through the edit form of the log and its action, each new one through
    those that add. `editor` and `adder` are the views that have them.
    """

    adder = None  # the view that adds an entry; `editor` is that of the list

    @property
    def title(self):
        return f"{self.log.title} as a sheet"

    @cached_property
    def edit_form(self):
        form = self.editor.form_class(None, programme=self.programme)
        self.log.fit(form, self.position)
        return form

    @cached_property
    def names(self):
        return offered(self.log, self.edit_form)

    @cached_property
    def columns(self):
        asked = self.request.GET.getlist("column")
        names = [name for name in self.names if name in asked] or usual(self.log, self.names)
        return [Column(name, self.edit_form.fields[name]) for name in names]

    @cached_property
    def why_by_row(self):
        """Whether each row has a reason of its own."""
        return WHY.name in self.request.GET.getlist("column")

    @cached_property
    def add_form(self):
        """The blank form of a new entry; None where this person adds none here."""
        if self.adder is None or not self.allowed(self.adder().permission):
            return None
        form = self.page_like(self.adder).form()
        missing = [one for one in form.fields.values() if one.required and not fits(one)]
        return None if missing else form

    @cached_property
    def new_columns(self):
        """The columns of new rows: those that are chosen, and what only a new row is asked."""
        chosen = {column.name for column in self.columns}
        return [
            Column(name, one)
            for name, one in self.add_form.fields.items()
            if fits(one) and (name in chosen or one.required or name not in self.names)
        ]

    def new_lines(self, numbers):
        if self.add_form is None:
            return []
        form = self.add_form
        initial = {
            column.name: column.text(form.get_initial_for_field(column.field, column.name))
            for column in self.new_columns
        }
        return [NewLine(self.new_columns, number=one, initial=initial) for one in numbers]

    def get(self, request):
        kept = once.take_kept(request)
        if kept is None and self.is_shut:
            return self.turned_away()
        if kept is not None:
            said = "Your session had ended. What you typed is below. Nothing is saved yet."
            messages.warning(request, said)
            self.read(kept)
            return self.show(kept)
        page = self._page_of(self.filterset.qs.count())
        self.rows = [self.row_of(entry) for entry in self.whole(self._rows_of(page))]
        self.lines = self.new_lines(range(1, BLANK_LINES + 1))
        return self.show({}, pager=self.table.pager(page))

    def read(self, data):
        """The rows and lines that were sent, as they stand now, with what was typed."""
        self.rows = self.read_rows(data, versions_in(data.get("rows", "")))
        count = min(number_in(data.get("lines", "")) or 0, MOST_LINES)
        self.lines = [one.read(data) for one in self.new_lines(range(1, count + 1))]

    def post(self, request):
        data = request.POST
        if earlier := self.sent_before(data):
            return once.lead_back(self.request, earlier)
        if "more" in data:
            self.read(data)
            last = len(self.lines)
            self.lines += self.new_lines(range(last + 1, last + 1 + BLANK_LINES))
            return self.show(data)
        done, notes = self.save(data)
        if isinstance(done, Save):
            return once.lead_back(self.request, done)
        said = self.told(done, notes) if done else ""
        if self.problems or self.why_problems:
            if said:
                messages.success(request, said)
            return self.show(data)
        messages.success(request, said or "Nothing was changed: all stands as you sent it.")
        return redirect(self.register_url())

    def show(self, data, **more):
        """The page with its rows and lines, what is wrong with them, and what was typed."""
        self.log.look_up_decisions([row.entry for row in self.rows])
        query, token = self.request.GET, data.get(once.TOKEN)
        carried = [(name, one) for name in query if name != "column" for one in query.getlist(name)]
        chosen = {column.name for column in self.columns}
        fields = self.edit_form.fields
        return self.page(
            "programme/sheet.html",
            rows=self.rows,
            lines=self.lines,
            columns=self.columns,
            new_columns=self.new_columns if self.lines else [],
            problems=[*self.why_problems, *self.problems],
            versions=" ".join(f"{row.key}:{row.entry.version}" for row in self.rows),
            choices=[(name, fields[name].label, name in chosen) for name in self.names],
            carried=carried,
            chips=self.filterset.chips(query),
            why_by_row=self.why_by_row,
            why=WHY,
            why_typed=data.get("why", ""),
            waits=data.get("wait") == "all",
            once=token if token and not self.is_new else once.new_token(),
            last_line=max((line.number for line in self.lines), default=0),
            noun=self.log.bare_noun,
            detail=self.log.url("detail"),
            register_url=self.register_url(),
            more=len(self.lines) and len(self.lines) < MOST_LINES,
            **more,
        )
