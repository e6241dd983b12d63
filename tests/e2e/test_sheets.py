"""A register as a sheet in a browser: by keyboard, with a paste from a spreadsheet, without
script, on a phone.
"""

import pytest

from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once
MILESTONES = "/programmes/shared-management/milestones/"
SHEET = f"{MILESTONES}sheet/?column=owner&column=comment&column=period"
PASTE = """([cell, text]) => {
    const data = new DataTransfer();
    data.setData("text/plain", text);
    cell.dispatchEvent(new ClipboardEvent("paste",
        {clipboardData: data, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def open_sheet(stack, open_browser):
    """A function that opens the sheet of the milestones, in a browser of its own."""
    stack.start_web()

    def one(address=SHEET, **options):
        page = open_browser(stack, "manager", **options)
        page.goto(address)
        return page

    return one


def cells(page, column):
    """The inputs of a column, from the top."""
    return page.locator(f"[data-cells] [name$='-{column}']:not([name^=new])")


def paste(page, cell, text):
    page.evaluate(PASTE, [cell.element_handle(), text])


def test_arrows_enter_paste_and_fill_down_and_one_save(open_sheet):
    page = open_sheet()
    owners, comments = cells(page, "owner"), cells(page, "comment")
    said = page.locator("form[data-sheet] > [role=status]")
    owners.nth(0).focus()
    page.keyboard.press("Enter")
    assert owners.nth(1).evaluate("one => one === document.activeElement")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowLeft")
    assert comments.nth(0).evaluate("one => one === document.activeElement")
    paste(page, comments.nth(0), '"Two ""lines""\nof it"\tHead of one\r\nDone\tHead of two\r\n')
    assert owners.nth(1).input_value() == "Head of two"
    assert comments.nth(0).input_value() == 'Two "lines"\nof it'
    paste(page, cells(page, "period").nth(2), "nowhere\ta\tHead of three\td")
    assert "wider than the table" in said.inner_text()
    assert "none of its choices" in said.inner_text()
    owners.nth(1).focus()
    page.keyboard.press("Control+d")
    assert owners.last.input_value() == "Head of two"
    page.keyboard.press("Control+z")
    assert owners.last.input_value() != "Head of two"
    press(page.get_by_role("button", name="Save", exact=True))
    assert "saved." in page.get_by_role("alert").inner_text()
    page.goto(SHEET)
    assert owners.nth(0).input_value() == "Head of one"
    assert comments.nth(2).input_value() == "a"


def test_without_script_it_is_a_form(open_sheet):
    page = open_sheet(f"{SHEET}&q=e", java_script_enabled=False)
    assert page.get_by_text("Arrow keys").is_hidden()
    cells(page, "owner").nth(0).fill("Cost \u202e001")
    cells(page, "comment").nth(1).fill("On the way")
    press(page.get_by_role("button", name="Save", exact=True))
    press_error = page.get_by_role("link", name="U+202E").first
    assert (
        press_error.get_attribute("href") == f"#{cells(page, 'owner').nth(0).get_attribute('id')}"
    )
    assert cells(page, "owner").nth(0).input_value() == "Cost \u202e001"
    press(page.get_by_role("button", name="More blank rows"))
    assert page.get_by_label("New row 6, Milestone").is_visible()
    cells(page, "owner").nth(0).fill("Head of one")
    press(page.get_by_role("button", name="Save", exact=True))
    assert page.url.endswith("/milestones/?q=e")


def test_a_sheet_with_and_without_errors_has_no_barrier(open_sheet):
    page = open_sheet()
    assert faults(page) == []
    cells(page, "owner").nth(0).fill("Cost \u202e001")
    cells(page, "comment").nth(1).fill("On the way")
    press(page.get_by_role("button", name="Save", exact=True))
    page.get_by_text("Choose the columns").click()
    assert faults(page) == []


def test_a_day_is_set_in_several_rows_and_no_page_of_it_has_a_barrier(open_sheet):
    page = open_sheet(f"{MILESTONES}several/")
    assert faults(page) == []
    page.get_by_label("Set the forecast").check()
    for reference in ("M6", "M7"):
        page.locator(f"[name=row][value={reference}]").check()
    press(page.get_by_role("button", name="Continue"))
    assert page.get_by_role("link", name="M6 ").is_visible()
    assert faults(page) == []
    page.get_by_label("Forecast").fill("1 June 2030")
    press(page.get_by_role("button", name="Set the forecast"))
    assert "M6 and M7 saved." in page.get_by_role("alert").inner_text()
