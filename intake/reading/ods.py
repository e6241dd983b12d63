"""OpenDocument spreadsheets: values as they are stored. Rows that are said to repeat to the end of
the sheet are not written out.
"""

import io
import zipfile
from datetime import datetime

from defusedxml.ElementTree import parse

from .cells import MOST_COLUMNS, MOST_ROWS, Book, Cell, Counter, Sheet, Unreadable, cell_of

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
TABLE, OFFICE, TEXT, STYLE = (f"{{{NAMES}:{n}:1.0}}" for n in ("table", "office", "text", "style"))
GROUPS = {
    f"{TABLE}{n}"
    for n in (
        "table-rows",
        "table-row-group",
        "table-header-rows",
        "table-columns",
        "table-column-group",
        "table-header-columns",
    )
}


def read(content) -> Book:
    """The spreadsheet's sheets with what is hidden in them."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        root = parse(pack.open("content.xml"), forbid_dtd=True).getroot()
    hidden = {
        one.get(f"{STYLE}name")
        for one in root.iter(f"{STYLE}style")
        for look in one.iter(f"{STYLE}table-properties")
        if look.get(f"{TABLE}display") == "false"
    }
    sheets = root.find(f"{OFFICE}body/{OFFICE}spreadsheet")
    book, counter = Book("ods"), Counter()
    for part in [] if sheets is None else sheets.iter(f"{TABLE}table"):
        sheet = Sheet(part.get(f"{TABLE}name", ""))
        sheet.hidden = part.get(f"{TABLE}style-name") in hidden
        _fill(sheet, part, counter)
        book.sheets.append(sheet)
    return book


def _fill(sheet, part, counter):
    number, column = 1, 1
    for row in _inside(part, "table-column"):
        times = _times(row, "number-columns-repeated")
        if row.get(f"{TABLE}visibility") in ("collapse", "filter") and column <= MOST_COLUMNS:
            sheet.hidden_columns += range(column, min(column + times, MOST_COLUMNS))
        column += times
    for row in _inside(part, "table-row"):
        times = _times(row, "number-rows-repeated")
        hidden = row.get(f"{TABLE}visibility") in ("collapse", "filter")
        for again in range(times):
            if not _row(sheet, number + again, row, counter):
                break
            if hidden:
                sheet.hidden_rows.append(number + again)
            if number + again > 10 * MOST_ROWS:
                raise Unreadable(f"A sheet has more than {MOST_ROWS:,} filled rows.")
        number += times


def _row(sheet, number, row, counter):
    """Keeps the cells of a row; whether it has any."""
    column, filled = 1, False
    for part in row:
        if part.tag not in (f"{TABLE}table-cell", f"{TABLE}covered-table-cell"):
            continue
        times = _times(part, "number-columns-repeated")
        rows, columns = _times(part, "number-rows-spanned"), _times(part, "number-columns-spanned")
        value, form = _value(part)
        note = part.find(f"{OFFICE}annotation")
        note = "" if note is None else "\n".join(_words(p) for p in note.iter(f"{TEXT}p"))
        for again in range(times if value not in (None, "") or note else 0):
            if column + again > MOST_COLUMNS:
                raise Unreadable(f"A row has more than {MOST_COLUMNS} filled columns.")
            formula = bool(part.get(f"{TABLE}formula"))
            cell = cell_of(number, column + again, value, form, note=note, formula=formula)
            counter.add(number, column + again)
            sheet.cells.append(cell or Cell(number, column + again, "", note=note))
            filled = True
        if (rows > 1 or columns > 1) and column <= MOST_COLUMNS:
            sheet.merged.append((number, column, number + rows - 1, column + columns - 1))
        column += times
    return filled


def _value(part):
    """(stored value, number format)."""
    kind = part.get(f"{OFFICE}value-type")
    shown = "\n".join(_words(one) for one in part.findall(f"{TEXT}p"))
    stored = part.get(f"{OFFICE}value")
    if kind == "date":
        try:
            return datetime.fromisoformat(part.get(f"{OFFICE}date-value", "")), ""
        except ValueError:
            return shown, ""
    if kind in ("float", "currency", "percentage") and stored is not None:
        try:
            number = float(stored)
        except ValueError:
            return shown, ""
        whole = number.is_integer() and abs(number) < 1e15
        return (int(number) if whole else number), ("0%" if kind == "percentage" else "")
    if kind == "boolean":
        return part.get(f"{OFFICE}boolean-value") == "true", ""
    return shown or part.get(f"{OFFICE}string-value"), ""


def _words(part):
    """The text of a paragraph, with its blanks and breaks."""
    words = part.text or ""
    for one in part:
        if one.tag == f"{TEXT}s":
            words += " " * min(_times(one, "c", TEXT), 100)
        elif one.tag == f"{TEXT}line-break":
            words += "\n"
        elif one.tag != f"{OFFICE}annotation":
            words += _words(one)
        words += one.tail or ""
    return words


def _inside(part, name):
    """The rows or columns of a table, also those in groups."""
    for one in part:
        if one.tag == f"{TABLE}{name}":
            yield one
        elif one.tag in GROUPS:
            yield from _inside(one, name)


def _times(part, name, space=TABLE):
    value = part.get(f"{space}{name}") or "1"
    return min(int(value), 2_000_000) if value.isdecimal() else 1
