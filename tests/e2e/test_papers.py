"""A paper is written in a browser: typed, kept, previewed, saved, with and without script."""

import pytest

from tests.e2e.days import working_day
from tests.e2e.looking import faults
from tools.browsing import press

PROGRAMME = "/programmes/shared-management"


@pytest.fixture
def paper(stack, open_browser):
    """The democratic services officer's page of a cover report that was started."""
    stack.start_web()
    page = open_browser(stack, "democratic")
    page.goto(f"{PROGRAMME}/meetings/add/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Date of the meeting").fill(f"{working_day(30):%d %B %Y}")
    press(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"{PROGRAMME}/reports/define/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Cover report").check()
    page.get_by_label("Title").fill("Cover report")
    press(page.get_by_role("button", name="Save", exact=True))
    page.goto(f"{PROGRAMME}/reports/")
    press(page.get_by_role("link", name="Start it").first)
    press(page.get_by_role("button", name="Start this paper"))
    page.get_by_role("heading", level=1).filter(has_text="Cover report").wait_for()
    return page


@pytest.mark.once
def test_every_page_of_a_paper_is_open_to_everyone(paper):
    page, found, here = paper, faults(paper), paper.url
    for part in "Front sheet", "Recommendations", "Background":
        page.goto(here)
        press(page.get_by_role("row").get_by_role("link", name=part, exact=False).first)
        found += faults(page)
    page.locator("#id_text").fill("1. It *began*.\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    press(page.get_by_role("button", name="Preview"))
    found += faults(page)
    for link in "Share out Background", "Preview the whole paper", "Front sheet of the body":
        page.goto(here)
        press(page.get_by_role("main").get_by_role("link", name=link))
        found += faults(page)
    press(page.get_by_role("link", name="Add a field"))
    page.get_by_label("Label").fill("Subject")
    page.get_by_label("One line").check()
    press(page.get_by_role("button", name="Save", exact=True))
    assert found + faults(page) == []


def test_what_is_typed_is_kept_while_it_is_typed(paper):
    press(paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    paper.locator("#id_text").press_sequentially("A closed laptop")
    paper.get_by_text("What you typed is kept").wait_for()
    paper.reload()
    press(paper.get_by_role("link", name="Go on with what you typed"))
    assert paper.locator("#id_text").input_value() == "A closed laptop"
    press(paper.get_by_role("button", name="Save", exact=True))
    paper.get_by_text("Background saved: in work.").wait_for()


def test_what_cannot_be_kept_is_said_beside_the_text(paper):
    press(paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    paste = "(area) => { area.value = 'a'.repeat(100001); area.dispatchEvent(new Event('input')) }"
    paper.locator("#id_text").evaluate(paste)
    paper.get_by_text("What you typed is not kept. It has more than 100,000").wait_for()


def test_a_part_is_written_without_script(paper, stack, open_browser):
    page = open_browser(stack, "manager", java_script_enabled=False)
    page.goto(paper.url)
    press(page.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    page.locator("#id_text").fill("Written by hand")
    press(page.get_by_role("button", name="Preview"))
    page.get_by_role("heading", name="Preview of Background").wait_for()
    page.get_by_label("Done").check()
    press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("1 of 6 parts done").wait_for()
