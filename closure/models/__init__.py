"""The tables of closure."""

from .explanations import Explanation

__all__ = ["Explanation"]
