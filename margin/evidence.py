"""What people can do with the evidence of a row, and what a page and a report say of it.

Raises, all of the actions: NotPermitted, ValidationError.
"""

from collections import defaultdict

from django.db import transaction

from programme import audit, uploads
from programme.authorization import require
from programme.formats import day, listed
from programme.log import log_name
from programme.models import FileKind
from programme.records import add_recorded, locked, refuse_if, refuse_unless

from .models import Evidence, EvidenceMark, beside
from .permissions import KEEP_EVIDENCE, SEE
from .rows import refuse_strangers

KINDS = tuple(kind for kind in FileKind if kind != FileKind.OTHER)
OWN = "You added this yourself. Somebody else says that they have seen it."
IS_OFF = "This evidence was taken off already."


@transaction.atomic
def add_evidence(entry, *, by, at, title, file: uploads.HandedIn, dated=None, about="", why=""):
    """Adds a file that shows something about a row, a closed one too where somebody says why."""
    entry = _begin(entry, by, KEEP_EVIDENCE)
    refuse_if(entry.is_closed and not why.strip(), "Say why: the row is closed.", "why")
    upload = uploads.keep_upload(file, programme=entry.programme, by=by, at=at)
    twin = Evidence.objects.standing().beside(entry).filter(upload__sha256=upload.sha256).first()
    refuse_if(twin, f"This file stands there already: {twin}.", "file")
    said = {"title": title, "dated": dated, "about": about, "upload": upload}
    row = add_recorded(Evidence, by=by, at=at, **Evidence.named(entry), **said)
    _tell(row, entry, "added evidence to", "", row.in_short, by=by, at=at, why=why)
    return row


@transaction.atomic
def mark_seen(row, *, by, at):
    """Says that `by` has seen a piece of evidence."""
    require(by, SEE, row.programme)
    refuse_strangers(row.log, by, row.programme)
    Evidence.objects.select_for_update().get(pk=row.pk)
    refuse_if(row.recorded_by_id == by.pk, OWN)
    refuse_if(row.marks.filter(what=EvidenceMark.OFF).exists(), IS_OFF)
    mine = row.marks.filter(what=EvidenceMark.SEEN, recorded_by=by)
    refuse_if(mine.exists(), "You have said already that you have seen it.")
    add_recorded(EvidenceMark, by=by, at=at, evidence=row, what=EvidenceMark.SEEN)
    verb = f"has seen the evidence of {row.reference}:"
    audit.record(row, by=by, at=at, verb=verb, programme=row.programme)
    return row


@transaction.atomic
def take_off(row, entry, *, by, at, why):
    """Takes a piece of evidence off its row. The file and who saw it stay on record."""
    entry = _begin(entry, by, KEEP_EVIDENCE)
    refuse_if(row.marks.filter(what=EvidenceMark.OFF).exists(), IS_OFF)
    refuse_unless(why.strip(), "Say why.", "why")
    add_recorded(EvidenceMark, by=by, at=at, evidence=row, what=EvidenceMark.OFF, why=why)
    _tell(row, entry, "took evidence off", row.in_short, "", by=by, at=at, why=why)
    return row


def _begin(entry, by, permission):
    require(by, permission, entry.programme)
    refuse_strangers(log_name(type(entry)), by, entry.programme)
    return locked(entry)


def _tell(row, entry, verb, was, now, **how):
    note = audit.note(f"evidence-{row.pk}", "Evidence", was, now)
    audit.record(entry, verb=verb, programme=entry.programme, changes=[note], **how)


def evidence_of(entry, moment=None) -> list[Evidence]:
    """The evidence of a row at a moment or now, each with the marks of then as `seen` and what took
    it off as `off`; what is taken off stands last.
    """
    found = beside(Evidence, entry, moment, "upload")
    for row in found:
        marks = [one for one in row.marks.all() if not moment or one.recorded_at <= moment]
        row.seen = [one for one in marks if one.what == EvidenceMark.SEEN]
        row.off = next((one for one in marks if one.what == EvidenceMark.OFF), None)
    return sorted(found, key=lambda row: row.off is not None)


def notes_of(named, position) -> list[str]:
    """A sentence for each of the rows that had evidence: what it shows, its fingerprint, who has
    seen it. What waits for its virus scan, or failed it, is not printed. `named` are the references
    of the rows, by the name of their log.
    """
    rows = Evidence.objects.standing(position.at).filter(programme=position.programme)
    rows = rows.filter(log__in=named).select_related("upload").prefetch_related("marks")
    found = defaultdict(list)
    for row in rows:
        if row.upload.is_handed_out:
            found[row.log, row.reference].append(_said(row, position))
    order = dict.fromkeys((log, one) for log, names in named.items() for one in names)
    return [f"Evidence of {one[1]}: {'; '.join(found[one])}." for one in order if one in found]


def _said(row, position):
    seen = [
        f"{position.signed(one, 'recorded')} on {day(one.recorded_at)}"
        for one in row.marks.all()
        if one.what == EvidenceMark.SEEN
        if not position.at or one.recorded_at <= position.at
    ]
    return f"{row.in_short}, seen by {listed(seen)}" if seen else row.in_short
