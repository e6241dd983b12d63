"""Seals the history of a programme before a disposal takes events from it."""

from programme.models import AuditEvent

from ..archive.chains import fingerprint, link
from ..archive.records import written
from ..models import HistoryChain

BATCH = 500


def seal(removal) -> HistoryChain:
    """Writes down the chain of the history as it stands."""
    events = AuditEvent.objects.filter(programme=removal.programme).order_by("pk")
    sha256, count, last = "", 0, 0
    for event in events.iterator(BATCH):
        sha256, count, last = link(sha256, fingerprint(written(event))), count + 1, event.pk
    said = {"events": count, "last_event": last, "sha256": sha256}
    return HistoryChain.objects.create(removal=removal, **said)
