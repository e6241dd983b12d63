"""A paper in two languages in a browser: each text in an editor of its own, with references from
a list.
"""

import pytest

from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once

WELSH = {"name": "Text in Welsh"}


@pytest.fixture
def bilingual(paper):
    """The page of a paper that is written in English and Welsh."""
    press(paper.get_by_role("main").get_by_role("link", name="Languages"))
    found = faults(paper)
    paper.get_by_label("Written beside it").check()
    press(paper.get_by_role("button", name="Save", exact=True))
    paper.get_by_text("English and Welsh", exact=True).wait_for()
    assert found == []
    return paper


def opened(page, part):
    """The page of a part, from that of the paper."""
    press(page.get_by_role("row").get_by_role("link", name=part, exact=False).first)
    return page


def saved(page):
    press(page.get_by_role("button", name="Save", exact=True))


def test_both_languages_are_written_with_references_from_the_list(bilingual):
    page = opened(bilingual, "Background")
    english = page.get_by_role("textbox", name="Text (optional)", exact=True)
    english.press_sequentially("1. It began.")
    saved(page)
    opened(page, "Background")
    welsh = page.get_by_role("textbox", **WELSH)
    assert welsh.get_attribute("lang") == "cy"
    welsh.press_sequentially("1. Gweler ")
    page.get_by_text("What you typed is kept").wait_for()
    bar = page.get_by_role("toolbar", name="Formatting: Text in Welsh")
    bar.get_by_role("button", name="Reference").click()
    panel = page.get_by_role("group", name="Reference")
    panel.get_by_label("What the text refers to").get_by_text("Background 1: It began.").wait_for()
    found = faults(page)
    page.keyboard.type("background 1 began")
    page.keyboard.press("Enter")
    page.keyboard.type(".")
    text = page.locator("textarea[name=second_text]").input_value()
    assert text == "1. Gweler [Background 1](ref:text/background/1)."
    page.get_by_label("Heading in Welsh").fill("Cefndir")
    saved(page)
    page.get_by_text("Background saved: in work.").wait_for()
    found += faults(page)
    press(page.get_by_role("main").get_by_role("link", name="Preview the whole paper"))
    press(page.get_by_role("link", name="See it in Welsh"))
    led = page.locator("a.paper-link")
    assert led.get_attribute("href") == "#text-background-1" and led.inner_text().endswith(".1")
    assert page.locator("html").get_attribute("lang") == "cy"
    assert found + faults(page) == []


def test_the_longer_answers_of_a_front_sheet_have_the_editor(bilingual):
    page, here = bilingual, bilingual.url
    press(page.get_by_role("main").get_by_role("link", name="Front sheet of the body"))
    press(page.get_by_role("link", name="Add a field"))
    page.get_by_label("Label", exact=True).fill("Purpose")
    page.get_by_label("Text, with paragraphs").check()
    saved(page)
    page.goto(here)
    opened(page, "Front sheet")
    page.get_by_role("textbox", name="Purpose (optional)").press_sequentially("- First")
    page.get_by_role("textbox", name="Purpose in Welsh").press_sequentially("- Cyntaf")
    found = faults(page)
    press(page.get_by_role("button", name="Preview"))
    assert page.locator("#preview [lang=cy] li").inner_text() == "Cyntaf"
    found += faults(page)
    saved(page)
    opened(page, "Front sheet")
    page.locator(".editor-text").first.wait_for()
    assert page.locator(".editor-text li").all_inner_texts() == ["First", "Cyntaf"]
    assert found == []
