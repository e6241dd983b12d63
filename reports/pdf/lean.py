"""The engine's document in less memory: a paper of 210 sheets takes 500 MB in place of 770.

The engine's own style sheet gives every element a marker of a list, the call and the marker of a
footnote, and three more of a note: six sets of computed styles for each cell of a table. Only list
items keep their marker here.

It also keeps what it laid the sheets out from until the last picture is drawn. A long document lets
that go before it is drawn. Both name internals of the engine; the bytes stay the same, which
`tests/reports/test_lean.py` holds against the engine alone.
"""

import gc
from copy import copy
from functools import cache

from weasyprint import CSS, HTML

NEVER = {"footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"}
ITEMS = "li::marker { font-variant-numeric: tabular-nums; white-space: pre; text-transform: none }"
LONG = 60  # sheets: from there on the memory is worth a second of looking for what can go


class LeanHTML(HTML):
    """HTML that is laid out to the same bytes, in less memory."""

    def render(self, *args, **kwargs):
        """The document laid out; the engine then draws it."""
        document = super().render(*args, **kwargs)
        if len(document.pages) >= LONG:
            _let_go(document)
        return document

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


def _let_go(document):
    """Lets go of what the sheets were laid out from. Pictures keep hold of it, for their letters
    alone.
    """
    for page in document.pages:
        for box in page._page_box.descendants():
            if context := getattr(getattr(box, "replacement", None), "_context", None):
                context.target_collector = context.page_maker = None
                context.tables = {}
    gc.collect()
