"""Files that mean harm, or that nobody can read: each is refused in words, or read without it."""

import json
import subprocess
import sys
import zipfile

import pytest
from django.conf import settings

from intake.process import read_file
from intake.reading.cells import Unreadable
from tests.intake.making import changed, packed, rows_of, sample, texts, workbook

OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
LOG = workbook(["Ref", "Risk"], ["R1", "Staff leave"])
SHEET = "xl/worksheets/sheet1.xml"
BOMB = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'


def ole(name):
    return OLE + name.encode("utf-16-le") + bytes(600)


def with_xml(change):
    return changed(LOG, SHEET, change)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n ", "empty"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"{\\rtf1 Risk}", "Word Document"),
        (b"<html><table><tr><td>Risk</td></tr></table>", "web page"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "web page"),
        (b"MZ\x90", "program"),
        (ole("EncryptedPackage"), "password"),
        (ole("_VBA_PROJECT_CUR"), "macros"),
        (ole("WordDocument"), ".docx"),
        (ole("Workbook"), "damaged"),
        (packed({"readme.txt": "Risk"}), "Unpack"),
        (packed({"xl/workbook.bin": "x", "[Content_Types].xml": ""}), ".xlsx"),
        (packed({"xl/workbook.xml": "", "xl/vbaProject.bin": "x"}), "macros"),
        (
            packed({"content.xml": "", "mimetype": "spreadsheet", "Basic/Standard/A.xml": ""}),
            "macros",
        ),
        (LOG[: len(LOG) // 2], "damaged"),
        (with_xml(lambda xml: xml[: len(xml) // 2]), "damaged"),
        (with_xml(lambda xml: BOMB + xml), "fetch or repeat"),
        (with_xml(lambda xml: (BOMB + xml).decode().encode("utf-16")), "fetch or repeat"),
        (with_xml(lambda xml: b" " * 70_000_000), "fill the memory"),
        (with_xml(lambda xml: b"<c r='A1'/>" + b"<c />" * 1_000_000), "too many cells"),
        (changed(sample("02"), "word/document.xml", lambda xml: BOMB + xml), "fetch or repeat"),
        (changed(sample("09"), "content.xml", lambda xml: BOMB + xml), "fetch or repeat"),
        (
            changed(
                sample("02"),
                "word/document.xml",
                lambda xml: xml[: xml.index(b"<w:tbl>")] + b"</w:body></w:document>",
            ),
            "no table",
        ),
        (b"a,b\n" * 30_000, "20,000 rows"),
        (b"," * 2_000 + b"\n", "500 fields"),
        (workbook(["x"] * 600), "500 filled columns"),
    ],
)
def test_what_cannot_or_may_not_be_read_is_refused_in_words(content, words):
    with pytest.raises(Unreadable, match=words):
        read_file(content)


def test_a_packed_file_that_lies_about_its_size_is_unpacked_before_it_is_opened():
    content = bytearray(with_xml(lambda xml: b" " * 70_000_000))
    at = content.rindex(b"PK\x01\x02")
    while at >= 0:  # the sizes in the list of members
        content[at + 24 : at + 28] = (100).to_bytes(4, "little")
        at = content.rfind(b"PK\x01\x02", 0, at)
    with pytest.raises(Unreadable):
        read_file(bytes(content))


def test_a_cell_at_the_end_of_the_sheet_costs_nothing():
    content = workbook(["Ref"], change=lambda sheet: sheet.cell(1_048_576, 16_384, "far"))
    assert texts(content) == {(1, 1): "Ref", (1_048_576, 16_384): "far"}


def merged_over(area):
    """A workbook whose sheet says that this area is one cell."""
    merge = b'<mergeCells><mergeCell ref="%s"/></mergeCells>' % area
    return with_xml(lambda xml: xml.replace(b"</sheetData>", b"</sheetData>" + merge))


def test_cells_merged_over_the_whole_sheet_are_refused_and_over_a_row_are_not():
    with pytest.raises(Unreadable, match="merged"):
        read_file(merged_over(b"D1:XFD1048576"))
    assert read_file(merged_over(b"D1:XFD1")).sheets[0].merged == [(1, 4, 1, 16_384)]


def test_digits_without_end_are_no_score(previewed):
    content = f"Ref,Risk,L,I,Score\nR1,Staff leave,3,{'9' * 6000},{'9' * 6000}\n".encode()
    assert previewed(content, "risks")["rows"][0]["verdict"] == "question"


def test_a_million_repeated_rows_with_words_are_refused():
    repeat = b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
    words = b'office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>'
    content = changed(
        sample("09"),
        "content.xml",
        lambda xml: xml.replace(b"</table:table>", repeat + words + b"</table:table>", 1),
    )
    with pytest.raises(Unreadable, match="filled"):
        read_file(content)


def test_a_word_file_under_another_name_is_read_by_its_content():
    assert read_file(sample("02")).kind == "docx"


@pytest.mark.parametrize("words", ["=cmd|' /C calc'!A0", "+1+1", "@SUM(1)", "\u202egnp.exe", "<b>"])
def test_words_that_would_do_something_elsewhere_are_words(words):
    assert rows_of(f"Ref,Risk\nR1,{words}\n".encode())[1] == ["R1", words]


def test_deeply_nested_parts_crash_nothing():
    deep = b"<w:sdt>" * 50_000 + b"</w:sdt>" * 50_000
    content = changed(
        sample("02"), "word/document.xml", lambda xml: xml.replace(b"<w:body>", b"<w:body>" + deep)
    )
    with pytest.raises(Unreadable):
        read_file(content)


def in_the_reader(code):
    """What comes of code that a hostile file would have run, in the process that reads files."""
    command = [sys.executable, "-c", f"from intake.reading.__main__ import limit; limit(); {code}"]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True)


@pytest.mark.parametrize(
    "code",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
        "open('kept.txt', 'w')",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9')",
    ],
)
def test_the_reader_reaches_nothing(code):
    done = in_the_reader(code)
    assert "PermissionError" in done.stderr.splitlines()[-1]


def test_each_reader_is_loaded_after_the_doors_shut_and_no_decoder_of_pictures():
    kinds = "docx", "ods", "text", "xls", "xlsx"
    said = in_the_reader(
        f"import json, sys, importlib; [importlib.import_module('intake.reading.' + one) "
        f"for one in {kinds}]; print(json.dumps([n for n, m in sys.modules.items() if m]))"
    )
    loaded = {*json.loads(said.stdout)}
    assert "intake.reading.xlsx" in loaded and not loaded & {"PIL", "lxml"}


def test_the_reader_has_no_more_memory_than_a_log_needs():
    assert "MemoryError" in in_the_reader("bytes(3_000_000_000)").stderr


def test_the_reader_knows_nothing_of_the_product():
    done = in_the_reader("import sys, json; print(json.dumps(sorted(sys.modules)))")
    loaded = {name.split(".")[0] for name in json.loads(done.stdout)}
    assert not loaded & {"django", "programme", "risks"}


def test_a_process_that_dies_is_a_file_that_cannot_be_read(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Unreadable, match="damaged"):
        read_file(b"a,b\n")


def test_members_of_the_same_name_are_refused():
    with pytest.warns(UserWarning), zipfile.ZipFile("/dev/null", "w") as pack:
        pack.writestr("a", "1")
        pack.writestr("a", "2")
