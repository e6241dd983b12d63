"""Documents attached to a paper: taken in, refused, ordered, replaced, left out, by their pages."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from papers.models import AttachedDocument
from papers.pdf_check import BROKEN, HIDDEN, LOCKED
from programme.models import AuditEvent, Upload
from reports.pdf.attached import with_attached
from tests import pdfs
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.reading import errors, sent, typed, words

pytestmark = pytest.mark.once


def titles(paper):
    return [str(one) for one in AttachedDocument.objects.in_use().filter(paper=paper)]


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


@pytest.mark.parametrize("kind", pdfs.HIDDEN_LAYERS)
def test_a_file_that_hides_some_of_its_layers_is_refused(paper, press, at, kind):
    shown = press(at("attach", paper.pk), pdfs.HIDDEN_LAYERS[kind], title="Work plan")
    assert errors(shown) == {"file": HIDDEN} and not Upload.objects.exists()


def test_a_file_that_shows_all_its_layers_is_attached(paper, press, at):
    press(at("attach", paper.pk), pdfs.layered(), title="Work plan")
    assert Upload.objects.exists()


@pytest.mark.parametrize("kind", pdfs.HIDDEN_LAYERS)
def test_one_that_was_attached_earlier_is_not_drawn(kind):
    with pytest.raises(ValueError, match="layers that are switched off"):
        with_attached(pdfs.whole(), [0], [("Plan", pdfs.HIDDEN_LAYERS[kind], "")])


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


def test_what_was_typed_as_the_session_ended_comes_back(paper, client, programme_manager, at):
    add, file = at("attach", paper.pk), SimpleUploadedFile("plan.pdf", pdfs.whole())
    client.post(add, {"title": "Work plan", "for": programme_manager.pk, "file": file})
    client.force_login(programme_manager)
    shown = client.get(add)
    assert typed(shown, "title") == "Work plan" and "Nothing is saved yet" in words(shown)
    assert errors(shown)["file"] == "Choose the file."


def test_documents_are_moved_renamed_and_left_out(paper, manager, press, attach, at):
    first, second = attach("Work plan"), attach("Map")
    assert "Move up" in words(manager.get(at("attached", paper.pk)))
    manager.post(at("move_attached", second.pk), {"step": "up", "version": second.version})
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


@pytest.mark.each
def test_two_who_rename_see_both_titles(manager, attach, at):
    row = attach()
    form = sent(manager.get(at("rename_attached", row.pk)))
    manager.post(at("rename_attached", row.pk), {"title": "Theirs", "version": 1})
    shown = manager.post(at("rename_attached", row.pk), {**form, "title": "Mine"})
    assert "was changed while you were working on it" in words(shown)


@pytest.mark.each
def test_a_past_paper_has_what_was_attached_then(paper, manager, attach, at):
    attach()
    page = at("detail", paper.pk)
    assert "plan.pdf" in words(manager.get(f"{page}?at=2012-03-06"))
    assert "/attached/" not in manager.get(f"{page}?at=2012-03-06").content.decode()
    assert "Attached documents" not in words(manager.get(f"{page}?at=2012-03-04"))
