"""A row is locked, and is still the one that somebody looked at."""

from django.db import connection

from programme.closed import open_columns
from programme.models import Programme


class StaleEntry(Exception):
    """Somebody else saved first. `current` is the entry as it stands now."""

    def __init__(self, current):
        self.current = current
        super().__init__(f"{current} was changed by {current.updated_by_name} in the meantime.")


def lock_programme(programme):
    """Locks the programme until the transaction ends, for what only one may do at a time. Rows that
    only name it are written meanwhile.
    """
    return Programme.objects.select_for_update(no_key=True).get(pk=programme.pk)


def locked(entry, version=None):
    """The row as it is now, locked until the transaction ends. With a row that closing fixes the
    programme is locked, and always first: none changes while its programme is being closed.

    Raises:
        StaleEntry: `version` is given and is not the row's.
    """
    if connection.features.has_select_for_update and open_columns(type(entry)) is not None:
        lock_programme(entry.programme)
    current = (
        type(entry)
        .objects.select_for_update(of=("self",))
        .select_related("programme")
        .get(pk=entry.pk)
    )
    refuse_stale(current, version)
    return current


def refuse_stale(current, version):
    """Refuses a version that is not the row's, which is locked; None is none.

    Raises:
        StaleEntry: the row has another version by now.
    """
    if version is not None and current.version != version:
        raise StaleEntry(current)
