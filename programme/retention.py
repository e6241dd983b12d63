"""What each room keeps, as retention counts it: which records there are, from which day they count,
and what of them goes when they are disposed of.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from programme.extension import extensions

DISPOSED = "Disposed of"  # what pages say in place of its words


@dataclass(frozen=True)
class Retained:
    """One kind of record. `rows` gives its sets of rows in a programme that are still there, with
    their words. `recorded` and `meeting` are the columns, or ways to them, of the moment of a row
    and of the day of its meeting; blank where it has none.

    `emptied` are the columns that a disposal empties, with what then stands in them; of a kind
    without any nothing is disposed of. `upload` is the column of the file that goes too.
    """

    key: str
    title: str
    rows: Callable
    recorded: str = ""
    meeting: str = ""
    emptied: dict = field(default_factory=dict)
    upload: str = ""


def held_in_words(programme, kind="") -> str:
    """Why nothing of a kind may be destroyed, in a sentence; without a kind nothing at all."""
    return next(filter(None, (room.holds_records(programme, kind) for room in extensions())), "")


def certificate_url(programme, row) -> str:
    """The page that leads on to the certificate of the disposal of a row of a programme."""
    return next(filter(None, (room.certificate_url(programme, row) for room in extensions())), "")
