"""An import is taken back as a whole, while nobody has touched its rows.

What it added is withdrawn as added by mistake; what it changed gets the facts of before, and what
it recorded on an entry is withdrawn by the correction of its log. One that cannot be put back as
it was keeps all of them, and is named.
"""

from django.db import transaction

from intake.choices import State
from intake.claims import log_of
from intake.models import Import
from programme import audit
from programme.authorization import require
from programme.mistakes import correct_row, rows_of
from programme.records import correcting, lock_programme, refuse_if, refuse_unless
from programme.withdrawals import withdraw_mistake

MOST_NAMED = 10
# what no import sets by itself
KEPT_BY_ITSELF = {"id", "version", "updated_at", "updated_by", "updated_by_name", "created_at"}


@transaction.atomic
def take_back_import(row, *, why, by, at) -> Import:
    """Takes back all that an import did.

    Raises:
        NotPermitted: `by` may not keep the log, or not withdraw one of its entries.
        ValidationError: somebody touched a row, or it cannot be put back; it is named.
    """
    log = log_of(row)
    require(by, log.keep, row.programme)
    lock_programme(row.programme)
    row = Import.objects.select_for_update().get(pk=row.pk)
    refuse_unless(row.state == State.DONE and row.rows, "There is nothing to take back.")
    refuse_unless(why.strip(), "Say why.", "why")
    put_back(log, row.rows, why=why, by=by, at=at, recorded_at=row.applied_at)
    row.state = State.TAKEN_BACK
    row.version += 1
    row.save(update_fields=["state", "version"])
    note = audit.note("rows", log.title, f"{len(row.rows)} rows taken in", "None")
    how = {"verb": "took back", "programme": row.programme, "changes": [note], "why": why}
    audit.record(row, by=by, at=at, **how)
    return row


def put_back(log, rows, *, why, by, at, recorded_at):
    """Puts back what rows of an import did, `Import.rows`: all of it or, with a reason, nothing.

    Raises:
        ValidationError: somebody touched an entry, or one cannot be put back; it is named.
    """
    made = _by_entry(rows)
    entries = log.model.objects.in_bulk([one["pk"] for one in made])
    touched = [
        one["reference"]
        for one in made
        if one["pk"] not in entries or entries[one["pk"]].version != one["after"]
    ]
    more = len(touched) - MOST_NAMED
    named = ", ".join(touched[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
    refuse_if(
        touched,
        f"Somebody changed {named} since. Nothing is taken back: correct the others by hand.",
    )
    how = {"why": why, "by": by, "at": at, "recorded_at": recorded_at}
    for one in reversed(made):
        _put_back(log, entries[one["pk"]], one["before"], **how)


def _by_entry(rows):
    """Each entry once, with its version before all rows and after them."""
    found = {}
    for one in (one for line in rows for one in line.get("made", [])):
        first = found.setdefault(one["pk"], dict(one))
        first["after"] = one["after"]
    return list(found.values())


def _recorded_at(one):
    """When a row of a ledger was added."""
    return one.recorded_at if hasattr(one, "recorded_at") else one.history.earliest().history_date


def _put_back(log, entry, before, *, why, by, at, recorded_at):
    if before is None:
        withdraw_mistake(log, entry, by=by, at=at, mistake=why)
        return
    for ledger, one in rows_of(log, entry):
        if _recorded_at(one) == recorded_at:
            correct_row(log, ledger, one, by=by, at=at, mistake=why, never=True)
    entry.refresh_from_db()
    past = entry.history.filter(version=before).latest()
    columns = [one for one in entry._meta.concrete_fields if one.name in log.form_fields]
    wrong = {
        one.name: getattr(past, one.name)
        for one in columns
        if getattr(past, one.attname) != getattr(entry, one.attname)
    }
    if wrong:
        with correcting(why):
            entry = log.changes(entry, by=by, at=at, **wrong)
    entry.refresh_from_db()
    left = [
        str(one.verbose_name)
        for one in entry._meta.concrete_fields
        if one.name not in KEPT_BY_ITSELF
        if getattr(past, one.attname) != getattr(entry, one.attname)
    ]
    said = f"{entry.reference} cannot be put back as it was ({', '.join(left)})."
    refuse_if(left, f"{said} Nothing is taken back. Change it on its own page.")
