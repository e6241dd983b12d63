"""The plain tables of a page: what hangs on an entry, and short lists without filters or pages."""

from collections.abc import Sequence
from dataclasses import dataclass


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
