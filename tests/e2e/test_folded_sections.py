"""A report on a phone: a section of more than twenty rows is folded, and opens when needed."""

from pathlib import Path

import pytest

from reports.document import render_html
from tests.e2e.looking import barriers
from tests.reports import sample

pytestmark = pytest.mark.once
STATIC = Path(__file__).resolve().parents[2] / "static"
ADDRESS = "http://report.test/"
FOLDED = ".report-fold:not([open])"


@pytest.fixture
def show(chromium):
    """A function that shows a report of 60 risks on a phone, or on a wider screen."""
    contexts = []

    def one(ending="", *, width=360, script=True, content=None):
        context = chromium.new_context(
            viewport={"width": width, "height": 800}, java_script_enabled=script
        )
        contexts.append(context)
        own = f'<script type="module">{(STATIC / "init.js").read_text()}</script></body>'
        html = render_html(content or sample.long_report(60)).replace("</body>", own)
        page = context.new_page()
        page.route(f"{ADDRESS}**", lambda route: route.fulfill(body=html, content_type="text/html"))
        page.goto(f"{ADDRESS}{ending}")
        return page

    yield one
    for context in contexts:
        context.close()


def risks(page):
    return page.locator("#section-risks .report-table").first


def height(page):
    return page.evaluate("document.documentElement.scrollHeight")


def test_a_section_of_many_rows_is_folded_with_its_count(show):
    page = show()
    assert not risks(page).is_visible()
    assert page.locator(".report-fold > summary").inner_text().startswith("60 rows")
    assert page.locator("#section-milestones .report-table").is_visible()  # it has nine rows
    folded = height(page)
    page.locator("summary").press("Enter")
    assert risks(page).is_visible() and height(page) > 2 * folded
    assert barriers(page) == []


def test_a_link_opens_what_it_leads_into(show):
    page = show()
    page.locator('.report-contents a[href="#section-risks"]').click()
    assert risks(page).is_visible()
    assert risks(show("#section-risks")).is_visible()
    assert not risks(show("#section-milestones")).is_visible()


def test_paper_opens_all(show):
    page = show()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator(FOLDED).count() == 0
    page.emulate_media(media="print")
    assert risks(page).is_visible() and not page.locator("summary").is_visible()


@pytest.mark.parametrize("how", [{"script": False}, {"width": 1280}])
def test_nothing_is_folded_without_script_or_on_a_wide_screen(show, how):
    assert risks(show(**how)).is_visible()


def test_a_screen_that_is_turned_to_be_wide_opens_all(show):
    page = show()
    page.set_viewport_size({"width": 1000, "height": 400})
    page.wait_for_function(f"document.querySelectorAll('{FOLDED}').length === 0")


def test_the_longest_sections_of_a_long_page_are_folded_until_it_is_short(show):
    row = sample.BUDGET["rows"][0]
    rows = [{**row, "comment": f"Long answer {one}. " * 275} for one in range(18)]
    sections = [
        {**sample.BUDGET, "key": f"lines-{count}", "rows": rows[:count]} for count in range(1, 19)
    ]
    content = {**sample.REPORT, "sections": sections}
    assert height(show(content=content, script=False)) > 100_000
    page = show(content=content)
    assert 10_000 < height(page) < 50_000
    folded = page.locator(FOLDED)
    counts = [int(text.split()[0]) for text in folded.locator("summary").all_inner_texts()]
    assert counts == list(range(19 - len(counts), 19))  # the longest, and no more than needed
    page.locator('.report-contents a[href="#section-lines-18"]').click()
    assert page.locator("#section-lines-18 .report-table").is_visible()
    assert barriers(page) == []


def test_a_section_of_one_long_row_says_so(show):
    row = {**sample.BUDGET["rows"][0], "comment": "A long answer. " * 6000}
    page = show(content={**sample.REPORT, "sections": [{**sample.BUDGET, "rows": [row]}]})
    assert page.locator(".report-fold > summary").inner_text().startswith("1 row")
