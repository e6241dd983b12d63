"""States of pages that links alone do not lead to: nothing entered yet, locked out, a report
that is being drawn up.
"""

import pytest

from tests.e2e.days import working_day
from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once
PROGRAMME = "/programmes/shared-management"


def test_an_empty_programme_says_what_to_do_first(stack, open_browser):
    stack.python("-m", "tests.e2e.empty_programme")
    stack.start_web()
    page = open_browser(stack, "newcomer")
    found = []
    for place in "", "history/", "people/", "meetings/", "reports/":
        page.goto(f"/programmes/new-programme/{place}")
        found += faults(page)
    for log in "risks", "issues", "milestones", "budgets":
        page.goto(f"/programmes/new-programme/{log}/")
        found += faults(page)
        assert page.locator(".empty").get_by_role("link").inner_text().startswith("Add a")
    assert found == []


def test_too_many_wrong_passwords_lock_out(stack, open_browser):
    stack.start_web()
    page = open_browser(stack)
    page.goto("/account/sign-in/")
    for attempt in range(5):
        page.get_by_label("User name").fill("manager")
        page.get_by_label("Password", exact=True).fill(f"wrong {attempt}")
        press(page.get_by_role("main").get_by_role("button", name="Sign in"))
    page.get_by_role("heading", level=1, name="Sign-in is locked for a while").wait_for()
    assert faults(page) == []


def test_a_report_that_waits_for_a_worker_while_there_is_no_broker(stack, open_browser):
    """The officer can ask for a new draft although nobody answers the bell; the page says that
    it waits.
    """
    stack.start_web()
    page = open_browser(stack, "democratic")
    page.goto(f"{PROGRAMME}/meetings/add/")
    page.get_by_label("Body").select_option(label="JAIC")
    page.get_by_label("Date of the meeting").fill(f"{working_day(4):%d %B %Y}")
    press(page.get_by_role("button", name="Save", exact=True))
    page.locator(".govuk-notification-banner--success").wait_for()
    assert stack.manage("issue_due_reports").strip().endswith("draft")

    page.goto(f"{PROGRAMME}/reports/")
    draft = page.get_by_role("row").filter(has=page.get_by_role("cell", name="Draft", exact=True))
    press(draft.get_by_role("link").first)
    press(page.get_by_role("link", name="Draw it up again"))
    press(page.get_by_role("button", name="Draw it up again"))
    page.get_by_text("Waiting for a worker").wait_for()
    page.goto(f"{page.url}?still=1")  # so that it does not refresh while we look
    assert faults(page) == []
    assert stack.manage("issue_due_reports").strip().endswith("draft")
