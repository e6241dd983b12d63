"""Tables of reports on the pages."""

from programme.formats import counted, moment
from programme.ui.links import link

HEAD = ["Report", "Meeting", "State", "Position as at", "Download"]


def size(count):
    """A file's size in words."""
    return (
        f"{max(1, round(count / 1024))} KB"
        if count < 1024 * 1024
        else f"{count / 1024 / 1024:.1f} MB"
    )


def pdf_words(report):
    """How long and how large its PDF is: "PDF, 6 pages, 210 KB"."""
    pages = counted(report.pdf_pages, "page")
    return f"PDF, {pages}, {size(report.pdf_bytes)}"


def pdf_link(report, url):
    """A link to the PDF that says what it costs to open."""
    return link(url, pdf_words(report))


def report_rows(view, reports):
    """Rows for reports: title, meeting, state, position, PDF."""
    for report in reports:
        name = f"{report.shown_title}, version {report.version}"
        has_pdf = report.pdf_sha256 and not report.is_withdrawn
        pdf = pdf_link(report, view.address("reports:pdf", report.pk)) if has_pdf else ""
        yield [
            link(view.address("reports:detail", report.pk), name),
            f"{report.shown_body}, {report.shown_when if view.at else report.meeting_words}",
            report.state_words(view.at),
            moment(report.position_at),
            pdf,
        ]
