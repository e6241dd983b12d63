"""What people can do with the documents that are attached to a paper.

Raises, all of them: NotPermitted, ValidationError; with a version StaleEntry.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from programme import audit, uploads
from programme.authorization import require
from programme.models import FileKind
from programme.records import (
    add_audited,
    begin_change,
    change_entry,
    lock_programme,
    refuse_if,
    refuse_unless,
)

from .actions import move_row
from .attached import AttachedDocument
from .pdf_check import BROKEN
from .permissions import WRITE

KINDS = (FileKind.PDF,)
CHECK_SECONDS = 40  # by the clock, on a machine with more to do
WAS_LEFT_OUT = "This document was left out. Attach it again."
SAME_FILE = "This is the file that is attached already."

_begin = partial(begin_change, permission=WRITE)


@dataclass(frozen=True)
class Printable:
    """A PDF that can be printed as it is, and how many pages it has."""

    handed_in: uploads.HandedIn
    pages: int


def checked(file) -> Printable:
    """A file that somebody hands in, looked into: that takes its time, and is done before the
    transaction that keeps it.

    Raises:
        ValidationError: it cannot be printed as it is, and why.
    """
    handed_in = uploads.received(file, KINDS)
    found = looked_into(handed_in.content)
    refuse_unless("pages" in found, found.get("refused"))
    return Printable(handed_in, found["pages"])


@transaction.atomic
def attach_document(*, paper, by, at, title, file: Printable):
    """Attaches a PDF behind those that are attached already."""
    require(by, WRITE, paper.programme)
    lock_programme(paper.programme)  # one place at a time
    upload = uploads.keep_upload(file.handed_in, programme=paper.programme, by=by, at=at)
    row = AttachedDocument(
        programme=paper.programme,
        paper=paper,
        place=paper.attached.count() + 1,
        title=title,
        upload=upload,
        pages=file.pages,
    )
    return add_audited(row, programme=paper.programme, by=by, at=at, verb="attached")


@transaction.atomic
def rename_attached(row, *, by, at, title, version=None):
    """Changes what an attached document is called."""
    return change_entry(_standing(row, by, version), by=by, at=at, title=title)


@transaction.atomic
def replace_attached(row, *, by, at, file: Printable, version=None):
    """Puts another file in the place of the one that is attached."""
    row = _standing(row, by, version)
    upload = uploads.keep_upload(file.handed_in, programme=row.programme, by=by, at=at)
    was = row.upload
    refuse_if(was.sha256 == upload.sha256, SAME_FILE, "file")
    print_ = audit.note("sha256", "SHA-256 of the file", was.sha256, upload.sha256)
    values = {"upload": upload, "pages": file.pages}
    return change_entry(row, by=by, at=at, verb="replaced", changes=[print_], **values)


@transaction.atomic
def move_attached(row, *, by, at, step, version=None):
    """Moves an attached document up or down by one place."""
    row = _standing(row, by, version)
    return move_row(row, AttachedDocument.objects.in_use().filter(paper=row.paper), step, by, at)


@transaction.atomic
def leave_out_attached(row, *, by, at, why, version=None):
    """Takes an attached document out of the paper. It stays on record."""
    row = _standing(row, by, version)
    return change_entry(row, by=by, at=at, verb="left out", why=why, left_out=True)


def _standing(row, by, version):
    row = _begin(row, by=by, version=version)
    refuse_if(row.left_out, WAS_LEFT_OUT)
    return row


def looked_into(content: bytes) -> dict:
    """What `papers.pdf_check` says of a PDF, within its limits: {"pages"} or {"refused"}."""
    command = [sys.executable, "-m", "papers.pdf_check"]
    try:
        done = subprocess.run(
            command,
            input=content,
            capture_output=True,
            cwd=settings.BASE_DIR,
            timeout=CHECK_SECONDS,
            check=True,
        )
        return json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return {"refused": BROKEN}
