"""The rows of a report as files: one CSV per section and the whole frozen content as JSON."""

import csv
import io
import json
import re
from dataclasses import dataclass

from programme.reporting import tables_of
from programme.ui.downloads import without_formula

BYTE_ORDER_MARK = "\ufeff"  # spreadsheet programs take a CSV without it for the machine's own code page


@dataclass(frozen=True)
class Attachment:
    """A file to travel inside the PDF: its name, one sentence about it, and its bytes."""

    name: str
    description: str
    data: bytes


def content_attachments(content: dict) -> list[Attachment]:
    """Every file that a report carries, in the order of their names (a PDF's name tree must be sorted)."""
    kind = file_stem(content["heading"]["kind"])
    files = [
        Attachment(f"{kind}.{file_stem(table['key'])}.csv", f"Rows of the section {table['title']}", section_csv(table))
        for table in tables_of(content)
    ]
    files.append(Attachment(f"{kind}.json", "The whole report as data, money in pence", content_json(content)))
    return sorted(files, key=lambda file: file.name)


def content_json(content: dict) -> bytes:
    """The content as UTF-8 JSON. Keys are sorted because a database may give them back in another order."""
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    return text.encode("utf-8", "backslashreplace")  # half a surrogate pair becomes the JSON escape of itself


def section_csv(section: dict) -> bytes:
    """The rows of one section, then its totals, as UTF-8 CSV for a spreadsheet; money in pounds."""
    target = io.StringIO()
    writer = csv.writer(target)
    columns = section["columns"]
    writer.writerow([without_formula(column_label(column)) for column in columns])
    for row in section["rows"]:
        writer.writerow([cell_text(row.get(column["key"]), column["kind"]) for column in columns])
    if totals := section.get("totals"):
        cells = [cell_text(totals.get(column["key"]), column["kind"]) for column in columns]
        writer.writerow([cells[0] or "Total", *cells[1:]])
    return (BYTE_ORDER_MARK + target.getvalue()).encode("utf-8", "replace")


def column_label(column: dict) -> str:
    """The label, with the unit where the numbers alone would not tell it."""
    return f"{column['label']} (£)" if column["kind"] == "money" else column["label"]


def cell_text(value, kind: str) -> str:
    """One value as CSV text. Numbers stay numbers; whatever people typed can never run as a formula."""
    if value is None:
        return ""
    if kind == "money":
        return pounds(value)
    if kind == "number" and isinstance(value, int | float):
        return str(value)
    if kind == "band":
        value = value["word"]
    if kind == "lines":
        value = "\n".join(value)
    return without_formula(str(value))


def pounds(pence: int) -> str:
    """Whole pence as pounds with two decimals, without thousands: 1497800 is 14978.00."""
    sign = "-" if pence < 0 else ""
    return f"{sign}{abs(pence) // 100}.{abs(pence) % 100:02d}"


def file_stem(key: str) -> str:
    """A key reduced to letters that are safe in a file name."""
    return re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-") or "section"
