"""An empty installation as its first people see it, and the pages by which people come in."""

import pytest

from bench.from_nothing import PASSWORD, empty_installation, whole_way
from tests import kept
from tests.e2e.looking import DESK, faults
from tests.stack import Stack
from tools.browsing import kind_of_page, press

pytestmark = pytest.mark.once


@pytest.fixture
def look():
    """A function that looks at a page of each kind once; what it found is in its `found`. One that
    refreshes by itself could be gone while it is looked at, so that has to wait.
    """
    found = {}

    def step(page):
        kind = f"{kind_of_page(page.url)} {page.title()}"
        stays = not page.get_by_text("This page refreshes by itself").is_visible()
        if stays and kind not in found:
            found[kind] = faults(page)
            page.set_viewport_size({"width": DESK, "height": 900})

    step.found = found
    return step


def wrong(found):
    return {kind: lines for kind, lines in found.items() if lines}


def test_nothing_becomes_a_register_and_a_draft(tmp_path, open_browser, look):
    stack = empty_installation(tmp_path / "data")
    try:
        pages = [open_browser(stack) for _ in range(2)]
        driven, newcomer = whole_way(stack, *pages, look)
    finally:
        stack.close()
    kinds = {kind.split()[0] for kind in look.found}
    assert {"home", "programme_add", "overview", "accounts:invite", "invitation"} <= kinds
    assert wrong(look.found) == {} and driven.clicks <= 40 and newcomer.clicks == 1


@pytest.fixture
def stack(tmp_path):
    """The demo, as it runs where a mail server is set up."""
    fresh = Stack(tmp_path / "data", like=kept.demo())
    fresh.environment["EMAIL_HOST"] = "127.0.0.1"
    fresh.start_web()
    yield fresh
    fresh.close()


def test_every_page_by_which_people_come_in(stack, open_browser, look):
    *invitations, password = stack.python("-m", "tests.e2e.coming_in").split()
    page = open_browser(stack)
    for address in (*invitations, f"{password[:-2]}/", "/account/forgotten/"):
        page.goto(address)
        look(page)
    page.get_by_label("Email address").fill("nobody@council.example")
    press(page.get_by_role("button", name="Send the link"))
    look(page)
    page.goto(password)
    look(page)
    page.get_by_label("New password", exact=True).fill(PASSWORD)
    page.locator("[name=new_password2]").fill(PASSWORD)
    press(page.get_by_role("button", name="Set the password"))
    look(page)
    assert wrong(look.found) == {}


def test_an_invitation_with_errors_and_one_accepted_by_somebody_here(stack, open_browser, look):
    new, *_ = stack.python("-m", "tests.e2e.coming_in").split()
    page = open_browser(stack)
    page.goto(new)
    press(page.get_by_role("button", name="Accept the invitation"))
    page.get_by_role("alert").filter(has_text="There is a problem").wait_for()
    look(page)
    member = open_browser(stack, "member")
    member.goto(new)
    look(member)
    press(member.get_by_role("button", name="Accept the invitation"))
    member.get_by_text("You are legal officer in").wait_for()
    assert wrong(look.found) == {}
