"""What a section of a report is. No section stands here: settings name them."""

from .logs_shown import log_called
from .section import COUNT, Check, Section, sections
from .tables import ALWAYS, Note, is_blank, marked, part, settled_part, settled_since, tables_of

__all__ = [
    "ALWAYS",
    "COUNT",
    "Check",
    "Note",
    "Section",
    "is_blank",
    "log_called",
    "marked",
    "part",
    "sections",
    "settled_part",
    "settled_since",
    "tables_of",
]
