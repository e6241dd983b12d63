"""What is looked for on every page is found where it is."""

from pathlib import Path

import pytest

from tests.e2e.looking import broken

pytestmark = pytest.mark.once
SHEET = Path(__file__).resolve().parents[2] / "static/app.css"
CELL = '<table><td style="width: 3ch; overflow-wrap: anywhere">{}</table>'


def test_a_short_word_in_two_lines_is_found(chromium):
    page = chromium.new_page()
    page.set_content(CELL.format("Risks R1000"))
    assert [line.rpartition(": ")[2] for line in broken(page)] == [
        "Risks in 'Risks R1000'",
        "R1000 in 'Risks R1000'",
    ]
    page.set_content(CELL.format("R1 a-very-long-word"))
    assert broken(page) == []
    page.close()


@pytest.mark.parametrize("columns", [5, 6, 7])
def test_a_table_of_long_words_keeps_to_its_column_beside_what_stands_at_the_right(
    chromium, columns
):
    page = chromium.new_page(viewport={"width": 1024, "height": 600})
    cells = columns * "<td>Responsibilities of both councils</td>"
    table = f'<table class="register register--cards"><tr>{cells}</tr></table>'
    page.set_content(f'<div class="table-part" style="width: 660px">{table}</div>')
    page.add_style_tag(path=SHEET)
    assert page.locator("table").evaluate("one => one.offsetWidth") <= 660
    page.close()
