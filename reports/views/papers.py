"""Papers from the side of their reports: defined, started, previewed whole."""

from django.http import Http404

from papers.actions import start_paper
from papers.choices import Language
from papers.models import Paper
from papers.permissions import ARRANGE, SEE, WRITE
from programme.models import Meeting
from programme.ui.forms import ActionForm
from programme.ui.views import FormView
from reports import arranging, forms
from reports.attached import linked
from reports.composition import compose
from reports.document import report_context
from reports.editions import full_edition, kept_back, public_edition
from reports.languages import second_language, shown_in
from reports.leading import leading
from reports.models import Report, ReportDefinition
from reports.writing import definition_of, meetings_besides

from .base import ReportsView
from .definitions import OneDefinition, Redefine


class OfSections:
    """Mixed into forms about a part of a definition: they lead back to all of them."""

    def crumbs(self):
        return [*super().crumbs(), (f"Sections of {self.definition}", self.cancel_url())]

    def cancel_url(self):
        return self.address("reports:sections", self.definition.pk)


class AddWritten(OfSections, OneDefinition):
    """Adds a part that people write to a report."""

    form_class, title = forms.NewWrittenForm, "Add a part that people write"

    def form(self, data=None):
        initial = {"version": self.definition.version, "kind": "text", "starts": "blank"}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return arranging.add_written_part(self.definition, **who, **form.values())


class ChangeWritten(OfSections, Redefine):
    """Changes what a written part is headed, and what papers start with there."""

    form_class = forms.WrittenForm
    intro = (
        "It counts for papers that are started from now on; whether it goes on with the part "
        "before it, for all that is drafted from now on."
    )

    def find(self, pk, part):
        super().find(pk)
        if part not in self.definition.written:
            raise Http404("No such part.")
        self.part = part

    @property
    def title(self):
        return f"Change {self.definition.written[self.part]['heading']}"

    def form_of(self, definition, data=None):
        initial = {**definition.written.get(self.part, {}), "version": definition.version}
        return self.form_class(data, programme=self.programme, initial=initial)

    def done_url(self, definition):
        return f"{self.cancel_url()}#section-{self.part}"

    def act(self, form):
        who = {"by": self.request.user, "at": self.now}
        return arranging.change_written_part(self.definition, key=self.part, **who, **form.values())


class StartPaper(FormView):
    """Starts the paper of a meeting, or takes parts that came to its definition since into it."""

    permission, submit_label = ARRANGE, "Start this paper"
    intro = "Each part can be written from now on. What is printed is what stands in it then."

    def find(self, pk, meeting):
        found = ReportDefinition.objects.filter(programme=self.programme, pk=pk, retired_at=None)
        self.definition = found.select_related("body", "programme").first()
        of_body = self.definition and Meeting.objects.filter(body=self.definition.body_id)
        self.meeting = (
            of_body and of_body.select_related("body__programme").filter(pk=meeting).first()
        )
        if self.meeting is None or not self.definition.outlines():
            raise Http404("No such paper.")

    @property
    def title(self):
        return f"{self.definition.title}, {self.meeting}"

    def crumbs(self):
        return ReportsView.crumbs(self)

    def facts(self):
        parts = "\n".join(one.heading for one in self.definition.outlines())
        return [{"label": "Parts that people write", "value": parts}]

    def cancel_url(self):
        return self.address("reports:list")

    def done_url(self, paper):
        return self.address("papers:detail", paper.pk)

    def done_message(self, paper):
        return f"{paper} is there to be written."

    def form(self, data=None):
        """A paper that is there keeps its title."""
        there = Paper.objects.for_meeting(self.meeting, self.definition.kind)
        if there:
            return ActionForm(data, programme=self.programme)
        initial = {"title": self.definition.title}
        return forms.StartForm(data, programme=self.programme, initial=initial)

    def act(self, form):
        one = self.definition
        return start_paper(
            meeting=self.meeting,
            kind=one.kind,
            title=form.cleaned_data.get("title", one.title),
            outlines=one.outlines(),
            by=self.request.user,
            at=self.now,
        )


class TakePaper(FormView):
    """Starts the paper of another body with the words of this one."""

    permission, title = ARRANGE, "Take a paper to another body too"
    submit_label = "Start its paper"
    intro = (
        "The other body has a paper of its own, with its own clock, clearances, publication and "
        "decisions. It begins with the texts and recommendations of this one; what is kept from "
        "the public, the front sheet and attached documents are not taken over. From then on each "
        "is written by itself, and the page of each names the texts that differ."
    )

    def find(self, pk):
        self.paper = Paper.objects.of(self.programme).filter(pk=pk).first()
        if self.paper is None:
            raise Http404("No such paper.")

    def crumbs(self):
        return [*ReportsView.crumbs(self), (str(self.paper), self.cancel_url())]

    def cancel_url(self):
        return self.address("papers:detail", self.paper.pk)

    def done_url(self, paper):
        return self.address("papers:detail", paper.pk)

    def done_message(self, paper):
        return f"{paper} is there to be written."

    def form(self, data=None):
        meetings = meetings_besides(self.paper, self.today)
        return forms.AnotherBodyForm(data, programme=self.programme, meetings=meetings)

    def act(self, form):
        meeting, kind = form.cleaned_data["meeting"], self.paper.kind
        definition = meeting.body.report_definitions.get(kind=kind, retired_at=None)
        return start_paper(
            meeting=meeting,
            kind=kind,
            title=self.paper.title,
            outlines=definition.outlines(),
            by=self.request.user,
            at=self.now,
            like=self.paper,
        )


class PreviewPaper(ReportsView):
    """The whole paper as it would be drafted now: words and rows. Nothing is kept."""

    permission = SEE

    def find(self, pk):
        found = Paper.objects.of(self.programme).filter(pk=pk)
        self.paper = (found.filter(created_at__lte=self.at) if self.at else found).first()
        self.definition = self.paper and definition_of(self.paper)
        if self.definition is None:
            raise Http404("No such paper.")

    @property
    def title(self):
        return f"Preview of {self.paper}"

    def crumbs(self):
        here = (self.paper.title, self.address("papers:detail", self.paper.pk))
        return [*super().crumbs(), here]

    def get(self, request, **kwargs):
        at, meeting = self.at or self.now, self.paper.meeting
        before = Report.objects.previous(self.definition, at, meeting)
        since = before.position_at if before else None
        content = compose(self.definition, at=at, since=since, meeting=meeting)
        other, language = second_language(content), request.GET.get("in", "")
        full = kept_back(content) and self.allowed(WRITE)
        content = shown_in((full_edition if full else public_edition)(content), language)
        shown = leading(report_context(content), self, request.GET.get("at", ""))
        return self.page(
            "reports/preview.html",
            paper_url=self.address("papers:detail", self.paper.pk),
            page_lang=shown["tags"].get("page", ""),
            other=other and Language(other if language != other else Language(other).other),
            **linked(shown, self._attached),
        )

    def _attached(self, number, one):
        kind, _, pk = one["key"].partition("-")
        return self.address(f"papers:{kind}_file", pk)
