"""The rows of a report as files: one CSV per section and the whole frozen content as JSON."""

import json
import re
from dataclasses import dataclass

from programme.reporting import tables_of
from programme.ui.downloads import as_csv


@dataclass(frozen=True)
class Attachment:
    """A file to travel inside the PDF: its name, one sentence about it, and its bytes."""

    name: str
    description: str
    data: bytes


def content_attachments(content: dict) -> list[Attachment]:
    """Every file that a report carries, by name, for a PDF's name tree must be sorted."""
    kind = file_stem(content["heading"]["kind"])
    files = [
        Attachment(
            f"{kind}.{file_stem(table['key'])}.csv",
            f"Rows of the section {table['title']}",
            section_csv(table),
        )
        for table in tables_of(content)
        if "left_out" not in table
    ]
    files.append(
        Attachment(
            f"{kind}.json", "The whole report as data, money in pence", content_json(content)
        )
    )
    return sorted(files, key=lambda file: file.name)


def content_json(content: dict) -> bytes:
    """The content as UTF-8 JSON.

    Keys are sorted because a database may give them back in another order.
    """
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # Half a surrogate pair becomes the JSON escape of itself.
    return text.encode("utf-8", "backslashreplace")


def section_csv(section: dict) -> bytes:
    """The rows of one section, then its totals, as CSV for a spreadsheet; money in pounds."""
    return as_csv(section["columns"], section["rows"], section.get("totals"))


def file_stem(key: str) -> str:
    """A key reduced to letters that are safe in a file name."""
    return re.sub(r"[^a-z0-9-]+", "-", key.lower()).strip("-") or "section"
