"""What a governance log declares: each fact once.

Columns, rows, details, search and form fields follow from it.

No log stands here: every app's `log.py` has its own, named in its `LOGS`.
"""

from programme.glance import MOST_NEEDS, Need, Tile, counting

from .after_closing import StillWritten
from .declared import Asked, Log
from .known import log_name, log_of, logs

__all__ = [
    "Asked",
    "Log",
    "MOST_NEEDS",
    "Need",
    "StillWritten",
    "Tile",
    "counting",
    "log_name",
    "log_of",
    "logs",
]
