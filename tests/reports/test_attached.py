"""Attached documents in the PDF, the page and the Word file of given content."""

import io
import re
import subprocess
from copy import deepcopy

import pikepdf
import pytest

from programme.stored_files import FileChanged, keep_file
from programme.uploads import ENDING, FOLDER
from reports.document import render_html
from reports.pdf.stamp import NAME, stamped
from reports.render import render_pdf
from reports.word.document import render_docx
from tests import pdfs
from tests.reports import sample, tags
from tests.reports.verapdf import broken_rules
from tests.reports.word import opened

pytestmark = pytest.mark.once

ADDRESS = "http://127.0.0.1:8000/published/jaic/2012-04-04/cover/v1/attached/1/"


def attached(key, title, content, pages, **more):
    sha256, _ = keep_file(content, FOLDER, ENDING)
    facts = {"key": key, "title": title, "name": "file.pdf", "pages": pages, "sha256": sha256}
    return {**facts, "bytes": len(content), "number": "Appendix A", "address": ADDRESS, **more}


def content_with(*documents):
    return {**deepcopy(sample.REPORT), "attached": list(documents)}


@pytest.fixture(scope="module")
def content():
    plan = pdfs.whole(pdfs.A4, (842, 595), pdfs.A3_ACROSS, words="Plan")
    form = pdfs.whole(words="Form", turned=90, alter=pdfs.filled_in_form)
    return content_with(
        attached("attached-1", "Work plan", plan, 3), attached("attached-2", "Form", form, 1)
    )


@pytest.fixture(scope="module")
def drawn(content):
    return render_pdf(content)


@pytest.fixture(scope="module")
def text(drawn):
    """The words of each sheet."""
    told = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=drawn, capture_output=True, check=True
    )
    return [" ".join(page.split()) for page in told.stdout.decode().split("\f")[:-1]]


def test_the_pages_of_the_version_in_welsh_are_tagged_welsh_and_no_others(content):
    content = deepcopy(content)
    content["heading"]["second_document"] = "attached-2"
    pdf = pikepdf.open(io.BytesIO(render_pdf(content)))
    for page in pdf.pages:
        page.contents_coalesce()
    tagged = [b"/Lang (cy)" in page.Contents.read_bytes() for page in pdf.pages]
    assert tagged.count(True) == 1 and tagged[-1]


def test_each_page_is_drawn_on_a_sheet_with_the_heads_and_numbers_of_the_report(text):
    pages = len(text)
    [first] = [number for number, words in enumerate(text) if "Work plan, page 1 of 3" in words]
    for number in range(3):
        words = text[first + number]
        assert words.startswith("Shared management · Programme management report")
        assert f"Appendix A: Work plan, page {number + 1} of 3" in words
        assert f"Plan {number + 1}" in words
        assert words.endswith(f"Page {first + number + 1} of {pages}")
    assert text[-1].endswith(f"Page {pages} of {pages}") and "Form 1" in text[-1]


def test_what_was_filled_in_is_printed(text):
    assert "Filled in" in text[-1]


def test_the_sheets_are_as_large_as_the_pages_ask_for(drawn):
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        sizes = [
            tuple(round(float(side) / 72 * 25.4) for side in p.mediabox[2:]) for p in pdf.pages
        ]
    assert sizes[-5:] == [(210, 297), (297, 210), (420, 297), (210, 297), (297, 210)]


def test_contents_and_bookmarks_lead_to_each_document(drawn, text):
    [plan] = [n for n, words in enumerate(text, 1) if "Appendix A: Work plan file.pdf" in words]
    assert re.search(rf"Appendix A: Work plan[ .]+{plan}\b", text[0])
    with pikepdf.open(io.BytesIO(drawn)) as pdf, pdf.open_outline() as outline:
        titles = [item.title for top in outline.root for item in [top, *top.children]]
    assert titles[-2:] == ["Appendix A: Work plan", "Appendix B: Form"]


def test_each_page_is_a_tagged_figure_behind_its_line(drawn):
    with pikepdf.open(io.BytesIO(drawn)) as pdf:
        figures = [one for one in tags.elements(pdf, "/Figure") if "attached" in str(one.Alt)]
        said = [str(one.Alt) for one in figures]
        sheets = [pdf.pages.index(pikepdf.Page(one.Pg)) for one in figures]
    assert said[0] == "Page 1 of 3 of the attached document Work plan" and len(said) == 4
    assert sheets == sorted(sheets) and len(set(sheets)) == 4


def test_the_same_content_gives_the_same_bytes(content, drawn):
    assert render_pdf(deepcopy(content)) == drawn


def test_every_sheet_of_a_draft_says_so(drawn):
    with pikepdf.open(io.BytesIO(stamped(drawn))) as copy:
        assert all(NAME in page.Resources.XObject for page in copy.pages)
        last = b"".join(stream.read_bytes() for stream in copy.pages[-1].Contents)
        assert last.count(str(NAME).encode() + b" Do") == 1


def claims(pdf):
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = document.Root.Metadata.read_bytes()
    return [name for name in (b"pdfaid:part", b"pdfuaid:part") if name in told]


def test_a_pdf_with_pages_that_others_drew_claims_nothing_of_them(drawn):
    assert claims(drawn) == [] and len(claims(render_pdf(sample.REPORT))) == 2


def _without_words(document):
    del document.pages[0].Contents


def test_but_for_the_claims_it_breaks_no_rule_that_the_attached_pages_keep(tmp_path):
    path = tmp_path / "attached.pdf"
    blank = pdfs.whole(alter=_without_words)
    path.write_bytes(render_pdf(content_with(attached("attached-1", "Blank", blank, 1))))
    lines = [line.split("\t") for line in broken_rules(path)]
    assert [line[4] for line in lines if line[2] == "broken"] == ["5-1", "6.6.4-1"]


def test_a_document_in_quarantine_is_named_and_not_printed(tmp_path):
    held = attached("attached-1", "Plan", pdfs.whole(words="Secret"), 1)
    content = content_with({**held, "held": "Waiting for the virus scan"})
    path = tmp_path / "held.pdf"
    path.write_bytes(render_pdf(content))
    told = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout
    assert b"Its pages are not printed: waiting for the virus scan." in told
    assert b"Secret" not in told and broken_rules(path) == []
    assert ADDRESS not in render_html(content)


def test_a_long_title_stays_on_the_sheet(tmp_path):
    title, path = "W" * 199, tmp_path / "long.pdf"
    path.write_bytes(render_pdf(content_with(attached("attached-1", title, pdfs.whole(), 1))))
    told = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    edges = re.findall(rb'xMax="([\d.]+)" yMax="[\d.]+">[W\xe2]', told.stdout)
    assert len(edges) > 3 and max(map(float, edges)) < 595 - 28


def test_a_file_that_lost_its_fingerprint_is_not_printed(content):
    changed = deepcopy(content)
    changed["attached"][0]["sha256"] = "0" * 64
    with pytest.raises(FileChanged):
        render_pdf(changed)


def test_the_page_and_the_word_file_name_the_documents_and_lead_to_them(content):
    html = render_html(content)
    assert f'<a href="{ADDRESS}">file.pdf</a> (PDF, 3 pages, ' in html
    assert '<a href="#attached-2">Appendix B: Form</a>' in html and "page 1 of" not in html
    document = opened(render_docx(content))
    said = [paragraph.text for paragraph in document.paragraphs]
    assert "Appendix A: Work plan" in said and "Appendix B: Form" in said
    links = {
        relation.target_ref for relation in document.part.rels.values() if relation.is_external
    }
    assert ADDRESS in links
