"""Every kind of page and state, as each kind of person: WCAG 2.2 AA, no scroll bar to the side, nothing refused by the CSP."""

import pytest

from tests.e2e.looking import barriers, faults
from tools.browsing import walk

# Pages that lead further for some than for others: looked at again as each person.
ON_THE_WAY = {
    "home", "overview", "people", "reports:list", "reports:detail", "risks:detail", "milestones:detail", "budgets:detail",
}  # fmt: skip
RISKS = "/programmes/shared-management/risks/"


def test_every_page_that_links_lead_to(site, open_browser):
    """All that the manager reaches, then what others reach beyond that."""
    found = {}
    for person in "manager", "democratic", "admin", "finance", "member":
        page = open_browser(site, person)
        beyond = set(found) - ON_THE_WAY
        found |= {kind: faults(page) for kind in walk(page, seen=beyond)}
    assert {kind: lines for kind, lines in found.items() if lines} == {}
    assert {"risks:edit", "reports:define", "reports:correct", "role_give"} <= set(found), "the walk did not get far"


def test_pages_that_are_open_to_everyone(site, open_browser):
    page = open_browser(site)
    found = {kind: faults(page) for kind in walk(page, "/published/")}
    assert {kind: lines for kind, lines in found.items() if lines} == {}
    assert {"published", "published_report", "sign-in", "accessibility"} <= set(found)


@pytest.mark.parametrize("address", ["risks/add/", "milestones/add/", "budgets/add/", "meetings/add/"])
def test_a_form_with_errors(site, open_browser, address):
    page = open_browser(site, "manager")
    page.goto(f"/programmes/shared-management/{address}")
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    assert faults(page) == []
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").first.click()
    field = page.evaluate("document.activeElement.name")
    assert page.locator(f"[name='{field}']").get_attribute("aria-invalid") == "true", f"the link led to {field!r}"


def test_lists_in_which_nothing_is_found(site, open_browser):
    page = open_browser(site, "manager")
    found = []
    for log in "risks", "issues", "milestones", "budgets":
        page.goto(f"/programmes/shared-management/{log}/?q=nothing-is-called-this")
        found += faults(page)
    assert found == []


def test_refused_and_missing_pages(site, open_browser):
    page = open_browser(site, "member")
    for address, status in ((RISKS, 403), ("/programmes/shared-management/nothing/", 404), ("/programmes/other/", 404)):
        response = page.goto(address)
        assert response.status == status
        assert faults(page) == []


def test_the_past_says_so_in_a_banner(site, open_browser):
    page = open_browser(site, "manager")
    page.goto(f"{RISKS}?at=2012-03-09")
    assert page.get_by_text("You are looking at the position as at").is_visible()
    assert faults(page) == []


def test_print_is_a_clean_sheet(site, open_browser):
    page = open_browser(site, "manager")
    page.goto(RISKS)
    page.emulate_media(media="print")
    assert page.get_by_role("table").is_visible()
    for hidden in (page.get_by_role("navigation").first, page.get_by_role("search"), page.get_by_role("link", name="Add a risk")):
        assert not hidden.is_visible()
    assert barriers(page) == []
