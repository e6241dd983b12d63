"""Text files: every delimiter and encoding, and quotation marks as people leave them."""

import pytest

from intake.reading.text import read, split
from tests.intake.making import rows_of, sample

LINES = "Ref{0}Risk{0}Cost\r\nR1{0}Café – “open”{0}£5\r\nR2{0}Staff leave{0}£7\r\n"


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le"])
def test_any_delimiter_in_any_encoding(delimiter, encoding):
    content = LINES.format(delimiter).encode(encoding)
    cells = {(one.row, one.column): one.text for one in read(content).sheets[0].cells}
    assert cells[2, 2] == "Café – “open”"
    assert cells[3, 3] == "£7"


def test_a_hint_names_the_delimiter_and_is_a_line_of_the_file():
    assert rows_of(b"sep=;\nRef;Risk, and its cause\nR1;A, b, c\n") == [
        ["sep=;"],
        ["Ref", "Risk, and its cause"],
        ["R1", "A, b, c"],
    ]


def test_a_row_has_the_line_on_which_it_begins():
    sheet = read(b'Ref,Risk\nR1,"two\nlines"\nR2,one\n').sheets[0]
    assert sorted({one.row for one in sheet.cells}) == [1, 2, 4]


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ('a,"b,c",d', ["a", "b,c", "d"]),
        ('a,"say ""no""",d', ["a", 'say "no"', "d"]),
        ('a,"Your card" leaflet,d', ["a", '"Your card" leaflet', "d"]),
        ('a,6" pipe,d', ["a", '6" pipe', "d"]),
        ('a,"never closed,d', ["a", '"never closed', "d"]),
        ("a,,", ["a", "", ""]),
    ],
)
def test_a_quotation_mark_encloses_only_where_it_is_closed(line, fields):
    assert [found for _, found, _ in split(line, ",")] == [fields]


def test_an_unclosed_quotation_mark_swallows_no_rows():
    found = list(split('R1,"open\nR2,b\nR3,c', ","))
    assert [fields for _, fields, _ in found] == [["R1", '"open'], ["R2", "b"], ["R3", "c"]]
    assert "never closed" in found[0][2][0]


def test_blank_lines_are_told():
    assert read(sample("03")).sheets[0].blank_rows == [18]


def test_nul_bytes_stay_where_they_are_and_are_found_later():
    assert rows_of(b"Ref,Risk\nR1,a\x00b\n")[1] == ["R1", "a\x00b"]
