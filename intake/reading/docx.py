"""Word documents: each table as a sheet, the words around them beside it.

Tracked insertions are read and tracked deletions are not; both are said, as are struck words.
Ticks of the symbol fonts and the boxes of Word become characters.
"""

import io
import zipfile

from defusedxml.ElementTree import parse

from .cells import MOST_ROWS, Book, Cell, Counter, Sheet, Unreadable, cell_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SYMBOLS = {
    "wingdings": {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0x78: "☒"},
    "wingdings 2": {0x50: "✓", 0x4F: "✗", 0x52: "☑", 0x51: "☒", 0xA3: "☐", 0x53: "☒", 0x54: "☒"},
    "webdings": {0x61: "✓", 0x72: "✗"},
}
MOST_TABLES = 100


def read(content) -> Book:
    """The document's tables, each a sheet."""
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        body = parse(pack.open("word/document.xml"), forbid_dtd=True).getroot().find(f"{W}body")
        numbered = _numbered_styles(pack)
    book, counter = Book("docx"), Counter()
    for part in [] if body is None else _blocks(body):
        if part.tag == f"{W}tbl":
            if len(book.sheets) >= MOST_TABLES:
                raise Unreadable(f"This document has more than {MOST_TABLES} tables.")
            name = f"table {len(book.sheets) + 1}"
            book.sheets.append(_Table(name, part, numbered, counter).sheet)
        elif text := _Words(part).text.strip():
            book.outside.append(text)
    if not book.sheets:
        raise Unreadable("This document has no table. A log is read from the tables of a document.")
    if len(book.sheets) == 1:
        book.sheets[0].name = ""
    return book


def _blocks(parent):
    """Paragraphs and tables in their order, also those inside content controls and insertions."""
    for part in parent:
        if part.tag in (f"{W}tbl", f"{W}p"):
            yield part
        elif part.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}smartTag", f"{W}customXml"):
            yield from _blocks(part)


def _numbered_styles(pack):
    """The styles of paragraphs that Word numbers."""
    if "word/styles.xml" not in pack.namelist():
        return set()
    styles = parse(pack.open("word/styles.xml"), forbid_dtd=True).getroot()
    named = (one for one in styles.iter(f"{W}style") if one.find(f"{W}pPr/{W}numPr") is not None)
    return {one.get(f"{W}styleId") for one in named if "Bullet" not in one.get(f"{W}styleId", "")}


class _Table:
    """One table, cell by cell."""

    def __init__(self, name, table, numbered, counter):
        self.sheet, self.counter, self.numbered = Sheet(name), counter, numbered
        self.count, self.open = 0, {}  # column: the first row of what is merged downwards
        rows = list(_inside(table, "tr"))
        if len(rows) > MOST_ROWS:
            raise Unreadable(f"A table has more than {MOST_ROWS:,} rows. Hand it in in parts.")
        for number, row in enumerate(rows, 1):
            self._row(number, row)
        for column, (top, last, span) in self.open.items():
            self._close(column, top, last, span)
        self.sheet.merged.sort()

    def _row(self, number, row):
        about = row.find(f"{W}trPr")
        if about is not None and about.find(f"{W}tblHeader") is not None:
            self.sheet.heading_rows.append(number)
        if about is not None and about.find(f"{W}del") is not None:
            self.sheet.hidden_rows.append(number)
        before = None if about is None else about.find(f"{W}gridBefore")
        column = 1 + (_whole(before) if before is not None else 0)
        for cell in _inside(row, "tc"):
            look = cell.find(f"{W}tcPr")
            across = None if look is None else look.find(f"{W}gridSpan")
            span = max(1, min(_whole(across), 200)) if across is not None else 1
            down = None if look is None else look.find(f"{W}vMerge")
            self._merge(number, column, span, down)
            if down is None or down.get(f"{W}val") == "restart":
                self._keep(number, column, cell)
            column += span

    def _merge(self, number, column, span, down):
        goes_on = down is not None and down.get(f"{W}val") != "restart" and column in self.open
        if goes_on:
            top, _, width = self.open[column]
            self.open[column] = (top, number, width)
            return
        if column in self.open:
            self._close(column, *self.open.pop(column))
        if down is not None:
            self.open[column] = (number, number, span)
        elif span > 1:
            self.sheet.merged.append((number, column, number, column + span - 1))

    def _close(self, column, top, last, span):
        if last > top or span > 1:
            self.sheet.merged.append((top, column, last, column + span - 1))

    def _keep(self, number, column, part):
        words = _Words(part)
        cell = cell_of(number, column, words.text.strip())
        if cell is None and words.said:
            cell = Cell(number, column, "")
        if cell is None:
            return
        self.counter.add(number, column)
        cell.said += words.said
        if column == 1 and words.is_numbered(self.numbered):
            self.count += 1
            cell.number = str(self.count)
        self.sheet.cells.append(cell)


