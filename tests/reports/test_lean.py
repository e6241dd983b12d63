"""The document that reports are drawn from takes less memory, and comes out the same."""

import re

import pytest
from weasyprint import HTML

from reports import engine_process, render
from reports.document import document_html
from reports.pdf import lean
from reports.pdf.characters import printable
from reports.pdf.finisher import Finisher
from tests.reports import sample

pytestmark = pytest.mark.once
WRITTEN = """<ol><li>One<ul><li>Two</li></ul></li></ol><p><q>Quoted</q><br>a<wbr>b</p>
<table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>Cell</td></tr></tbody></table>"""


def drawn(make, html, content, before=None):
    """A PDF of the engine's own document, or of the lean one, finished as reports are; `before` is
    called with the document that is laid out and not drawn yet.
    """
    fonts, stylesheets = render.kit()
    laid_out = make(string=html, url_fetcher=render.BundledFetcher()).render(
        font_config=fonts, stylesheets=stylesheets, pdf_variant="pdf/a-3a"
    )
    if before:
        before(laid_out)
    how = {"attachments": render._attachments(content), "finisher": Finisher(printable(content))}
    return laid_out.write_pdf(pdf_variant="pdf/a-3a", **how)


@pytest.mark.parametrize("before", [None, lean._let_go], ids=["short", "long"])
def test_the_bytes_are_those_of_the_engine_alone(before):
    html = document_html(printable(sample.REPORT)).replace("</main>", f"{WRITTEN}</main>")
    alone = drawn(HTML, html, sample.REPORT)
    assert drawn(lean.LeanHTML, html, sample.REPORT, before) == alone


def test_a_cell_of_a_table_has_one_set_of_styles():
    document = lean.LeanHTML(string=f"<html lang=en>{WRITTEN}")
    [notes, _] = document._ua_stylesheets()
    assert [entry for entry in notes.matcher.other_selectors if entry[3]] == []
    [plain] = HTML(string="-")._ua_stylesheets()
    assert {entry[3] for entry in plain.matcher.other_selectors} - {None} == {*lean.NEVER, "marker"}


class Line:
    """The other end of a process that draws."""

    def send(self, what):
        """Nobody listens."""


def test_a_report_that_needs_too_much_memory_is_refused_with_a_reason(settings):
    settings.RENDER_MEMORY_MB = 10
    kind, why = engine_process._answer(Line(), sample.REPORT, 60)
    assert kind == "refused"
    assert re.fullmatch(
        r"This report needs more than 10 MB of memory, and was stopped while reading the rows\. "
        r"Leave out rows or columns .*",
        why,
    )


def test_within_its_memory_it_is_drawn(settings):
    settings.RENDER_MEMORY_MB = 4000
    kind, drawn = engine_process._answer(Line(), sample.REPORT, 60)
    assert kind == "drawn" and drawn.pages > 2
    assert drawn.pdf.startswith(b"%PDF") and drawn.docx.startswith(b"PK")
