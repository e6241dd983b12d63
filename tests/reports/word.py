"""Reads a Word file with a library that did not write it, and beside it the HTML that it is of."""

import io
import re
from zipfile import ZipFile

import docx
from lxml import etree, html

from reports.document import document_html
from reports.pdf.characters import printable

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def opened(content: bytes):
    """The file as python-docx has it."""
    return docx.Document(io.BytesIO(content))


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of the file by name."""
    with ZipFile(io.BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def xml(content: bytes, name: str = "word/document.xml"):
    """A part of the file, which has to be well-formed."""
    return etree.fromstring(parts(content)[name])


def page(content: dict):
    """The document of frozen content as a browser has it, pictures and foot left out."""
    document = html.document_fromstring(document_html(printable(content)))
    for picture in document.xpath("//svg"):
        picture.drop_tree()
    return document.body


def close(text: str) -> str:
    """Text without its blanks: a tab after a number is one in Word and none in HTML."""
    return re.sub(r"\s", "", text)


def text(element) -> str:
    """All the text in an element of a Word file."""
    return close("".join(element.itertext(f"{W}t")))


def rows(content: bytes) -> list[list[str]]:
    """The cells of every row of the file, whatever table it stands in."""
    found = xml(content).iter(f"{W}tr")
    return [[text(cell) for cell in row.findall(f"{W}tc")] for row in found]


def rows_of_page(content: dict) -> list[list[str]]:
    """The same of the HTML; the title of a group stands in one cell over the whole row."""
    return [
        [close(cell.text_content()) for cell in row][: 1 if "report-group" in row.classes else None]
        for row in page(content).iter("tr")
    ]