class _Words:
    """The words of a paragraph or cell, and what a reader of the plain text would miss."""

    def __init__(self, part):
        self.pieces, self.added, self.deleted, self.struck = [], [], [], []
        self.styles, self.is_listed, self.box, self.author = set(), False, None, ""
        self._walk(part)
        self.text = "".join(self.pieces).strip("\n")

    @property
    def said(self):
        found = []
        if self.added or self.deleted:
            added, deleted = "".join(self.added).strip(), "".join(self.deleted).strip()
            parts = [f"“{added}” put in"] if added else []
            parts += [f"“{deleted}” taken out"] if deleted else []
            whose = f" by {self.author}" if self.author else ""
            found.append(f"a tracked change not yet accepted{whose}: {', '.join(parts)}")
        if self.struck:
            found.append(f"struck through: {''.join(self.struck).strip()}")
        return found

    def is_numbered(self, numbered):
        return self.is_listed or bool(self.styles & numbered)

    def _walk(self, part, added=False):
        for one in part:
            if one.tag == FALLBACK:
                continue
            if one.tag in (f"{W}del", f"{W}moveFrom"):
                self.author = one.get(f"{W}author") or self.author
                words = (w.text or "" for w in one.iter() if w.tag in (f"{W}delText", f"{W}t"))
                self.deleted.append("".join(words))
            elif one.tag in (f"{W}ins", f"{W}moveTo"):
                self.author = one.get(f"{W}author") or self.author
                self._walk(one, True)
            elif one.tag == f"{W}r":
                self._run(one, added)
            elif one.tag == f"{W}p":
                self.pieces.append("\n" if self.pieces else "")
                style = one.find(f"{W}pPr/{W}pStyle")
                self.styles |= {style.get(f"{W}val")} if style is not None else set()
                self.is_listed |= one.find(f"{W}pPr/{W}numPr") is not None
                self._walk(one, added)
            elif one.tag == f"{W}sdt":
                self._control(one, added)
            elif not one.tag.endswith("Pr"):
                self._walk(one, added)

    def _control(self, part, added):
        """A content control; one that is a box to tick counts by its state."""
        checked = next(part.iter(f"{W14}checked"), None)
        if checked is None:
            self._walk(part, added)
            return
        self.pieces.append("☒" if checked.get(f"{W14}val") in ("1", "true") else "☐")

    def _run(self, run, added):
        look = run.find(f"{W}rPr")
        text = "".join(_characters(run, look))
        if look is not None and _is_on(look, "vanish"):
            return
        if look is not None and (_is_on(look, "strike") or _is_on(look, "dstrike")):
            self.struck.append(text)
            return
        self.pieces.append(text)
        if added:
            self.added.append(text)


def _characters(run, look):
    font = None if look is None else look.find(f"{W}rFonts")
    font = "" if font is None else (font.get(f"{W}ascii") or "").lower()
    for one in run.iter():
        if one.tag == f"{W}t":
            marks = SYMBOLS.get(font, {})
            yield "".join(marks.get(ord(c) & 0xFF, c) if marks else c for c in one.text or "")
        elif one.tag == f"{W}sym":
            marks = SYMBOLS.get((one.get(f"{W}font") or "").lower(), {})
            yield marks.get(int(one.get(f"{W}char") or "0", 16) & 0xFF, "\ufffd")
        elif one.tag in (f"{W}br", f"{W}cr"):
            yield "\n"
        elif one.tag == f"{W}tab":
            yield " "
        elif one.tag == f"{W}noBreakHyphen":
            yield "-"


def _is_on(look, name):
    found = look.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val") not in ("0", "false", "none")


def _inside(part, name):
    """The rows of a table or the cells of a row, also those in content controls."""
    for one in part:
        if one.tag == f"{W}{name}":
            yield one
        elif one.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _inside(one, name)


def _whole(part):
    value = part.get(f"{W}val") or "1"
    return min(int(value), 500) if value.isdecimal() else 1
