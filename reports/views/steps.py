"""What can be done with a version of a report: publish, draw again, explain, correct, discard."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property

from programme.formats import counted, day, moment, time_left
from programme.forms import WhyForm
from reports import actions, cleared, forms, permissions
from reports.adding_up import unexplained
from reports.choices import State
from reports.differences import kept_in_words
from reports.editions import kept_back
from reports.leaks import in_words, names_in_words
from reports.tables import pdf_words
from reports.unready import unready, written_since_drawn
from reports.urgency_forms import late_form
from reports.versions import NOT_URGENT
from reports.words import written_since

from .base import OneReport, ReportForm

STANDS = {
    State.DUE: "about to be drawn up",
    State.DRAFTING: "being drawn up",
    State.DRAFT: "a draft",
    State.FAILED: "a run that failed",
    State.PUBLISHED: "published",
    State.SUPERSEDED: "superseded by a later version",
    State.WITHDRAWN: "withdrawn",
    State.DISPOSED: "disposed of",
    State.DRAFT_GONE: "disposed of",
}


class ReportStep(ReportForm):
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
        messages.error(self.request, f"{self.title}: not possible, {self.why_not()}.")
        return redirect(self.cancel_url())

    def why_not(self):
        """Why the step is not possible, as a sentence goes on."""
        if self.report.is_called_off:
            return f"its meeting is {self.report.meeting.state}"
        return f"it is {STANDS[self.report.state]}"

    def done_url(self, report):
        return self.address("reports:detail", report.pk)


class Publish(ReportStep):
    """Shows exactly what will be frozen and who will see it, and asks once."""

    permission = permissions.PUBLISH
    states = (State.DRAFT,)
    title = "Publish this report"

    def misses_deadline(self):
        return self.report.misses_deadline_on(self.today)

    @property
    def intro(self):
        if self.misses_deadline() and not self.report.urgency:
            return (
                "The latest publication date has passed. Give the reason for urgency and who gave "
                "it. The report is drawn up again with both on its first page; then publish it."
            )
        return (
            "Once published, this version never changes. "
            "A correction is a new version that says what it supersedes."
        )

    @property
    def submit_label(self):
        in_time = self.report.urgency or not self.misses_deadline()
        return "Publish" if in_time and not self.names_first() else "Continue"

    def form(self, data=None):
        report = self.report
        late = self.misses_deadline()
        form = late_form(report.meeting.body) if late else forms.PublishForm
        given = {name: getattr(report, name) for name in NOT_URGENT}
        return form(data, programme=self.programme, initial={"sha256": report.pdf_sha256, **given})

    def facts(self):
        report = self.report
        everyone, some = (
            "Everyone, without signing in",
            f"Everybody with a part in {self.programme}",
        )
        counts = [
            (section["title"], len(section["rows"])) for section in report.content["sections"]
        ]
        rows = [f"{title}: {counted(count, 'row')}" for title, count in counts]
        publish_by = report.meeting.reckoning().publish_by
        ago = time_left(publish_by, self.today, 0)
        passed = f" ({ago}: the report is late)" if self.misses_deadline() else ""
        return [
            {"label": "Report", "value": OneReport.title.fget(self)},
            {"label": "Version", "value": report.version},
            {"label": "Position as at", "value": moment(report.position_at)},
            {"label": "Rows that will be frozen", "value": "; ".join(rows)},
            {"label": "File", "value": pdf_words(report)},
            {"label": "SHA-256", "value": report.pdf_sha256},
            *self._editions(),
            *self._open_findings(),
            *self._unready(),
            *self._written_since(),
            *self._clearances(),
            {"label": "Latest publication date", "value": day(publish_by) + passed},
            {
                "label": "Who will see it",
                "value": everyone if report.definition.body.is_public else some,
            },
        ]

    def _editions(self):
        """What is kept from the public, and what of it was found in the public edition."""
        report, back = self.report, kept_back(self.report.content)
        if not back:
            return []
        words = "; ".join(kept_in_words(report.content))
        found = "\n".join(in_words(report.leaks, with_words=True))
        names = "\n".join(names_in_words(report.leaks))
        lines = [("Left out of the public edition", words), ("Found in the public edition", found)]
        lines.append(
            ("Words that what is left out has too: look whether they may be public", names)
        )
        return [{"label": label, "value": value} for label, value in lines if value]

    def _open_findings(self):
        """Said before the button is pressed: it would be refused."""
        open_ones = unexplained(self.report.content)
        if not open_ones:
            return []
        places = "; ".join(f"{one['section']}: {one['place']}" for one in open_ones)
        words = f"{places}. Correct the logs or explain each one before you publish."
        return [{"label": f"Figures that do not match: {len(open_ones)}", "value": words}]

    def _unready(self):
        """What of the paper is not ready is said before the button is pressed, too."""
        lines = unready(self.report)
        said = "\n".join([*lines, actions.how_to_finish(self.report)])
        return [{"label": "The paper is not ready", "value": said}] if lines else []

    def _written_since(self):
        said = written_since_drawn(self.report, self.now)
        return [{"label": "Not printed in this draft", "value": said}] if said else []

    def _clearances(self):
        """What is missing is said before the button is pressed: it would be refused."""
        lacking = cleared.missing(self.report, on=self.today)
        given = cleared.to_print(self.report, self.report.content)
        names = "; ".join(f"{one['label']}: {one['who']}, {day(one['on'])}" for one in given)
        lines = [("Cleared by", names), ("Clearances that are missing", "\n".join(lacking))]
        return [{"label": label, "value": value} for label, value in lines if value]

    def names_first(self):
        """Whether who cleared it has to be printed before it is published."""
        return not cleared.missing(self.report) and not cleared.are_printed(self.report)

    def act(self, form):
        """Publishes what was shown; a new reason for urgency, and who cleared it, have to be
        printed first.
        """
        by, values = {"by": self.request.user, "at": self.now}, form.values()
        sha256 = values.pop("sha256")
        if any(value != getattr(self.report, name) for name, value in values.items()):
            return actions.give_urgency(self.report, **by, **values)
        if self.names_first():
            return actions.print_clearances(self.report, **by)
        return actions.publish_report(self.report, **by, sha256=sha256)

    def done_message(self, report):
        if report.is_in_the_making:
            return "Saved. It is drawn up again with what is printed now; then publish it."
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
    states = (State.DRAFT,)
    title = "Explain a figure that does not match"
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
        note = self.finding["note"]
        return self.form_class(data, programme=self.programme, initial={"note": note, "was": note})

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
    states = (State.PUBLISHED, State.WITHDRAWN)
    title = "Correct a published report"
    intro = (
        "The published version stays as it is, and stays open. "
        "The new version is of the same moment, and lists what differs. What was withdrawn stays "
        "withdrawn, and nothing is listed of it."
    )

    @classmethod
    def possible(cls, report):
        return super().possible(report) and report.can_be_corrected

    def form(self, data=None):
        corrected = dict.fromkeys(one.reference for one in self.report.mistakes_since())
        form = self.form_class(
            data, programme=self.programme, initial={"rows": ", ".join(corrected)}
        )
        if not self.report.corrections:
            del form.fields["taken_out"]
        if not self.written_since:
            del form.fields["words"]
        return form

    @cached_property
    def written_since(self):
        """The headings of parts in which something else is written by now."""
        return written_since(self.report, self.now)

    def facts(self):
        found = self.report.mistakes_since()
        lines = [f"{one.reference}, by {one.by_name}: {one.reason}" for one in found]
        said = {
            "Corrected by the published version": ", ".join(sorted(self.report.corrections)),
            "Mistakes corrected since": "; ".join(lines),
            "Written since": "; ".join(self.written_since),
        }
        return [{"label": label, "value": value} for label, value in said.items() if value]

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

    def why_not(self):
        if self.report.supersedes_id is None and not self.report.is_called_off:
            return "it is the first version, and corrects nothing"
        return super().why_not()

    def act(self, form):
        return actions.discard_correction(
            self.report, by=self.request.user, at=self.now, **form.values()
        )

    def done_message(self, report):
        return (
            f"The correction is discarded. This is version {report.version}, as it was published."
        )
