"""Pages of imports: bring a file, look at what it would do, take it in, take it back."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from intake import actions, progress
from intake.choices import How, State
from intake.forms import BringForm, TakeBackImportForm
from intake.models import Import
from intake.showing import Shown
from intake.taking_back import take_back_import
from intake.workbook import as_workbook
from programme.log import logs
from programme.records import refuse_unless
from programme.ui.uploads import TakesFile, as_download
from programme.ui.views import FormView
from programme.ui.views.registers import LogView

REFRESH_SECONDS = 1
LATEST = 10


def of_log(view, log):
    """The page for one log."""
    return type(f"{view.__name__}Of{log.name.title().replace('-', '')}", (view,), {"log": log})


class KeepsLog:
    """Mixed into pages for who may keep the log."""

    @property
    def permission(self):
        return self.log.keep

    def url_of(self, row):
        return self.address(f"intake:{row.log}-one", row.pk)

    def imports(self):
        found = Import.objects.filter(programme=self.programme, log=self.log.name)
        return found.select_related("upload", "programme")


class Start(KeepsLog, TakesFile, FormView):
    """Takes a file or cells, and shows the latest imports of the log."""

    form_class, submit_label, template = BringForm, "Read it", "intake/start.html"
    intro = (
        "You see what would become of each row before anything is kept."
        " What is not understood is asked."
    )

    @property
    def title(self):
        return f"Import into {self.log.title}"

    def saved_lately(self, request):
        """The same file again is asked about by its rows, which are all the same then."""

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        handed_in = form.cleaned_data["handed_in"]
        return actions.start_import(self.log, programme=self.programme, handed_in=handed_in, **who)

    def done_url(self, row):
        return self.url_of(row)

    def done_message(self, row):
        return f"{row.upload.name} is handed in. Nothing is taken in yet."

    def context(self, **extra):
        found = self.imports().defer("preview").order_by("-id")[:LATEST]
        earlier = [{"row": one, "url": self.url_of(one)} for one in found]
        out = self.address(f"intake:{self.log.name}-out")
        return super().context(earlier=earlier, out=out, log=self.log, **extra)


class OneImport(KeepsLog, LogView):
    """One import as it stands: being read, to be looked at, being taken in, taken in."""

    def find(self, pk):
        self.row = self.imports().filter(pk=pk).first()
        if self.row is None:
            raise Http404("No such import.")

    @property
    def title(self):
        return f"{self.row.upload.name} into {self.log.title}"

    def crumbs(self):
        return [*super().crumbs(), ("Import", self.address(f"intake:{self.log.name}"))]

    def get(self, request, **kwargs):
        row = self.row
        shown = Shown(row, self.log, request.GET)
        still = request.GET.get("still")
        response = self.page(
            "intake/one.html",
            log=self.log,
            row=row,
            shown=shown,
            State=State,
            progress=progress.said(row.pk) if row.is_worked_on else "",
            still=still,
            ways=How.choices,
            others=self._others(shown),
            register=self.address(self.log.url_name),
            start=self.address(f"intake:{self.log.name}"),
            back=self.address(f"intake:{self.log.name}-back", row.pk),
            pager=self._pager(shown),
        )
        if row.is_worked_on and not still:
            response["Refresh"] = str(REFRESH_SECONDS)  # works without JavaScript
        return response

    def _pager(self, shown):
        pages, query = shown.page.paginator, f"show={shown.show}&" if shown.show else ""
        numbers = pages.get_elided_page_range(shown.page.number) if pages.num_pages > 1 else []
        return [
            {"label": n, "url": f"?{query}page={n}", "current": n == shown.page.number}
            for n in numbers
        ]

    def _others(self, shown):
        """The tables that are for another log which this person keeps."""
        found = {one.name: one for one in logs() if one.adds}
        return [
            {**one, "title": found[one["log"]].title}
            for one in shown.told.get("tables", [])
            if one.get("log") and self.allowed(found[one["log"]].keep)
        ]

    def post(self, request, **kwargs):
        data, name = request.POST, request.POST.get("step", "")
        who = {"by": request.user, "version": _number(data.get("version", ""))}
        try:
            refuse_unless(name in STEPS, "Press one of the buttons of this page.")
            done = getattr(self, f"_{name}")(data, who)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            done = self.row
        return redirect(self.url_of(done))

    def _table(self, data, who):
        table = _number(data.get("table", ""))
        return actions.choose_table(self.row, table=table if table > 0 else None, **who)

    def _columns(self, data, who):
        columns = {}
        for name in data:
            kind, _, rest = name.partition(":")
            table, _, letters = rest.partition(":")
            if kind == "column":
                columns.setdefault(table, {})[letters] = data[name]
        return actions.choose_columns(self.row, columns=columns, **who)

    def _answers(self, data, who):
        found = answers_in(data, self.row.preview)
        return actions.answer_questions(self.row, answers=found, **who)

    def _forget(self, data, who):
        return actions.forget_answers(self.row, **who)

    def _again(self, data, who):
        return actions.read_again(self.row, **who)

    def _apply(self, data, who):
        how = data.get("how") if data.get("how") in How else How.ALL
        return actions.apply_import(self.row, how=how, **who)

    def _discard(self, data, who):
        return actions.discard_import(self.row, **who)

    def _other(self, data, who):
        found = {
            str(one["table"]): one["log"] for one in self._others(Shown(self.row, self.log, {}))
        }
        table = data.get("table", "")
        log = next((one for one in logs() if one.name == found.get(table)), None)
        refuse_unless(log, "This file has no such table.")
        who = {"by": self.request.user, "at": self.now}
        return actions.start_in_other_log(self.row, log, table=int(table), **who)


STEPS = {"table", "columns", "answers", "forget", "again", "apply", "discard", "other"}


def _number(text):
    """A number that was sent; -1 for none."""
    return int(text) if text.isdecimal() and len(text) < 9 else -1


def answers_in(data, preview):
    """The answers among what was sent: {place, or blank for all rows: {field: answer}}."""
    found, rows, owners = {}, preview.get("rows", []), preview.get("owners", [])
    for name in data:
        kind, _, rest = name.partition("|")
        place, _, key = rest.partition(":")
        text = data[name].strip()
        number = _number(key if place == "owner" else place)
        if kind == "how" and 0 <= number < len(rows) and text in ("stands", "blank"):
            answer = True if text == "stands" else None
            found.setdefault(rows[number]["where"], {}).setdefault(key, answer)
        elif kind != "text":
            continue
        elif place == "owner" and 0 <= number < len(owners):
            found.setdefault("owners", {})[owners[number]] = text
        elif place == "all":
            found.setdefault("", {})[key] = text
        elif 0 <= number < len(rows) and text:
            found.setdefault(rows[number]["where"], {})[key] = text
    return found


class Workbook(KeepsLog, LogView):
    """The log as a workbook that is edited and brought back."""

    def get(self, request, **kwargs):
        name = f"{self.programme.slug}-{self.log.file_name}-to-edit.xlsx"
        return as_download(as_workbook(self.log, self.programme, self.now), name)


class TakeBack(KeepsLog, FormView):
    """Takes an import back as a whole."""

    form_class, submit_label, danger = TakeBackImportForm, "Take it back", True
    intro = (
        "What it added is withdrawn, what it changed is put back as it was. It is all or nothing,"
        " and only while nobody has changed one of its rows since."
    )

    def find(self, pk):
        self.row = self.imports().filter(pk=pk).first()
        if self.row is None:
            raise Http404("No such import.")
        if self.row.state != State.DONE or not self.row.rows:
            self.gone = "There is nothing of this import to take back."

    @property
    def title(self):
        return f"Take back the import of {self.row.upload.name}"

    def facts(self):
        rows = f"{len(self.row.rows)} rows"
        return [{"label": "Taken in", "value": f"{rows} into {self.log.title}"}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return take_back_import(self.row, why=form.cleaned_data["why"], **who)

    def cancel_url(self):
        return self.url_of(self.row)

    def done_url(self, row):
        return self.url_of(row)

    def done_message(self, row):
        return f"The import of {row.upload.name} is taken back."
