"""A row is locked, and is still the one that somebody looked at."""

from functools import cache

from django.db import connection

from programme.closed import open_columns
from programme.models import Programme
from programme.written_once import Given, Prepared


class StaleEntry(Exception):
    """Somebody else saved first. `current` is the entry as it stands now."""

    def __init__(self, current):
        self.current = current
        super().__init__(f"{current} was changed by {current.updated_by_name} in the meantime.")


PROGRAMME = Prepared(
    lambda: Programme.objects.select_for_update(no_key=True).filter(pk=Given("pk")).order_by()
)


def lock_programme(programme):
    """Locks the programme until the transaction ends, for what only one may do at a time. Rows that
    only name it are written meanwhile.
    """
    found = PROGRAMME.one(pk=programme.pk)
    if found is None:
        raise Programme.DoesNotExist
    return found


def locked(entry, version=None):
    """The row as it is now, locked until the transaction ends. With a row that closing fixes the
    programme is locked, and always first: none changes while its programme is being closed.

    Raises:
        StaleEntry: `version` is given and is not the row's.
    """
    if connection.features.has_select_for_update and open_columns(type(entry)) is not None:
        lock_programme(entry.programme)
    current = _row_of(type(entry)).one(pk=entry.pk)
    if current is None:
        raise type(entry).DoesNotExist
    refuse_stale(current, version)
    return current


@cache
def _row_of(model):
    """A row of a model, to be locked."""
    rows = model.objects.select_for_update(of=("self",)).select_related("programme")
    return Prepared(lambda: rows.filter(pk=Given("pk")).order_by())


def refuse_stale(current, version):
    """Refuses a version that is not the row's, which is locked; None is none.

    Raises:
        StaleEntry: the row has another version by now.
    """
    if version is not None and current.version != version:
        raise StaleEntry(current)
