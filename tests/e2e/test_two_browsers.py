"""Two people save the same risk: the second is shown both versions, and loses nothing that was
typed.
"""

import pytest

from tests.e2e.looking import faults
from tools.browsing import press

RISK = "/programmes/shared-management/risks/R1/"


@pytest.mark.once
def test_the_second_save_is_refused_and_both_versions_are_shown(stack, open_browser):
    stack.start_web(workers=2)
    first, second = open_browser(stack, "manager"), open_browser(stack, "workstream")
    for page in first, second:
        page.goto(f"{RISK}edit/")
    first.get_by_label("Risk", exact=True).fill("What the manager typed")
    first.get_by_label("Cause").fill("The manager's cause")
    press(first.get_by_role("button", name="Save", exact=True))
    first.get_by_text("R1 saved.").wait_for()
    second.get_by_label("Risk", exact=True).fill("What the workstream lead typed")
    second.get_by_label("Effect").fill("The lead's effect")
    press(second.get_by_role("button", name="Save", exact=True))

    second.get_by_role("heading", level=1).filter(
        has_text="was changed while you were working on it"
    ).wait_for()
    for typed in (
        "What the manager typed",
        "What the workstream lead typed",
        "The manager's cause",
        "The lead's effect",
    ):
        assert second.get_by_text(typed).first.is_visible()
    assert faults(second) == []
    second.get_by_role("group", name="Risk", exact=True).locator("input[value=yours]").check()
    press(second.get_by_role("button", name="Save my choices"))
    second.get_by_text("R1 saved.").wait_for()
    for kept in "What the workstream lead typed", "The manager's cause", "The lead's effect":
        assert second.get_by_role("main").get_by_text(kept).first.is_visible()


@pytest.mark.parametrize("script", [True, False])
def test_a_double_click_saves_once(stack, open_browser, script):
    stack.start_web(workers=2)
    page = open_browser(stack, "manager", java_script_enabled=script)
    page.goto("/programmes/shared-management/risks/add/")
    page.get_by_label("Risk", exact=True).fill("Clicked twice")
    page.get_by_role("button", name="Save", exact=True).dblclick()
    page.get_by_role("heading", level=1).filter(has_text="Clicked twice").wait_for()
    (found,) = stack.rows("SELECT count(*) AS n FROM risks_risk WHERE title = 'Clicked twice'")
    assert found["n"] == 1
