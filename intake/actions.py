"""What people do with an import before its rows are taken in.

Each step is for who keeps the log, and for the import as the person saw it (`version`).

Raises, all of them: NotPermitted, ValidationError.
"""

from django.db import transaction
from django.db.models import F

from intake.choices import State
from intake.claims import log_of
from intake.memory import by_heading
from intake.models import Import
from intake.reading.cells import column_letters
from programme.authorization import require
from programme.doorbell import ring
from programme.formats import known_as
from programme.records import refuse, refuse_if
from programme.uploads import keep_upload

MOVED_ON = "This import has moved on since you opened its page. Look at it again: here it is."
LONGEST_ANSWER = 5_000  # characters
WORK = "intake.tasks.work_on"


@transaction.atomic
def start_import(log, *, programme, handed_in, by, at) -> Import:
    """Keeps a file for a log, and has it read."""
    require(by, log.keep, programme)
    return _begin(log, keep_upload(handed_in, programme=programme, by=by, at=at), by=by, at=at)


@transaction.atomic
def start_in_other_log(row, log, *, table, by, at) -> Import:
    """Begins with a table of the same file for another log."""
    require(by, log.keep, row.programme)
    return _begin(log, row.upload, by=by, at=at, table=table)


def _begin(log, upload, *, by, at, table=None):
    who = {"recorded_at": at, "recorded_by": by, "recorded_by_name": known_as(by)}
    row = Import.objects.create(
        programme=upload.programme,
        upload=upload,
        log=log.name,
        state=State.READING,
        table=table,
        **who,
    )
    ring(WORK, row.pk)
    return row


def choose_table(row, *, table, by, version) -> Import:
    """Takes one table of the file; None is all that fit the log."""
    return _move(row, State.READING, by=by, version=version, table=table)


def choose_columns(row, *, columns, by, version) -> Import:
    """Says for a table which column goes to which field, {table: {letters of a column: field, or
    blank}}. What differs from the suggestion is remembered for the next file.
    """
    chosen, headings = dict(row.columns), dict(row.headings)
    for table in row.preview.get("tables", []):
        said = columns.get(str(table["table"]), {})
        known = {one: name for one, name in said.items() if one in table["columns"]}
        if known:
            numbered = {str(_number(one)): name for one, name in known.items()}
            chosen[str(table["table"])] = numbered
            headings |= by_heading(known, table["columns"])
    change = {"columns": chosen, "headings": headings}
    return _move(row, State.READING, by=by, version=version, **change)


def _number(letters):
    return next(n for n in range(1, 20_000) if column_letters(n) == letters)


def answer_questions(row, *, answers, by, version) -> Import:
    """Adds answers, {place, or blank for all rows: {field: answer}}, and reads again with them."""
    merged = {place: dict(said) for place, said in row.answers.items()}
    for place, said in answers.items():
        long = any(isinstance(one, str) and len(one) > LONGEST_ANSWER for one in said.values())
        refuse_if(long, f"Use at most {LONGEST_ANSWER:,} characters for an answer.")
        merged.setdefault(place, {}).update(said)
    return _move(row, State.READING, by=by, version=version, answers=merged)


def forget_answers(row, *, by, version) -> Import:
    """Asks everything again."""
    return _move(row, State.READING, by=by, version=version, answers={})


def read_again(row, *, by, version) -> Import:
    """Reads a file again that could not be read, or whose log has changed."""
    return _move(row, State.READING, by=by, version=version)


def apply_import(row, *, how, by, version) -> Import:
    """Has the rows taken in as the preview shows them."""
    return _move(row, State.APPLYING, by=by, version=version, how=how, applied_by=by)


def discard_import(row, *, by, version) -> Import:
    """Leaves a file whose rows nobody wants."""
    return _move(row, State.DISCARDED, by=by, version=version)


@transaction.atomic
def _move(row, state, *, by, version, **values):
    """One conditional update: of two people who press at once the second is told."""
    require(by, log_of(row).keep, row.programme)
    begins = [State.READY, State.FAILED] if state != State.APPLYING else [State.READY]
    found = Import.objects.filter(pk=row.pk, version=version, state__in=begins)
    change = {"state": state, "version": F("version") + 1, "attempts": 0, "said": []}
    if not found.update(**change, **values):
        refuse(MOVED_ON)
    if state != State.DISCARDED:
        ring(WORK, row.pk)
    row.refresh_from_db()
    return row
