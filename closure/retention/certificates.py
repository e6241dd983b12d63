"""What stays of what was removed: its certificate, as a page and as files."""

import json

from django.db.models import Max, Min
from django.utils import timezone

from programme.formats import counted, day, moment
from programme.ui import downloads

from ..models import HistoryChain
from . import removing
from .tables import CERTIFIED, called, certified


def facts(removal) -> list[dict]:
    """What a removal was, who proposed and confirmed it, and by which class."""
    told = [("What", called(removal)), ("Why", removal.reason)]
    told += [("Proposed by", _who(removal, "proposed"))]
    if removal.rule:
        told += [("Class", str(removal.rule)), ("It rests on", removal.rule.source)]
    if removal.confirmed_at:
        told += [("Confirmed by", _who(removal, "confirmed")), ("How many", _count(removal))]
        told += _chain(removal)
    elif removal.taken_back_at:
        told.append(("What became of it", removing.what_became_of(removal)))
    return [{"label": label, "value": value} for label, value in told]


def _chain(removal):
    """What proves the history that is left."""
    return [
        (
            "Chain of the history before",
            f"SHA-256 {one.sha256}, of {counted(one.events, 'event')} up to number"
            f" {one.last_event}",
        )
        for one in HistoryChain.objects.filter(removal=removal)
    ]


def _who(removal, step):
    return f"{getattr(removal, f'{step}_by_name')}, {moment(getattr(removal, f'{step}_at'))}"


def _count(removal):
    rows = removal.rows.all().order_by()
    told = rows.aggregate(first=Min("recorded_at"), last=Max("recorded_at"))
    number = counted(rows.count(), "record")
    if not told["first"]:
        return number
    first, last = (day(timezone.localdate(told[name])) for name in ("first", "last"))
    return f"{number}, recorded from {first} to {last}"


def as_csv(removal) -> bytes:
    """The rows of a certificate as CSV."""
    columns = [
        {"key": str(number), "label": one, "kind": ""} for number, one in enumerate(CERTIFIED)
    ]
    rows = [
        {str(number): cell for number, cell in enumerate(certified(one))}
        for one in removal.rows.all()
    ]
    return downloads.as_csv(columns, rows)


def as_json(removal) -> bytes:
    """A certificate as JSON."""
    names = ("what", "reference", "table_name", "row_id", "columns", "sha256", "file_sha256")
    rows = [
        {name: getattr(one, name) for name in names}
        | {"recorded_at": one.recorded_at and timezone.localtime(one.recorded_at).isoformat()}
        for one in removal.rows.all()
    ]
    told = {"programme": removal.programme.name, "number": removal.pk}
    told["about"] = {one["label"]: one["value"] for one in facts(removal)}
    return (json.dumps({**told, "records": rows}, ensure_ascii=False, indent=1) + "\n").encode()


FORMS = {"csv": (as_csv, "text/csv; charset=utf-8"), "json": (as_json, "application/json")}
