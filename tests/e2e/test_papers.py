"""A paper is written in a browser: typed, kept, previewed, saved, with and without script."""

import pytest

from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once

COLOURS = "cells => cells.map(cell => getComputedStyle(cell).backgroundColor)"


def test_every_page_of_a_paper_is_open_to_everyone(paper):
    page, found, here = paper, faults(paper), paper.url
    colours = page.locator("thead tr > *").evaluate_all(COLOURS)
    assert len(colours) == 6 and len({*colours}) == 1, "a cell without words is of the head too"
    for part in "Front sheet", "Recommendations", "Background":
        page.goto(here)
        press(page.get_by_role("row").get_by_role("link", name=part, exact=False).first)
        found += faults(page)
    page.get_by_role("button", name="Write as plain text").click()
    page.locator("#id_text").fill("1. It *began*.\n\n| a | b |\n|---|---|\n| 1 | 2 |")
    found += faults(page)
    press(page.get_by_role("button", name="Preview"))  # and the editor, with what was typed
    found += faults(page)
    for link in "Share out Background", "Preview the whole paper", "Change the title":
        page.goto(here)
        press(page.get_by_role("main").get_by_role("link", name=link))
        found += faults(page)
    page.goto(here)
    press(page.get_by_role("main").get_by_role("link", name="Comment on Background"))
    page.get_by_label("Your comment").fill("Is this so?")
    press(page.get_by_role("button", name="Add this comment"))
    press(page.get_by_role("link", name="Answer Is this so?"))
    found += faults(page)
    page.get_by_label("Your answer").fill("It is")
    press(page.get_by_role("button", name="Send this answer"))
    press(page.get_by_role("button", name="Settle Is this so?"))
    found += faults(page)
    page.goto(here)
    press(page.get_by_role("main").get_by_role("link", name="Front sheet of the body"))
    press(page.get_by_role("link", name="Add a field"))
    page.get_by_label("Label", exact=True).fill("Subject")
    page.get_by_label("One line").check()
    press(page.get_by_role("button", name="Save", exact=True))
    assert found + faults(page) == []


def test_what_is_typed_is_kept_while_it_is_typed(paper):
    press(paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    paper.locator("#id_text").press_sequentially("A closed laptop")
    paper.get_by_text("What you typed is kept").wait_for()
    paper.reload()
    press(paper.get_by_role("link", name="Go on with what you typed"))
    assert paper.get_by_role("textbox", name="Text").inner_text() == "A closed laptop"
    press(paper.get_by_role("button", name="Save", exact=True))
    paper.get_by_text("Background saved: in work.").wait_for()
    part = paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first
    press(part)
    paper.get_by_role("textbox", name="Text").press_sequentially(" at once")
    press(paper.get_by_role("button", name="Save", exact=True))  # before the pause is over
    press(part)
    paper.get_by_role("button", name="Save", exact=True).wait_for()
    assert not paper.get_by_role("link", name="Go on with what you typed").count()


def test_what_cannot_be_kept_is_said_beside_the_text(paper):
    press(paper.get_by_role("row").get_by_role("link", name="Background", exact=False).first)
    typed = "area.dispatchEvent(new Event('input', { bubbles: true }))"  # as those of people do
    paste = f"(area) => {{ area.value = 'a'.repeat(100001); {typed} }}"
    paper.locator("textarea[name=text]").evaluate(paste)
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
