"""The places of a report to which a question can be pinned: its parts and, in each, paragraphs,
tables, rows and figures.

A place is found in the frozen content of one version by its `anchor`. In a later version it is
found again by what stands there.
"""

from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

from papers.text import lines_in, plain, spans_in
from programme.facts import name_of
from programme.formats import money
from reports.printed_words import blocks_of
from reports.table_differences import WRITE

LONGEST = 500  # characters of a quote
WHOLE = "The whole report"


@dataclass(frozen=True)
class Place:
    """A place of a report: `part` and `anchor` name it, `label` says which it is, `quote` what
    stands there. `reference` is that of a row, where it is one.
    """

    part: str = ""
    anchor: str = ""
    label: str = WHOLE
    quote: str = ""
    is_withheld: bool = False
    reference: str = ""

    @classmethod
    def of(cls, pinned):
        """That to which something is pinned."""
        names = ("part", "anchor", "label", "quote", "is_withheld")
        return cls(**{name: getattr(pinned, name) for name in names})

    def as_columns(self) -> dict:
        """What is kept with that which is pinned there."""
        names = ("part", "anchor", "label", "quote", "is_withheld")
        return {name: getattr(self, name) for name in names}


def places_in(part) -> dict[str, Place]:
    """The places of a part of a report as its page shows it, by their anchors; "" is the part as a
    whole.
    """
    found = {"": Place(part["key"], "", *_named(part, "", ""))}
    for anchor, label, quote, *reference in _places(part):
        said = Place(part["key"], anchor, *_named(part, label, quote))
        found[anchor] = Place(**{**vars(said), "reference": (reference or [""])[0]})
    return found


def _named(part, label, quote):
    title = f"{part['label']}{part['title']}"
    return f"{title}: {label}"[:200] if label else title[:200], quote[:LONGEST], "withheld" in part


def _places(part):
    for number, block in enumerate(part.get("blocks", []), start=1):
        if block["type"] != "heading":
            yield f"text-{number}", _called(block, number), _said(block)
    for number, field in enumerate(part.get("fields", []), start=1):
        said = field.get("answer") or " ".join(map(_said, field.get("blocks") or []))
        yield f"field-{number}", field["label"], said
    for number, row in enumerate(part.get("recommendations", []), start=1):
        yield f"recommendation-{number}", f"recommendation {row['number'] or number}", row["text"]
    for number, row in enumerate(part.get("actions", []), start=1):
        yield f"action-{number}", f"action {row['number'] or number}", row["text"]
    for table in tables_in(part):
        yield from _in_table(table, "" if table["key"] == part["key"] else table["title"])


def tables_in(part) -> list[dict]:
    """The tables of a part that have rows."""
    every = [part, *part.get("parts", [])]
    return [one for one in every if one.get("rows") and one.get("columns")]


def _called(block, number):
    if block["type"] == "table":
        return block["caption"]
    return (
        block.get("number") or f"{'list' if block['type'] == 'bullets' else 'paragraph'} {number}"
    )


def _said(block):
    if block["type"] in ("bullets", "table"):
        return "; ".join(words for _, words in lines_in([block]))
    return plain(block["spans"])


def _in_table(table, title):
    several = _several(table)
    for number, row in enumerate(table["rows"], start=1):
        name = name_of_row(row, number, several)
        reference = str(row.get("reference") or "")
        called = reference or f"row {number}"
        yield (
            f"row-{table['key']}-{name}",
            f"{title}, {called}" if title else called,
            _cells(table, row),
            reference,
        )
    for figure in table.get("figures", []):
        yield f"figure-{table['key']}-{figure['key']}", figure["label"], in_words(figure)


def _several(table):
    counted = Counter(row.get("reference") for row in table["rows"])
    return {name for name, count in counted.items() if count > 1}


def name_of_row(row, number, several) -> str:
    """A row's name in its table: its reference, or its place where that is not its alone."""
    reference = row.get("reference")
    return str(number) if not reference or reference in several else str(reference)


def _cells(table, row):
    said = ((name_of(one), _cell(row.get(one["key"]), one["kind"])) for one in table["columns"])
    return "; ".join(f"{name}: {words}" for name, words in said if words)


def _cell(value, kind):
    return "" if value in (None, "", []) else str(WRITE.get(kind, str)(value))


def in_words(figure) -> str:
    """The value of a figure that a section computes."""
    value = figure["value"]
    if value is None:
        return ""
    if figure["kind"] == "money":
        return money(value)
    return f"{value:,}" if isinstance(value, int) else str(value)


def found_again(pinned, places) -> str | None:
    """The anchor of what something is pinned to, among the places of another version's part: the
    same that says the same, else another one that does; None where none does.
    """
    same = places.get(pinned.anchor)
    if same and same.quote == pinned.quote:
        return pinned.anchor
    alike = (one.anchor for one in places.values() if one.anchor and one.quote == pinned.quote)
    return next(alike, None) if pinned.quote else ("" if not pinned.anchor else None)


def with_asides(part, aside: Callable, led: Callable) -> dict:
    """A copy of a part in which each place has `aside(anchor)`, safe HTML, beside it; references
    that lead to another part have the address that `led` gives of it.
    """
    part = deepcopy(part)
    for number, block in enumerate(part.get("blocks", []), start=1):
        if block["type"] != "heading":
            block["aside"] = aside(f"text-{number}")
    for kind, name in (("fields", "field"), ("recommendations", "recommendation")):
        for number, row in enumerate(part.get(kind, []), start=1):
            row["aside"] = aside(f"{name}-{number}")
    for number, row in enumerate(part.get("actions", []), start=1):
        row["aside"] = aside(f"action-{number}")
    for table in tables_in(part):
        several = _several(table)
        for number, row in enumerate(table["rows"], start=1):
            row["aside"] = aside(f"row-{table['key']}-{name_of_row(row, number, several)}")
    for span in spans_in(blocks_of(part)):
        if str(span.get("to", "")).startswith("#"):
            span["to"] = led(span["to"])
    return part
