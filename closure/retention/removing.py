"""Words are removed by two people: one proposes, another confirms or takes it back. What goes is
written down with its fingerprints first; only this step passes the triggers of the database.

Raises, all of the actions: NotPermitted, ValidationError.
"""

import hashlib

from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.extension import extensions
from programme.formats import day, known_as
from programme.records import lock_programme, refuse_if, refuse_unless, save_checked

from ..archive.records import written
from ..archive.working import delete_removed
from ..choices import ArchiveState
from ..models import Archive, Removal, RemovedRow
from .permissions import REMOVE

BY_ANOTHER = (
    "You proposed this yourself, so somebody else has to confirm it: an administrator or democratic"
    " services officer of the programme."
)
REMOVED = "It was made before words were removed ({}), and had them still."
BATCH = 500


def propose(programme, what, *, by, at, reason, **said) -> Removal:
    """Proposes a removal. Nothing goes before somebody else confirms it. Whoever calls has locked
    the programme.
    """
    waits = Removal.objects.waiting().filter(programme=programme, what=what)
    waits = waits.filter(kind=said.get("kind", "")).first()
    if waits:
        since = f"{waits.proposed_by_name} proposed one on {day(waits.proposed_at)} already."
        refuse_if(waits, f"{since} It is confirmed or taken back first.")
    who = {"proposed_at": at, "proposed_by": by, "proposed_by_name": known_as(by)}
    removal = Removal(programme=programme, what=what, reason=reason, **who, **said)
    unsaid = ["confirmed_at", "confirmed_by", "taken_back_at", "taken_back_by", "rule"]
    save_checked(removal, exclude=unsaid)
    return tell(removal, "proposed", reason, by=by, at=at)


@transaction.atomic
def take_back(removal, *, by, at, why) -> Removal:
    """What was proposed is not done. Whoever may confirm it may do so."""
    removal = begin(removal, by)
    removal.taken_back_at, removal.taken_back_by, removal.name = at, by, ""
    removal.taken_back_by_name, removal.taken_back_why = known_as(by), why
    removal.save()
    return tell(removal, "took back", why, by=by, at=at)


def begin(removal, by) -> Removal:
    """The removal as it stands, locked with its programme; refused where it was settled."""
    require(by, REMOVE, removal.programme)
    programme = lock_programme(removal.programme)
    removal = Removal.objects.select_for_update(of=("self",)).get(pk=removal.pk)
    removal.programme = programme
    refuse_unless(removal.is_waiting, what_became_of(removal))
    return removal


def confirm(removal, by, at):
    """Says that somebody else confirmed it; from then on the rows that it names can be emptied."""
    refuse_if(removal.proposed_by_id == by.pk, BY_ANOTHER)
    removal.confirmed_at, removal.confirmed_by, removal.name = at, by, ""
    removal.confirmed_by_name = known_as(by)
    removal.save()


def what_became_of(removal) -> str:
    """How a removal was settled, in a sentence; empty while it waits."""
    if removal.confirmed_at:
        when = day(timezone.localdate(removal.confirmed_at))
        return f"{removal.confirmed_by_name} confirmed this on {when}."
    if removal.taken_back_at:
        when = day(timezone.localdate(removal.taken_back_at))
        said = f"{removal.taken_back_by_name} took this back on {when}."
        return f"{said} {removal.taken_back_why}".strip()
    return ""


def write_down(removal, rows, recorded="", upload=""):
    """Writes down rows as they are before they are changed, given with the columns that change:
    each with its fingerprint. `recorded` is the column of their moment, `upload` that of their
    file or of its fingerprint.
    """
    RemovedRow.objects.bulk_create(
        [
            RemovedRow(
                removal=removal,
                table_name=row._meta.db_table,
                row_id=row.pk,
                what=str(getattr(row, "certified", row._meta.verbose_name))[:100],
                reference=(getattr(row, "reference", "") or "")[:40],
                recorded_at=getattr(row, recorded) if recorded else None,
                columns=", ".join(columns)[:500],
                sha256=hashlib.sha256(written(row)).hexdigest(),
                file_sha256=_print_of(getattr(row, upload, "")) if upload else "",
            )
            for row, columns in rows
        ],
        batch_size=BATCH,
    )


def _print_of(file) -> str:
    """The fingerprint of a file, given as what somebody handed in or as that itself."""
    return getattr(file, "sha256", file) or ""


def end(removal, *, by, at) -> Removal:
    """Ends the step: nothing passes any more. What else held the words goes with them."""
    removal.rows.filter(is_open=True).update(is_open=False)
    _remove_archives(removal, at)
    for room in extensions():
        room.rewritten(removal.programme, at)
    return tell(removal, "confirmed", removal.reason, by=by, at=at)


def _remove_archives(removal, at):
    """Archives that were made before have the words still."""
    made = Archive.objects.filter(programme=removal.programme, state=ArchiveState.MADE)
    made.update(state=ArchiveState.REMOVED, said=REMOVED.format(day(timezone.localdate(at))))
    transaction.on_commit(delete_removed)


def tell(removal, verb, why, *, by, at) -> Removal:
    """Writes to the history what was done with a removal."""
    programme = removal.programme
    audit.record(removal, by=by, at=at, verb=verb, programme=programme, why=why)
    return removal
