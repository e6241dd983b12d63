"""The Word file of a report, read by a library that did not write it."""

from copy import deepcopy
from xml.etree import ElementTree

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree, html

from reports.choices import APPENDICES
from reports.document import document_html
from reports.pdf.characters import printable_text
from reports.word.document import render_docx
from reports.word.pictures import PIXELS, png
from reports.word.stamp import stamped
from tests.reports import sample
from tests.reports.word import (
    W,
    close,
    opened,
    page,
    parts,
    rows,
    rows_of_page,
    text,
    xml,
)

pytestmark = pytest.mark.once
NO_SECTIONS = {"heading": {**sample.HEADING, "meeting_on": None, "since": None}, "sections": []}
CONTENTS = {"report": sample.REPORT, "long": sample.long_report(), "without sections": NO_SECTIONS}

# In which order the properties of a thing may stand, as ECMA-376 has it; other readers are lenient,
# Word refuses the file.
ORDER = {
    "pPr": "pStyle keepNext keepLines numPr pBdr tabs spacing ind jc outlineLvl sectPr",
    "rPr": "rStyle rFonts b i color sz szCs u shd lang",
    "tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "tcPr": "tcW gridSpan tcBorders shd vAlign",
    "tcBorders": "top left bottom",
    "sectPr": "headerReference footerReference pgSz pgMar titlePg",
    "style": "name basedOn next uiPriority semiHidden unhideWhenUsed qFormat pPr rPr tblPr "
    "tblStylePr",
    "tblCellMar": "top left bottom right",
    "lvl": "start numFmt pStyle lvlText lvlJc pPr",
}


@pytest.fixture(scope="module")
def files():
    return {name: render_docx(content) for name, content in CONTENTS.items()}


@pytest.fixture(params=CONTENTS)
def name(request):
    return request.param


@pytest.fixture
def file(files, name):
    return files[name]


@pytest.fixture
def report(files):
    return files["report"]


# --- What it says ---------------------------------------------------------------------------------


def test_its_words_are_those_of_the_page_in_their_order(file, name):
    body = page(CONTENTS[name])
    for number, line in enumerate(body.xpath("//nav//li/a"), start=1):
        line.text = f"{number}. {line.text}"  # which the browser counts
    assert text(xml(file)) == close(body.text_content())


def test_its_rows_are_those_of_the_page_cell_by_cell(file, name):
    assert rows(file) == rows_of_page(CONTENTS[name])


def test_every_heading_has_its_style_and_nothing_else_has(file, name):
    body = page(CONTENTS[name])
    expected = [
        (f"Heading {one.tag[1]}", close(one.text_content()))
        for one in body.xpath("//h1 | //h2[not(parent::nav)] | //h3")
    ]
    found = [(one.style.name, close(one.text)) for one in opened(file).paragraphs]
    assert [one for one in found if one[0].startswith("Heading")] == expected


@pytest.mark.parametrize("order", [{}, {"order": ["changes", APPENDICES, "risks", "budgets"]}])
def test_each_line_of_the_contents_leads_to_its_heading(order):
    document = xml(render_docx({**sample.REPORT, **order}))
    marks = {one.get(f"{W}name"): one.getparent() for one in document.iter(f"{W}bookmarkStart")}
    links = [one for one in document.iter(f"{W}hyperlink") if one.get(f"{W}anchor")]
    assert len(links) == (4 if order else 5)
    assert [text(marks[one.get(f"{W}anchor")]) for one in links] == [text(one) for one in links]


def test_it_says_what_it_is_and_of_when(report):
    core = opened(report).core_properties
    assert core.title.startswith("Programme management report: Shared management")
    assert (core.author, core.language, core.version) == ("Shared management", "en-GB", "1")
    assert core.subject == "Position as at 9 March 2012 at 5.00pm, version 1"
    assert core.created.isoformat() == core.modified.isoformat() == "2012-03-09T17:00:00+00:00"
    assert xml(report, "word/styles.xml").find(f".//{W}lang").get(f"{W}val") == "en-GB"


