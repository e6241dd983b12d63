"""Pages of recommendations and of the reviews that made them. Each view calls one action."""

from . import steps

__all__ = ["steps"]  # they put themselves into the log
