"""Records of which the time is over are disposed of: their words and files go, a certificate with
their fingerprints stays.

Raises, all of the actions: NotPermitted, ValidationError.
"""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from programme.authorization import require
from programme.closed import lifted
from programme.models import ScanState, Upload
from programme.records import lock_programme, refuse_unless
from reports.putting_away import delete_disposed

from ..choices import RemovalKind
from ..models import RemovedRow
from . import removing
from .actions import CHOOSE, refuse_held
from .kinds import kinds
from .permissions import REMOVE
from .standing import NO_CLASS, NOT_CLOSED, due_rows, rules_of

NONE_DUE = "No record of this kind is past its time."
MOMENTS = ("recorded_at", "created_at", "history_date")  # at which rows were written down
REFUSED = (
    "Nothing was disposed of: the database does not take rows without their words and sums among "
    "the {}. Tell whoever runs this service."
)
STAYS = "Records of this kind are not disposed of by this service."


@transaction.atomic
def propose_disposal(programme, *, by, at, kind, reason):
    """Proposes that all records of a kind are disposed of whose time is over as it is confirmed."""
    require(by, REMOVE, programme)
    programme = lock_programme(programme)
    known = kinds().get(kind)
    refuse_unless(known, CHOOSE, "kind")
    refuse_unless(known.emptied, STAYS, "kind")
    rule = rules_of(programme).get(kind)
    _due(programme, known, rule, at)
    said = {"kind": kind, "rule": rule, "reason": reason}
    return removing.propose(programme, RemovalKind.DISPOSAL, by=by, at=at, **said)


@transaction.atomic
def confirm_disposal(removal, *, by, at):
    """Disposes of the records whose time is over, by the class that counts as it was proposed."""
    removal = removing.begin(removal, by)
    programme, kind = removal.programme, kinds()[removal.kind]
    same = rules_of(programme).get(removal.kind) == removal.rule
    refuse_unless(same, "Another class was set since. Take this back, and propose it anew.")
    found = _due(programme, kind, removal.rule, at)
    removing.confirm(removal, by, at)
    kind.before(removal)
    due = [row for rows in found for row in rows]
    every = [*found, *map(list, kind.beside(programme, due))]
    uploads = {one.pk: one for rows in every for one in _files_of(rows, kind.key)}.values()
    with lifted(programme):
        for rows in every:
            _empty(removal, kind, rows)
    removing.write_down(removal, [(one, ["name"]) for one in uploads], "recorded_at")
    _dispose_of_files(uploads)
    return removing.end(removal, by=by, at=at)


def _empty(removal, kind, rows):
    """Empties rows of one model, written down as they were."""
    emptied = kind.emptied_of(type(rows[0])) if rows else None
    if emptied is None:
        return
    names = {one.name for one in rows[0]._meta.concrete_fields}
    recorded = next((one for one in (kind.recorded, *MOMENTS) if one in names), "")
    upload = kind.upload if kind.upload in names else ""
    upload = next((one.name for one in _to_files(type(rows[0]))), upload)
    gone = [(row, list(emptied)) for row in rows]
    removing.write_down(removal, gone, recorded, upload)
    for begin in range(0, len(rows) if emptied else 0, removing.BATCH):
        keys = [row.pk for row in rows[begin : begin + removing.BATCH]]
        try:
            with transaction.atomic():
                type(rows[0])._base_manager.filter(pk__in=keys).update(**emptied)
        except IntegrityError as refused:
            raise ValidationError(REFUSED.format(rows[0]._meta.verbose_name_plural)) from refused


def _to_files(model):
    return [one for one in model._meta.concrete_fields if one.related_model is Upload]


def _files_of(rows, kind):
    """The files that people handed in with rows of one model, but for those of another row that
    is not disposed of.
    """
    for one in _to_files(type(rows[0])) if rows else ():
        files = {file.pk: file for row in rows if (file := getattr(row, one.name))}
        others = type(rows[0])._base_manager.filter(**{f"{one.name}__in": files})
        others = others.exclude(pk__in=[row.pk for row in rows])
        gone = RemovedRow.objects.filter(
            table_name=type(rows[0])._meta.db_table, removal__kind=kind
        )
        kept = others.exclude(pk__in=gone.values("row_id")).values_list(one.name, flat=True)
        yield from (file for pk, file in files.items() if pk not in set(kept))


def _due(programme, kind, rule, at):
    """The records of a kind whose time is over, a list of each model, locked; refused where there
    is none.
    """
    refuse_unless(programme.is_closed, f"{NOT_CLOSED}: nothing of it is disposed of.")
    refuse_held(programme, kind.key)
    refuse_unless(rule, f"{NO_CLASS} for this kind. Set it first.", "kind")
    due = due_rows(kind, rule, programme, timezone.localdate(at))
    found = [list(rows.select_for_update(of=("self",))) for rows in due]
    refuse_unless(any(found), NONE_DUE, "kind")
    return found


def _dispose_of_files(uploads):
    """Nobody gets these files any more; one goes from the storage that nobody else handed in."""
    found = Upload.objects.filter(pk__in=[one.pk for one in uploads])
    found.update(state=ScanState.DISPOSED, name="", said="", next_try_at=None)
    transaction.on_commit(delete_disposed)