def test_each_sheet_says_at_its_foot_which_it_is(report):
    sections = opened(report).sections
    for section in sections:
        foot = section.footer._element
        fields = [one.get(f"{W}instr").strip() for one in foot.iter(f"{W}fldSimple")]
        assert fields == ["PAGE", "NUMPAGES"]
        assert text(foot) == "Positionasat9March2012·version1Page1of1"
        edge = section.page_width - section.left_margin - section.right_margin
        [tab] = section.footer.paragraphs[0].paragraph_format.tab_stops
        assert abs(tab.position - edge) < 1000  # English Metric Units: less than a twip
    assert sections[0].first_page_header.paragraphs[0].text == ""
    assert sections[1].header.paragraphs[0].text.startswith("Shared management · Programme")


# --- Tables and pictures --------------------------------------------------------------------------


def test_heads_repeat_and_rows_stay_whole(report):
    tables = opened(report).tables
    for table in (one for one in tables if one.style.name == "Report Table"):
        marks = [{mark.tag.removeprefix(W) for mark in row._tr.trPr} for row in table.rows]
        assert marks == [{"cantSplit", "tblHeader"}, *[{"cantSplit"}] * (len(marks) - 1)]
    assert [one.style.name for one in tables].count("Report Table") == 4


def test_a_row_that_is_higher_than_a_sheet_may_break(files):
    found = [
        row for row in xml(files["long"]).iter(f"{W}tr") if row.find(f".//{W}cantSplit") is None
    ]
    assert [text(row)[:3] for row in found] == ["R10"]


