"""The files of a withdrawn report leave the places where they are read: sealed ones lie under
`sealed/`, the others are gone. It can be done any number of times, and is done again each night,
for a process may end in between.
"""

import logging

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from programme.models import ScanState, Upload
from programme.uploads import stored_name

from .choices import FROZEN, UNPUBLISHED, State
from .fingerprints import drawn_files
from .models import PublishedFile, Report
from .published_files import HANDED_IN
from .withdrawals import Disposal, Withdrawal

log = logging.getLogger("reports")


def sealed_name(name: str) -> str:
    """Where a file lies once it is sealed."""
    return f"sealed/{name}"


def put_away(withdrawal):
    """Puts away each file of a withdrawn report that nothing else needs."""
    for file in withdrawal.report.files.exclude(name=""):
        if default_storage.exists(file.name) and not is_needed(file):
            if withdrawal.disposal == Disposal.SEAL:
                _seal(file.name)
            default_storage.delete(file.name)
            log.info("%s was put away: %s", file.name, withdrawal.disposal)


def finish_withdrawals():
    """Puts away what was left where it was."""
    for withdrawal in Withdrawal.objects.confirmed():
        put_away(withdrawal)


def is_needed(file) -> bool:
    """Whether a report that can be read, a draft, or somebody who handed it in has the same file
    still.
    """
    if PublishedFile.objects.filter(name=file.name, report__state__in=FROZEN).exists():
        return True
    if file.form in HANDED_IN:
        return is_handed_in_still(file.sha256)
    drafts = Report.objects.filter(state__in=UNPUBLISHED)
    return drafts.filter(pdf_name=file.name).exists() or drafts.filter(docx_name=file.name).exists()


def delete_disposed():
    """Deletes the files that were disposed of, and that nobody else handed in."""
    for upload in Upload.objects.filter(state=ScanState.DISPOSED):
        twins = Upload.objects.filter(sha256=upload.sha256)
        name = stored_name(upload.sha256)
        if not twins.filter(state=ScanState.WITHDRAWN).exists():
            _delete(sealed_name(name))
        if not is_handed_in_still(upload.sha256):
            _delete(name)
    drawn = PublishedFile.objects.exclude(name="").exclude(form__in=HANDED_IN)
    for file in drawn.filter(report__state=State.DISPOSED):
        if not drawn.filter(name=file.name, report__state=State.WITHDRAWN).exists():
            _delete(sealed_name(file.name))
        if not is_needed(file):
            _delete(file.name)
    for report in Report.with_discarded.filter(state=State.DRAFT_GONE).listed():
        files = (PublishedFile(report=report, **file) for file in drawn_files(report))
        for file in files:
            if file.name and not is_needed(file):
                _delete(file.name)


def _delete(name):
    if default_storage.exists(name):
        default_storage.delete(name)
        log.info("%s was disposed of", name)


def is_handed_in_still(sha256) -> bool:
    """Whether somebody handed in the file with this fingerprint, and it was neither withdrawn nor
    disposed of.
    """
    uploads = Upload.objects.filter(sha256=sha256)
    return uploads.exclude(state__in=[ScanState.WITHDRAWN, ScanState.DISPOSED]).exists()


def _seal(name):
    sealed = sealed_name(name)
    with default_storage.open(name) as file:
        content = file.read()
    if default_storage.exists(sealed):
        default_storage.delete(sealed)  # the half of a process that was killed
    default_storage.save(sealed, ContentFile(content))
