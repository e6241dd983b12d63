"""Files made for tests: workbooks, packed files, documents."""

import io
import zipfile
from pathlib import Path

from openpyxl import Workbook

from intake.process import read_file

HERE = Path(__file__).parent
SAMPLES = HERE / "samples"


def sample(start) -> bytes:
    """The bytes of the sample file whose name begins so."""
    names = (one for one in sorted(SAMPLES.glob(f"{start}*")) if one.suffix != ".json")
    return next(names).read_bytes()


def workbook(*rows, change=lambda sheet: None) -> bytes:
    """An Excel file of one sheet with these rows."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    return saved(book)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def packed(members) -> bytes:
    """A packed file of these members, {name: content}."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as pack:
        for name, content in members.items():
            pack.writestr(name, content)
    return out.getvalue()


def changed(content, name, change) -> bytes:
    """A packed file in which one member is another one."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        members = {one: pack.read(one) for one in pack.namelist()}
    return packed({**members, name: change(members.get(name, b""))})


def texts(content, sheet=0) -> dict:
    """{(row, column): text} of a sheet of a file that is read in its own process."""
    return {(one.row, one.column): one.text for one in read_file(content).sheets[sheet].cells}


def rows_of(content) -> list:
    """The texts of a file's first sheet, row by row."""
    found = {}
    for (row, _), text in texts(content).items():
        found.setdefault(row, []).append(text)
    return list(found.values())
