"""The word DRAFT on the sheets of a copy."""

import io

import pikepdf
import pytest

from reports.pdf.stamp import NAME, stamped, word_outlines
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
    assert broken_rules(path, "ua1", "3a") == []
    assert stamped(drawn) == path.read_bytes()


def test_the_word_is_five_letters_of_closed_outlines():
    outlines, width = word_outlines()
    assert outlines.count(b"h\n") >= 5 and 50 < width < 120
