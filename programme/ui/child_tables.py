"""The plain tables of a page: what hangs on an entry, and short lists without filters or pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

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
        return SafeString("\n".join(_row(row, columns, labels[0]) for row in self.rows))


def _row(row, columns, label):
    """A row: the first cell heads it; a mere number there says nothing without its heading."""
    first, *cells = ("" if cell is None else conditional_escape(localize(cell)) for cell in row)
    rest = "".join(
        f"{opening}{cell}</td>" for opening, cell in zip(columns[1:], cells, strict=True)
    )
    return f'<tr><th scope="row"{label if first.isdecimal() else ""}>{first}</th>{rest}</tr>'
