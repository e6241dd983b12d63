"""The chain of a history: its events in their order, each linked to those before it.

A disposal of events writes down the chain as it was. From what is left, and the fingerprints in the
certificates of what is not, it comes out the same again: unless something was changed, added or
taken away since by another way than a disposal or a redaction. It needs no database.
"""

import hashlib
import json

from .layout import RECORDS

CHAINS, REMOVED, EVENTS = "closure.HistoryChain", "closure.RemovedRow", "programme.AuditEvent"
TABLE = "programme_auditevent"
BROKEN = (
    "The history is not as it was before the disposal {}: it had {:,} events up to number {}, and"
    " their chain comes out otherwise now."
)


def link(before, sha256) -> str:
    """The chain up to an event, from that before it and the fingerprint of the event."""
    return hashlib.sha256(f"{before}{sha256}".encode()).hexdigest()


def fingerprint(line: bytes) -> str:
    """That of an event, as it is written in an archive."""
    return hashlib.sha256(line).hexdigest()


def broken(archive) -> list[str]:
    """What of the history in an open archive is not as its chains say, in sentences."""
    if f"{RECORDS}/{CHAINS}.jsonl" not in archive.namelist():
        return []
    removed = [one for one in _rows(archive, REMOVED) if one["table_name"] == TABLE]
    return [
        BROKEN.format(one["removal_id"], one["events"], one["last_event"])
        for one in _rows(archive, CHAINS)
        if _again(archive, one, removed) != (one["events"], one["sha256"])
    ]


def _lines(archive, label):
    with archive.open(f"{RECORDS}/{label}.jsonl") as file:
        yield from file


def _rows(archive, label):
    return [json.loads(line) for line in _lines(archive, label)]


def _again(archive, chain, removed):
    """How many events there are up to the last one of a chain, and what they are linked to."""
    was, found, count = _before(chain["removal_id"], removed), "", 0
    for line in _lines(archive, EVENTS):
        key = json.loads(line)["id"]
        if key <= chain["last_event"]:
            found = link(found, was.get(key) or fingerprint(line))
            count += 1
    return count, found


def _before(removal, removed) -> dict:
    """The fingerprints, as they were before a disposal, of the events that it or a later removal
    changed.
    """
    begin = min((one["id"] for one in removed if one["removal_id"] == removal), default=0)
    later = (one for one in removed if one["id"] >= begin)
    found = {}
    for one in sorted(later, key=lambda one: one["id"]):
        found.setdefault(one["row_id"], one["sha256"])
    return found
