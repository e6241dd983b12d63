"""Excel workbooks: values as they are stored. Formulas are not computed, links not followed."""

import io
import re
import warnings
import zipfile

from openpyxl import load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from .cells import Book, Cell, Counter, Sheet, Unreadable, cell_of

MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}\d+:[A-Z]{1,3}\d+)"')
MOST_MERGED = 500_000  # cells


def read(content) -> Book:
    """The workbook's sheets with what is hidden in them."""
    warnings.simplefilter("ignore")
    _refuse_merged(content)
    typed = load_workbook(io.BytesIO(content), rich_text=True, keep_links=False)
    stored = load_workbook(io.BytesIO(content), data_only=True, keep_links=False)
    book, counter = Book("xlsx"), Counter()
    for sheet in typed.worksheets:
        if isinstance(sheet, Worksheet):
            book.sheets.append(_sheet(sheet, stored[sheet.title], counter))
    return book


def _refuse_merged(content):
    """openpyxl makes a cell of each that is merged."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        for name in pack.namelist():
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                for found in MERGED.findall(pack.read(name)):
                    left, top, right, bottom = range_boundaries(found.decode())
                    total += (right - left + 1) * (bottom - top + 1)
    if total > MOST_MERGED:
        raise Unreadable("This file has cells that are merged over whole sheets. Unmerge them.")


def _sheet(typed, stored, counter):
    sheet = Sheet(typed.title, hidden=typed.sheet_state != "visible")
    values = stored._cells  # only cells that are there: a sheet may say that it has a million rows
    for place in sorted(typed._cells):
        cell = _cell(typed._cells[place], values.get(place))
        if cell:
            counter.add(*place)
            sheet.cells.append(cell)
    areas = (one.bounds for one in typed.merged_cells.ranges)
    sheet.merged = sorted((top, left, bottom, right) for left, top, right, bottom in areas)
    sheet.hidden_rows = sorted(n for n, one in typed.row_dimensions.items() if one.hidden)
    for one in typed.column_dimensions.values():
        if one.hidden and one.min:
            sheet.hidden_columns += range(one.min, min(one.max, one.min + 500) + 1)
    return sheet


def _cell(typed, stored) -> Cell | None:
    """What is stored, with the note, and a word where it is not what a reader would take it for."""
    value = getattr(stored, "value", None)
    note = (getattr(typed, "comment", None) and typed.comment.text or "").strip()
    form = typed.number_format if typed.number_format != "General" else ""
    formula = typed.data_type == "f"
    if formula and value is None:
        lost = Cell(typed.row, typed.column, "", note=note, formula=True)
        lost.said.append("a formula whose result is not stored: open and save the file in Excel")
        return lost
    struck = ""
    if isinstance(typed.value, CellRichText):
        value, struck = _without_struck(typed.value)
    elif value is not None and typed.has_style and typed.font.strike:
        value, struck = None, str(value)
    cell = cell_of(typed.row, typed.column, value, form, note=note, formula=formula)
    if cell is None and (note or struck):
        cell = Cell(typed.row, typed.column, "", note=note)
    if struck:
        cell.said.append(f"struck through: {struck.strip()}")
    return cell


def _without_struck(rich):
    kept, struck = [], []
    for part in rich:
        is_struck = isinstance(part, TextBlock) and part.font and part.font.strike
        (struck if is_struck else kept).append(str(part))
    return "".join(kept).strip(), "".join(struck)
