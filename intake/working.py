"""How a worker reads a file, or takes its rows in: claim, work, settle.

Any step may be killed at any time. Reading keeps nothing before its end; what takes rows in is one
transaction, or one for each few rows, which are found as taken in by whoever goes on.
"""

import logging

from django.utils import timezone

from intake import progress
from intake.choices import State
from intake.claims import ClaimLost, claim_import, settle_import, write_claimed
from intake.looking import book_of, compared
from intake.models import Import
from intake.reading.cells import Unreadable
from intake.taking_in import give_back, take_in_import
from programme import uploads
from programme.authorization import NotPermitted
from programme.models import ScanState

log = logging.getLogger("programme")

MOST_ATTEMPTS = 3


def work_on(import_id, clock) -> Import | None:
    """Does what an import waits for; None where it waits for nothing, or another worker has it."""
    row = claim_import(import_id)
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


def _work(row, clock):
    back = State.FAILED if row.state == State.READING else State.READY
    try:
        if row.attempts > MOST_ATTEMPTS:
            said = f"It was begun {MOST_ATTEMPTS} times and never ended. Hand in a smaller part."
            give_back(row, clock())
            settle_import(row, back, [said])
        elif _is_scanned(row, clock):
            _read(row, clock) if row.state == State.READING else take_in_import(row, clock)
    except Unreadable as error:
        settle_import(row, State.FAILED, [str(error)])
    except NotPermitted as error:
        settle_import(row, back, [f"{error} Nothing was taken in."])
    except ClaimLost:
        raise
    except Exception:  # whatever it was, the page must say so
        log.exception("Import %s was not worked on", row.pk)
        give_back(row, clock())
        said = "Something went wrong on our side. No row of this step was taken in. Try it again."
        settle_import(row, back, [said])


def _is_scanned(row, clock):
    """Whether the virus scan lets the file be opened; it is asked for where nobody did."""
    if row.upload.state == ScanState.WAITING:
        uploads.scan(row.upload_id, clock())
        row.upload.refresh_from_db()
    if row.upload.state == ScanState.INFECTED:
        settle_import(row, State.FAILED, [f"{row.upload.state_in_words}. The file was not opened."])
    elif not row.upload.is_handed_out:
        said = [f"{row.upload.state_in_words}. It goes on by itself."]
        write_claimed(row, claim=None, lease_until=None, attempts=0, said=said)
    return row.upload.is_handed_out


def _read(row, clock):
    _, told = compared(row, book_of(row), timezone.localdate(clock()))
    settle_import(row, State.READY, preview=told)
