"""Workbooks of Excel before 2007."""

from datetime import datetime

import xlrd

from .cells import MOST_ROWS, Book, Cell, Counter, Sheet, Unreadable, cell_of
from .packed import PASSWORD


def read(content) -> Book:
    """The workbook's sheets with what is hidden in them."""
    try:
        opened = xlrd.open_workbook(file_contents=content, formatting_info=True, logfile=_Quiet())
    except xlrd.XLRDError as error:
        if "encrypted" in str(error).lower():
            raise Unreadable(PASSWORD) from None
        raise
    book, counter = Book("xls"), Counter()
    for sheet in opened.sheets():
        book.sheets.append(_sheet(opened, sheet, counter))
    return book


class _Quiet:
    def write(self, text):
        pass

    def flush(self):
        pass


def _sheet(opened, read, counter):
    if read.nrows > MOST_ROWS:
        raise Unreadable(f"A sheet has more than {MOST_ROWS:,} rows. Hand it in in parts.")
    sheet = Sheet(read.name, hidden=read.visibility != 0)
    notes = {place: note.text for place, note in read.cell_note_map.items()}
    for row in range(read.nrows):
        for column in range(read.row_len(row)):
            cell = _cell(opened, read, row, column, notes.get((row, column), ""))
            if cell:
                counter.add(row + 1, column + 1)
                sheet.cells.append(cell)
    sheet.merged = sorted(
        (top + 1, left + 1, end, right) for top, end, left, right in read.merged_cells
    )
    sheet.hidden_rows = sorted(n + 1 for n, one in read.rowinfo_map.items() if one.hidden)
    sheet.hidden_columns = sorted(n + 1 for n, one in read.colinfo_map.items() if one.hidden)
    return sheet


def _cell(opened, read, row, column, note):
    one = read.cell(row, column)
    style = opened.xf_list[one.xf_index]
    known = opened.format_map.get(style.format_key)
    form = known.format_str if known and known.format_str != "General" else ""
    value = one.value
    if one.ctype == xlrd.XL_CELL_ERROR:
        value = xlrd.error_text_from_code.get(value, "#VALUE!")
    elif one.ctype == xlrd.XL_CELL_BOOLEAN:
        value = bool(value)
    elif one.ctype == xlrd.XL_CELL_DATE:
        value = _day(opened, value)
    elif one.ctype in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        value = None
    cell = cell_of(row + 1, column + 1, value, form, note=note.strip())
    struck = opened.font_list[style.font_index].struck_out
    if cell and struck:
        said = f"struck through: {cell.text}"
        cell = Cell(row + 1, column + 1, "", note=note, said=[said])
    return cell or (Cell(row + 1, column + 1, "", note=note) if note else None)


def _day(opened, value):
    try:
        return datetime(*xlrd.xldate_as_tuple(value, opened.datemode))
    except (xlrd.XLDateError, ValueError):
        return value
