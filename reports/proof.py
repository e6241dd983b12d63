"""The proof of a published report: what was frozen, by whom, and which file somebody has."""

import hashlib

from django.core.files.uploadhandler import FileUploadHandler
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html

from programme.formats import counted, day, moment
from programme.records import refuse_if, refuse_unless
from programme.retention import disposed_in_words

from .models import PublishedFile
from .published_files import HANDED_IN, FileForm

NONE_OF_THESE = (
    "This file is none of the files of this report. One that was changed, or saved again by a "
    "program, is another file, even where it looks the same."
)
NONE_PUBLISHED = (
    "This file is none of the files that were published here. One that was changed, or saved again "
    "by a program, is another file, even where it looks the same."
)


# --- Which file it is -----------------------------------------------------------------------------


def lines_of(versions) -> list[dict]:
    """Every file of the versions of a report: {"version", "what", "name", "sha256", "bytes",
    "says"}; `says` is what somebody is told who has it.
    """
    rows = PublishedFile.objects.filter(report__in=versions, is_full=False).order_by(
        "-report__version", "id"
    )
    reports = {one.pk: one for one in versions}
    return [_line(row, reports[row.report_id]) for row in rows]


def _line(row, report):
    row.report = report
    told = {"what": row.in_words, "sha256": row.sha256, "bytes": row.bytes, "says": says(row)}
    one = row.form in HANDED_IN and _listed(report, row)
    return {"version": report.version, "name": one["title"] if one else "", **told}


def _listed(report, row):
    name = {FileForm.ATTACHED: "attached", FileForm.BACKGROUND: "background"}[row.form]
    found = (report.content or {}).get(name, [])
    return found[int(row.about) - 1] if found else None


def says(row) -> str:
    """What somebody is told who has a file, in sentences."""
    report = row.report
    name = f"{report.shown_title}, {report.shown_body}, {report.shown_when}"
    as_published = "" if report.is_gone else ", as it was published"
    told = f"This is {row.told} of version {report.version} of {name}{as_published}."
    return f"{told}{_became_of(report)}"


def _became_of(report):
    if report.is_disposed:
        return " That version was disposed of when its time was over."
    if found := report.withdrawal:
        return f" That version was withdrawn on {day(found.confirmed_at)}."
    return " A later version supersedes it." if report.state == "superseded" else ""


def found_among(reports, sha256) -> list[str]:
    """What the file with this fingerprint is, a paragraph for each report that has it."""
    rows = PublishedFile.objects.filter(sha256=sha256, report__in=reports, is_full=False)
    rows = rows.select_related("report__definition__body", "report__meeting__body").order_by("-pk")
    return [says(row) for row in rows.defer("report__content")[:20]]


class HashOnly(FileUploadHandler):
    """Takes the fingerprint of what somebody sends, and keeps nothing of it."""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.digest, self.size = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data, start):
        self.digest.update(raw_data)
        self.size += len(raw_data)

    def file_complete(self, file_size):
        return Sent(self.size, self.digest.hexdigest())


class Sent:
    """A file that was read and not kept: its size in bytes and its SHA-256."""

    def __init__(self, size, sha256):
        self.size, self.sha256 = size, sha256


def sent_with(request, largest) -> str:
    """The fingerprint of the file that was sent with a form.

    Raises:
        ValidationError: in words for the person.
    """
    request.upload_handlers = [HashOnly(request)]
    file = request.FILES.get("file")
    refuse_unless(file, "Choose a file.")
    refuse_unless(file.size, "This file is empty. Choose another one.")
    said = f"This file has {filesizeformat(file.size)}. Choose one of at most"
    other = "With JavaScript your browser compares files of any size by itself."
    refuse_if(file.size > largest, f"{said} {filesizeformat(largest)}. {other}")
    return file.sha256


# --- What was frozen ------------------------------------------------------------------------------


def facts_of(report, versions, address) -> list[dict]:
    """What is known of one of the versions of a report: when it was frozen, by whom, on which rows,
    cleared by whom, what it supersedes. `address(report)` is the proof page of another version.
    """
    content = report.public_content or {}
    shown = [one for one in content.get("sections", []) if "left_out" not in one]
    tables = [(one["title"], len(one["rows"])) for one in shown]
    cleared = [
        f"{one['label']}: {one['who']}, {day(one['on'])}" for one in content.get("clearances", [])
    ]
    earlier = next((one for one in versions if one.pk == report.supersedes_id), None)
    later = next((one for one in versions if one.supersedes_id == report.pk), None)
    said = {
        "Report": report.shown_title,
        "Body and meeting": f"{report.shown_body}, {report.meeting_words}",
        "Version": f"{report.version}, {report.get_state_display().lower()}",
        **_withdrawn(report),
        "Rows as they stood on": moment(report.position_at),
        "Rows that were frozen": "; ".join(f"{what}: {counted(n, 'row')}" for what, n in tables),
        "Frozen and published": f"{moment(report.published_at)} by {report.published_by_name}",
        "Cleared by": "; ".join(cleared),
        "Supersedes": _version(earlier, address),
        "Superseded by": _version(later, address),
    }
    return [{"label": label, "value": value} for label, value in said.items() if value]


def _version(report, address):
    if not report:
        return ""
    words = f"Version {report.version}"
    shown = format_html('<a class="govuk-link" href="{}">{}</a>', address(report), words)
    return format_html("{}{}{}", shown, ", " * report.is_gone, report.gone_words)


def _withdrawn(report):
    found, gone = report.withdrawal, report.is_disposed
    return {
        "Withdrawn": "\n".join(withdrawn_in_words(found)) if found else "",
        "Disposed of": disposed_in_words(report.definition.programme, report) if gone else "",
    }


def withdrawn_in_words(withdrawal) -> list[str]:
    """When a report was withdrawn, by whom, and why, in sentences."""
    confirmed, asked = withdrawal.confirmed_by_name, withdrawal.asked_by_name
    when = day(withdrawal.confirmed_at)
    return [f"Withdrawn on {when} by {asked} and {confirmed}.", f"Why: {withdrawal.reason}"]
