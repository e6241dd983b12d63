"""Takes the rows of a file into a log, by the log's own actions: all of them or none."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from intake.lines import CHANGE, NEW, REFUSED
from intake.models import Import
from intake.preview import preview
from programme import audit
from programme.arriving import arriving_of
from programme.authorization import require
from programme.formats import day, known_as
from programme.records import StaleEntry, lock_programme
from programme.uploads import HandedIn, keep_upload

LONGEST = 1_500  # characters of the questions that an event keeps


class NotApplied(Exception):
    """A rule of the log refused a row: nothing was kept."""


@dataclass(frozen=True)
class Source:
    """A file: its name, its bytes and what it is."""

    name: str
    content: bytes
    kind: str
    sha256: str


def imported_before(programme, log, sha256) -> str:
    """When and by whom a file was imported into a log already, in words; blank where it was not."""
    found = Import.objects.filter(programme=programme, log=log.name, upload__sha256=sha256).last()
    if found is None:
        return ""
    when = day(timezone.localdate(found.recorded_at))
    return f"This file was imported before, on {when} by {found.recorded_by_name}."


def apply(book, log, programme, source, *, by, at, chosen=None):
    """Previews a file and takes in what can stand; returns the preview and whether it was applied.

    What is asked is left out of its entry, and the event of the entry keeps the question. Nothing
    is kept where the log's actions refuse any row.

    Raises:
        NotPermitted: `by` may not keep the log.
    """
    require(by, log.keep, programme)
    on = timezone.localdate(at)
    try:
        with transaction.atomic():
            lock_programme(programme)  # two people who import at once do so one after the other
            result = preview(book, log, programme, on=on, chosen=chosen)
            _take_in(result, log, programme, source, by=by, at=at)
    except NotApplied:
        return result, False
    return result, True


def _take_in(result, log, programme, source, *, by, at):
    before = [(line, [record.entry for record in line.records]) for line in result.lines]
    refused, kept = False, []
    for line in result.lines:
        try:
            with transaction.atomic(), audit.coming_from(_origin(source, line)):
                done = [
                    _record(record, log, programme, line, source, by=by, at=at)
                    for record in line.records
                ]
            kept += [(line, [one for one in done if one])] if any(done) else []
        except (ValidationError, StaleEntry) as error:
            refused = True
            line.verdict = REFUSED
            line.reasons += getattr(error, "messages", [str(error)])
    if refused:
        for line, entries in before:
            for record, entry in zip(line.records, entries, strict=True):
                record.entry = entry
        raise NotApplied
    if kept:
        _keep(kept, log, programme, source, by=by, at=at)


def _record(record, log, programme, line, source, *, by, at):
    """Adds or changes one entry; None where it differs in nothing."""
    fields, who = arriving_of(log), {"by": by, "at": at}
    why = _origin(source, line)
    facts = {name for name, one in fields.items() if one.field is not None}
    if record.entry is None:
        given = {name: value for name, value in record.given.items() if name in facts}
        given["reference"] = record.given.get("reference") or ""
        given |= log.arrives_under(programme)
        entry = log.adds(programme=programme, **who, **given)
        entry = log.take_in(entry, record.given, why=why, on=line.on, **who)
        record.entry = entry
        return entry
    if not record.differs:
        return None
    held = log.holds(record.entry)
    given = {
        name: value for name, value in record.differs.items() if name in facts and name not in held
    }
    entry = record.entry
    if given:
        entry = log.changes(entry, version=entry.version, **who, **given)
    record.entry = log.take_in(entry, record.given, why=why, on=line.on, **who)
    return record.entry


def _origin(source, line):
    """What an event says of where an entry came from, and of what was left out."""
    asked = " ".join(one["question"] for one in line.questions)
    open_ones = f" Not taken in before it is answered: {asked}" if asked else ""
    return f"From {source.name}, {line.where}.{open_ones}"[:LONGEST]


def _keep(kept, log, programme, source, *, by, at):
    """Keeps the file under its fingerprint, and which row became which entry."""
    handed_in = HandedIn(source.name, source.content, source.kind)
    rows = [
        {"where": line.where, "verdict": line.verdict, "entries": [one.reference for one in done]}
        for line, done in kept
    ]
    row = Import.objects.create(
        programme=programme,
        upload=keep_upload(handed_in, programme=programme, by=by, at=at),
        log=log.name,
        rows=rows,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=known_as(by),
    )
    counts = {NEW: 0, CHANGE: 0}
    for line, _ in kept:
        counts[CHANGE if line.verdict == CHANGE else NEW] += 1
    told = f"{counts[NEW]} rows added, {counts[CHANGE]} changed"
    note = audit.note("rows", log.title, "", told)
    audit.record(row, by=by, at=at, verb="imported", programme=programme, changes=[note])
