"""Text files: CSV of any delimiter and encoding, and cells that were pasted."""

import codecs
from collections import Counter as Tally

from .cells import MOST_COLUMNS, MOST_ROWS, Book, Cell, Counter, Sheet, Unreadable, cell_of

DELIMITERS = "\t;,|"
TRIED = 200  # lines from which the delimiter is guessed
BOMS = [
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
]


def read(content) -> Book:
    """A text file as one sheet."""
    text, said = decoded(content)
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    first, _, rest = lines.partition("\n")
    hint = first.strip().strip('"').lower()
    cells, delimiter = [], ""
    if hint.startswith("sep=") and len(hint) <= 5:
        delimiter = first.strip().strip('"')[4:] or "\t"
        cells = [Cell(1, 1, first.strip())]
    delimiter = delimiter or best_delimiter(lines)
    rows = split(rest if cells else lines, delimiter, 2 if cells else 1)
    sheet, counter = Sheet("", cells, delimiter=delimiter), Counter()
    for count, (line, fields, remark) in enumerate(rows):
        if count >= MOST_ROWS:
            raise Unreadable(f"This file has more than {MOST_ROWS:,} rows. Hand it in in parts.")
        if len(fields) > MOST_COLUMNS:
            raise Unreadable(f"Line {line} has more than {MOST_COLUMNS} fields.")
        if not any(field.strip() for field in fields):
            sheet.blank_rows.append(line)
        for column, value in enumerate(fields, 1):
            cell = cell_of(line, column, value.strip(" \t\u00a0"))
            if cell:
                counter.add(line, column)
                sheet.cells.append(cell)
                cell.said += remark if column == len(fields) else []
    return Book("text", [sheet], said=said)


def decoded(content):
    """(the text, what has to be said of the reading)."""
    for mark, name in BOMS:
        if content.startswith(mark):
            return content[len(mark) :].decode(name, "replace"), []
    half = content[:2000]
    if len(half) > 3 and half.count(0) > len(half) // 4:
        name = "utf-16-le" if half[1::2].count(0) > half[::2].count(0) else "utf-16-be"
        return content.decode(name, "replace"), []
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError:
        pass
    try:
        return content.decode("cp1252"), ["read as Windows text (cp1252)"]
    except UnicodeDecodeError:
        said = "some characters could not be read: they are shown as \ufffd"
        return content.decode("cp1252", "replace"), [said]


def best_delimiter(text):
    """The delimiter under which most lines have the same number of fields, more than one."""
    best, most = ",", 0
    start = "\n".join(text.split("\n", TRIED)[:TRIED])
    for delimiter in DELIMITERS:
        widths = Tally(len(fields) for _, fields, _ in split(start, delimiter) if any(fields))
        widths.pop(1, None)
        agreeing = max(widths.values(), default=0)
        wide = max((width for width, n in widths.items() if n == agreeing), default=0)
        score = agreeing * 100 + min(wide, 99)
        if agreeing and score > most:
            best, most = delimiter, score
    return best


def split(text, delimiter, line=1):
    """(line on which it begins, fields, what was odd about it) of each row.

    A quotation mark that begins a field encloses it only where one ends it as well; any other is a
    character like the rest.
    """
    at, end, fields, begun, remark = 0, len(text), [], line, []
    nothing_closes = False
    while at <= end:
        if at < end and text[at] == '"' and not nothing_closes:
            close = _closing(text, at, delimiter)
            if close > 0:
                field = text[at + 1 : close].replace('""', '"')
                line += field.count("\n")
                fields.append(field)
                at = close + 1
                at, ended = _after(text, at, delimiter)
                if ended:
                    yield begun, fields, remark
                    line += 1
                    fields, begun, remark = [], line, []
                if at > end:
                    return
                continue
            nothing_closes = close < 0
            if nothing_closes:
                remark = ["a quotation mark is opened and never closed: it is kept as it stands"]
        comma, newline = text.find(delimiter, at), text.find("\n", at)
        stop = min((place for place in (comma, newline) if place >= 0), default=end)
        fields.append(text[at:stop])
        at, ended = _after(text, stop, delimiter)
        if ended:
            yield begun, fields, remark
            line += 1
            fields, begun, remark = [], line, []
        if at > end:
            return


def _closing(text, at, delimiter):
    """Where the field that begins with a quotation mark ends; 0: it is no enclosed field; -1: no
    mark follows at all.
    """
    place = at + 1
    while True:
        place = text.find('"', place)
        if place < 0:
            return -1
        after = text[place + 1 : place + 2]
        if after == '"':
            place += 2
            continue
        return place if after in ("", "\n", delimiter) else 0


def _after(text, stop, delimiter):
    """(where the next field begins, whether a row ended); beyond the end where nothing follows."""
    if stop >= len(text):
        return len(text) + 1, True
    if text[stop] == "\n":
        return (stop + 1 if stop + 1 < len(text) else len(text) + 1), True
    return stop + 1, False
