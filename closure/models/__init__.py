"""What the end of a programme keeps: one file for each part of the room."""

from .archive import Archive

__all__ = ["Archive"]
