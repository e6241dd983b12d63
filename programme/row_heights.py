"""Which rows of a printed table may break between two sheets: those that would take a good part of
one. All others stay whole, and the ends of a table stay together.

How many lines a row takes is told from what stands in it, as the widths of columns are
(`programme/column_widths.py`).
"""

from math import ceil

from .column_widths import PADDING, measure

TALL_ROW = "report-tall"  # the class of such a row
HELD_ROW = "report-with-the-last"  # of a row that stands on the sheet of the row before it
HIGH_ROW = "report-high"  # of a whole row beside which the last row of a table may stand alone
FEW_LINES = 6  # of a row that may be held so
TALL = 16  # lines: the sheet across, the lower of the two, has some 40


def classes(rows: list[list[tuple[str, float]]]) -> list[list[str]]:
    """The classes of each row of a table; of its cells each is (its text, the em of its column)."""
    with_the_last = held(rows)
    return [
        [TALL_ROW] * is_tall(row)
        + [HIGH_ROW] * (not is_tall(row) and not _is_low(row))
        + [HELD_ROW] * (place in with_the_last)
        for place, row in enumerate(rows)
    ]


def is_tall(cells: list[tuple[str, float]]) -> bool:
    """Whether a row may break; of its cells each is (its text, the em that its column has)."""
    return any(_may_be_tall(*cell) and lines(*cell) > TALL for cell in cells)


def held(rows: list[list[tuple[str, float]]]) -> set[int]:
    """The places of the rows that stand with the row before them, so that no sheet has but one row
    of a table at its foot, nor less than three at its head: the second, and the last two.

    Of high ones none is: there might be no sheet for them.
    """
    ends = {1, len(rows) - 2, len(rows) - 1} & {*range(1, len(rows))}
    return {end for end in ends if all(_is_low(row) for row in rows[end - 1 : end + 1])}


def _is_low(cells):
    return all(lines(*cell) <= FEW_LINES for cell in cells)


def lines(text: str, width: float) -> int:
    """About how many lines a text takes in a column so many em wide."""
    return sum(_wrapped(line, width - PADDING) for line in text.split("\n"))


def _may_be_tall(text, width):
    """Few texts are measured: most are short even where half of each line stays empty."""
    return 2 * len(text) / (width - PADDING) + text.count("\n") >= TALL


def _wrapped(line, room):
    full, used = 1, 0.0
    for word in line.split(" "):
        long = measure(f"{word} ")
        if used and used + long > room:
            full, used = full + 1, 0.0
        cut = ceil(long / room) - 1  # a word wider than the column
        full, used = full + cut, used + long - cut * room
    return full
