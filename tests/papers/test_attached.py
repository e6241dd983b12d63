"""Documents attached to a paper: taken in, refused, ordered, replaced, left out, by their pages."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from papers import attaching
from papers.models import AttachedDocument
from papers.pdf_check import BROKEN, LOCKED
from programme import uploads
from programme.authorization import NotPermitted
from programme.models import AuditEvent, Upload
from programme.records import StaleEntry
from tests import pdfs
from tests.clamd import MARK, Clamd
from tests.papers.conftest import WRITTEN
from tests.reading import errors, sent, typed, words


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(f"papers:{name}", args=[programme.slug, *args])


@pytest.fixture
def attach(paper, programme_manager):
    """A function that attaches a document."""

    def step(title="Work plan", content=None, name="plan.pdf", by=programme_manager):
        file = attaching.checked(ContentFile(content or pdfs.whole(), name))
        return attaching.attach_document(paper=paper, by=by, at=WRITTEN, title=title, file=file)

    return step


@pytest.fixture
def press(manager):
    """A function that opens a form, chooses a file in it, and sends it."""

    def step(url, content=None, name="plan.pdf", **more):
        form = {**sent(manager.get(url)), **more}
        if content is not None:
            form["file"] = SimpleUploadedFile(name, content)
        return manager.post(url, form, follow=True)

    return step


def titles(paper):
    return [str(one) for one in AttachedDocument.objects.in_use().filter(paper=paper)]


# --- By the page ----------------------------------------------------------------------------------


def test_a_document_is_attached_from_the_paper(paper, manager, press, at):
    page = at("detail", paper.pk)
    assert at("attach", paper.pk) in manager.get(page).content.decode()
    shown = press(at("attach", paper.pk), pdfs.whole(pdfs.A4, pdfs.A4), title="Work plan")
    assert "Work plan attached. Not scanned for viruses." in words(shown)
    row = AttachedDocument.objects.get()
    assert (row.pages, row.place, row.upload.name) == (2, 1, "plan.pdf")
    shown = words(manager.get(page))
    assert "plan.pdf (" in shown and "Not scanned for viruses" in shown
    assert at("attached", paper.pk) in manager.get(page).content.decode()


@pytest.mark.parametrize("kind", pdfs.BROKEN)
def test_a_broken_file_is_refused_and_the_title_stays(paper, press, at, kind):
    shown = press(at("attach", paper.pk), pdfs.BROKEN[kind], title="Work plan")
    assert errors(shown) == {"file": BROKEN} and typed(shown, "title") == "Work plan"
    assert not AttachedDocument.objects.exists() and not Upload.objects.exists()


@pytest.mark.parametrize("kind", pdfs.LOCKED)
def test_a_locked_file_is_refused(paper, press, at, kind):
    shown = press(at("attach", paper.pk), pdfs.LOCKED[kind], title="Work plan")
    assert errors(shown) == {"file": LOCKED} and typed(shown, "title") == "Work plan"


@pytest.mark.parametrize("what", pdfs.ACTIVE)
def test_a_file_that_does_more_than_stand_there_is_refused(paper, press, at, what):
    shown = press(at("attach", paper.pk), pdfs.ACTIVE[what], title="Work plan")
    assert errors(shown)["file"].startswith(f"This PDF holds {what}. Print it to a PDF")
    assert typed(shown, "title") == "Work plan" and not Upload.objects.exists()


def test_another_kind_of_file_none_and_a_large_one_are_refused(paper, press, at, settings):
    add, settings.UPLOAD_BYTES = at("attach", paper.pk), 500
    assert "Choose a PDF." in errors(press(add, b"Words", "plan.pdf", title="a"))["file"]
    assert errors(press(add, title="a"))["file"] == "Choose the file."
    assert errors(press(add, b"", title="a"))["file"] == "This file is empty. Choose another one."
    shown = press(add, pdfs.whole(), title="a")
    assert "Choose one of at most 500" in errors(shown)["file"] and typed(shown, "title") == "a"


def test_without_a_title_nothing_is_kept(paper, press, at):
    assert errors(press(at("attach", paper.pk), pdfs.whole()))["title"] == "Enter the title."
    assert not Upload.objects.exists()


def test_the_same_press_twice_attaches_once_and_another_file_is_asked_about(paper, manager, at):
    add = at("attach", paper.pk)
    form = {**sent(manager.get(add)), "title": "Work plan"}
    for _ in range(2):
        file = SimpleUploadedFile("plan.pdf", pdfs.whole())
        manager.post(add, {**form, "file": file})
    other = SimpleUploadedFile("plan.pdf", pdfs.whole(words="Other"))
    shown = manager.post(add, {**form, "file": other})
    assert "You have saved this form before" in words(shown)
    assert AttachedDocument.objects.count() == 1


def test_documents_are_moved_renamed_and_left_out(paper, manager, press, attach, at):
    first, second = attach("Work plan"), attach("Map")
    assert "Move up" in words(manager.get(at("attached", paper.pk)))
    manager.post(at("move_attached", second.pk), {"step": "up", "version": None})
    assert titles(paper) == ["Map", "Work plan"]
    assert "Map of Staffordshire" in words(
        press(at("rename_attached", second.pk), title="Map of Staffordshire")
    )
    shown = press(at("leave_out_attached", first.pk), why="Sent separately")
    assert "Work plan is left out" in words(shown)
    assert titles(paper) == ["Map of Staffordshire"]
    for name in ("rename_attached", "replace_attached", "leave_out_attached", "attached_file"):
        assert manager.get(at(name, first.pk)).status_code == 404
    assert manager.post(at("move_attached", first.pk), {"step": "up"}).status_code == 404


def test_a_file_is_replaced(paper, press, attach, at):
    row = attach()
    replace = at("replace_attached", row.pk)
    assert "is attached already" in errors(press(replace, pdfs.whole()))["file"]
    assert errors(press(replace, pdfs.BROKEN["broken off"])) == {"file": BROKEN}
    shown = press(replace, pdfs.whole(pdfs.A4, pdfs.A4), "plan-2.pdf")
    assert "Work plan replaced by plan-2.pdf." in words(shown)
    row.refresh_from_db()
    assert (row.pages, row.upload.name, row.version) == (2, "plan-2.pdf", 2)
    event = AuditEvent.objects.filter(verb="replaced").get()
    assert [one["field"] for one in event.changes] == ["upload", "pages", "sha256"]


def test_who_replaces_after_another_is_told_and_nothing_is_replaced(manager, attach, at):
    row = attach()
    form = sent(manager.get(at("replace_attached", row.pk)))
    manager.post(at("rename_attached", row.pk), {"title": "Plan", "version": 1})
    file = SimpleUploadedFile("other.pdf", pdfs.whole(words="Other"))
    shown = manager.post(at("replace_attached", row.pk), {**form, "file": file})
    assert "changed Plan since you opened this page" in words(shown)
    row.refresh_from_db()
    assert row.upload.name == "plan.pdf"


def test_two_who_rename_see_both_titles(manager, attach, at):
    row = attach()
    form = sent(manager.get(at("rename_attached", row.pk)))
    manager.post(at("rename_attached", row.pk), {"title": "Theirs", "version": 1})
    shown = manager.post(at("rename_attached", row.pk), {**form, "title": "Mine"})
    assert "was changed while you were working on it" in words(shown)


def test_a_past_paper_has_what_was_attached_then(paper, manager, attach, at):
    attach()
    page = at("detail", paper.pk)
    assert "plan.pdf" in words(manager.get(f"{page}?at=2012-03-06"))
    assert "/attached/" not in manager.get(f"{page}?at=2012-03-06").content.decode()
    assert "Attached documents" not in words(manager.get(f"{page}?at=2012-03-04"))


# --- Who gets the file ----------------------------------------------------------------------------


def test_the_file_is_a_download_that_no_browser_shows_or_runs(manager, attach, at):
    answer = manager.get(at("attached_file", attach(name="Plän 2.pdf").pk))
    assert answer.content == pdfs.whole()
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''Pl%C3%A4n%202.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert (answer["Content-Type"], answer["Cache-Control"]) == (
        "application/octet-stream",
        "private, no-store",
    )


def test_who_only_reads_gets_the_file_and_no_button(signed_in, auditor, paper, attach, at):
    reader, row = signed_in(auditor), attach()
    page = reader.get(at("detail", paper.pk)).content.decode()
    assert at("attached_file", row.pk) in page and at("attached", paper.pk) not in page
    assert reader.get(at("attached_file", row.pk)).status_code == 200
    with pytest.raises(NotPermitted):
        attach(by=auditor)
    step = {"by": auditor, "at": WRITTEN}
    for act, how in [
        (attaching.rename_attached, {"title": "Mine"}),
        (attaching.move_attached, {"step": "up"}),
        (attaching.leave_out_attached, {"why": "Because"}),
        (attaching.replace_attached, {"file": None}),
    ]:
        with pytest.raises(NotPermitted):
            act(row, **step, **how)


def test_nobody_else_finds_the_file(signed_in, attach, at, committee_member, outsider, client):
    url = at("attached_file", attach().pk)
    assert signed_in(committee_member).get(url).status_code == 403
    assert signed_in(outsider).get(url).status_code == 404
    elsewhere = url.replace("shared-management", "another-programme")
    assert signed_in(outsider).get(elsewhere).status_code == 404
    assert client.get(url).url.startswith("/account/sign-in/")


def test_a_stale_version_is_refused(attach, programme_manager):
    row, who = attach(), {"by": programme_manager, "at": WRITTEN}
    attaching.rename_attached(row, title="Plan", **who)
    with pytest.raises(StaleEntry):
        attaching.leave_out_attached(row, why="Because", version=1, **who)


# --- The virus scan -------------------------------------------------------------------------------


@pytest.fixture
def scanner(settings):
    daemon = Clamd()
    daemon.start()
    settings.CLAMAV_ADDRESS, settings.RETRY_SECONDS = daemon.address, 0
    yield daemon
    daemon.close()


def test_each_state_of_the_scan_stands_where_the_file_stands(
    scanner, manager, press, paper, at, programme_manager
):
    infected = pdfs.whole(words=MARK.decode())
    for title, content in (("Good", pdfs.whole()), ("Bad", infected)):
        shown = press(at("attach", paper.pk), content, title=title)
        assert f"{title} attached. Waiting for the virus scan." in words(shown)
    good, bad = (at("attached_file", one.pk) for one in AttachedDocument.objects.all())
    held = manager.get(good)
    assert held.status_code == 403 and "Nobody gets this file before" in words(held)
    for upload_id in uploads.to_scan():
        uploads.scan(upload_id, WRITTEN)
    page = manager.get(at("detail", paper.pk))
    assert "No virus found" in words(page) and "A virus was found: Tests.Marked" in words(page)
    assert good in page.content.decode() and bad not in page.content.decode()
    assert manager.get(good).status_code == 200
    held = manager.get(bad)
    assert held.status_code == 403 and "Nobody gets this file." in words(held)
    assert "found a virus in" in words(manager.get(reverse("history", args=[paper.programme.slug])))


def test_what_could_not_be_scanned_is_kept_back_and_says_why(scanner, manager, attach, paper, at):
    scanner.stop()
    row = attach()
    for _ in range(uploads.MOST_ATTEMPTS):
        uploads.scan(row.upload_id, WRITTEN)
    shown = words(manager.get(at("detail", paper.pk)))
    assert "Could not be scanned for viruses: ClamAV does not answer" in shown
    assert manager.get(at("attached_file", row.pk)).status_code == 403
