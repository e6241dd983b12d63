"""Rows that one room makes in the log of another: the log says by its key how it takes them in.

Rooms import no artefact, and artefacts not each other: whoever has something that should become a
row of a log calls `create_from` with the log's name.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from programme.authorization import require
from programme.entries import Entry
from programme.log import Log, logs
from programme.records import refuse_unless


@dataclass(frozen=True)
class Receives:
    """How a log takes in a row that stands somewhere else already.

    Each row belongs to a row of another log, its `under`, for example a review: `rows` gives those
    of a programme. Where `new` is not blank, a new one can be made with the row; `new` says so.
    `add` is the log's own action: it is given by, at, programme, under (None for a new one), and
    what `create_from` is told.
    """

    under: str
    rows: Callable[[Any], Iterable[Entry]]
    add: Callable[..., Entry]
    new: str = ""


def receiving() -> list[Log]:
    """The logs that take rows in from elsewhere."""
    return [log for log in logs() if log.receives]


def create_from(key, *, programme, by, at, under=None, **told) -> Entry:
    """Adds a row to the log with this name: `told` are its text, who acts (owner), where it stands
    (source), and the body and the day (on) that decided so; what else that log's `add` takes.

    Raises:
        NotPermitted: `by` does not keep that log.
        ValidationError: the log refuses it.
    """
    log = next((log for log in receiving() if log.name == key), None)
    refuse_unless(log, "Choose one of the logs.", "log")
    require(by, log.keep, programme)
    ours = under is None or under.programme_id == programme.pk
    missing = under is None and not log.receives.new
    refuse_unless(ours and not missing, f"Choose the {log.receives.under}.", "under")
    return log.receives.add(programme=programme, by=by, at=at, under=under, **told)
