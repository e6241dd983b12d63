"""A log at a glance, and what waits in it for somebody."""

from dataclasses import dataclass, field

MOST_NEEDS = 20  # lines of one log under "Needs you"


@dataclass(frozen=True)
class Need:
    """One line under "Needs you": what is overdue, red or waiting, and the one page where it is
    done. `of_rows` says whether it is about rows of the log; `permission` is what the page asks for
    where not all have it who read the line.
    """

    text: str
    url: str
    kind: str = "overdue"
    of_rows: bool = True
    permission: str = ""


@dataclass(frozen=True)
class Tile:
    """One log at a glance.

    `count` is what the register shows under `filters`, to which the tile leads. A line that counts
    rows leads to just these: it is made by `counting`. `figures` are said under the keys by which
    the log's sections compute them, or are named in `Section.glance`: a report is checked against
    them.
    """

    title: str
    count: int
    lines: list = field(default_factory=list)
    figures: dict = field(default_factory=dict)
    filters: dict = field(default_factory=dict)


def counting(number, words, kind="", log=None, **filters) -> dict:
    """A line of a tile: how many rows its log, or another `log`, shows under `filters`. Its `kind`
    marks it where there are any.
    """
    said = {"text": f"{number:,} {words}", "kind": kind if number else "", "count": number}
    return {**said, "filters": filters, "log": log}
