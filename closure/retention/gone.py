"""What was disposed of, row by row, and what nobody writes any more since."""

from functools import reduce
from operator import or_

from django.db.models import Q

from ..choices import RemovalKind
from ..models import Removal, RemovedRow

CUSTODY, REVIEWS, HISTORY = "custody", "reviews", "history"  # kinds of this room


def gone(model):
    """The keys, as a query, of the rows of a model that were disposed of."""
    rows = RemovedRow.objects.filter(table_name=model._meta.db_table)
    return rows.filter(removal__what=RemovalKind.DISPOSAL).values("row_id")


def kept(rows):
    """Those of a set of rows that were not disposed of."""
    return rows.exclude(pk__in=gone(rows.model))


def gone_of(model, programme) -> set:
    """Their keys, of one programme; of one that is not closed nothing is disposed of."""
    if not programme.is_closed:
        return set()
    return set(gone(model).filter(removal__programme=programme).values_list("row_id", flat=True))


def is_gone(row) -> bool:
    """Whether a row was disposed of; the programme, to which it belongs, is closed then."""
    return row.programme.is_closed and gone(type(row)).filter(row_id=row.pk).exists()


def disposals_of(rows) -> list[Removal]:
    """The disposals by which any of these rows lost their words."""
    named = (Q(rows__table_name=one._meta.db_table, rows__row_id=one.pk) for one in rows)
    found = Removal.objects.filter(reduce(or_, named, Q(pk__in=[])))
    return list(found.filter(what=RemovalKind.DISPOSAL).distinct())
