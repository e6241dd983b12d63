"""Readiness for closure: the page, and explaining one of its lines."""

from itertools import groupby

from django.http import Http404
from django.utils.html import format_html

from closure.readiness.permissions import EXPLAIN
from programme.authorization import permissions
from programme.formats import counted, day
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.views import FormView

from . import actions, forms
from .lines import lines_of

HEAD = ["What stands in the way", "Explanation", "Change"]
TITLE = "Readiness for closure"


class Readiness(ProgrammeView):
    """What still stands in the way of closing the programme, log by log."""

    permission, title = permissions.SEE_LOGS, TITLE

    def get(self, request, **kwargs):
        found = lines_of(self.position, self.allowed)
        tables = [
            ChildTable(group, HEAD, [self._row(line) for line in lines], caption=group)
            for group, lines in groupby(found, key=lambda line: line.group)
        ]
        return self.page("programme/plain_table.html", tables=tables, intro=self._said(found))

    def _said(self, found):
        if not found:
            return "Nothing in the logs stands in the way of closing the programme."
        explained = sum(bool(line.explanation) for line in found)
        things = counted(len(found), "thing stands", "things stand")
        return (
            f"{things} in the way of closing the programme; {explained:,} of them explained. "
            "Each line leads to where it is mended. An explanation is printed in the closure "
            "document."
        )

    def _row(self, line):
        link = format_html('<a href="{}">{}</a>', line.url, line.words)
        may = self.allowed(EXPLAIN) and not self.at
        url = self.address("closure:explain", line.about)
        label = "Explain again" if line.explanation else "Explain"
        hidden = '<span class="govuk-visually-hidden">: {}</span>'
        change = format_html(f'<a href="{{}}">{{}}{hidden}</a>', url, label, line.words)
        return [link, self._explained(line), change if may else ""]

    def _explained(self, line):
        if not line.explanation:
            return ""
        one = line.explanation
        who = f"{self.position.signed(one, 'recorded')}, {day(one.recorded_at)}"
        was = f" It was said of: {one.words}" if line.has_changed else ""
        return format_html("{} ({}).{}", one.text, who, was)


class Explain(FormView):
    """Explains one line; `about` is its name."""

    permission, form_class = EXPLAIN, forms.ExplanationForm
    title, submit_label = "Explain what stands in the way", "Save the explanation"

    def find(self, about):
        found = {line.about: line for line in lines_of(self.position, self.allowed)}
        self.line = found.get(about)
        if self.line is None:
            raise Http404("Nothing of this name stands in the way of closure.")

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), (TITLE, self.cancel_url())]

    def form(self, data=None):
        one = self.line.explanation
        initial = {"text": one.text} if one else {}
        return self.form_class(data, programme=self.programme, initial=initial)

    def facts(self):
        return [{"label": self.line.group, "value": self.line.words}]

    def act(self, form):
        who = {"by": self.request.user, "at": self.now, "today": self.today}
        said = {"about": self.line.about, **form.values()}
        return actions.explain(programme=self.programme, **who, **said)

    def cancel_url(self):
        return self.address("closure:readiness")

    def done_url(self, entry):
        return self.cancel_url()

    def done_message(self, entry):
        return "Explanation saved."
