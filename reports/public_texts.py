"""All that anybody can read of a public edition, as text by its place, for the leak check."""

import io
import re
import zipfile
from html import unescape

import pikepdf

from programme.reporting import tables_of

from .document import document_html
from .pdf.attachments import content_json, section_csv

ATTRIBUTE = re.compile(r'="([^"]*)"')  # what a page says and does not show
HIDDEN = re.compile(r'(?:descr|title|name)="([^"]*)"')  # what a Word file says and does not print


def texts_of(content, drawn, suffix):
    """(place, text) of a public content and of the files that were drawn of it; `suffix` ends the
    names of the places.
    """
    yield f"the page{suffix}", words_of_page(document_html(content))
    yield f"the JSON{suffix}", content_json(content).decode("utf-8", "replace")
    for table in tables_of(content):
        if "left_out" not in table:
            csv = section_csv(table).decode("utf-8", "replace")
            yield f"the CSV of {table['title']}{suffix}", csv
    yield f"the feed and the register{suffix}", listed(content["heading"])
    for number, words in enumerate(words_of_pdf(drawn.pdf), start=1):
        yield f"the PDF{suffix}, page {number}", words
    yield from _inside(drawn.pdf, suffix)
    yield f"the Word file{suffix}", words_of_word(drawn.docx)


def words_of_page(html) -> str:
    """What a page says, in its attributes too."""
    said = [re.sub(r"<[^>]+>", " ", html), *ATTRIBUTE.findall(html)]
    return unescape(" \n".join(said))


def listed(heading):
    """What lists of papers say of one."""
    said = [*heading.get("urgency", {}).values(), *heading.get("notices", [])]
    return " \n".join(filter(None, [heading["title"], heading["reason"], *map(str, said)]))


def words_of_pdf(pdf: bytes) -> list[str]:
    """What each page of a PDF says; nothing of one that cannot be read."""
    # Only workers read PDFs.
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        return []
    with document:
        return [page.get_textpage().get_text_range() for page in document]


def _inside(pdf, suffix):
    """(place, text) of what a PDF holds beside its pages: files, bookmarks, descriptions of
    pictures and links, properties.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for name, file in document.attachments.items():
            data = file.get_file().read_bytes().decode("utf-8", "replace")
            yield f"{name} in the PDF{suffix}", data
        said = [str(one) for each in document.objects for one in _strings(each)]
        yield f"bookmarks, descriptions and properties of the PDF{suffix}", " \n".join(said)
        if "/Metadata" in document.Root:
            data = document.Root.Metadata.read_bytes().decode("utf-8", "replace")
            yield f"the properties of the PDF{suffix}", unescape(re.sub(r"<[^>]+>", " ", data))


def _strings(thing):
    """The texts in one object of a PDF; what it only refers to is an object of its own."""
    if isinstance(thing, pikepdf.String):
        yield thing
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            yield from () if getattr(one, "is_indirect", False) else _strings(one)
    elif isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        for _, one in thing.items():
            yield from () if getattr(one, "is_indirect", False) else _strings(one)


def words_of_word(docx: bytes) -> str:
    """What a Word file says, its properties and descriptions of pictures too."""
    found = []
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                text = package.read(name).decode("utf-8", "replace")
                found += [unescape(one) for one in HIDDEN.findall(text)]
                text = re.sub(r"</(?:w:p|w:tc|dc:\w+|cp:\w+)>|<w:(?:tab|br)\b[^>]*>", " \n", text)
                found.append(unescape(re.sub(r"<[^>]+>", "", text)))
    return " \n".join(found)
