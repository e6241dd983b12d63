"""One block of a sheet, cut into its tables: which rows are records, and what the others are."""

import re
from dataclasses import dataclass, field

from intake import headings
from intake.headings import Headings
from intake.places import place_in_words, within
from intake.reading.cells import Cell

TOTAL = re.compile(r"(?:grand |overall |net )?(?:sub-?\s?)?totals?\b|net cost\b|balance c/f", re.I)
NOTE = re.compile(r"(?:notes?|source|key|exported|printed|produced|generated)\b", re.I)
LEADING = re.compile(r"^(?:[A-Z]|\d{1,2}|[ivx]+)[.)]?\s{2,}|^(?:[A-Z]|\d{1,2})[.):]\s+")
COUNTED = re.compile(r"\s*\d{1,3}[.)]\s*[^\d\s]")
RULE = re.compile(r":?(?:-{3,}|={3,}|_{3,}|\*{3,}):?")
HINT = re.compile(r"\(.*\)|\[.*\]|<.*>", re.S)
CONTINUED = re.compile(r"\s*\((?:continued|cont\.?d?)\)\s*$", re.I)


@dataclass
class LeftOut:
    """What is no record, where it stands, and what it is."""

    where: str
    what: str
    words: str = ""


@dataclass
class Row:
    """One row of a table that is a record, or goes on with the one above."""

    sheet: object
    row: int
    where: str
    cells: dict
    section: str = ""
    merged: set = field(default_factory=set)  # columns of cells that are merged from above
    said: list = field(default_factory=list)

    def text(self, column) -> str:
        cell = self.cells.get(column)
        return cell.text.strip() if cell else ""


@dataclass
class Table:
    """One table: its headings by column, its rows, and what of its block is no record."""

    name: str
    headings: Headings
    rows: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    hidden: bool = False
    hidden_columns: set = field(default_factory=set)
    claimed: set = field(default_factory=set)  # (row, column) of all that is named so far
    titles: list = field(default_factory=list)  # the words over it, which may say its unit or day


