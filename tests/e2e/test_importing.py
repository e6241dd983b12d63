"""A log is brought by paste and by file, in a browser, against real processes."""

import pytest

from tests import kept
from tests.e2e.looking import faults
from tests.intake.making import workbook
from tests.stack import Stack
from tools.browsing import press

PROGRAMME = "/programmes/new-programme"
HEAD = ["Ref", "Risk", "Owner", "L", "I", "Mitigation"]
ONE = ["X1", "Staff leave", "Director of People", 3, 4, "1. Pay more"]
ASKED = ["X2", "Money runs out", "Finance / People", 6, 5, None]
# As Word gives them: what stands in one cell is two paragraphs.
WORD = """<table><tr><td>Risk</td><td>L</td><td>I</td><td>Mitigation</td></tr>
<tr><td>Fire</td><td>2</td><td>5</td><td><p>Doors</p><p>Alarms</p></td></tr></table>"""
PASTE = """([area, html]) => { const data = new DataTransfer(); data.setData("text/html", html);
area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true })); }"""


@pytest.fixture
def stack(tmp_path):
    """An empty programme, and a worker to read what is brought. Nothing here waits for a tick."""
    like = kept.made_by("tests.e2e.empty_programme")
    fresh = Stack(tmp_path / "data", like=like)
    fresh.start_broker()
    fresh.start_worker()
    fresh.start_web()
    yield fresh
    fresh.close()


def wait_for(page, role, name):
    page.get_by_role(role, name=name).first.wait_for()
    page.wait_for_load_state()


@pytest.mark.once
def test_cells_of_word_are_pasted_and_every_state_is_without_a_barrier(stack, open_browser):
    page = open_browser(stack, "newcomer")
    page.goto(f"{PROGRAMME}/risks/")
    press(page.get_by_role("main").get_by_role("link", name="Import"))
    assert faults(page) == []
    area = page.get_by_label("Paste cells")
    assert area.evaluate("one => one === document.activeElement"), "it can be pasted at once"
    page.evaluate(PASTE, [area.element_handle(), WORD])
    assert area.input_value().splitlines()[1:] == ['Fire\t2\t5\t"Doors', 'Alarms"']
    press(page.get_by_role("button", name="Read it"))
    wait_for(page, "button", "Import 1 row")
    page.locator("summary").first.click()
    assert faults(page) == []
    press(page.get_by_role("button", name="Import 1 row"))
    wait_for(page, "link", "Take it back")
    assert faults(page) == []
    press(page.get_by_role("link", name="Take it back"))
    assert faults(page) == []
    page.get_by_label("Why").fill("Another register counts")
    press(page.get_by_role("button", name="Take it back"))
    page.get_by_text("It was taken back.").wait_for()
    assert faults(page) == []


def test_a_worker_that_is_killed_is_followed_by_another(stack, open_browser):
    stack.start_beat()
    page = open_browser(stack, "newcomer")
    page.goto(f"{PROGRAMME}/import/risks/")
    rows = [
        [f"X{number}", f"Stage {number} is late", "Mayor", 3, 4, "Hurry"] for number in range(99)
    ]
    file = {"name": "r.xlsx", "mimeType": "application/octet-stream"}
    content = workbook(HEAD, *rows)
    page.get_by_label("Or choose a file").set_input_files([{**file, "buffer": content}])
    press(page.get_by_role("button", name="Read it"))
    wait_for(page, "button", "Import 99 rows")
    page.get_by_label("Take in the others, and name it").check()
    press(page.get_by_role("button", name="Import 99 rows"))
    count = "SELECT COUNT(*) AS n FROM risks_risk"
    stack.wait_for(lambda: stack.rows(count)[0]["n"], "some rows are taken in")
    next(one for one in stack.processes if one.name == "worker").kill()
    some = stack.rows(count)[0]["n"]
    stack.start_worker("another")
    page.get_by_text("99 rows added").wait_for()
    assert 0 < some < 99 and stack.rows(count)[0]["n"] == 99


@pytest.mark.once
def test_a_file_is_brought_without_script_on_a_phone(stack, open_browser):
    page = open_browser(stack, "newcomer", width=360, java_script_enabled=False)
    page.goto(f"{PROGRAMME}/import/risks/")
    file = {"name": "r.xlsx", "mimeType": "application/octet-stream"}
    content = workbook(HEAD, ONE, ASKED)
    page.get_by_label("Or choose a file").set_input_files([{**file, "buffer": content}])
    press(page.get_by_role("button", name="Read it"))
    wait_for(page, "button", "Import 2 rows")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    for group, said in (("names two", "Director of Finance"), ("outside 1 to 5", "4")):
        page.get_by_role("group", name=group).get_by_label("should say").fill(said)
    press(page.get_by_role("button", name="Save the answers on this page"))
    page.get_by_role("link", name="New: 2").wait_for()
    press(page.get_by_role("button", name="Import 2 rows"))
    wait_for(page, "link", "See Risks")
    press(page.get_by_role("link", name="See Risks"))
    assert page.get_by_role("link", name="Money runs out").is_visible()


@pytest.mark.once
def test_questions_and_refusals_are_without_a_barrier(stack, open_browser):
    page = open_browser(stack, "newcomer")
    page.goto(f"{PROGRAMME}/import/lessons/")
    cells = "Lesson\tStage\tThoughts\nName the options\tReview\tHm\nAsk\tEnd\t\nTotal\t2\t"
    page.get_by_label("Paste cells").fill(cells)
    press(page.get_by_role("button", name="Read it"))
    page.get_by_text("Asked once for all rows").wait_for()
    for fold in page.locator("summary").all():
        fold.click()
    assert faults(page) == []
    press(page.get_by_role("button", name="Discard"))
    page.get_by_text("Nothing of it was taken in").wait_for()
    assert faults(page) == []
    page.goto(f"{PROGRAMME}/import/lessons/")
    page.get_by_label("Paste cells").fill("%PDF-1.7 no log")
    press(page.get_by_role("button", name="Read it"))
    page.get_by_role("button", name="Read it again").or_(page.get_by_text("No table")).wait_for()
    assert faults(page) == []
