"""Proof and withdrawal in a browser: a file is compared where it lies, a report is taken down by
two people.
"""

import pytest

from tests.e2e.conftest import PROGRAMME
from tests.e2e.looking import faults
from tools.browsing import GONE, press

pytestmark = pytest.mark.once

DROP = """([bytes, name]) => {
    const held = new DataTransfer();
    held.items.add(new File([new Uint8Array(bytes)], name));
    document.querySelector("form[data-prove]").dispatchEvent(
        new DragEvent("drop", {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


@pytest.fixture
def served(stack):
    stack.start_web()
    return stack


def of_newest(page):
    """Opens the newest published report; gives its address and the bytes of its PDF."""
    page.goto("/published/")
    pdf = page.get_by_role("main").get_by_role("link", name="PDF").first.get_attribute("href")
    return pdf.removesuffix(".pdf"), page.request.get(pdf).body()


def chosen(content):
    return {"name": "copy.pdf", "mimeType": "application/pdf", "buffer": content}


def test_a_file_is_compared_in_the_browser_and_not_sent(served, open_browser):
    page, sent = open_browser(served), []
    address, pdf = of_newest(page)
    page.goto(f"{address}/proof/")
    page.on("request", lambda request: "/static/" in request.url or sent.append(request.url))
    field, answer = page.get_by_label("The file that you have"), page.get_by_role("status")
    field.set_input_files(chosen(pdf))
    answer.get_by_text("This is the PDF of version 1").wait_for()
    page.evaluate(DROP, [list(pdf) + [10], "copy.pdf"])
    answer.get_by_text("none of the files of this report").wait_for()
    assert sent == []
    assert faults(page) == []
    press(answer.get_by_role("link", name="Look for it among all published papers"))
    page.get_by_text("none of the files that were published here").wait_for()
    page.get_by_label("The file that you have").set_input_files(chosen(pdf))
    page.get_by_text("This is the PDF of version 1").wait_for()
    assert "?sha256=" in page.url and faults(page) == []


def test_without_script_it_is_sent(served, open_browser):
    page = open_browser(served, java_script_enabled=False)
    address, pdf = of_newest(page)
    for where, said in (
        (f"{address}/proof/", "none of the files of this report"),
        ("/published/check/", "none of the files that were published here"),
    ):
        for content, answer in ((pdf, "This is the PDF of version 1"), (pdf + b"\n", said)):
            page.goto(where)
            page.get_by_label("The file that you have").set_input_files(chosen(content))
            press(page.get_by_role("button", name="Check this file"))
            assert page.get_by_role("status").get_by_text(answer).is_visible()
        page.goto(where)
        press(page.get_by_role("button", name="Check this file"))
        assert page.get_by_text("Choose a file.").is_visible()


def test_two_people_take_a_report_down(served, open_browser):
    first, second = open_browser(served, "legal"), open_browser(served, "democratic")
    address, _ = of_newest(first)
    first.goto(f"{PROGRAMME}/reports/")
    press(first.get_by_role("link", name="Programme management report, version 1"))
    press(first.get_by_role("link", name="Ask to withdraw"))
    found = faults(first)
    press(first.get_by_role("button", name="Ask to withdraw this version"))
    found += faults(first)
    first.get_by_label("Why it is withdrawn").fill("It named a member of staff")
    press(first.get_by_role("button", name="Ask to withdraw this version"))
    assert first.get_by_text("Somebody else has to confirm it.").first.is_visible()
    second.goto(first.url)
    found += faults(second)
    press(second.get_by_role("link", name="Look at it and confirm"))
    found += faults(second)
    press(second.get_by_role("button", name="Withdraw it now"))
    found += faults(second)
    press(second.get_by_role("link", name="Proof: fingerprints"))
    found += faults(second)
    for end in "/", ".pdf", ".docx", ".json":
        assert first.request.get(f"{address}{end}").status == GONE
    first.goto(f"{address}/")
    assert first.get_by_text("It named a member of staff").is_visible()
    assert found + faults(first) == []
