"""How a worker reads a file, or takes its rows in: claim, work, settle.

Any step may be killed at any time. Reading keeps nothing before its end; what takes rows in is one
transaction, or one for each few rows, which are found as taken in by whoever goes on.
"""

import logging
import uuid
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now
from django.utils import timezone

from intake import progress
from intake.applying import NotApplied, imported_before, record_import, take_in
from intake.choices import How, State
from intake.lines import REFUSED
from intake.memory import remembered
from intake.models import Import
from intake.owners import unknown_owners
from intake.preview import Wishes, preview
from intake.process import read_file
from intake.reading.cells import Unreadable
from intake.results import as_dict
from programme import uploads
from programme.authorization import NotPermitted, require
from programme.log import logs
from programme.models import ScanState
from programme.records import lock_programme

log = logging.getLogger("programme")

MOST_ATTEMPTS = 3
AT_ONCE = 25  # rows that are taken in together where each stands for itself
MOST_NAMED = 5


class ClaimLost(Exception):
    """Another worker has the import: this one must not write."""


class Meanwhile(Exception):
    """The log is not as the preview showed it any more."""

    def __init__(self, told, places):
        self.told, self.places = told, places
        super().__init__()


def log_of(row):
    """The log that an import is for."""
    return next(one for one in logs() if one.name == row.log)


def work_on(import_id, clock) -> Import | None:
    """Does what an import waits for; None where it waits for nothing, or another worker has it."""
    row = _claim(import_id)
    if row is None:
        return None
    try:
        _work(row, clock)
    except ClaimLost as lost:
        log.warning("%s", lost)
        return None
    finally:
        progress.forget(import_id)
    row.refresh_from_db()
    return row


def _claim(import_id):
    token, until = uuid.uuid4(), Now() + timedelta(seconds=settings.LEASE_SECONDS)
    found = Import.objects.filter(pk=import_id).to_work_on()
    if not found.update(claim=token, lease_until=until, attempts=F("attempts") + 1):
        return None
    row = Import.objects.select_related("programme", "upload", "applied_by").get(pk=import_id)
    row.claim = token
    return row


def _write(row, **values):
    """Writes to a claimed import.

    Raises:
        ClaimLost: it is not claimed by this worker any more.
    """
    if not Import.objects.filter(pk=row.pk, claim=row.claim).update(**values):
        raise ClaimLost(f"Import {row.pk} was taken over by another worker.")


def _settle(row, state, said=(), **values):
    """Writes what came of the work, and lets the import go."""
    free = {"claim": None, "lease_until": None, "attempts": 0, "version": F("version") + 1}
    _write(row, state=state, said=list(said), **free, **values)


def _work(row, clock):
    back = State.FAILED if row.state == State.READING else State.READY
    try:
        if row.attempts > MOST_ATTEMPTS:
            said = f"It was begun {MOST_ATTEMPTS} times and never ended. Hand in a smaller part."
            _settle(row, back, [said])
        elif _is_scanned(row, clock):
            _read(row, clock) if row.state == State.READING else _apply(row, clock)
    except Unreadable as error:
        _settle(row, State.FAILED, [str(error)])
    except NotPermitted as error:
        _settle(row, back, [f"{error} Nothing was taken in."])
    except ClaimLost:
        raise
    except Exception:  # whatever it was, the page must say so
        log.exception("Import %s was not worked on", row.pk)
        said = "Something went wrong on our side. No row of this step was taken in. Try it again."
        _settle(row, back, [said])


def _is_scanned(row, clock):
    """Whether the virus scan lets the file be opened; it is asked for where nobody did."""
    if row.upload.state == ScanState.WAITING:
        uploads.scan(row.upload_id, clock())
        row.upload.refresh_from_db()
    if row.upload.state == ScanState.INFECTED:
        _settle(row, State.FAILED, [f"{row.upload.state_in_words}. The file was not opened."])
    elif not row.upload.is_handed_out:
        said = [f"{row.upload.state_in_words}. It goes on by itself."]
        _write(row, claim=None, lease_until=None, attempts=0, said=said)
    return row.upload.is_handed_out


def _preview(row, on):
    """(the preview, the same as plain data)."""
    progress.say(row.pk, "The file is being read")
    book = read_file(uploads.content_of(row.upload.sha256))
    progress.say(row.pk, "Its rows are being compared with the log")
    return _compared(row, book, on)


