"""Readiness for closure: the page, and explaining one of its lines."""

from itertools import groupby

from django.core.paginator import Paginator
from django.http import Http404
from django.utils.html import format_html

from closure.in_the_way import in_the_way
from closure.readiness.permissions import EXPLAIN
from programme.authorization import permissions
from programme.closed import closed_in_words
from programme.formats import day
from programme.log.filled import look_for_rows
from programme.ui.base import ProgrammeView
from programme.ui.child_tables import ChildTable
from programme.ui.links import link
from programme.ui.paging import pager
from programme.ui.views import FormView

from . import actions, forms
from .lines import lines_of

HEAD = ["What is to be mended or explained", "Explanation", "Change"]
SETTLED, TITLE = "What has to be settled", "Readiness for closure"
A_PAGE = 50  # lines
EACH = "Each line leads to where it is mended. An explanation is printed in the closure document."


class Readiness(ProgrammeView):
    """What still stands in the way of closing the programme: what it is refused for, then the rest
    log by log.
    """

    permission, title = permissions.SEE_LOGS, TITLE

    def get(self, request, **kwargs):
        look_for_rows(self.position)
        found = in_the_way(self.position, self.now, self.allowed)
        page = Paginator(found.lines, A_PAGE).get_page(request.GET.get("page"))
        tables = [self._settled(found.blocks)] if found.blocks and page.number == 1 else []
        tables += [
            ChildTable(group, HEAD, [self._row(line) for line in lines], caption=group)
            for group, lines in groupby(page.object_list, key=lambda line: line.group)
        ]
        return self.page(
            "programme/plain_table.html",
            tables=tables,
            intro=f"{found.in_words} {EACH if found.lines else ''}".strip(),
            pager=pager(page, request.GET),
        )

    def _settled(self, blocks):
        rows = [[link(one.url, one.text) if one.url else one.text] for one in blocks]
        return ChildTable(SETTLED, [SETTLED], rows, caption=SETTLED)

    def _row(self, line):
        may = self.allowed(EXPLAIN) and not self.at
        url = self.address("closure:explain", line.about)
        label = "Explain again" if line.explanation else "Explain"
        hidden = '<span class="govuk-visually-hidden">: {}</span>'
        change = format_html(f'<a href="{{}}">{{}}{hidden}</a>', url, label, line.words)
        return [link(line.url, line.words), self._explained(line), change if may else ""]

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

    @property
    def shut(self):
        return closed_in_words(self.programme) or super().shut

    def find(self, about):
        look_for_rows(self.position)
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
        return actions.explain_line(programme=self.programme, **who, **said)

    def cancel_url(self):
        return self.address("closure:readiness")

    def done_url(self, entry):
        return self.cancel_url()

    def done_message(self, entry):
        return "Explanation saved."
