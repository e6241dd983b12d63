"""What can be done with a version of a report: publish, draw again, explain, correct, discard."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.template.defaultfilters import pluralize

from programme.formats import day, moment
from programme.forms import WhyForm
from programme.ui.views import FormView
from reports import actions, forms, permissions
from reports.adding_up import unexplained
from reports.choices import State
from reports.tables import pdf_words

from .base import OneReport, ReportsView


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
        why = (
            "its meeting is cancelled"
            if self.report.is_called_off
            else f"it is {self.report.get_state_display().lower()}"
        )
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
    intro = (
        "Once published, this version never changes. "
        "A correction is a new version that says what it supersedes."
    )

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, initial={"sha256": self.report.pdf_sha256}
        )

    def facts(self):
        report = self.report
        everyone, some = (
            "Everyone, without signing in",
            f"Everybody with a part in {self.programme}",
        )
        counts = [
            (section["title"], len(section["rows"])) for section in report.content["sections"]
        ]
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
            {
                "label": "Who will see it",
                "value": everyone if report.definition.body.is_public else some,
            },
        ]

    def act(self, form):
        return actions.publish_report(
            self.report, by=self.request.user, at=self.now, **form.values()
        )

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
    """Explains a figure that does not agree; `number` is its place in the findings, from 1."""

    permission, form_class, submit_label = (
        permissions.PUBLISH,
        forms.ExplainForm,
        "Save the explanation",
    )
    title = "Explain a figure that does not agree"
    intro = (
        "It is printed in the report, which is drawn up again, as at the same moment, "
        "when every such figure is explained."
    )

    def find(self, pk, number):
        super().find(pk)
        findings = (self.report.content or {}).get("findings", [])
        if not 1 <= number <= len(findings):
            raise Http404("No such finding.")
        self.finding = findings[number - 1]

    def form(self, data=None):
        return self.form_class(
            data, programme=self.programme, initial={"note": self.finding["note"]}
        )

    def facts(self):
        one = self.finding
        return [
            {"label": "Place", "value": f"{one['section']}: {one['place']}"},
            {
                "label": "Printed",
                "value": f"{one['printed']} ({one['source']})" if one["source"] else one["printed"],
            },
            {"label": "Computed from the rows", "value": one["computed"]},
        ]

    def act(self, form):
        values = form.values()
        return actions.explain_finding(
            self.report, by=self.request.user, at=self.now, key=self.finding["key"], **values
        )

    def done_message(self, report):
        left = len(unexplained(report.content)) if report.content else 0
        return "Explanation saved. " + (
            f"{left} more to explain; then the report is drawn up again."
            if left
            else "The report is drawn up again with it."
        )


class Correct(ReportStep):
    """Begins a new version that will supersede a published one."""

    permission, form_class, submit_label = (
        permissions.PUBLISH,
        forms.CorrectForm,
        "Begin the new version",
    )
    states = (State.PUBLISHED,)
    title = "Correct a published report"
    intro = (
        "The published version stays as it is, and stays open. "
        "The new version shows the logs as they are now."
    )

    def act(self, form):
        return actions.correct_report(
            self.report, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, report):
        return f"Version {report.version} begun."


class Discard(ReportStep):
    """Gives up a correction that was begun by mistake."""

    permission, form_class, submit_label, danger = (
        permissions.PUBLISH,
        WhyForm,
        "Discard the correction",
        True,
    )
    states = actions.DISCARDABLE
    title = "Discard this correction"
    intro = (
        "The published version stays as it is. "
        "The history keeps that the correction was begun, and why it was given up."
    )

    @classmethod
    def possible(cls, report):
        return super().possible(report) and report.supersedes_id is not None

    def act(self, form):
        return actions.discard_correction(
            self.report, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, report):
        return (
            f"The correction is discarded. This is version {report.version}, as it was published."
        )
