"""Pages of reports: what is due, drafts, what was published; preview, publish, correct."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize
from django.utils.html import format_html

from programme.clear_days import working_days_between
from programme.forms import WhyForm
from programme.models import Meeting
from programme.reporting import sections
from programme.templatetags.governance import day, moment
from programme.ui.base import ProgrammeView
from programme.ui.views import FormView

from . import actions, files, forms, permissions
from .adding_up import unexplained
from .choices import FROZEN, State
from .document import report_context
from .models import Report, ReportDefinition
from .tables import HEAD, pdf_words, report_rows

REFRESH_SECONDS = 3


class ReportsView(ProgrammeView):
    """A page about reports."""

    permission = permissions.SEE

    def crumbs(self):
        return [*ProgrammeView.crumbs(self), ("Reports", self.address("reports:list"))]

    def visible(self):
        """The report versions that the person may see; in the past, those that were published by then."""
        found = Report.objects.of(self.programme).visible_to_roles(self.roles)
        return found.published_by(self.at) if self.at else found


class ReportList(ReportsView):
    """For officers: what is due, drafts, published, definitions. For a member: papers for your committee."""

    @property
    def title(self):
        return "Reports" if self.allowed(permissions.SEE_DRAFTS) else "Papers for your committee"

    def crumbs(self):
        return ProgrammeView.crumbs(self)

    def get(self, request):
        officer = self.allowed(permissions.SEE_DRAFTS)
        defines = self.allowed(permissions.DEFINE) and not self.at
        making = self._making() if officer and not self.at else []
        tables = [*making, self._published(), *(self._definitions(defines) if officer else [])]
        return self.page(
            "reports/list.html",
            upcoming=self._upcoming(),
            tables=tables,
            add_url=self.address("reports:define") if defines else None,
            add_label="Define a report",
        )

    def _member_of(self):
        """The bodies that a committee member sits on; nothing for an officer, who sees all of them."""
        bodies = {membership.body_id for membership in self.memberships if membership.body_id}
        return set() if self.allowed(permissions.SEE_DRAFTS) else bodies

    def _upcoming(self):
        """The next meetings and what will be there for them."""
        meetings = Meeting.objects.filter(body__programme=self.programme, on__gte=self.today, cancelled_at=None)
        if self._member_of():
            meetings = meetings.filter(body__in=self._member_of())
        found = []
        for meeting in meetings.select_related("body").prefetch_related("body__closed_days")[:5]:
            publish_by = meeting.reckoning().publish_by
            body = meeting.body
            left = working_days_between(self.today, publish_by, body.nation, body.closures())
            found.append({"meeting": meeting, "publish_by": publish_by, "left": left})
        return found

    def _making(self):
        making = self.visible().exclude(state__in=FROZEN)
        return [
            {
                "title": "Due and in draft",
                "head": HEAD,
                "rows": list(report_rows(self, making)),
                "empty": "Nothing is due. A draft is drawn up by itself when its moment comes.",
            }
        ]

    def _published(self):
        published = self.visible().frozen()
        if self._member_of():
            published = published.filter(definition__body__in=self._member_of())
        return {
            "title": "Published",
            "head": HEAD,
            "rows": list(report_rows(self, published)),
            "empty": "No report was published yet.",
        }

    def _definitions(self, defines):
        found = ReportDefinition.objects.filter(programme=self.programme, retired_at=None).select_related("body")
        if self.at:
            found = found.filter(created_at__lte=self.at)
        known = sections()
        return [
            {
                "title": "What each body gets",
                "actions": [{"label": "Figures printed in documents", "url": self.address("reports:printed_figures")}],
                "head": ["Report", "Body", "Sections", "Drafted", *(["End"] if defines else [])],
                "rows": [
                    [
                        self._link(d) if defines else d.title,
                        d.body,
                        ", ".join(known[key].title if key in known else key for key in d.sections),
                        f"{d.lead_days} working days before the latest publication date",
                        *([self._end(d)] if defines else []),
                    ]
                    for d in found
                ],
                "empty": "No report is defined yet. Define one, and it is drawn up for every meeting of its body.",
            }
        ]

    def _end(self, definition):
        url, hidden = self.address("reports:end_definition", definition.pk), str(definition)
        return format_html('<a href="{}">End<span class="govuk-visually-hidden"> {}</span></a>', url, hidden)

    def _link(self, definition):
        return format_html('<a href="{}">{}</a>', self.address("reports:redefine", definition.pk), definition.title)


class OneReport(ReportsView):
    """A page about one version of a report."""

    def find(self, pk, **kwargs):
        self.report = self.visible().filter(pk=pk).first()
        if self.report is None:
            raise Http404("No such report.")

    @property
    def title(self):
        report = self.report
        return f"{report.definition.title}, {report.definition.body}, {day(report.meeting.on)}"


class ReportPage(OneReport):
    """The report as a page, from the same templates as the PDF; while it is drawn up, how far it is."""

    def get(self, request, **kwargs):
        report = self.report
        content = report_context(report.content) if report.content and not report.is_in_the_making else {}
        response = self.page(
            "reports/detail.html",
            report=report,
            state=report.state_words(self.at),
            actions=[] if self.at else self._steps(),
            late=self._late(),
            may_explain=self.report.state == State.DRAFT and self.allowed(permissions.PUBLISH) and not self.at,
            versions=self.visible().filter(definition=report.definition, meeting=report.meeting).order_by("-version"),
            pdf_words=pdf_words(report) if report.pdf_sha256 else "",
            still=request.GET.get("still"),
            **content,
        )
        if report.is_in_the_making and not request.GET.get("still"):
            response["Refresh"] = str(REFRESH_SECONDS)  # works without JavaScript; ?still=1 stops it
        return response

    def _steps(self):
        offered = [("Publish", "reports:publish", Publish), ("Draw it up again", "reports:again", DrawAgain),
                   ("Correct", "reports:correct", Correct)]  # fmt: skip
        return [
            {"label": label, "url": self.address(name, self.report.pk), "secondary": step is not Publish}
            for label, name, step in offered
            if step.possible(self.report) and self.allowed(step.permission)
        ]

    def _late(self):
        publish_by = self.report.meeting.reckoning().publish_by
        return publish_by if not self.report.is_frozen and self.today > publish_by else None


class ReportFile(OneReport):
    """The PDF, the whole report as JSON, or one section as CSV."""

    def get(self, request, **kwargs):
        return files.response(request, self.report, kwargs["kind"], kwargs.get("section"))


class ReportStep(OneReport, FormView):
    """A step of one report, from the states in which it is possible."""

    states = ()

    @classmethod
    def possible(cls, report):
        return report.state in cls.states and not report.is_called_off

    def get(self, request, **kwargs):
        return super().get(request, **kwargs) if self.possible(self.report) else self._refused()

    def post(self, request, **kwargs):
        return super().post(request, **kwargs) if self.possible(self.report) else self._refused()

    def _refused(self):
        why = "its meeting is cancelled" if self.report.is_called_off else f"it is {self.report.get_state_display().lower()}"
        messages.error(self.request, f"{self.title}: not possible, {why}.")
        return redirect(self.cancel_url())

    def cancel_url(self):
        return self.address("reports:detail", self.report.pk)

    def crumbs(self):
        return [*ReportsView.crumbs(self), (OneReport.title.fget(self), self.cancel_url())]

    def done_url(self, report):
        return self.address("reports:detail", report.pk)


class Publish(ReportStep):
    """Shows exactly what will be frozen and who will see it, and asks once."""

    permission, form_class, submit_label = permissions.PUBLISH, forms.PublishForm, "Publish"
    states = (State.DRAFT,)
    title = "Publish this report"
    intro = "Once published, this version never changes. A correction is a new version that says what it supersedes."

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial={"sha256": self.report.pdf_sha256})

    def facts(self):
        report = self.report
        everyone, some = "Everyone, without signing in", f"Everybody with a part in {self.programme}"
        counts = [(section["title"], len(section["rows"])) for section in report.content["sections"]]
        rows = [f"{title}: {count} row{pluralize(count)}" for title, count in counts]
        publish_by = report.meeting.reckoning().publish_by
        late = " (this date has passed: the report is late)" if self.today > publish_by else ""
        return [
            {"label": "Report", "value": OneReport.title.fget(self)},
            {"label": "Version", "value": report.version},
            {"label": "Position as at", "value": moment(report.position_at)},
            {"label": "Rows that will be frozen", "value": "; ".join(rows)},
            {"label": "File", "value": pdf_words(report)},
            {"label": "SHA-256", "value": report.pdf_sha256},
            {"label": "Latest publication date", "value": day(publish_by) + late},
            {"label": "Who will see it", "value": everyone if report.definition.body.is_public else some},
        ]

    def act(self, form):
        return actions.publish_report(self.report, by=self.request.user, at=self.now, **form.values())

    def done_message(self, report):
        return f"Published. SHA-256 {report.pdf_sha256}"


class DrawAgain(ReportStep):
    """Gives up a draft, or repeats a run that failed."""

    permission, form_class, submit_label = permissions.DRAW, forms.AgainForm, "Draw it up again"
    states = actions.AGAIN
    title = "Draw it up again"
    intro = "A draft is drawn as at now; a run that failed is repeated as at its own moment."

    def act(self, form):
        return actions.draw_again(self.report, by=self.request.user, at=self.now, **form.values())

    def done_message(self, report):
        return "A worker will draw it up. This page shows how far it is."


class Explain(ReportStep):
    """Explains one finding of the check that the report adds up; `number` is its place in the list, from 1."""

    permission, form_class, submit_label = permissions.PUBLISH, forms.ExplainForm, "Save the explanation"
    title = "Explain a figure that does not agree"
    intro = "It is printed in the report, which is drawn up again, as at the same moment, when every such figure is explained."

    def find(self, pk, number):
        super().find(pk)
        findings = (self.report.content or {}).get("findings", [])
        if not 1 <= number <= len(findings):
            raise Http404("No such finding.")
        self.finding = findings[number - 1]

    def form(self, data=None):
        return self.form_class(data, programme=self.programme, initial={"note": self.finding["note"]})

    def facts(self):
        one = self.finding
        return [
            {"label": "Place", "value": f"{one['section']}: {one['place']}"},
            {"label": "Printed", "value": f"{one['printed']} ({one['source']})" if one["source"] else one["printed"]},
            {"label": "Computed from the rows", "value": one["computed"]},
        ]

    def act(self, form):
        values = form.values()
        return actions.explain_finding(self.report, by=self.request.user, at=self.now, key=self.finding["key"], **values)

    def done_message(self, report):
        left = len(unexplained(report.content)) if report.content else 0
        return "Explanation saved. " + (
            f"{left} more to explain; then the report is drawn up again." if left else "The report is drawn up again with it."
        )


class Correct(ReportStep):
    """Begins a new version that will supersede a published one."""

    permission, form_class, submit_label = permissions.PUBLISH, forms.CorrectForm, "Begin the new version"
    states = (State.PUBLISHED,)
    title = "Correct a published report"
    intro = "The published version stays as it is, and stays open. The new version shows the logs as they are now."

    def act(self, form):
        return actions.correct_report(self.report, by=self.request.user, at=self.now, **form.values())

    def done_message(self, report):
        return f"Version {report.version} begun."


class Define(FormView):
    """Says that a body gets a report for each of its meetings."""

    permission, form_class = permissions.DEFINE, forms.NewDefinitionForm
    title = "Define a report"

    def form(self, data=None):
        initial = {"title": "Programme management report", "lead_days": 5}
        return self.form_class(data, programme=self.programme, initial=initial)

    def crumbs(self):
        return ReportsView.crumbs(self)

    def cancel_url(self):
        return self.address("reports:list")

    def done_url(self, definition):
        return self.address("reports:list")

    def done_message(self, definition):
        return f"{definition} saved."

    def act(self, form):
        return actions.define_report(programme=self.programme, by=self.request.user, at=self.now, **form.values())


class Redefine(Define):
    """Changes a definition."""

    form_class, title = forms.DefinitionForm, "Change a report"

    def find(self, pk):
        self.definition = ReportDefinition.objects.filter(programme=self.programme, pk=pk, retired_at=None).first()
        if self.definition is None:
            raise Http404("No such report.")

    def form(self, data=None):
        now = self.definition
        initial = {"title": now.title, "sections": now.sections, "lead_days": now.lead_days}
        return self.form_class(data, programme=self.programme, initial=initial)

    def act(self, form):
        return actions.change_definition(self.definition, by=self.request.user, at=self.now, **form.values())


class EndDefinition(Redefine):
    """Ends a report: none is drawn up for later meetings."""

    form_class, title, submit_label, danger = WhyForm, "End a report", "End this report", True
    intro = "No report is drawn up for later meetings of this body. What was drawn up and published stays."

    def facts(self):
        return [{"label": "Report", "value": self.definition}]

    def form(self, data=None):
        return self.form_class(data, programme=self.programme)

    def done_message(self, definition):
        return f"{definition} has ended."

    def act(self, form):
        return actions.end_definition(self.definition, by=self.request.user, at=self.now, **form.values())