def _compared(row, book, on):
    ours = log_of(row)
    known = remembered(row.programme, ours)
    wishes = Wishes(row.columns, row.answers, known)
    result = preview(book, ours, row.programme, on=on, chosen=row.table, wishes=wishes)
    told = as_dict(result)
    told["owners"] = unknown_owners(ours, row.programme, result.lines, row.answers)
    before = imported_before(row.programme, ours, row.upload.sha256)
    told["said"] += [before] if before else []
    return result, plain(told)


def plain(told):
    """What any database keeps as JSON: without NUL and half characters."""
    if isinstance(told, dict):
        return {plain(str(name)): plain(value) for name, value in told.items()}
    if isinstance(told, list | tuple):
        return [plain(one) for one in told]
    if told is None or isinstance(told, bool | int | float):
        return told
    return str(told).replace("\0", "\ufffd").encode("utf-8", "replace").decode()


def _read(row, clock):
    _, told = _preview(row, timezone.localdate(clock()))
    _settle(row, State.READY, preview=told)


def _apply(row, clock):
    require(row.applied_by, log_of(row).keep, row.programme)
    at = clock()
    try:
        if row.how == How.ALL:
            with transaction.atomic():
                _take_all(row, at)
        else:
            _take_each(row, at)
    except Meanwhile as found:
        named = ", ".join(found.places[:MOST_NAMED])
        more = len(found.places) - MOST_NAMED
        said = [
            "The log, or what is remembered of its columns, was changed since this preview was "
            f"made. Nothing was taken in. Other than shown before: {named}"
            f"{f' and {more} more' if more > 0 else ''}. Look at it, and import again."
        ]
        _settle(row, State.READY, said, preview=found.told)
    except NotApplied as error:
        said = ["Nothing was taken in: the log refuses what is named below."]
        _settle(row, State.READY, said, preview={**row.preview, "refused": error.refused})


def _take_all(row, at):
    Import.objects.select_for_update().filter(pk=row.pk).first()  # no other worker begins it
    lock_programme(row.programme)  # two people who import at once do so one after the other
    result, told = _as_shown(row, at)
    kept, total = [], len(result.lines)
    for done in range(0, total, AT_ONCE):
        kept += _take(row, result.lines[done : done + AT_ONCE], at)
        progress.say(row.pk, f"{min(done + AT_ONCE, total):,} of {total:,} rows")
    if refused := _refused(result):
        raise NotApplied(refused)
    _finish(row, kept, told, {}, at)


def _take_each(row, at):
    with transaction.atomic():
        lock_programme(row.programme)
        result, told = _as_shown(row, at)
    kept, total = list(row.rows), len(result.lines)
    for done in range(0, total, AT_ONCE):
        with transaction.atomic():
            until = Now() + timedelta(seconds=settings.LEASE_SECONDS)
            lock_programme(row.programme)
            kept += _take(row, result.lines[done : done + AT_ONCE], at)
            _write(row, rows=kept, lease_until=until)
        progress.say(row.pk, f"{min(done + AT_ONCE, total):,} of {total:,} rows")
    with transaction.atomic():
        _finish(row, kept, told, _refused(result), at)


def _take(row, lines, at):
    how = {"by": row.applied_by, "at": at}
    return take_in(lines, log_of(row), row.programme, row.upload.name, **how)


def _refused(result):
    """{place: reasons} of the rows that a rule of the log refuses."""
    return {
        line.where: line.reasons
        for line in result.lines
        if line.verdict == REFUSED and line.records
    }


def _as_shown(row, at):
    """The preview as it was shown; what rows were taken in by a worker that died stays as it is.

    Raises:
        Meanwhile: it is another one by now.
    """
    result, told = _preview(row, timezone.localdate(at))
    shown = {one["where"]: one for one in row.preview.get("rows", [])}
    now = {one["where"]: one for one in told["rows"]}
    places = [where for where in {**shown, **now} if shown.get(where) != now.get(where)]
    if places and not row.rows:
        raise Meanwhile(told, places)
    return result, (row.preview if row.rows else told)


def _finish(row, kept, told, refused, at):
    told = {**told, "refused": refused}
    _settle(row, State.DONE, rows=kept, preview=told, applied_at=at)
    row.rows = kept
    if kept:
        record_import(row, log_of(row), by=row.applied_by, at=at)
