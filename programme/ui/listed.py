"""The list from which a row's page was opened: its filters and its order stay in the address.

What is carried is the query of a register, never an address: it leads nowhere but to its own log.
"""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import QueryDict

LIST = "list"  # in the address of a row's pages
LONGEST = 300  # characters of an address; a longer list is left behind
# The moment is carried by itself.
NOT_CARRIED = ("at", "page", "column", "step", "row", "view", LIST)


def without(query, *names) -> QueryDict:
    """A query without some of its parts."""
    rest = query.copy()
    for name in names:
        rest.pop(name, None)
    return rest


def carried(query) -> str:
    """The query of a register as its rows' addresses carry it; empty where nothing is asked."""
    if not query:
        return ""
    blank = (name for name in query if not query[name])
    text = without(query, *NOT_CARRIED, *blank).urlencode()
    return text if len(quote(text)) <= LONGEST else ""


def as_carried(text) -> str:
    """What an address carries, as one of ours would."""
    return carried(QueryDict(text)) if len(text) <= LONGEST else ""


@dataclass(frozen=True)
class Place:
    """Where a row stands in a list: its number, of how many, and its neighbours' references."""

    number: int
    count: int
    before: str = ""
    after: str = ""


def place_of(reference, references):
    """The place of a row among `references`; None where it is not in the list."""
    if reference not in references:
        return None
    at = references.index(reference)
    before = references[at - 1] if at else ""
    after = references[at + 1] if at + 1 < len(references) else ""
    return Place(at + 1, len(references), before, after)
