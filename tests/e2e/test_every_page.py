"""Every kind of page and state, as each kind of person: WCAG 2.2 AA, no scroll bar to the side,
nothing refused by the CSP.
"""

import pytest
from django.urls import reverse

from programme.authorization import Permission, Role
from programme.log import logs
from tests.e2e.looking import barriers, faultless, faults
from tests.test_permissions import ADDRESSES
from tools.browsing import DIFFERENT_FOR_OTHERS, press

pytestmark = pytest.mark.once
CLOSURE = "support-services-review"  # the programme that keeps most logs
OTHERS = ["shared-management", "stockton-darlington", "staffordshire-connects"]
LIVING = "meremarsh"  # its meetings are ahead, its risks many, and councils are reorganised
RISKS = "/programmes/shared-management/risks/"
PAST = "the past"
DETAILS = {log.detail_url_name for log in logs()}
REGISTERS = {log.url_name for log in logs()}  # empty in one programme, full in another
# What the walk of a log has to come to; nothing of some logs stands in the closure programme.
ELSEWHERE = {
    ("shared-management", "budgets"): {"budgets:detail", "budgets:spend"},
    ("shared-management", "milestones"): {"milestones:detail"},
    ("shared-management", "risks"): {"risks:detail", "risks:assess", "risks:edit"},
    ("staffordshire-connects", "budgets"): {"budgets:reserve_detail", "budgets:reserve_withdraw"},
    ("stockton-darlington", "recommendations"): {
        "recommendations:detail",
        "recommendations:review_detail",
    },
}
NOT_IN_CLOSURE = {
    "risks:issue_detail",  # none of the documents keeps issues
    "budgets:detail",
    "budgets:reserve_detail",
    "recommendations:detail",
    "recommendations:review_detail",
}
KERNEL = {"home", "reports:define", "outbox", "mail_choices"}
BEYOND_THE_MANAGER = {
    address.name
    for address in ADDRESSES
    if isinstance(address.declared, Permission)
    and Role.PROGRAMME_MANAGER not in address.declared.roles
}
FORMS = [
    reverse(found.url_name.replace("list", "add"), kwargs={"slug": CLOSURE})
    for found in logs()
    if found.url_name.endswith(":list")
]


def room_of(kind):
    """The log that a kind of page belongs to; "" for the kernel's, "the past" for all as at a
    day.
    """
    if kind.endswith("-as-at"):
        return PAST
    return kind.partition(":")[0] if ":" in kind else ""


ROOMS = {room_of(name) for name in REGISTERS} | {"", "reports", PAST}


def doors(programme, room):
    """The pages from which all others of the room are found; the overview leads to what is open."""
    overview = reverse("overview", kwargs={"slug": programme})
    if room == PAST:
        return [f"{overview}?at=2008-09-12"]
    names = {name for name in REGISTERS | {"reports:list"} if room_of(name) == room}
    return [overview, *(reverse(name, kwargs={"slug": programme}) for name in sorted(names))]


WALKS = {
    (CLOSURE, room): {kind for kind in (DETAILS | KERNEL) - NOT_IN_CLOSURE if room_of(kind) == room}
    for room in sorted(ROOMS)
} | ELSEWHERE


@pytest.mark.parametrize(
    "programme, room, expected",
    [(*at, kinds) for at, kinds in WALKS.items()],
    ids=[" ".join(at) for at in WALKS],
)
def test_every_page_that_links_lead_to(site, open_browser, programme, room, expected):
    """As the manager, who reaches most: all that is there of one log, the reports, or the
    kernel.
    """
    page = open_browser(site, "manager", still=True)
    starts = doors(programme, room)
    found = faultless(page, *starts, within=lambda kind: room_of(kind) == room, often=DETAILS)
    assert expected <= found, "some log has no entry in the demo, or no link to one"


@pytest.mark.parametrize("programme", OTHERS)
def test_pages_that_look_different_in_another_programme(site, open_browser, programme):
    """The first keeps few logs: there the registers of the others are seen empty."""
    page = open_browser(site, "manager", still=True)
    wanted = DIFFERENT_FOR_OTHERS | (REGISTERS if programme == OTHERS[0] else set())
    faultless(page, f"/programmes/{programme}/", within=wanted.__contains__, often=DETAILS)


