"""Meetings and closed days in a browser: every form and page on the way, on a desk and a phone."""

from datetime import date

import pytest

from tests.e2e.days import working_day
from tests.e2e.looking import faults

pytestmark = pytest.mark.once
MEETINGS = "/programmes/shared-management/meetings/"
PUBLIC = "/published/jaic/2012-04-04/programme-management/"


def press(page, button):
    assert faults(page) == []
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def step(page, label, **fields):
    """Opens a step of the meeting, fills it in and sends it."""
    page.get_by_role("link", name=f"{label} this meeting").click()
    for name, value in {"Why": "The hall is taken", **fields}.items():
        page.get_by_label(name, exact=True).fill(value)
    press(page, f"{label} the meeting")
    page.locator(".govuk-notification-banner--success").wait_for()
    assert faults(page) == []


def test_a_meeting_on_christmas_day_is_asked_back_and_then_moved_about(stack, open_browser):
    stack.start_web()
    page = open_browser(stack, "democratic")
    page.goto(f"{MEETINGS}add/")
    christmas = date(working_day(2).year + 1, 12, 25)
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Date of the meeting").fill(f"{christmas:%d %B %Y}")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_label("This date is right").check()
    press(page, "Save")
    page.get_by_role("main").get_by_role("link", name=f"{christmas.day} December").first.click()
    step(page, "Move", **{"New date": f"{working_day(40):%d/%m/%Y}", "Time (optional)": "6.30pm"})
    for why, label in enumerate(("Postpone", "Restore", "Cancel", "Restore")):
        step(page, label, Why=f"Reason number {why}")


def test_a_closed_day_is_entered_for_a_host_and_undone(stack, open_browser):
    stack.start_web()
    page = open_browser(stack, "democratic")
    page.goto(MEETINGS)
    page.get_by_role("link", name="Where it meets").first.click()
    page.get_by_label("Meets at").select_option(index=1)
    press(page, "Save")
    page.get_by_role("link", name="Closed days").click()
    assert faults(page) == []
    page.get_by_role("link", name="Add a closed day").click()
    page.get_by_label("Whose offices are closed").select_option(index=1)
    page.get_by_label("Closed on").fill(f"{working_day(20):%d/%m/%Y}")
    page.get_by_label("Reason").fill("Offices move")
    press(page, "Save")
    page.get_by_text("all bodies that meet at").first.wait_for()
    assert faults(page) == []
    page.get_by_role("link", name="Undo").click()
    page.get_by_label("Why").fill("Wrong year")
    press(page, "Undo the closed day")
    page.get_by_text("Wrong year").wait_for()
    assert faults(page) == []


CHANGED = {
    "moved to 9 May 2012": "\"on\" = '2012-05-09'",
    "postponed": "postponed_at = created_at",
    "cancelled": "cancelled_at = created_at",
}


@pytest.mark.parametrize("said", CHANGED)
def test_the_public_page_of_a_meeting_that_changed(stack, open_browser, said):
    stack.rows(f"UPDATE programme_meeting SET {CHANGED[said]} WHERE \"on\" = '2012-04-04'")
    stack.start_web()
    page = open_browser(stack)
    for address in PUBLIC, "/published/":
        page.goto(address)
        page.get_by_text(said).first.wait_for()
        assert faults(page) == []
