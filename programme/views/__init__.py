"""Pages of the kernel, a module for each thing they are about."""

from .account import OPEN_TO_ALL, SIGNED_IN

__all__ = ["OPEN_TO_ALL", "SIGNED_IN"]