def test_pages_that_are_fuller_in_the_programme_that_lives(site, open_browser):
    page = open_browser(site, "manager", still=True)
    wanted = {"overview", "risks:list", "risks:issue_detail", "reports:list", "reports:detail"}
    wanted |= {"partners", "orders", "order"}
    start = f"/programmes/{LIVING}/"
    found = faultless(page, start, within=wanted.__contains__, often=DETAILS)
    assert found == wanted


def test_pages_of_the_rooms_beside_the_logs(site, open_browser):
    """Evidence and comments, rounds, and what is found."""
    page, home = open_browser(site, "manager", still=True), f"/programmes/{LIVING}/"
    starts = [f"{home}{one}" for one in ("risks/R1/", "rounds/", "search/?q=vesting")]
    beside = "margin", "rounds", "search"
    found = faultless(page, *starts, within=lambda kind: room_of(kind) in beside, often=DETAILS)
    margin = {"margin:add_evidence", "margin:comment"}
    assert {*margin, "rounds:one", "rounds:answer_for", "search:programme"} <= found


@pytest.mark.parametrize(
    "person, expected",
    [
        ("democratic", {"reports:correct", "outbox:log"}),
        ("admin", {"role_give", "outbox:log", "retention_everywhere"}),
        ("finance", set()),
        ("member", set()),
    ],
    ids=["democratic", "admin", "finance", "member"],
)
def test_what_others_reach_beyond_that(site, open_browser, person, expected):
    page = open_browser(site, person, still=True)
    wanted = DIFFERENT_FOR_OTHERS | BEYOND_THE_MANAGER | {"retention_everywhere"}
    found = faultless(
        page,
        *(f"/programmes/{CLOSURE}/", "/"),
        within=lambda kind: kind.removesuffix("-as-at") in wanted,
        often=DETAILS,
    )
    assert expected <= found


def test_pages_that_are_open_to_everyone(site, open_browser):
    found = faultless(open_browser(site, still=True), "/published/")
    assert {"published", "published_report", "sign-in", "accessibility"} <= found


@pytest.mark.parametrize("address", [*FORMS, f"/programmes/{CLOSURE}/meetings/add/"])
def test_a_form_with_errors(site, open_browser, address):
    page = open_browser(site, "manager")
    page.goto(address)
    press(page.get_by_role("main").get_by_role("button", name="Save", exact=True))
    summary = page.get_by_role("alert").filter(has_text="There is a problem")
    summary.wait_for()
    assert faults(page) == []
    assert page.title().startswith("Error: ")
    summary.get_by_role("link").first.click()
    field = page.evaluate("document.activeElement.name")
    assert page.locator(f"[name='{field}']").get_attribute("aria-invalid") == "true", (
        f"the link led to {field!r}"
    )


def test_lists_in_which_nothing_is_found(site, open_browser):
    page = open_browser(site, "manager", still=True)
    found = []
    for register in sorted(REGISTERS):
        page.goto(
            f"{reverse(register, kwargs={'slug': 'shared-management'})}?q=nothing-is-called-this"
        )
        found += faults(page)
    assert found == []


def test_refused_and_missing_pages(site, open_browser):
    page = open_browser(site, "member", still=True)
    for address, status in (
        (RISKS, 403),
        ("/programmes/shared-management/nothing/", 404),
        ("/programmes/other/", 404),
    ):
        response = page.goto(address)
        assert response.status == status
        assert faults(page) == []


def test_the_past_says_so_in_a_banner(site, open_browser):
    page = open_browser(site, "manager", still=True)
    page.goto(f"{RISKS}?at=2012-03-09")
    assert page.get_by_text("You are looking at the position as at").is_visible()
    assert faults(page) == []


def test_print_is_a_clean_sheet(site, open_browser):
    page = open_browser(site, "manager", still=True)
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
