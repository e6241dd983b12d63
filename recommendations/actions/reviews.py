"""The reviews that made recommendations, and the columns of their table."""

from django.db import transaction

from programme import audit
from programme.authorization import require
from programme.formats import day
from programme.records import (
    add_entry,
    add_recorded,
    begin_change,
    change_entry,
    lock_programme,
    refuse_future,
    refuse_if,
)

from ..models import Review, TableColumns
from ..permissions import KEEP

MOST_COLUMNS = 4


@transaction.atomic
def add_review(*, programme, by, at, why="", **details):
    """Puts a review on record."""
    require(by, KEEP, programme)
    refuse_future(details.get("held_on"), at, "held_on")
    return add_entry(Review, programme=programme, by=by, at=at, why=why, **details)


@transaction.atomic
def change_review(review, *, by, at, version=None, **details):
    """Changes what is on record about a review."""
    review = begin_change(review, by=by, permission=KEEP, version=version)
    refuse_future(details.get("held_on"), at, "held_on")
    return change_entry(review, by=by, at=at, **details)


@transaction.atomic
def set_columns(*, programme, by, at, days, why=""):
    """Chooses the days whose positions the response table prints beside the report's own."""
    require(by, KEEP, programme)
    lock_programme(programme)
    chosen = sorted(set(days))
    message = f"A sheet has room for {MOST_COLUMNS} days. Choose fewer."
    refuse_if(len(chosen) > MOST_COLUMNS, message, "days")
    refuse_future(chosen[-1] if chosen else None, at, "days")
    before, now = (
        ", ".join(map(day, days)) for days in (TableColumns.objects.days(programme), chosen)
    )
    texts = [one.isoformat() for one in chosen]
    added = add_recorded(TableColumns, by=by, at=at, programme=programme, chosen=texts)
    how = {"by": by, "at": at, "verb": "chose the columns of the response table:", "why": why}
    note = audit.note("positions_as_at", "Positions as at", before, now)
    audit.record(added, programme=programme, changes=[note], **how)
    return added
