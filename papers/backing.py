"""What people can do with the background papers of a paper.

Raises, all of them: NotPermitted, ValidationError; with a version StaleEntry.
"""

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
)

from .background import BackgroundPaper
from .permissions import WRITE

KINDS = tuple(FileKind)
WAS_LEFT_OUT = "This background paper was left out. Add it again."


@transaction.atomic
def add_background(*, paper, by, at, title, file: uploads.HandedIn, dated=None):
    """Lists a file of any kind with a paper, behind those that are listed already."""
    require(by, WRITE, paper.programme)
    lock_programme(paper.programme)  # one place at a time
    upload = uploads.keep_upload(file, programme=paper.programme, by=by, at=at)
    rows = BackgroundPaper.objects.filter(paper=paper)
    twin = rows.exclude(title="").filter(left_out=False, upload__sha256=upload.sha256).first()
    refuse_if(twin, f"This file is listed already: {twin}.", "file")
    row = BackgroundPaper(
        programme=paper.programme,
        paper=paper,
        place=rows.count() + 1,
        title=title,
        dated=dated,
        upload=upload,
    )
    return add_audited(row, programme=paper.programme, by=by, at=at, verb="listed in background")


@transaction.atomic
def leave_out_background(row, *, by, at, why, version=None):
    """Takes a file out of the list. It stays on record."""
    row = begin_change(row, by=by, permission=WRITE, version=version)
    refuse_if(row.left_out, WAS_LEFT_OUT)
    gone = audit.note("sha256", "SHA-256 of the file", row.upload.sha256, "")
    how = {"verb": "left out of the background", "changes": [gone], "why": why}
    return change_entry(row, by=by, at=at, left_out=True, **how)
