"""What stands beside rows, on their pages, in reports, in the search and under "My work"."""

from programme.extension import Extension

from .beside import comments_part, evidence_part
from .evidence import notes_of
from .findable import FINDABLES
from .retained import RETAINED
from .waiting import waits_for


class Margin(Extension):
    """Evidence and comments of the rows of all logs."""

    def row_parts(self, view, log, entry):
        return [part for part in (evidence_part(view), comments_part(view)) if part]

    def row_notes(self, named, position):
        return notes_of(named, position)

    def findables(self):
        return FINDABLES

    def waits_for(self, user, programmes, now):
        return waits_for(user, programmes)

    def retained(self):
        return RETAINED
