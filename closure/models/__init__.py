"""What the end of a programme keeps: one file for each part of the room."""

from .archive import Archive
from .closing import Closing
from .custody import Answer, Disposal, DisposedRow, Offer, OfferedRow, Progress

__all__ = [
    "Answer",
    "Archive",
    "Closing",
    "Disposal",
    "DisposedRow",
    "Offer",
    "OfferedRow",
    "Progress",
]
