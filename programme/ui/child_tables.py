"""The plain tables of a page: what hangs on an entry, and short lists without filters or pages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

# In a narrow table a longer word may break anywhere; "R100" and "implementation:" stay whole.
LONG_WORD = re.compile(r"[^\s<>]{16}")
TAG = re.compile(r"<[^>]*>")
NOT_LABELLED = ("Change", "End")  # headings of columns whose links say what they are by themselves


@dataclass(frozen=True)
class ChildTable:
    """A plain table, written by `programme/_plain_table.html`.

    Each row has one cell, text or safe HTML, for each heading; the columns that `numeric` names by
    their headings are set to the right. `empty` stands where there is no row. `actions` are links
    {"label", "url"} beside the title; "of" names what they are about to those who do not see it.
    Without a caption the title is read out as one.
    """

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence]
    empty: str = "None yet."
    actions: Sequence[dict] = ()
    text: str = ""
    numeric: Sequence[str] = ()
    caption: str = ""

    @cached_property
    def rows_html(self) -> SafeString:
        """One `<tr>` for each row, written straight: a template took a third of a page for it.
        Cells bear their headings, which a phone shows with them.
        """
        labels = [f' data-label="{escape(head)}"' for head in self.head]
        columns = [
            f"<td{'' if head in NOT_LABELLED else label}"
            f"{' class=number' if head in self.numeric else ''}>"
            for head, label in zip(self.head, labels, strict=True)
        ]
        return SafeString("\n".join(_row(row, columns, labels[0]) for row in self._cells))

    @cached_property
    def whole(self) -> str:
        """Classes that name the columns, from 1, in which no word has to break."""
        columns = enumerate(zip(*self._cells, strict=True), 1)
        return " ".join(f"whole-{at}" for at, cells in columns if not any(map(_is_long, cells)))

    @cached_property
    def _cells(self):
        return [
            ["" if cell is None else conditional_escape(localize(cell)) for cell in row]
            for row in self.rows
        ]


def _is_long(cell):
    return bool(LONG_WORD.search(cell) and LONG_WORD.search(TAG.sub(" ", cell)))


def _row(row, columns, label):
    """A row: the first cell heads it; a mere number there says nothing without its heading."""
    first, *cells = row
    rest = "".join(
        f"{opening}{cell}</td>" for opening, cell in zip(columns[1:], cells, strict=True)
    )
    return f'<tr><th scope="row"{label if first.isdecimal() else ""}>{first}</th>{rest}</tr>'