def test_each_table_stands_under_its_caption_and_is_called_by_it(report):
    for table in opened(report).tables:
        if table.style.name == "Report Table":
            above = table._tbl.getprevious()
            assert above.pPr.style == "Caption"
            assert text(above) == close(table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val")))


def test_figures_stand_at_the_right_and_the_band_of_a_row_at_its_left(report):
    [budget] = [one for one in opened(report).tables if one.cell(0, 1).text == "Budget line"]
    assert budget.cell(1, 2).paragraphs[0].alignment == 2
    [risks] = [one for one in opened(report).tables if one.cell(0, 1).text == "Risk"]
    first = risks.cell(1, 0)._tc.tcPr.find(f".//{W}left")
    assert first.get(f"{W}color") == "A12020"
    assert [one.style.name for one in risks.cell(1, 5).paragraphs[0].runs] == ["Band Red"]


def test_pictures_say_what_they_show(report):
    said = [one._inline.docPr.get("descr") for one in opened(report).inline_shapes]
    shown = html.document_fromstring(document_html(sample.REPORT)).xpath("//svg/title/text()")
    assert said == shown and len(said) == 3


def test_the_letters_of_a_picture_are_drawn():
    start = '<svg viewBox="0 0 9 9" xmlns="http://www.w3.org/2000/svg" font-family="sans-serif">'
    blank, written = (
        png(etree.fromstring(f"{start}{inside}</svg>"), 30)
        for inside in ("", '<text y="8">M</text>')
    )
    assert blank.startswith(b"\x89PNG") and blank != written
    width = int.from_bytes(blank[16:20])  # as the head of a PNG says it
    assert width == 30 * PIXELS


def test_wide_sections_lie_across(files):
    found = [one.orientation for one in opened(files["report"]).sections]
    assert found == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    for section in opened(files["report"]).sections:
        is_wide = section.page_width > section.page_height
        assert is_wide == (section.orientation == WD_ORIENT.LANDSCAPE)


def test_no_table_is_wider_than_its_sheet(file):
    document = opened(file)
    narrow = min(one.page_width - one.left_margin - one.right_margin for one in document.sections)
    for table in document.tables:
        wide = sum(column.width for column in table.columns)
        assert wide <= narrow * 1.6 and sum(c.width for c in table.rows[0].cells) == wide


# --- What it is made of ---------------------------------------------------------------------------


def test_every_part_is_well_formed_and_named(file):
    names = [name for name in parts(file) if name.endswith((".xml", ".rels"))]
    for part in names:
        ElementTree.fromstring(parts(file)[part])
    types = xml(file, "[Content_Types].xml")
    named = {one.get("PartName") for one in types if one.get("PartName")}
    assert named == {f"/{name}" for name in names if name.endswith(".xml")} - {
        "/[Content_Types].xml"
    }


def test_properties_stand_in_the_order_that_word_asks_for(file):
    for part in ("document", "styles", "numbering"):
        for element in xml(file, f"word/{part}.xml").iter(*(f"{W}{one}" for one in ORDER)):
            order = ORDER[element.tag.removeprefix(W)].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            ends = etree.QName(element).localname == "sectPr"  # heads and feet come in pairs
            assert places == sorted(places) or ends and places[-3:] == sorted(places[-3:])


def test_styles_and_bullets_that_are_named_are_there(file):
    styles = {one.get(f"{W}styleId") for one in xml(file, "word/styles.xml").iter(f"{W}style")}
    used = xml(file).iter(f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    assert {one.get(f"{W}val") for one in used} <= styles
    bullets = [one for one in opened(file).paragraphs if one.style.name == "List Bullet"]
    numbered = {one.style.element.pPr.numPr.numId.val for one in bullets}
    assert numbered <= {1}


def test_names_that_have_to_differ_do(file):
    for kind, attribute in ((f"{W}bookmarkStart", f"{W}id"), (f"{W}bookmarkStart", f"{W}name")):
        found = [one.get(attribute) for one in xml(file).iter(kind)]
        assert len(found) == len(set(found))
    found = [one._inline.docPr.get("id") for one in opened(file).inline_shapes]
    assert len(found) == len(set(found))


def test_nothing_in_it_leads_out(file):
    """Whatever was typed: text with addresses and tags stays text."""
    for part, content in parts(file).items():
        if part.endswith(".rels"):
            assert b"External" not in content and b"evil" not in content


# --- Odd content ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "R100",
        "y" * 5000,
        "\x00\x01\x0b\x1f\x85\ufffe\uffff\ud800",
        "a\u200bb",
        "<&>\"'",
        " a  b\n\nc ",
    ],
    ids=["reference", "unbroken", "controls", "no width", "marks", "blanks"],
)
def test_odd_words_are_printed_as_the_pdf_prints_them(typed):
    content = deepcopy(sample.REPORT)
    content["sections"][3]["rows"][0]["title"] = typed
    file = render_docx(content)
    assert rows(file) == rows_of_page(content)
    assert close(printable_text(typed)) in [cell for row in rows(file) for cell in row]


def test_lines_and_blanks_stand_as_the_page_has_them():
    content = deepcopy(sample.REPORT)
    content["sections"][3]["rows"][0]["title"] = "  One \n two   three\n"
    cells = [cell.text for table in opened(render_docx(content)).tables for cell in table._cells]
    assert "One\ntwo three" in cells


def test_two_thousand_rows_are_one_table():
    file = render_docx(sample.long_report(2000))
    tables = xml(file).iter(f"{W}tbl")
    assert max(len(table.findall(f"{W}tr")) for table in tables) == 2001


# --- Drafts ---------------------------------------------------------------------------------------


def test_a_draft_says_so_at_the_head_of_each_sheet_and_is_else_the_same(report):
    draft = stamped(report)
    for section in opened(draft).sections:
        assert section.header.paragraphs[0].text == "DRAFT"
    first = opened(draft).sections[0].first_page_header.paragraphs[0]
    assert (first.text, first.style.name) == ("DRAFT", "Draft")
    differs = {name for name, content in parts(draft).items() if parts(report)[name] != content}
    assert differs == {"word/header.xml", "word/header-first.xml"}
    assert (
        stamped(report) == draft and "DRAFT" not in opened(report).sections[0].header._element.xml
    )
