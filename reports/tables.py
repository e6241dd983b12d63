"""Tables of reports on the pages."""

from django.urls import reverse
from django.utils.html import format_html

from programme.formats import day, moment

from .models import Report


def size(count):
    """A file's size in words."""
    return (
        f"{max(1, round(count / 1024))} KB"
        if count < 1024 * 1024
        else f"{count / 1024 / 1024:.1f} MB"
    )


def pdf_words(report):
    """How long and how large its PDF is: "PDF, 6 pages, 210 KB"."""
    pages = "1 page" if report.pdf_pages == 1 else f"{report.pdf_pages} pages"
    return f"PDF, {pages}, {size(report.pdf_bytes)}"


def pdf_link(report, url):
    """A link to the PDF that says what it costs to open."""
    return format_html('<a href="{}">{}</a>', url, pdf_words(report))


def report_rows(view, reports):
    """Rows for reports: title, meeting, state, position, PDF."""
    for report in reports:
        name = f"{report.definition.title}, version {report.version}"
        pdf = pdf_link(report, view.address("reports:pdf", report.pk)) if report.pdf_sha256 else ""
        yield [
            format_html('<a href="{}">{}</a>', view.address("reports:detail", report.pk), name),
            f"{report.definition.body}, {day(report.meeting.on)}",
            report.state_words(view.at),
            moment(report.position_at),
            pdf,
        ]


def latest_reports(programmes):
    """The published report of each programme's last meeting, by programme id: what it is called, its page and its PDF."""
    return {
        report.definition.programme_id: {
            "title": f"{report.definition.title}, {day(report.meeting.on)}",
            "url": reverse("reports:detail", args=[report.definition.programme.slug, report.pk]),
            "pdf_url": reverse("reports:pdf", args=[report.definition.programme.slug, report.pk]),
            "pdf_words": pdf_words(report),
        }
        for report in Report.objects.latest_of(programmes)
    }


HEAD = ["Report", "Meeting", "State", "Position as at", "Download"]


def reports_of_meeting(view, meeting):
    """The reports of one meeting for the meeting's own page, and when those to come will be drawn up."""
    made = Report.objects.of(view.programme).filter(meeting=meeting)
    made = made.published_by(view.at) if view.at else made
    found = made.visible_to_roles(view.roles)
    to_come = [] if meeting.cancelled_at or meeting.on < view.day else _to_come(meeting, made)
    return {
        "title": "Reports",
        "head": HEAD,
        "rows": [*report_rows(view, found), *to_come],
        "empty": "No report for this meeting yet.",
    }


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
