"""The sections of a report are dragged by their grips, with a mouse and with a finger.

Whoever drags nothing, or has no script, presses buttons.
"""

import pytest

from tools.browsing import press

pytestmark = pytest.mark.once


@pytest.fixture
def open_sections(stack, open_browser):
    """A function that opens the page of a report's sections, in a browser of its own."""
    stack.start_web()

    def one(**options):
        page = open_browser(stack, "democratic", **options)
        page.goto("/programmes/shared-management/reports/")
        press(page.get_by_role("link", name="Change the sections").first)
        return page

    return one


def titles(page):
    return page.locator(".arrange > li > strong").all_inner_texts()


def middle(page, title):
    """Where the grip of a section is, after what is around it was scrolled into view."""
    grip = page.locator(".arrange > li").filter(has_text=title).locator(".arrange__grip")
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def hold(page, title, until):
    """Takes a section by its grip and drags it to where that of `until` is."""
    page.mouse.move(*middle(page, title))
    page.mouse.down()
    page.mouse.move(*middle(page, until), steps=10)


def test_a_section_that_is_dropped_stays_there(open_sections):
    page = open_sections()
    before = titles(page)
    hold(page, before[0], before[2])
    said = page.locator("[data-arrange] [role=status]")
    said.filter(has_text=f"{before[0]}: 3 of {len(before)}.").wait_for(state="attached")
    with page.expect_navigation():
        page.mouse.up()
    assert titles(page) == [before[1], before[2], before[0], *before[3:]]
    now = f"{before[0]} moved down: now 3 of {len(before)}."
    assert page.get_by_role("region", name="Done").get_by_text(now).is_visible()
    said.filter(has_text=now).wait_for(state="attached")
    press(page.get_by_role("button", name=f"Move up {before[0]}"))
    assert titles(page) == [before[1], before[0], *before[2:]]


def test_a_drag_that_is_given_up_moves_nothing(open_sections):
    page = open_sections()
    before = titles(page)
    hold(page, before[2], before[0])
    page.get_by_text(f"{before[2]}: 1 of {len(before)}.").wait_for(state="attached")
    page.keyboard.press("Escape")
    page.mouse.up()
    assert titles(page) == before
    page.get_by_text(f"{before[2]} stays where it was.").wait_for(state="attached")
    page.reload()
    assert titles(page) == before


def test_a_finger_drags_and_the_page_stays_where_it_is(open_sections):
    page = open_sections(width=360, has_touch=True)
    before = titles(page)
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        found = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": found})

    start, end = middle(page, before[0]), middle(page, before[1])
    start, scrolled = middle(page, before[0]), page.evaluate("window.scrollY")
    touch("touchStart", start)
    for part in range(1, 11):
        touch("touchMove", (start[0], start[1] + (end[1] - start[1]) * part / 10 * 1.05))
    assert page.evaluate("window.scrollY") == scrolled
    with page.expect_navigation():
        touch("touchEnd")
    assert titles(page) == [before[1], before[0], *before[2:]]


def test_without_script_there_are_buttons_and_no_grip(open_sections):
    page = open_sections(java_script_enabled=False)
    before = titles(page)
    assert not any(grip.is_visible() for grip in page.locator(".arrange__grip").all())
    press(page.get_by_role("button", name=f"Move down {before[0]}"))
    assert titles(page) == [before[1], before[0], *before[2:]]


def test_the_grip_is_no_stop_of_the_keyboard(open_sections):
    page = open_sections()
    before = titles(page)
    button = page.get_by_role("button", name=f"Move down {before[0]}")
    assert page.locator(".arrange__grip:visible").count() == len(before)
    assert page.locator(".arrange [tabindex='0'], .arrange__grip[tabindex]").count() == 0
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert titles(page)[:2] == [before[1], before[0]]
