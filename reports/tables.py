"""Tables of reports on the pages."""

from django.utils.html import format_html

from programme.templatetags.governance import day, moment

from .models import Report


def size(count):
    """A file's size in words."""
    return f"{max(1, round(count / 1024))} KB" if count < 1024 * 1024 else f"{count / 1024 / 1024:.1f} MB"


def pdf_link(report, url):
    """A link to the PDF that says how long and how large it is."""
    return format_html('<a href="{}">PDF, {} pages, {}</a>', url, report.pdf_pages, size(report.pdf_bytes))


def report_rows(view, reports):
    """Rows for reports: title, meeting, state, position, PDF."""
    for report in reports:
        name = f"{report.definition.title}, version {report.version}"
        pdf = pdf_link(report, view.address("reports:pdf", report.pk)) if report.pdf_sha256 else ""
        yield [
            format_html('<a href="{}">{}</a>', view.address("reports:detail", report.pk), name),
            f"{report.definition.body}, {day(report.meeting.on)}",
            report.get_state_display(),
            moment(report.position_at),
            pdf,
        ]


HEAD = ["Report", "Meeting", "State", "Position as at", "Download"]


def reports_of_meeting(view, meeting):
    """The reports of one meeting, for the meeting's own page."""
    found = Report.objects.of(view.programme).filter(meeting=meeting).visible_to_roles(view.roles)
    return {
        "title": "Reports",
        "head": HEAD,
        "rows": list(report_rows(view, found)),
        "empty": "No report for this meeting yet.",
    }
