"""A front sheet in the browser: its answers have room on a phone and on a desk."""

import pytest

from papers.text import parse
from reports.document import render_html
from tests.e2e.looking import DESK, PHONE
from tests.reports import sample

pytestmark = pytest.mark.once
LONG = "The Director of Corporate Services confirms that its expenditure is within the budget"
COMMITTEES = "| Committee | Date | Minute |\n|--|--|--|\n| Committee | September 2007 | 12 |"
ROOM = "cells => cells.map(one => one.clientWidth / one.closest('article').clientWidth)"
WORDS = """cells => cells.map(one => {
    const range = document.createRange(), text = one.firstChild;
    return text.data.split(/(?= )/).every((word, at, all) => {
        const from = all.slice(0, at).join("").length;
        range.setStart(text, from + word.search(/\\S/)), range.setEnd(text, from + word.length);
        return range.getClientRects().length === 1;
    });
})"""


@pytest.fixture
def sheet(chromium):
    """A function that opens a report with a front sheet in a window of a width."""
    context = chromium.new_context()
    fields = [{"label": LONG, "answer": "Yes"}, {"label": "Path", "blocks": parse(COMMITTEES)}]
    front = {"key": "own", "kind": "front_sheet", "title": "Front sheet", "is_done": True}
    words = [front | {"number": "1", "fields": fields}]
    content = {**sample.REPORT, "sections": [], "words": words, "order": ["own"]}

    def opened(width):
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.set_content(render_html(content))
        return page

    yield opened
    context.close()


@pytest.mark.parametrize(("width", "least"), [(PHONE, 0.95), (DESK, 0.6)])
def test_answers_have_room(sheet, width, least):
    page = sheet(width)
    rooms = page.locator(".paper-front > tbody > tr > td").evaluate_all(ROOM)
    assert min(rooms) > least
    assert all(page.locator(".paper-front .report-table td").evaluate_all(WORDS))
    labels = page.locator(".paper-front > tbody > tr > th").evaluate_all(ROOM)
    assert min(labels) > 0.3
