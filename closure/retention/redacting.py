"""A name is taken out of rows, their history and the audit trail. That it was, by whom and where,
stays on record with the fingerprint of each row as it was before. What was published is not
rewritten: its way is withdrawal.

Raises, all of the actions: NotPermitted, ValidationError.
"""

import hashlib
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.db.models import F

from programme.authorization import require
from programme.closed import lifted
from programme.entries import Kept
from programme.models import Programme
from programme.records import lock_programme, refuse_if, refuse_unless
from reports.choices import PUBLISHED_ONCE, UNPUBLISHED
from reports.models import (
    ClearedDraft,
    DamagedFile,
    PrintedFigure,
    PublishedFile,
    PublishedWords,
    Report,
    Sealed,
)

from ..archive import records
from ..choices import RemovalKind
from ..models import RemovedRow
from . import finding, removing
from .actions import refuse_held
from .permissions import REMOVE

REDACTED = "[redacted]"
WITH_PAPER = "It belongs to a published paper and stays with it."
# What was published or printed stays as it was, certificates hold no words of people, and a
# programme has the name that its people gave it: each with why.
STAYS = {
    ClearedDraft: "It is what officers cleared, and proves what they saw.",
    DamagedFile: "It names a file that no longer is what its fingerprint says.",
    PrintedFigure: "It is what a printed document said.",
    Programme: "It is changed on the page of the programme.",
    PublishedFile: WITH_PAPER,
    PublishedWords: WITH_PAPER,
    Sealed: "It was taken down, and sealed for whoever may have to prove what it said.",
}
NOT_REWRITTEN = frozenset({*STAYS, RemovedRow, Report, *records.PEOPLE})
NOWHERE = "This name stands nowhere in the records that can be redacted."
OTHERS = "The places have changed since this page was shown. Look at them again."
NOT_HERE = "Write the reason without the name: it stays on record."


def columns_of(model) -> list:
    """The columns of a model in which a name is redacted."""
    return [one for one in finding.words_of(model) if one.name not in finding.ADDRESSES]


def models() -> list:
    """The models in whose rows a name is redacted."""
    return [one for one in finding.ways() if one not in NOT_REWRITTEN and columns_of(one)]


def rows_with(programme, name, locked=False):
    """Each row that has the name, with its places."""
    pattern = finding.pattern_of([name])
    for model in finding.models_with(models(), [programme.pk], [name]):
        columns = columns_of(model)
        rows = finding.rows_with(model, [programme.pk], [name])
        for row in rows.select_for_update(of=("self",)) if locked else rows:
            if places := finding.places_in(row, columns, pattern):
                yield row, places


def places_of(removal) -> list:
    """Every place in which the name stands that is to be redacted, but for the proposal itself."""
    return _places(removal.programme, removal.name, removal)


def _places(programme, name, removal=None):
    found = [places for row, places in rows_with(programme, name) if row != removal]
    return [one for places in found for one in places]


def fingerprint(places) -> str:
    """By which it is known that the places which somebody saw are those that are there."""
    told = sorted((one.record, one.key, one.column, one.words) for one in places)
    return hashlib.sha256(repr(told).encode("utf-8", "replace")).hexdigest()


def reports_with(programme, name) -> tuple[list[Report], list[Report]]:
    """The published papers that have the name, and the drafts; neither are rewritten."""
    found = [one for one, _ in _with(Report, programme, name)]
    keys = [one.pk for one in found]
    found = Report.objects.filter(pk__in=keys).select_related("definition", "meeting__body")
    return (
        [one for one in found if one.state in PUBLISHED_ONCE],
        [one for one in found if one.state in UNPUBLISHED],
    )


def staying_with(programme, name) -> list[tuple[str, int, str]]:
    """What else has the name and is not rewritten: what it is, how many of them, and why."""
    models = finding.models_with(STAYS, [programme.pk], [name])
    found = ((one, len(_with(one, programme, name)), STAYS[one]) for one in models)
    return [(finding.record_called(one), count, why) for one, count, why in found if count]


def _with(model, programme, name):
    """The rows of a model that have the name, each with its places."""
    pattern, columns = finding.pattern_of([name]), finding.words_of(model)
    rows = finding.rows_with(model, [programme.pk], [name])
    found = ((row, finding.places_in(row, columns, pattern)) for row in rows)
    return [(row, places) for row, places in found if places]


@transaction.atomic
def propose_redaction(programme, *, by, at, name, reason):
    """Proposes that a name is redacted wherever it stands as whole words."""
    require(by, REMOVE, programme)
    programme = lock_programme(programme)
    name = " ".join(name.split())
    refuse_if(finding.is_short(name), finding.SHORT, "name")
    refuse_if(finding.pattern_of([name]).search(reason), NOT_HERE, "reason")
    refuse_if(finding.pattern_of([name]).search(REDACTED), "Enter another name.", "name")
    refuse_held(programme)
    refuse_unless(any(rows_with(programme, name)), NOWHERE, "name")
    said = {"name": name, "reason": reason}
    return removing.propose(programme, RemovalKind.REDACTION, by=by, at=at, **said)


@transaction.atomic
def confirm_redaction(removal, *, by, at, seen):
    """Redacts a name in the places that `by` has seen: `seen` is their fingerprint."""
    removal = removing.begin(removal, by)
    programme, name = removal.programme, removal.name
    refuse_held(programme)
    found = [(row, its) for row, its in rows_with(programme, name, locked=True) if row != removal]
    refuse_unless(found, f"{NOWHERE} Take this back.")
    refuse_unless(seen == fingerprint([one for _, its in found for one in its]), OTHERS)
    removing.confirm(removal, by, at)
    pattern = finding.pattern_of([name])
    changes = [(row, redacted(row, pattern)) for row, _ in found]
    removing.write_down(removal, changes)
    with lifted(programme):
        for row, changed in changes:
            if isinstance(row, Kept):  # whoever has it open sees that it was changed
                changed["version"] = F("version") + 1
            type(row)._base_manager.filter(pk=row.pk).update(**changed)
    return removing.end(removal, by=by, at=at)


def redacted(row, pattern) -> dict:
    """The columns of a row that have the name, with what stands in them without it."""
    found = {}
    for one in columns_of(type(row)):
        was = getattr(row, one.attname)
        now = (_without_in_query if one.name == finding.QUERY else _without)(was, pattern)
        if now != was:
            longest = getattr(one, "max_length", None) if isinstance(now, str) else None
            found[one.name] = now[:longest] if longest else now
    return found


def _without_in_query(query, pattern):
    """An address is written anew only where one of its values has the name."""
    asked = parse_qsl(query, keep_blank_values=True)
    kept = [(key, pattern.sub(REDACTED, value)) for key, value in asked]
    return query if kept == asked else urlencode(kept)


def _without(value, pattern):
    if isinstance(value, str):
        return pattern.sub(REDACTED, value)
    if isinstance(value, dict):
        return {
            key: one if key in finding.NOT_READ else _without(one, pattern)
            for key, one in value.items()
        }
    return [_without(one, pattern) for one in value] if isinstance(value, list) else value
