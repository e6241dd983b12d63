"""The engine's document, without styles that no report uses.

Its own style sheet gives every element a marker of a list, the call and the marker of a footnote,
and three more of a note: six sets of computed styles for each cell of a table, a fourth of what a
long report holds in memory. Only list items keep their marker here.
"""

from copy import copy
from functools import cache

from weasyprint import CSS, HTML

NEVER = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
ITEMS = "li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }"


class LeanHTML(HTML):
    """HTML that is laid out to the same bytes, in less memory."""

    def _ua_stylesheets(self, forms=False):
        """The engine's own style sheets; it asks the document for them."""
        return [*_lean(forms), _items()]


@cache
def _lean(forms):
    return [_without_notes(sheet) for sheet in HTML(string="-")._ua_stylesheets(forms)]


def _without_notes(sheet):
    """A copy of a style sheet; `match` tells what is selected by the pseudo-element, its fourth."""
    sheet = copy(sheet)
    sheet.matcher = copy(sheet.matcher)
    sheet.matcher.other_selectors = [
        entry for entry in sheet.matcher.other_selectors if entry[3] not in {*NEVER, "marker"}
    ]
    return sheet


@cache
def _items():
    return CSS(string=ITEMS)
