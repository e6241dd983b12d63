"""What reports add to the kernel's pages."""

from django.urls import reverse

from programme.extension import Extension
from programme.formats import day, moment
from programme.log import Need
from programme.ui.child_tables import ChildTable

from .choices import State
from .models import Appearance, Report
from .tables import HEAD, pdf_words, report_rows

WAITS = {
    State.DRAFT: ("draft waits to be published", "draft"),
    State.FAILED: ("drawing it up failed", "overdue"),
}


class Reports(Extension):
    """Drafts and failed runs that wait, the last published report, a meeting's reports."""

    title = "Reports"

    def needs(self, programme, *, now, roles):
        waiting = Report.objects.of(programme).filter(state__in=WAITS)
        return [self._need(report) for report in waiting if not report.is_called_off]

    def _need(self, report):
        words, kind = WAITS[report.state]
        return Need(f"{_name(report)}: {words}", _address(report), kind)

    def draft_leads(self, programme):
        leads = {}
        for definition in programme.report_definitions.filter(retired_at=None):
            leads[definition.body_id] = max(definition.lead_days, leads.get(definition.body_id, 0))
        return leads

    def latest_reports(self, programmes):
        return {
            report.definition.programme_id: {
                "title": _name(report),
                "url": _address(report),
                "pdf_url": _address(report, "reports:pdf"),
                "pdf_words": pdf_words(report),
            }
            for report in Report.objects.latest_of(programmes)
        }

    def meeting_tables(self, view, meeting):
        """The reports that the person may see, and when those to come will be drawn up."""
        made = Report.objects.of(view.programme).filter(meeting=meeting)
        made = made.published_by(view.at) if view.at else made
        found = made.visible_to_roles(view.roles)
        to_come = [] if meeting.cancelled_at or meeting.on < view.day else _to_come(meeting, made)
        rows = [*report_rows(view, found), *to_come]
        return [ChildTable("Reports", HEAD, rows, empty="No report for this meeting yet.")]

    def appearances(self, log, entry, roles):
        """The published reports that showed the entry, newest first."""
        found = self._shown(log, entry)
        found = found.select_related("report__definition__programme", "report__meeting__body")
        return [
            {
                "label": f"{_name(one.report)}, version {one.report.version}",
                "url": _address(one.report),
            }
            for one in found.defer("report__content").order_by("-report__published_at")
        ]

    def has_shown(self, log, entry):
        return self._shown(log, entry).exists()

    def _shown(self, log, entry):
        return Appearance.objects.filter(
            programme=entry.programme_id, log=log.name, reference=entry.reference
        )


def _name(report):
    return f"{report.shown_title}, {day(report.meeting.on)}"


def _address(report, name="reports:detail"):
    return reverse(name, args=[report.definition.programme.slug, report.pk])


def _to_come(meeting, made):
    """A row for each report that is defined for the body and not among those made."""
    waiting = meeting.body.report_definitions.filter(retired_at=None).exclude(
        pk__in=made.values("definition")
    )
    return [
        [
            definition.title,
            f"{meeting.body}, {day(meeting.on)}",
            "To be drawn up",
            moment(definition.draft_moment(meeting)),
            "",
        ]
        for definition in waiting.select_related("body")
    ]
