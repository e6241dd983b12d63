"""Each stored file is read again, every night: what is missing or changed goes on record, and
stands on the overview of its programme until the file is whole again.
"""

import hashlib
import logging
from collections import Counter
from dataclasses import dataclass

from django.core.files.storage import default_storage
from django.db import transaction
from django.urls import reverse

from programme import audit
from programme.models import Programme, ScanState, Upload
from programme.uploads import stored_name

from .choices import State
from .fingerprints import drawn_files
from .models import DamagedFile, PublishedFile, Report
from .published_files import HANDED_IN
from .putting_away import delete_disposed, finish_withdrawals, is_needed, sealed_name
from .withdrawals import Disposal

log = logging.getLogger("reports")
WHOLE, CHANGED, MISSING, WITHDRAWN = "whole", "changed", "missing", "withdrawn"
DISPOSED = "disposed"
PIECE = 1024 * 1024


@dataclass(frozen=True)
class Stored:
    """A file that should lie in the storage under `name`: what it is, in words, the page about it,
    the row that it belongs to, and whether it was withdrawn or disposed of.
    """

    name: str
    sha256: str
    what: str
    address: str
    subject: Report | Upload
    programme: Programme
    is_withdrawn: bool = False
    is_disposed: bool = False


def check_files(now) -> list[tuple[Stored, str]]:
    """Reads every stored file and writes down what is wrong. Gives each file with what it was found
    to be: "whole", "changed", "missing", "withdrawn" or "disposed".
    """
    finish_withdrawals()
    delete_disposed()
    found = [(one, _state(one)) for one in stored_files()]
    damaged = {}
    for one, state in found:
        if state in (CHANGED, MISSING):
            damaged.setdefault((one.programme.pk, one.name), (one, state))
    _record(damaged, now)
    return found


def summary(found) -> str:
    """How many files there were, and how they were found, in a sentence."""
    counts = Counter(state for _, state in found)
    whole = f"{len(found):,} files read: {counts[WHOLE]:,} as they were kept"
    return f"{whole}, {counts[CHANGED]} changed, {counts[MISSING]} missing, " + (
        f"{counts[WITHDRAWN]} withdrawn, {counts[DISPOSED]} disposed of."
    )


# --- What should be there -------------------------------------------------------------------------


def stored_files():
    """Every file that the database knows: of reports that were published, of drafts, and what
    people handed in: attached documents, background papers, evidence, and what was imported.
    """
    published = PublishedFile.objects.exclude(name="").exclude(form__in=HANDED_IN)
    known = published.select_related("report__definition__programme", "report__meeting__body")
    for file in known.defer("report__content").iterator():
        yield from _of_published(file)
    drafts = Report.with_discarded.filter(state__in=[State.DRAFT, State.DRAFT_GONE]).listed()
    for report in drafts.iterator():
        yield from _of_draft(report)
    for upload in Upload.objects.select_related("programme").iterator():
        yield _of_upload(upload)


def _of_published(file):
    report = file.report
    programme = report.definition.programme
    address = reverse("reports:proof", args=[programme.slug, report.pk])
    whose = (file.sha256, str(file), address, report, programme)
    if report.is_disposed:
        yield Stored(file.name, *whose, is_disposed=True)
    elif not report.is_withdrawn:
        yield Stored(file.name, *whose)
    elif report.withdrawal.disposal == Disposal.SEAL and not is_needed(file):
        yield Stored(sealed_name(file.name), *whose, is_withdrawn=True)


def _of_draft(report):
    programme = report.definition.programme
    address = reverse("reports:detail", args=[programme.slug, report.pk])
    for file in drawn_files(report):
        words = f"{PublishedFile(report=report, **file).in_words} of the draft, {report}"
        whose = (file["sha256"], words, address, report, programme)
        yield Stored(file["name"], *whose, is_disposed=report.is_disposed)


def _of_upload(upload):
    name, programme = stored_name(upload.sha256), upload.programme
    gone = upload.state == ScanState.WITHDRAWN
    what = f"{upload.name or 'A file that was disposed of'}, handed in by {upload.recorded_by_name}"
    address = reverse("history", args=[programme.slug])
    whose = (upload.sha256, what, address, upload, programme)
    if upload.state == ScanState.DISPOSED:
        return Stored(name, *whose, is_disposed=True)
    return Stored(sealed_name(name) if gone else name, *whose, is_withdrawn=gone)


# --- How it was found -----------------------------------------------------------------------------


def _state(one) -> str:
    """A withdrawn file that was destroyed is not missing; one that was sealed must not change."""
    if one.is_disposed:
        return DISPOSED
    try:
        digest = _digest(one.name)
    except OSError:  # a disk that cannot be read has it no more
        return WITHDRAWN if one.is_withdrawn and _may_be_gone(one) else MISSING
    if digest != one.sha256:
        return CHANGED
    return WITHDRAWN if one.is_withdrawn else WHOLE


def _may_be_gone(one):
    """Whether it was destroyed, or lies where it is read, for somebody else needs it still."""
    kept = PublishedFile.objects.filter(sha256=one.sha256, report__state=State.WITHDRAWN)
    disposals = {file.report.withdrawal.disposal for file in kept}
    return Disposal.SEAL not in disposals or any(is_needed(file) for file in kept)


def _digest(name):
    found = hashlib.sha256()
    with default_storage.open(name) as file:
        while piece := file.read(PIECE):
            found.update(piece)
    return found.hexdigest()


@transaction.atomic
def _record(damaged, now):
    """Puts on record what was not known to be damaged, and what is whole again."""
    known = {
        (one.programme_id, one.name): one for one in DamagedFile.objects.filter(mended_at=None)
    }
    for key, row in known.items():
        is_missing = key in damaged and damaged[key][1] == MISSING
        if key not in damaged or is_missing != row.is_missing:
            DamagedFile.objects.filter(pk=row.pk).update(mended_at=now)
            if key not in damaged:
                log.info("%s is whole again: %s", row.what, row.name)
    for key, (one, state) in damaged.items():
        log.error("%s is %s: %s", one.what, state, one.name)
        if key not in known or known[key].is_missing != (state == MISSING):
            _tell(one, state, now)


def _tell(one, state, now):
    told = {
        "sha256": one.sha256,
        "what": one.what[:400],
        "address": one.address,
        "is_missing": state == MISSING,
        "found_at": now,
    }
    which = {"programme": one.programme, "name": one.name, "mended_at": None}
    if not DamagedFile.objects.get_or_create(**which, defaults=told)[1]:
        return  # somebody else who reads them at the same time has told of it
    verb = f"found a stored file {state}:"
    why = f"{one.what}. It should have the SHA-256 {one.sha256}."
    audit.record(one.subject, by=None, at=now, verb=verb, programme=one.programme, why=why)
