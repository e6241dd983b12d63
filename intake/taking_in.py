"""Takes in the rows of an import as its preview shows them: all or none, or each by itself."""

import time

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from intake import progress
from intake.applying import NotApplied, record_import, take_in
from intake.choices import How, State
from intake.claims import lease, log_of, settle_import, write_claimed
from intake.lines import REFUSED
from intake.looking import book_of, compared
from intake.models import Import
from intake.taking_back import put_back
from programme.authorization import require
from programme.records import lock_programme

AT_ONCE = 25  # rows that are taken in together
MOST_LOCKED = 100  # rows that are all or none in one transaction: it lets nobody else save
PAUSE = 0.12  # seconds: who waits for SQLite's lock asks for it every 0.1
MOST_NAMED = 5
NOT_ALL = "Not all rows of the file could be taken in"


class Meanwhile(Exception):
    """The log is not as the preview showed it any more."""

    def __init__(self, told, places):
        self.told, self.places = told, places
        super().__init__()


def take_in_import(row, clock):
    """Takes in what waits, and settles the import.

    Raises:
        NotPermitted: who had it applied may not keep the log any more.
        ClaimLost: another worker has it.
    """
    require(row.applied_by, log_of(row).keep, row.programme)
    at, book = row.applied_at if row.rows else clock(), book_of(row)
    try:
        if row.how == How.EACH:
            _take_each(row, book, at, clock)
        elif _count(row) > MOST_LOCKED:
            _try_all(row, book, at)
            _take_each(row, book, at, clock)
        else:
            with transaction.atomic():
                _take_all(row, book, at)
    except Meanwhile as found:
        named = ", ".join(found.places[:MOST_NAMED])
        more = len(found.places) - MOST_NAMED
        said = [
            "The log, or what is remembered of its columns, was changed since this preview was "
            f"made. Nothing was taken in. Other than shown before: {named}"
            f"{f' and {more} more' if more > 0 else ''}. Look at it, and import again."
        ]
        settle_import(row, State.READY, said, preview=found.told)
    except NotApplied as error:
        said = ["Nothing was taken in: the log refuses what is named below."]
        settle_import(row, State.READY, said, preview={**row.preview, "refused": error.refused})


def _count(row):
    return sum("fields" in one for one in row.preview.get("rows", []))


def _parts(row, result, doing=""):
    """A few lines at a time, with how far it is."""
    total = len(result.lines)
    for done in range(0, total, AT_ONCE):
        if done and connection.vendor == "sqlite" and not connection.in_atomic_block:
            time.sleep(PAUSE)
        yield result.lines[done : done + AT_ONCE]
        progress.say(row.pk, f"{doing}{min(done + AT_ONCE, total):,} of {total:,} rows")


def _take_all(row, book, at):
    Import.objects.select_for_update().filter(pk=row.pk).first()  # no other worker begins it
    lock_programme(row.programme)  # two people who import at once do so one after the other
    result, told = _as_shown(row, book, at)
    kept = [one for lines in _parts(row, result) for one in _take(row, lines, at)]
    if refused := _refused(result):
        raise NotApplied(refused)
    _finish(row, kept, told, {}, at)


def _try_all(row, book, at):
    """Takes in a few rows at a time and none for good, to see whether the log refuses one."""
    if row.rows:
        return  # a worker that died had tried it
    result, _ = _as_shown(row, book, at)
    for lines in _parts(row, result, "Nothing is kept yet. Tried: "):
        with transaction.atomic():
            lock_programme(row.programme)
            _take(row, lines, at)
            transaction.set_rollback(True)
        write_claimed(row, lease_until=lease())
    if refused := _refused(result):
        raise NotApplied(refused)


def _take_each(row, book, at, clock):
    with transaction.atomic():
        lock_programme(row.programme)
        result, told = _as_shown(row, book, at)
    for lines in _parts(row, result):
        with transaction.atomic():
            lock_programme(row.programme)
            kept = [*row.rows, *_take(row, lines, at)]
            write_claimed(row, rows=kept, applied_at=at, lease_until=lease())
        row.rows = kept
    refused = _refused(result)
    if refused and row.how == How.ALL and give_back(row, clock()):
        raise NotApplied(refused)
    with transaction.atomic():
        _finish(row, row.rows, told, refused, at)


def give_back(row, at) -> bool:
    """Puts back what was taken in of rows that are all or none; whether nothing of it is left.

    What somebody has changed since stays, with all the rest.
    """
    if row.how != How.ALL or not row.rows:
        return row.how == How.ALL
    try:
        with transaction.atomic():
            lock_programme(row.programme)
            how = {"by": row.applied_by, "at": at, "recorded_at": row.applied_at}
            put_back(log_of(row), row.rows, why=NOT_ALL, **how)
            write_claimed(row, rows=[])
    except ValidationError:
        return False
    row.rows = []
    return True


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


def _as_shown(row, book, at):
    """The preview as it was shown; what rows were taken in by a worker that died stays as it is.

    Raises:
        Meanwhile: it is another one by now.
    """
    result, told = compared(row, book, timezone.localdate(at))
    shown = {one["where"]: one for one in row.preview.get("rows", [])}
    now = {one["where"]: one for one in told["rows"]}
    places = [where for where in {**shown, **now} if shown.get(where) != now.get(where)]
    if places and not row.rows:
        raise Meanwhile(told, places)
    return result, (row.preview if row.rows else told)


def _finish(row, kept, told, refused, at):
    told = {**told, "refused": refused}
    settle_import(row, State.DONE, rows=kept, preview=told, applied_at=at)
    row.rows = kept
    if kept:
        record_import(row, log_of(row), by=row.applied_by, at=at)
