"""Tables of many columns in a text: their figures stay whole on an upright sheet."""

import re
import subprocess

import pytest

from papers.columns import column_widths
from papers.text import parse
from papers.text_html import to_html
from reports.render import render_pdf
from tests.reports import sample


def table(heading, figure, columns=12):
    line = "|" + f" {heading} |" * columns
    return f"{line}\n|{'---|' * columns}\n|{f' {figure} |' * columns}"


def printed(text):
    """The words of a report with this text, as they stand on its sheets."""
    part = {"key": "own", "kind": "text", "title": "Own", "is_done": True, "number": "1"}
    words = [part | {"blocks": parse(text, "1")}]
    pdf = render_pdf({**sample.REPORT, "sections": [], "words": words, "order": ["own"]})
    command = ["pdftotext", "-raw", "-", "-"]
    return subprocess.run(command, input=pdf, capture_output=True, check=True).stdout.decode()


@pytest.mark.parametrize("heading", ["Heading of the column", "Unconstitutionally"])
def test_no_figure_of_twelve_columns_breaks(heading):
    assert len(re.findall(r"1,234,567", printed(table(heading, "1,234,567")))) == 12


def test_no_word_breaks_where_smaller_letters_hold_it():
    words = printed(table("Heading", "1,234,567"))
    assert len(re.findall(r"\bHeading\b", words)) == 12


def test_columns_add_up_to_a_sheet_and_a_narrow_table_keeps_its_letters():
    widths, is_tight = column_widths(["A"] * 12, [["£1,234,567,890.12"] * 12])
    assert sum(widths) == 100 and is_tight
    assert "report-table--tight" not in to_html(parse(table("A", "1", 3)))
