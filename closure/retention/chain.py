"""Seals the history of a programme before a disposal takes events from it."""

from django.db import connection

from programme.models import AuditEvent

from ..archive.chains import fingerprint, link
from ..archive.records import written
from ..models import HistoryChain

BATCH = 500


def seal_history(removal) -> HistoryChain:
    """Writes down the chain of the history as it stands. Nobody adds an event meanwhile: one that
    was numbered before the last and saved after it would be missing.
    """
    if connection.vendor == "postgresql":  # on SQLite one writes at a time
        with connection.cursor() as cursor:
            cursor.execute(f"LOCK TABLE {AuditEvent._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
    events = AuditEvent.objects.filter(programme=removal.programme).order_by("pk")
    sha256, count, last = "", 0, 0
    for event in events.iterator(BATCH):
        sha256, count, last = link(sha256, fingerprint(written(event))), count + 1, event.pk
    said = {"events": count, "last_event": last, "sha256": sha256}
    return HistoryChain.objects.create(removal=removal, **said)