class Block:
    """One block of a sheet, cut into its tables."""

    def __init__(self, grid, block, knows, several):
        self.grid, self.block, self.knows, self.several = grid, block, knows, several
        self.sheet, self.tables = grid.sheet, []
        self.counts = False  # whether the records of the table are numbered in their names
        rows = [row for row in grid.rows if within(grid.rows[row], block)]
        while rows:
            head = headings.find(grid, block, rows, knows)
            if head is None:
                break
            titles = [row for row in rows if row < head.rows[0]]
            body = [row for row in rows if row > head.last]
            stop = self._next_table(body, head)
            self._table(head, titles, [row for row in body if row < stop])
            rows = [row for row in body if row >= stop]

    def without_headings(self):
        """The rows as one table whose columns nothing names; None where there is no row of several
        cells.
        """
        rows = [row for row in self.grid.rows if len(self.cells(row)) > 1]
        if not rows:
            return None
        table = Table(self.sheet.name, Headings([rows[0] - 1], {}))
        for row in rows:
            self._record(table, row, "")
        return table

    def cells(self, row):
        return within(self.grid.rows[row], self.block)

    def _next_table(self, body, head):
        """The row on which other headings begin, with the title over them; beyond all where none
        do.
        """
        for place, row in enumerate(body):
            cells = self.cells(row)
            gap = row - body[place - 1] > 1 if place else row - head.last > 1
            titled = place and len(self.cells(body[place - 1])) == 1
            begins = (gap or titled) and headings.score(cells, self.knows) >= 2 + len(cells)
            begins = begins and (titled or headings.are_sure(cells, self.knows))
            if begins and not head.repeats(cells):
                return body[place - 1] if titled and self._is_title(body, place) else row
        return float("inf")

    def _is_title(self, body, place):
        """Whether the row before is the title of the headings on this one: it stands right over
        them, or apart from the rows above it.
        """
        title = body[place - 1]
        return body[place] - title == 1 or place == 1 or title - body[place - 2] > 1

    def _table(self, head, titles, body):
        sheet = self.sheet
        table = Table(sheet.name, head, hidden=sheet.hidden)
        table.hidden_columns = set(sheet.hidden_columns)
        for row in titles:
            hint = row == 1 and re.fullmatch("sep=.?", next(iter(self.cells(row).values())).text)
            self._leave(table, row, "separator hint for Excel" if hint else "title")
            table.titles += [cell.text for cell in self.cells(row).values()]
        for row in head.rows:
            self._leave(table, row, "heading")
        section, last, before = "", self._last_record(head, body), head.last
        for row in body:
            table.left_out += [
                LeftOut(self._where(blank), "blank row")
                for blank in range(before + 1, min(row, before + 50))
                if blank not in self.grid.rows and not sheet.delimiter and blank < last
            ]
            what = self._what(row, head, last)
            before = row
            if what.startswith("section row"):
                section = what.partition(": ")[2]
            if what:
                self._leave(table, row, what)
            else:
                self._record(table, row, section)
        table.titles += [
            cell.text for row in body if row > last for cell in self.cells(row).values()
        ]
        self.tables.append(table)

    def _where(self, row):
        return place_in_words(self.sheet, row, self.several)

    def _leave(self, table, row, what):
        words = " | ".join(cell.text.strip() for cell in self.cells(row).values())
        table.left_out.append(LeftOut(self._where(row), what, words[:300]))
        table.claimed |= {(row, column) for column in self.cells(row)}

    def _last_record(self, head, body):
        """The last row with more than a label and a figure, which no total or note is."""
        wide = 3 if len(head.by_column) > 3 else 2
        rows = [row for row in body if self._is_full(row, wide) and not self._is_total(row)]
        column = min(head.by_column)
        names = [self.cells(row)[column].text for row in rows if column in self.cells(row)]
        self.counts = sum(bool(COUNTED.match(one)) for one in names) > len(names) / 2
        alone = [row for row in body if len(self.cells(row)) == 1]
        counted = [r for r in alone if self._goes_on_counting(*self.cells(r).values(), head)]
        return max([*rows, *counted], default=head.last)

    def _goes_on_counting(self, cell, head):
        """Whether a cell alone in its row is numbered as the records are, 1. and 2., and so one."""
        first = cell.column == min(head.by_column)
        return self.counts and first and bool(COUNTED.match(cell.text))

    def _is_full(self, row, wide):
        merged = sum((row, c) in self.grid.down for c in range(self.block[0], self.block[1] + 1))
        return len(self.cells(row)) + merged >= wide

    def _is_total(self, row):
        cells = list(self.cells(row).values())
        label = next((cell for cell in cells if cell.kind == "text"), None)
        if label is None:
            return False
        if TOTAL.match(label.text.strip()):
            return True
        figures = [cell for cell in cells if cell is not label]
        return len(figures) > 1 and all(
            cell.formula and cell.kind in ("number", "error") for cell in figures
        )

    def _what(self, row, head, last):
        """What a row under the headings is, where it is no record; blank where it is one."""
        cells = self.cells(row)
        if head.repeats(cells):
            return "heading, repeated"
        if all(RULE.fullmatch(cell.text.strip()) for cell in cells.values()):
            return "line between rows"
        if row == head.last + 1 and all(HINT.fullmatch(c.text.strip()) for c in cells.values()):
            return "hint under the headings"
        if self._is_total(row):
            label = next(cell.text for cell in cells.values() if cell.kind == "text")
            return "subtotal" if re.match(r"sub-?\s?total", label.strip(), re.I) else "total"
        first = next(iter(cells.values()))
        if row > last:
            figures = [cell for cell in cells.values() if cell.kind == "number"]
            labelled = len(cells) == 2 and len(figures) == 1 and row - last != 1
            alone = len(cells) == 1 and (first.kind == "text") and len(head.by_column) > 1
            alone = alone and not self._goes_on_counting(first, head)
            if labelled:
                return "count under the table"
            return "note" if alone else ""
        if len(cells) == 1 and self._stands_alone(row, first, head):
            return f"section row: {section_in_words(first.text)}"
        return ""

    def _stands_alone(self, row, cell, head):
        """Whether one cell is the heading of the rows that follow."""
        covered = any((row, c) in self.grid.down for c in range(self.block[0], self.block[1] + 1))
        in_place = cell.column <= sorted(head.by_column)[:2][-1] or self.grid.is_wide(
            row, self.cells(row)
        )
        numbered = bool(cell.number) or self._goes_on_counting(cell, head)
        return cell.kind == "text" and in_place and not covered and not numbered

    def _record(self, table, row, section):
        cells = self.cells(row)
        merged = set()
        for column in range(self.block[0], self.block[1] + 1):
            above = self.grid.above(row, column)
            if above and column not in cells:
                cells[column] = above
                merged.add(column)
        one = Row(self.sheet, row, self._where(row), cells, section, merged)
        table.claimed |= {(row, column) for column in cells}
        self._join_beyond(table, one)
        if row in self.sheet.hidden_rows:
            one.said.append("a hidden row")
        table.rows.append(one)

    def _join_beyond(self, table, one):
        """A bare delimiter in the last field made two of it."""
        last = max(table.headings.by_column, default=0)
        beyond = sorted(column for column in one.cells if column > last)
        if not (self.sheet.delimiter and beyond and last):
            return
        parts = [one.text(column) for column in range(last, max(beyond) + 1)]
        joined = f"{self.sheet.delimiter} ".join(part for part in parts if part)
        one.cells = {column: cell for column, cell in one.cells.items() if column <= last}
        one.cells[last] = Cell(one.row, last, joined)
        said = f"{max(beyond)} fields under {len(table.headings.by_column)} headings"
        one.said.append(f"{said}: the last ones are joined as “{joined}”")


def section_in_words(text) -> str:
    """The name of a section: A   PROGRAMME AND GOVERNANCE is Programme and governance."""
    words = CONTINUED.sub("", LEADING.sub("", text.strip()))
    return words.capitalize() if words.isupper() else words
