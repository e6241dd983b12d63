"""Registers and their child rows as CSV, XLSX and JSON, safe to open in a spreadsheet.

`log` is a `Log` or one kind of its `Children`: both have a title, columns and a name for files.
"""

import csv
import io
import json
from datetime import date

import xlsxwriter
from django.http import HttpResponse
from django.utils import timezone

from programme.facts import BAND, DATE, LINES, MONEY, NUMBER, said

# A spreadsheet would run a text that begins so as a formula (OWASP: CSV injection), full-width
# signs too.
RISKY = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def as_text(value, kind):
    """A cell for CSV: money in pounds, dates as ISO text, bands by their word, lines one under the
    other.

    Numbers stay numbers; whatever people typed can never run as a formula.
    """
    if value is None:
        return ""
    if kind == MONEY:
        return f"{'-' if value < 0 else ''}{abs(value) // 100}.{abs(value) % 100:02}"
    if kind == NUMBER and isinstance(value, int | float):
        return str(value)
    text = value["word"] if kind == BAND else "\n".join(value) if kind == LINES else str(value)
    return without_formula(text)


def without_formula(text: str) -> str:
    """A leading apostrophe makes every spreadsheet program show the cell instead of computing
    it.
    """
    return f"'{text}" if text.lstrip(" ").startswith(RISKY) else text


def heading(column: dict):
    """A column's heading; money says its unit."""
    return f"{column['label']} (£)" if column["kind"] == MONEY else column["label"]


def as_csv(columns: list[dict], rows, totals=None) -> bytes:
    """Rows, and their totals, as CSV in UTF-8 with a byte order mark, by which Excel knows the
    encoding.

    Half a surrogate pair, which no UTF-8 holds, becomes a question mark.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([without_formula(heading(column)) for column in columns])
    unsaid = [column.get("unsaid", "") for column in columns]
    writer.writerows(
        [
            as_text(said(row.get(column["key"]), words), column["kind"])
            for column, words in zip(columns, unsaid, strict=True)
        ]
        for row in rows
    )
    if totals:
        first, *others = [as_text(totals.get(column["key"]), column["kind"]) for column in columns]
        writer.writerow([first or "Total", *others])
    return out.getvalue().encode("utf-8-sig", "replace")


def write_csv(log, programme, at, rows) -> bytes:
    """The rows of a log as CSV."""
    return as_csv([column.as_dict() for column in log.columns], rows)


def write_json(log, programme, at, rows) -> bytes:
    """The rows as JSON, money in pence, with the programme, the log and the moment they stood
    at.
    """
    body = {
        "programme": programme.slug,
        "log": log.file_name,
        "title": log.title,
        "at": timezone.localtime(at).isoformat(),
        "columns": [{"key": c.key, "label": c.label, "kind": c.kind} for c in log.columns],
        "rows": [_plain(log, row) for row in rows],
    }
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()


def _plain(log, row):
    """A row by its columns, and its child rows where they are nested in it."""
    nested = {"children": row["children"]} if "children" in row else {}
    return {column.key: column.said(row) for column in log.columns} | nested


def write_xlsx(log, programme, at, rows) -> bytes:
    """The rows as a workbook with real dates and numbers; text stays text. Child rows that are
    nested in them have a sheet for each kind.
    """
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": f"{log.title}: {programme.name}",
                "created": timezone.localtime(at).replace(tzinfo=None),
            }
        )
        top = {"text_wrap": True, "valign": "top"}
        bold, wrap = book.add_format({"bold": True, **top}), book.add_format(top)
        money = book.add_format({"num_format": "#,##0.00", "valign": "top"})
        day = book.add_format({"num_format": "d mmmm yyyy", "valign": "top", "align": "left"})
        formats, names = (bold, wrap, money, day), set()
        for title, columns, those in _sheets(log, rows):
            _write_sheet(book.add_worksheet(_name(title, names)), columns, those, *formats)
    return out.getvalue()


def _sheets(log, rows):
    """(title, columns, rows) of the log and of each kind of child rows of which there are some."""
    yield log.title, log.columns, rows
    for name, kind in getattr(log, "children", {}).items():
        those = [child for row in rows for child in row.get("children", {}).get(name, ())]
        if those:
            yield kind.title, kind.columns, those


def _name(title, taken):
    """What a sheet is called: once in its book, and at most 31 characters."""
    kept = "".join(one for one in title if one not in "[]:*?/\\")[:28].strip("' ")
    name, number = kept, 1
    while name.casefold() in taken:
        number += 1
        name = f"{kept} {number}"
    taken.add(name.casefold())
    return name


def _write_sheet(sheet, columns, rows, bold, *formats):
    for place, column in enumerate(columns):
        sheet.set_column(place, place, max(10, column.width * 1.4))
        sheet.write_string(0, place, heading(column.as_dict()), bold)
    for line, row in enumerate(rows, start=1):
        for place, column in enumerate(columns):
            _write_cell(sheet, line, place, column.said(row), column.kind, *formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(rows), 1), len(columns) - 1)


def _write_cell(sheet, line, place, value, kind, wrap, money, day):
    if value is None:
        return
    if kind == MONEY:
        sheet.write_number(line, place, value / 100, money)
    elif kind == NUMBER:
        sheet.write_number(line, place, value, wrap)
    elif kind == DATE:
        sheet.write_datetime(line, place, date.fromisoformat(value[:10]), day)
    else:
        text = value["word"] if kind == BAND else "\n".join(value) if kind == LINES else str(value)
        sheet.write_string(line, place, text[:32_767], wrap)


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "json": write_json}
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def response(kind, log, programme, at, rows):
    """The file as an answer to a browser, named after programme, log and day."""
    name = f"{programme.slug}-{log.file_name}-{timezone.localdate(at).isoformat()}.{kind}"
    body = WRITERS[kind](log, programme, at, rows)
    return HttpResponse(
        body,
        content_type=TYPES[kind],
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
