"""The page of one import, as it stands, and the steps that its buttons take."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import redirect

from intake import actions, progress
from intake.choices import How, State
from intake.models import Import
from intake.showing import Shown
from programme.log import logs
from programme.records import refuse_unless
from programme.ui import once
from programme.ui.views.registers import LogView

REFRESH_SECONDS = 1
KEPT_WORDS = "Your session had ended. What you typed is below. Nothing of it is saved yet."


class KeepsLog:
    """Mixed into pages for who may keep the log."""

    @property
    def permission(self):
        return self.log.keep

    def _is_below(self, name):
        return name == self.log.url_name or super()._is_below(name)

    def url_of(self, row):
        return self.address(f"intake:{row.log}-one", row.pk)

    def imports(self):
        found = Import.objects.filter(programme=self.programme, log=self.log.name)
        return found.select_related("upload", "programme")


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
        typed = once.take_kept(request)
        if typed is not None:
            messages.warning(request, KEPT_WORDS)
        return self._show(request, typed)

    def _show(self, request, typed=None):
        """The page; with what was typed where it is about the rows as they stand."""
        row = self.row
        typed = typed if typed is not None and self._is_about(typed) else None
        shown = Shown(row, self.log, request.GET, typed)
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

    def _is_about(self, data):
        """Whether what was typed is about the rows as they stand."""
        is_same = _number(data.get("version", "")) == self.row.version
        return is_same and self.row.state == State.READY

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
            self.row.refresh_from_db()
            if self._is_about(data):
                return self._show(request, data)
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
        if typed := self._not_saved(answers_in(data, self.row.preview)):
            done = actions.answer_questions(self.row, answers=typed, **who)
            messages.info(self.request, "Your answers are saved first. Look at the rows again.")
            return done
        how = data.get("how") if data.get("how") in How else How.ALL
        return actions.apply_import(self.row, how=how, **who)

    def _not_saved(self, answers):
        """What was typed beside questions and differs from the answers that are saved."""
        saved = self.row.answers
        found = {
            place: {key: it for key, it in said.items() if it != saved.get(place, {}).get(key, "")}
            for place, said in answers.items()
        }
        return {place: said for place, said in found.items() if said}

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
