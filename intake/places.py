"""One sheet as a grid, with what its merged cells cover."""

from bisect import bisect_left, bisect_right
from functools import cached_property

from intake.reading.cells import Cell, column_letters

MOST_MERGED = 20_000  # areas of a sheet
MOST_DOWN = 200  # rows that one area is followed down: no record has more


class Grid:
    """A sheet's cells by row and column, from 1."""

    def __init__(self, sheet):
        self.sheet = sheet
        self.cells = {(cell.row, cell.column): cell for cell in sheet.cells}
        self.across, self.down = {}, {}  # {covered place: the place that covers it}
        columns = sorted({column for _, column in self.cells})
        rows = {row for row, _ in self.cells}
        for top, left, bottom, right in sheet.merged[:MOST_MERGED]:
            for row in range(top, min(bottom, top + MOST_DOWN) + 1):
                used = columns[bisect_left(columns, left) : bisect_right(columns, right)]
                for column in used if row in rows else ():
                    covers = self.down if row > top else self.across
                    if (row, column) != (top, left):
                        covers[row, column] = (top, left)

    @cached_property
    def rows(self) -> dict:
        """{row: {column: cell}} of the rows that have any cell, in their order."""
        found = {}
        for (row, column), cell in sorted(self.cells.items()):
            found.setdefault(row, {})[column] = cell
        return found

    @cached_property
    def merged_across(self) -> dict:
        """{(row, first column): last column} of cells that are merged over several columns."""
        areas = self.sheet.merged
        return {(top, left): right for top, left, _, right in areas if right > left}

    def above(self, row, column) -> Cell | None:
        """The cell that is merged over this place from a row above."""
        return self.cells.get(self.down.get((row, column)))

    def is_wide(self, row, cells) -> bool:
        """Whether a row is one cell that is merged over others."""
        return len(cells) == 1 and (row, next(iter(cells))) in self.merged_across


def blocks(grid) -> list:
    """(first column, last column) of what stands side by side with an empty column between.

    Rows of one cell, titles and notes, do not count: they run over everything.
    """
    used = {column for row in grid.rows.values() if len(row) > 1 for column in row}
    used |= {column for row in grid.rows.values() for column in row} if not used else set()
    found = []
    for column in sorted(used):
        if found and column == found[-1][1] + 1:
            found[-1] = (found[-1][0], column)
        else:
            found.append((column, column))
    return found


def within(row, block) -> dict:
    """The cells of a row that stand in a block."""
    return {column: cell for column, cell in row.items() if block[0] <= column <= block[1]}


def place_in_words(sheet, row, several, column=None) -> str:
    """Where something stands: Live risks, row 8; line 3; row 8, column C."""
    kind = "line" if sheet.delimiter else "row"
    named = [sheet.name] if several and sheet.name else []
    column = [f"column {column_letters(column)}"] if column else []
    return ", ".join([*named, f"{kind} {row}", *column])
