"""Every kind of page and state, as each kind of person: WCAG 2.2 AA, no scroll bar to the side, nothing refused by the CSP."""

import pytest
from django.urls import reverse

from programme.log import logs
from tests.e2e.looking import barriers, faults
from tools.browsing import walk

# Pages that lead further for some than for others: looked at again as each person, and in each programme.
ON_THE_WAY = {
    "home",
    "overview",
    "people",
    "reports:list",
    "reports:detail",
    "risks:detail",
    "milestones:detail",
    "budgets:detail",
}
RISKS = "/programmes/shared-management/risks/"
CLOSURE = "/programmes/support-services-review/"  # the programme that keeps most logs
PROGRAMMES = [
    f"/programmes/{slug}/"
    for slug in ("shared-management", "stockton-darlington", "staffordshire-connects")
]
REGISTERS = {log.url_name for log in logs()}  # empty in one programme, full in another
FORMS = [
    reverse(found.url_name.replace("list", "add"), kwargs={"slug": "support-services-review"})
    for found in logs()
    if found.url_name.endswith(":list")
]


def test_every_page_that_links_lead_to(site, open_browser):
    """All that the manager reaches, then what is there in other programmes, then what others reach beyond that."""
    page = open_browser(site, "manager")
    found = {kind: faults(page) for kind in walk(page, CLOSURE)}
    for programme in PROGRAMMES:
        found |= {
            kind: faults(page)
            for kind in walk(page, programme, seen=set(found) - ON_THE_WAY - REGISTERS)
        }
    for person in "democratic", "admin", "finance", "member":
        page = open_browser(site, person)
        found |= {kind: faults(page) for kind in walk(page, CLOSURE, seen=set(found) - ON_THE_WAY)}
    assert {kind: lines for kind, lines in found.items() if lines} == {}
    assert {"home", "risks:edit", "reports:define", "reports:correct", "role_give"} <= set(found), (
        "the walk did not get far"
    )
    details = {log.detail_url_name for log in logs()} - {
        "risks:issue"
    }  # none of the documents keeps issues
    assert details <= set(found), "some log has no entry in the demo, or no link to one"


def test_pages_that_are_open_to_everyone(site, open_browser):
    page = open_browser(site)
    found = {kind: faults(page) for kind in walk(page, "/published/")}
    assert {kind: lines for kind, lines in found.items() if lines} == {}
    assert {"published", "published_report", "sign-in", "accessibility"} <= set(found)


@pytest.mark.parametrize("address", [*FORMS, f"{CLOSURE}meetings/add/"])
def test_a_form_with_errors(site, open_browser, address):
    page = open_browser(site, "manager")
    page.goto(address)
    page.get_by_role("main").get_by_role("button", name="Save", exact=True).click()
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    assert faults(page) == []
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").first.click()
    field = page.evaluate("document.activeElement.name")
    assert page.locator(f"[name='{field}']").get_attribute("aria-invalid") == "true", (
        f"the link led to {field!r}"
    )


def test_lists_in_which_nothing_is_found(site, open_browser):
    page = open_browser(site, "manager")
    found = []
    for register in sorted(REGISTERS):
        page.goto(
            f"{reverse(register, kwargs={'slug': 'shared-management'})}?q=nothing-is-called-this"
        )
        found += faults(page)
    assert found == []


def test_refused_and_missing_pages(site, open_browser):
    page = open_browser(site, "member")
    for address, status in (
        (RISKS, 403),
        ("/programmes/shared-management/nothing/", 404),
        ("/programmes/other/", 404),
    ):
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
    for hidden in (
        page.get_by_role("navigation").first,
        page.get_by_role("search"),
        page.get_by_role("link", name="Add a risk"),
    ):
        assert not hidden.is_visible()
    assert barriers(page) == []
