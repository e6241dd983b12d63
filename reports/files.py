"""A report's files as answers to a browser. A file that no longer has its fingerprint is not handed out."""

import hashlib
import json
import logging

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse

from .pdf.attachments import section_csv

log = logging.getLogger("reports")


class FileChanged(Exception):
    """What the storage holds is not what was drawn: its SHA-256 differs."""


def pdf_bytes(report) -> bytes:
    """The report's PDF.

    Raises:
        FileChanged: the stored bytes are not those whose fingerprint the report keeps.
    """
    with default_storage.open(report.pdf_name) as file:
        stored = file.read()
    if hashlib.sha256(stored).hexdigest() != report.pdf_sha256:
        log.error("Report %s: %s no longer has its fingerprint", report.pk, report.pdf_name)
        raise FileChanged(f"The stored file of report {report.pk} is not the one that was drawn.")
    return stored


def response(report, kind, section=None):
    """The PDF, the content as JSON, or a section's rows as CSV."""
    if not report.pdf_sha256 or report.is_in_the_making:
        raise Http404("This report is not drawn up yet.")
    if kind == "pdf":
        return _file(pdf_bytes(report), "application/pdf", f"{report.file_name}.pdf", "inline")
    if kind == "json":
        body = json.dumps(report.content, ensure_ascii=False, indent=1).encode()
        return _file(body, "application/json", f"{report.file_name}.json")
    for found in report.content["sections"]:
        if found["key"] == section:
            return _file(section_csv(found), "text/csv; charset=utf-8", f"{report.file_name}-{section}.csv")
    raise Http404("No such section.")


def _file(body, content_type, name, disposition="attachment"):
    headers = {"Content-Disposition": f'{disposition}; filename="{name}"', "ETag": f'"{hashlib.sha256(body).hexdigest()}"'}
    return HttpResponse(body, content_type=content_type, headers=headers)
