"""The first thing that a programme manager does, by keyboard alone and without JavaScript."""

import pytest

from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once
RISKS = "/programmes/shared-management/risks/"


def tab_to(page, name):
    """Presses Tab until the element with this label has the focus; returns how the focus is
    outlined.
    """
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(
            "(document.activeElement.labels?.[0] ?? document.activeElement).innerText.trim()"
        )
        if focused == name:
            return page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    raise AssertionError(f"Tab never reaches {name!r} on {page.url}")


def test_adding_a_risk_by_keyboard(stack, open_browser):
    stack.start_web()
    page = open_browser(stack, "manager")
    page.goto(RISKS)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.innerText") == "Skip to main content"
    assert tab_to(page, "Add a risk") != "none", "nobody sees where the focus is"
    with page.expect_navigation(url="**/risks/add/"):
        page.keyboard.press("Enter")
    tab_to(page, "Risk")
    page.keyboard.type("A partner changes its mind")
    tab_to(page, "Likelihood (optional)")
    page.keyboard.type("3")
    tab_to(page, "Impact (optional)")
    page.keyboard.type("5")
    find_somebody(page)
    tab_to(page, "Save")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    page.get_by_role("heading", level=1).filter(has_text="A partner changes its mind").wait_for()
    assert page.get_by_role("main").get_by_text("Red").first.is_visible()


def find_somebody(page):
    """The long choice of people is narrowed as one types, and keeps what was chosen."""
    page.get_by_label("Type to find somebody in the list").focus()
    people = page.get_by_label("Owner (person)").last
    page.keyboard.type("officer")
    page.get_by_text("4 in the list", exact=True).wait_for()
    page.keyboard.type(" fin")
    page.get_by_text("Enter chooses it").wait_for()
    page.keyboard.press("Enter")
    page.get_by_text("Chosen: Finance Officer").wait_for()
    page.keyboard.press("Control+a")
    page.keyboard.type("nobody")
    page.get_by_text("0 in the list").wait_for()
    assert "Finance Officer" in people.evaluate("one => one.selectedOptions[0].textContent")
    assert people.evaluate("one => one.options.length") == 2
    assert faults(page) == []


def test_adding_and_finding_a_risk_without_javascript(stack, open_browser):
    stack.start_web()
    page = open_browser(stack, "manager", width=360, java_script_enabled=False)
    page.goto(f"{RISKS}add/")
    page.get_by_label("Risk", exact=True).fill("A partner changes its mind")
    press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("R8 saved.").wait_for()
    page.goto(f"{RISKS}?q=changes its mind")
    assert page.get_by_role("link", name="A partner changes its mind").is_visible()
