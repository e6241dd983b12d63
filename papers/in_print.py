"""Which parts of papers their reports print: one that a definition lost stays on record."""

from programme.extension import extensions

NO_MORE = (
    "The report does not print this part any more. What is written in it stays, and is printed only"
    " if the report holds it again."
)


def keys_in_print(papers, at=None) -> dict[int, set[str]]:
    """The keys of the parts that the report of each paper prints now, or at a moment, by the
    paper's id; none of a paper of which no report says so.
    """
    papers, found = list(papers), {}
    for room in extensions():
        found |= room.parts_in_print(papers, at)
    return found


def in_print(parts, at=None) -> list:
    """Those of the parts of papers that are printed."""
    parts = list(parts)
    keys = keys_in_print({part.paper_id: part.paper for part in parts}.values(), at)
    return [one for one in parts if one.paper_id not in keys or one.key in keys[one.paper_id]]


def told_of(part) -> str:
    """What who writes a part has to know; blank where it is printed, or there is none."""
    return "" if part is None or in_print([part]) else NO_MORE
