"""Takes the rows of a file into a log, by the log's own actions: all of them or none."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from intake.choices import State
from intake.lines import CHANGE, NEW, REFUSED
from intake.models import Import
from intake.preview import preview
from programme import audit
from programme.arriving import arriving_of
from programme.authorization import NotPermitted, require
from programme.formats import day, known_as
from programme.records import StaleEntry, lock_programme
from programme.uploads import HandedIn, keep_upload

DOUBLED = "The log has such an entry already: it was added meanwhile."
LONGEST = 1_500  # characters of the questions that an event keeps


class NotApplied(Exception):
    """A rule of the log refused rows, {place: reasons}: nothing was kept."""

    def __init__(self, refused=None):
        self.refused = refused or {}
        super().__init__()


@dataclass(frozen=True)
class Source:
    """A file: its name, its bytes and what it is."""

    name: str
    content: bytes
    kind: str
    sha256: str


def imported_before(programme, log, sha256) -> str:
    """When and by whom a file was imported into a log already, in words; blank where it was not."""
    kept = Import.objects.filter(state=State.DONE).exclude(rows=[])
    found = kept.filter(programme=programme, log=log.name, upload__sha256=sha256).last()
    if found is None:
        return ""
    when = day(timezone.localdate(found.applied_at or found.recorded_at))
    return f"This file was imported before, on {when} by {found.recorded_by_name}."


def apply(book, log, programme, source, *, by, at, chosen=None, wishes=None):
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
            result = preview(book, log, programme, on=on, chosen=chosen, wishes=wishes)
            _take_all(result, log, programme, source, by=by, at=at)
    except NotApplied:
        return result, False
    return result, True


def take_in(lines, log, programme, name, *, by, at) -> list:
    """Takes in rows of the file of this name, each by itself; returns what was kept, as
    `Import.rows` has it. One that a rule of the log refuses gets that verdict, with the reasons.
    """
    kept = []
    for line in lines:
        before = [record.entry for record in line.records]
        why = _origin(name, line)
        try:
            with transaction.atomic(), audit.coming_from(why):
                records = line.records
                made = [_made(one, log, programme, line, why, by=by, at=at) for one in records]
        except (ValidationError, StaleEntry, NotPermitted, IntegrityError) as error:
            line.verdict = REFUSED
            doubled = isinstance(error, IntegrityError)
            line.reasons += [DOUBLED] if doubled else getattr(error, "messages", [str(error)])
            for record, entry in zip(line.records, before, strict=True):
                record.entry = entry
        else:
            if made := list(filter(None, made)):
                references = [one["reference"] for one in made]
                row = {"where": line.where, "verdict": line.verdict, "entries": references}
                kept.append({**row, "made": made})
    return kept


def _take_all(result, log, programme, source, *, by, at):
    before = [(line, [record.entry for record in line.records]) for line in result.lines]
    kept = take_in(result.lines, log, programme, source.name, by=by, at=at)
    if any(line.verdict == REFUSED and line.records for line in result.lines):
        for line, entries in before:
            for record, entry in zip(line.records, entries, strict=True):
                record.entry = entry
        raise NotApplied
    if kept:
        _keep(kept, log, programme, source, by=by, at=at)


def _made(record, log, programme, line, why, *, by, at):
    """What a record did to its entry, with the versions before and after; None for nothing."""
    before = record.entry and record.entry.version
    entry = _record(record, log, programme, line, why, by=by, at=at)
    if entry is None:
        return None
    entry.refresh_from_db(fields=["version"])
    versions = {"before": before, "after": entry.version}
    return {"pk": entry.pk, "reference": entry.reference, **versions}


def _record(record, log, programme, line, why, *, by, at):
    """Adds or changes one entry; None where it differs in nothing."""
    fields, who = arriving_of(log), {"by": by, "at": at}
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


def _origin(name, line):
    """What an event says of where an entry came from, and of what was left out."""
    asked = " ".join(one["question"] for one in line.questions)
    open_ones = f" Not taken in before it is answered: {asked}" if asked else ""
    return f"From {name}, {line.where}.{open_ones}"[:LONGEST]


def _keep(kept, log, programme, source, *, by, at):
    """Keeps the file under its fingerprint, and which row became which entry."""
    handed_in = HandedIn(source.name, source.content, source.kind)
    row = Import.objects.create(
        programme=programme,
        upload=keep_upload(handed_in, programme=programme, by=by, at=at),
        log=log.name,
        rows=kept,
        recorded_at=at,
        recorded_by=by,
        recorded_by_name=known_as(by),
        applied_at=at,
        applied_by=by,
    )
    record_import(row, log, by=by, at=at)


def record_import(row, log, *, by, at):
    """Writes the event of an import, with what it did to its log."""
    counts = {NEW: 0, CHANGE: 0}
    for one in row.rows:
        counts[CHANGE if one["verdict"] == CHANGE else NEW] += 1
    told = f"{counts[NEW]} rows added, {counts[CHANGE]} changed"
    note = audit.note("rows", log.title, "", told)
    audit.record(row, by=by, at=at, verb="imported", programme=row.programme, changes=[note])
