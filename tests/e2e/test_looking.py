"""What is looked for on every page is found where it is."""

import pytest

from tests.e2e.looking import broken

pytestmark = pytest.mark.once
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
