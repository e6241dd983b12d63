"""What the end of a programme keeps: one file for each part of the room."""

from .closing import Closing
from .custody import Answer, Disposal, DisposedRow, Offer, OfferedRow, Progress

__all__ = ["Answer", "Closing", "DisposedRow", "Disposal", "Offer", "OfferedRow", "Progress"]
