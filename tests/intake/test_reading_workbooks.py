"""Workbooks and documents: values as they are stored, and what a reader of the page would miss."""

from datetime import date, datetime

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font

from intake.process import read_file
from tests.intake.making import HERE, changed, sample, texts, workbook


def cell(content, place, sheet=0):
    found = {(one.row, one.column): one for one in read_file(content).sheets[sheet].cells}
    return found.get(place)


def formatted(value, number_format):
    def change(sheet):
        sheet["A1"] = value
        sheet["A1"].number_format = number_format

    return cell(workbook(change=change), (1, 1)).text


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.6, "0%", "60%"),
        (75, "General", "75"),
        (0.1 + 0.2, "General", "0.3"),
        (38000, "#,##0", "38000"),
        (date(2026, 9, 17), "dd/mm/yyyy", "2026-09-17"),
        (date(2026, 9, 1), "mmm-yy", "September 2026"),
        (datetime(2026, 9, 17, 8, 30), "dd/mm/yyyy hh:mm", "2026-09-17 08:30:00"),
        (True, "General", "TRUE"),
    ],
)
def test_a_value_is_read_as_it_is_stored_and_meant(value, number_format, text):
    assert formatted(value, number_format) == text


def test_a_formula_counts_by_its_stored_value_and_one_without_is_told():
    lost = cell(workbook(["=1+1"]), (1, 1))
    assert (lost.text, lost.formula) == ("", True)
    assert "not stored" in lost.said[0]
    assert cell(sample("01"), (8, 7)).text == "16"


def test_notes_struck_words_and_what_is_hidden_are_told():
    def change(sheet):
        sheet["A1"].comment = Comment("Moved to November", "Board")
        sheet["A2"].font = Font(strike=True)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True

    content = workbook(["due", "b", "c"], ["old"], change=change)
    assert cell(content, (1, 1)).note == "Moved to November"
    assert cell(content, (2, 1)).said == ["struck through: old"]
    sheet = read_file(content).sheets[0]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ([2], [3])


def test_merged_cells_are_told_with_their_place():
    assert (5, 5, 5, 7) in read_file(sample("01")).sheets[0].merged
    assert (5, 1, 6, 1) in read_file(sample("09")).sheets[0].merged


def test_a_workbook_of_before_2007():
    content = (HERE / "files" / "risks.xls").read_bytes()
    found = texts(content)
    assert (found[4, 3], found[4, 4], found[5, 4]) == ("12", "2026-09-17", "60%")
    book = read_file(content)
    assert book.sheets[0].hidden_rows == [5]
    assert book.sheets[1].hidden
    assert cell(content, (6, 2)).said == ["struck through: Old words"]


def test_rows_that_repeat_to_the_end_of_the_sheet_are_not_written_out():
    assert max(row for row, _ in texts(sample("09"))) == 16


def test_a_document_tells_tracked_changes_struck_words_ticks_and_boxes():
    assert cell(sample("02"), (10, 4)).text == "14 October 2026"
    assert "“1 October 2026” taken out" in cell(sample("02"), (10, 4)).said[0]
    assert cell(sample("02"), (5, 3)).said == ["struck through: 31 March 2026"]
    assert cell(sample("02"), (12, 5), sheet=1).text == "✓"
    assert cell(sample("08"), (8, 7), sheet=1).text == "☒ Yes  ☐ No"
    assert cell(sample("08"), (8, 1), sheet=1).number == "7"
    assert "3.1: evaluation panel" in read_file(sample("02")).outside[-1]


def test_cells_merged_downwards_in_a_document():
    merge = b"<w:tcPr><w:vMerge%s/></w:tcPr><w:p><w:r><w:t>%s</w:t></w:r></w:p>"
    first, second = (merge % one for one in ((b' w:val="restart"', b"People"), (b"", b"")))
    rows = (b"<w:tr><w:tc>%s</w:tc></w:tr>" % one for one in (first, second))
    table = b"<w:tbl>%s</w:tbl>" % b"".join(rows)
    content = changed(
        sample("02"),
        "word/document.xml",
        lambda xml: xml[: xml.index(b"<w:body>") + 8] + table + b"</w:body></w:document>",
    )
    assert read_file(content).sheets[0].merged == [(1, 1, 2, 1)]
