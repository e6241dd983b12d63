"""The word DRAFT on the sheets of a copy."""

import io
import re
import subprocess

import pikepdf
import pytest

from reports.pdf.stamp import FROM_TOP, NAME, stamped, word_outlines
from reports.render import render_pdf
from tests.reports import sample
from tests.reports.verapdf import broken_rules

pytestmark = pytest.mark.once


@pytest.fixture(scope="module")
def drawn():
    return render_pdf(sample.REPORT)


def test_every_sheet_carries_the_word_once(drawn):
    with pikepdf.open(io.BytesIO(stamped(drawn))) as copy:
        for page in copy.pages:
            content = b"".join(stream.read_bytes() for stream in page.Contents)
            assert content.count(str(NAME).encode() + b" Do") == 1
            assert NAME in page.Resources.XObject


def test_the_copy_complies_as_the_file_does_and_is_always_the_same(drawn, tmp_path):
    path = tmp_path / "draft.pdf"
    path.write_bytes(stamped(drawn))
    assert broken_rules(path) == []
    assert stamped(drawn) == path.read_bytes()


def test_the_word_is_five_letters_of_closed_outlines():
    outlines, width = word_outlines()
    assert outlines.count(b"h\n") >= 5 and 50 < width < 120


LONG = {
    "programme": "Transformation of Customer Services, Communications and Management",
    "title": "Programme management and reorganisation monitoring report",
    "body": "Joint Overview, Scrutiny and Performance Management Committee",
    "meeting_on": "2012-09-26",
}


def test_the_word_stands_clear_of_the_longest_running_head(tmp_path):
    group = "Commissioning of Management, Communications and Customer Services"
    rows = [{**row, "period": group} for row in sample.MILESTONES["rows"] * 9]
    title = "Milestones and recommendations, completed since the last meeting"
    section = {**sample.MILESTONES, "title": title, "rows": rows}
    heading = {**sample.HEADING, **LONG}
    pdf = render_pdf({**sample.REPORT, "heading": heading, "sections": [section]})
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert len(document.pages) > 2
    boxes = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=pdf, capture_output=True)
    tops = [float(top) for top in re.findall(r'yMin="([\d.]+)"', boxes.stdout.decode())]
    assert "continued:" in boxes.stdout.decode() and min(tops) > FROM_TOP
