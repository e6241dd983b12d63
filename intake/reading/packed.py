"""What a file is by its content, and whether a packed one may be opened at all.

Every member is unpacked once, in small pieces that are thrown away, before any reader of the format
sees it: sizes in the list of a zip file can lie.
"""

import io
import re
import zipfile
import zlib

from .cells import MOST_CELLS, Unreadable

MOST_UNPACKED = 120_000_000  # bytes
MOST_OF_ONE = 60_000_000  # bytes of one member that is read as XML
MOST_MEMBERS = 3_000
PIECE = 65_536
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
SAVE_XLSX = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and hand that in."
MACROS = ("This file holds macros. {}").format(
    "Save it without them: in Excel as Excel Workbook (.xlsx), in Word as Word Document "
    "(.docx), and hand that in."
)
PASSWORD = (
    "This file is protected by a password. Open it, take the password off (File, Info, Protect, "
    "Encrypt with Password: leave it blank), save it, and hand that in."
)
BEGINS = {
    b"%PDF": "This is a PDF. Hand in the file that it was made from (Word, Excel or CSV).",
    b"\x89PNG": "This is a picture. Hand in the file itself (Word, Excel or CSV).",
    b"\xff\xd8\xff": "This is a picture. Hand in the file itself (Word, Excel or CSV).",
    b"GIF8": "This is a picture. Hand in the file itself (Word, Excel or CSV).",
    b"{\\rtf": "This is a file in RTF. Open it in Word and save it as Word Document (.docx).",
    b"\x1f\x8b": "This file is packed. Unpack it and hand in what is inside.",
    b"7z\xbc\xaf": "This file is packed. Unpack it and hand in what is inside.",
    b"Rar!": "This file is packed. Unpack it and hand in what is inside.",
    b"MZ": "This is a program, not a log.",
    b"\x7fELF": "This is a program, not a log.",
}
WEB_PAGE = re.compile(rb"^\s*(?:<!doctype html|<html|<table|<\?xml[^>]*\?>\s*<(?:\?mso|workbook))")


def kind_of(content) -> str:
    """xlsx, docx, ods, xls or text.

    Raises:
        Unreadable: it is none of these, or is not to be opened.
    """
    for mark, words in BEGINS.items():
        if content.startswith(mark):
            raise Unreadable(words)
    if content.startswith(OLE):
        return _kind_of_ole(content)
    if content.startswith(b"PK"):
        return _kind_of_zip(content)
    if WEB_PAGE.match(content[:2000].lower().removeprefix(b"\xef\xbb\xbf")):
        raise Unreadable(f"This is a web page under another name. {SAVE_XLSX}")
    return "text"


def _kind_of_ole(content):
    """The container of Office before 2007, and of encrypted files since."""

    def names(name):
        return name.encode("utf-16-le") in content

    if names("EncryptedPackage"):
        raise Unreadable(PASSWORD)
    if names("_VBA_PROJECT"):
        raise Unreadable(MACROS)
    if names("WordDocument"):
        raise Unreadable(
            "This is a Word file of before 2007. Open it in Word, choose Save As, Word Document "
            "(.docx), and hand that in."
        )
    if names("Workbook") or names("Book"):
        return "xls"
    raise Unreadable(f"This file cannot be read. {SAVE_XLSX}")


def _kind_of_zip(content):
    try:
        pack = zipfile.ZipFile(io.BytesIO(content))
        members = pack.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, OverflowError):
        raise Unreadable("This file is damaged and cannot be opened.") from None
    names = {one.filename for one in members}
    if len(members) > MOST_MEMBERS or len(names) < len(members):
        raise Unreadable("This file is damaged, or is no log: it is packed in an odd way.")
    if any(one.flag_bits & 1 for one in members):
        raise Unreadable(PASSWORD)
    kind = _named(names, pack)
    _unpack(pack, members)
    return kind


def _named(names, pack):
    """The kind by the names of the members."""
    macros = any(name.lower().endswith("vbaproject.bin") for name in names)
    macros = macros or any(re.match(r"Basic/.+/.+\.xml$|Scripts/.+", name) for name in names)
    if macros:
        raise Unreadable(MACROS)
    if "xl/workbook.bin" in names:
        raise Unreadable(f"This is a binary workbook (.xlsb). {SAVE_XLSX}")
    if "xl/workbook.xml" in names:
        return "xlsx"
    if "word/document.xml" in names:
        return "docx"
    if "content.xml" in names and "mimetype" in names:
        with pack.open("mimetype") as file:
            kind = file.read(100)
        with (
            pack.open("META-INF/manifest.xml")
            if "META-INF/manifest.xml" in names
            else (io.BytesIO()) as file
        ):
            if b"encryption-data" in file.read(1_000_000):
                raise Unreadable(PASSWORD)
        if b"spreadsheet" in kind:
            return "ods"
        raise Unreadable("This is an OpenDocument text. Save it as Word Document (.docx).")
    if "[Content_Types].xml" in names:
        raise Unreadable("This is neither a Word document nor an Excel workbook.")
    raise Unreadable("This file is packed. Unpack it and hand in what is inside.")


def _unpack(pack, members):
    """Unpacks every member once and counts.

    Raises:
        Unreadable: it is larger unpacked than a log can be, or tells its reader to fetch or to
        repeat something.
    """
    total = cells = 0
    for one in members:
        size, before = 0, b""
        is_xml = one.filename.lower().endswith((".xml", ".rels", ".vml"))
        try:
            with pack.open(one) as file:
                while piece := file.read(PIECE):
                    size, total = size + len(piece), total + len(piece)
                    if total > MOST_UNPACKED or (is_xml and size > MOST_OF_ONE):
                        raise Unreadable(
                            "This file is packed so tightly that it would fill the memory. Save "
                            "the part that you need as a file of its own."
                        )
                    if is_xml:
                        window = (before + piece).replace(b"\0", b"")
                        _refuse_commands(window)
                        cells += piece.count(b"<c ") + piece.count(b"<c>")
                        before = piece[-32:]
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError):
            raise Unreadable("This file is damaged and cannot be opened.") from None
        if cells > 3 * MOST_CELLS:  # empty cells with a border count here too
            raise Unreadable(
                "This file has too many cells. Save the part that you need as a file of its own."
            )


def _refuse_commands(window):
    if b"<!DOCTYPE" in window or b"<!ENTITY" in window:
        raise Unreadable(
            "This file tells its reader to fetch or repeat something, which no log needs. "
            f"{SAVE_XLSX}"
        )
