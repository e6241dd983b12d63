"""Which rows of a printed table may break between two sheets: those that would take a good part of
one. All others stay whole.

How many lines a row takes is told from what stands in it, as the widths of columns are
(`programme/column_widths.py`).
"""

from math import ceil

from .column_widths import PADDING, measure

TALL_ROW = "report-tall"  # the class of such a row
TALL = 16  # lines: the sheet across, the lower of the two, has some 40


def is_tall(cells: list[tuple[str, float]]) -> bool:
    """Whether a row may break; of its cells each is (its text, the em that its column has)."""
    return any(_may_be_tall(*cell) and lines(*cell) > TALL for cell in cells)


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
