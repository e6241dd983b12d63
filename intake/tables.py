"""The tables of a file: which rows are records, and of each other row what it is.

Every row that has a word in it is a record or is named as left out, with a reason.
"""

from intake import headings
from intake.blocks import Block, LeftOut
from intake.places import Grid, blocks, place_in_words, within


def find(book, knows) -> tuple[list, list]:
    """(the tables of a file, what else stands in it). `knows` says of a heading how well
    any log asks for it: 0 for not at all, more than 1 to the letter.
    """
    several = len(book.sheets) > 1
    tables, others = [], []
    for sheet in sorted(book.sheets, key=lambda one: one.hidden):
        found, rest = _of_sheet(sheet, knows, several)
        last = next((one for one in reversed(tables) if not one.hidden), None)
        for table in found:
            if book.kind == "docx" and last and last.headings.same_as(table.headings):
                _go_on(last, table)
            else:
                tables.append(table)
                last = table
        others += rest
    others += [LeftOut("outside the tables", "words", text) for text in book.outside]
    return tables, others


def _go_on(table, later):
    """A table of a document goes on in the next one."""
    table.rows += later.rows
    table.left_out += later.left_out
    for row in later.rows:
        row.section = row.section or table.rows[-1].section


def _of_sheet(sheet, knows, several):
    grid = Grid(sheet)
    found = [Block(grid, one, knows, several) for one in _joined(grid, blocks(grid), knows)]
    tables, claimed = [table for block in found for table in block.tables], set()
    if not tables and not sheet.hidden:
        tables = list(filter(None, (block.without_headings() for block in found)))
    for table in tables:
        claimed |= table.claimed
    rest = []
    for row, cells in grid.rows.items():
        free = {column: cell for column, cell in cells.items() if (row, column) not in claimed}
        if not free:
            continue
        what = "hidden sheet" if sheet.hidden else _what(row, tables)
        words = " | ".join(cell.text.strip() for cell in free.values())
        rest.append(LeftOut(place_in_words(sheet, row, several), what, words[:300]))
    rest += [LeftOut(place_in_words(sheet, row, several), "blank row") for row in sheet.blank_rows]
    return tables, rest


def _what(row, tables):
    """What a row outside every table is."""
    first = min((table.headings.rows[0] for table in tables), default=None)
    if first is None:
        return "no table is recognised here"
    if row < first:
        return "title"
    beside = any(table.headings.rows[0] <= row for table in tables)
    return "words beside the table" if beside else "words"


def _joined(grid, found, knows):
    """Blocks that an empty column only spaces out are one; those with headings of their own on
    other rows, or with none, are not.
    """
    joined = []
    for block in found:
        if joined and _belongs(grid, joined[-1], block, knows):
            joined[-1] = (joined[-1][0], block[1])
        else:
            joined.append(block)
    return joined


def _belongs(grid, left, right, knows):
    rows = list(grid.rows)
    head = headings.find(grid, left, rows, knows) or headings.find(
        grid, (left[0], right[1]), rows, knows
    )
    if head is None:
        return False
    over = set(within(grid.rows[head.rows[0]], right))
    over |= {c for c in range(right[0], right[1] + 1) if (head.rows[0], c) in grid.across}
    if over == set(range(right[0], right[1] + 1)):
        return True
    filled = [
        {row for row in rows if row > head.last and within(grid.rows[row], block)}
        for block in (left, right)
    ]
    shared = len(filled[0] & filled[1])
    return bool(over) and shared >= 0.6 * max(1, len(filled[0] | filled[1]))
