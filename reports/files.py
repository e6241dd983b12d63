"""A report's files as answers to a browser.

A file that no longer has its fingerprint is not handed out.
"""

import hashlib

from django.http import Http404, HttpResponse
from django.shortcuts import render

from programme.reporting import tables_of

from . import storage
from .editions import FULL, full_edition
from .pdf import stamp as pdf_stamp
from .pdf.attachments import content_json, section_csv
from .withdrawn import gone_page
from .word import stamp as word_stamp

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def response(request, report, kind, section=None, language="", full=False):
    """The PDF or the Word file, marked on every sheet while it is a draft, the content as JSON, or
    a section's rows as CSV. PDF and Word file are those in `language`, where it is a further one.
    All are of the public edition, or of the `full` one.
    """
    if report.is_gone:
        return gone_page(request, report)
    if not report.pdf_sha256 or report.is_in_the_making:
        raise Http404("This report is not drawn up yet.")
    if kind in STORED:
        return _stored(request, report, kind, language, full)
    content, name = report.public_content, report.file_name
    if full:
        content, name = full_edition(report.content), f"{name}-{FULL}"
    if kind == "json":
        body = content_json(content)  # as it stands in the PDF, to the byte
        return _file(body, "application/json", f"{name}.json")
    for found in tables_of(content):
        if found["key"] == section and "left_out" not in found:
            return _file(section_csv(found), "text/csv; charset=utf-8", f"{name}-{section}.csv")
    raise Http404("No such section.")


STORED = {
    "pdf": (pdf_stamp.stamped, "application/pdf", "inline"),
    "docx": (word_stamp.stamped, WORD, "attachment"),
}


def _stored(request, report, kind, language, full):
    stamped, content_type, disposition = STORED[kind]
    if language and language not in report.further_files:
        raise Http404("This report is not in that language.")
    _, sha256 = storage.where(report, kind, language, full)
    if not sha256:
        raise Http404("This report was drawn up before there were such files.")
    try:
        body, name = storage.read(report, kind, language, full), report.file_name
        name = "-".join(filter(None, [name, full and FULL, language]))
        if not report.is_frozen:
            body, name = stamped(body), f"{name}-draft"
        return _file(body, content_type, f"{name}.{kind}", disposition)
    except storage.FileChanged:
        return render(
            request,
            "reports/file_changed.html",
            {"title": "This file was changed", "sha256": sha256},
            status=500,
        )


def _file(body, content_type, name, disposition="attachment"):
    headers = {
        "Content-Disposition": f'{disposition}; filename="{name}"',
        "ETag": f'"{hashlib.sha256(body).hexdigest()}"',
    }
    return HttpResponse(body, content_type=content_type, headers=headers)
