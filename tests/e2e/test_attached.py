"""A document is attached in a browser, scanned by a worker, and kept back until then."""

import pytest

from tests import pdfs
from tests.clamd import MARK, Clamd
from tests.e2e.looking import faults
from tools.browsing import press

pytestmark = pytest.mark.once


def chosen(content, name="plan.pdf"):
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


def attach(page, title, content, link="Attach a document"):
    press(page.get_by_role("main").get_by_role("link", name=link).first)
    page.get_by_label("Title").fill(title)
    page.get_by_label("File").set_input_files(chosen(content))
    press(page.get_by_role("button", name="Attach", exact=True))


def test_every_page_of_attached_documents_is_open_to_everyone(paper):
    page, here = paper, paper.url
    press(page.get_by_role("main").get_by_role("link", name="Attach a document"))
    found = faults(page)
    page.get_by_label("Title").fill("Work plan")
    page.get_by_label("File").set_input_files(chosen(pdfs.LOCKED["to be read"]))
    press(page.get_by_role("button", name="Attach", exact=True))
    page.get_by_text("locked with a password").first.wait_for()
    assert page.get_by_label("Title").input_value() == "Work plan"
    found += faults(page)
    for title in "Work plan", "Map of all parts":
        page.goto(here)
        attached = page.get_by_role("main").get_by_role("link", name="Change the attached")
        if attached.count():
            press(attached)
        attach(page, title, pdfs.whole())
    found += faults(page)
    listed = page.url
    for link in "Change Work plan", "Replace Work plan", "Leave out Work plan":
        page.goto(listed)
        press(page.get_by_role("link", name=link))
        found += faults(page)
    page.goto(here)
    found += faults(page)
    press(page.get_by_role("main").get_by_role("link", name="Preview the whole paper"))
    page.get_by_role("heading", name="Map of all parts").wait_for()
    assert found + faults(page) == []


def test_without_script_a_document_is_attached_and_moved(paper, stack, open_browser):
    page = open_browser(stack, "manager", java_script_enabled=False)
    page.goto(paper.url)
    attach(page, "Work plan", pdfs.whole())
    attach(page, "Map", pdfs.whole(words="Map"))
    press(page.get_by_role("button", name="Move up Map"))
    assert page.locator("ol li strong").all_text_contents() == ["Map", "Work plan"]


def test_a_worker_has_what_was_attached_scanned(paper, stack, open_browser):
    daemon = Clamd()
    try:
        stack.environment["CLAMAV_ADDRESS"] = daemon.address
        stack.processes[-1].kill()
        stack.start_broker()
        stack.start_web()
        page = open_browser(stack, "manager")
        page.goto(paper.url)
        attach(page, "Work plan", pdfs.whole())
        page.get_by_text("Waiting for the virus scan").first.wait_for()
        attach(page, "Map", pdfs.whole(words=MARK.decode()))
        daemon.start()
        stack.start_worker()
        stack.start_beat()

        def settled():
            rows = stack.rows("SELECT state FROM programme_upload ORDER BY id")
            return [row["state"] for row in rows] == ["clean", "infected"]

        stack.wait_for(settled, "both files are scanned")
        page.goto(paper.url)
        page.get_by_text("A virus was found: Tests.Marked").wait_for()
        assert page.get_by_role("link", name="plan.pdf").count() == 1
    finally:
        daemon.close()
