"""Who gets a document that is attached to a paper, and what the virus scan says of it there."""

import pytest
from django.urls import reverse

from papers import attaching
from papers.models import AttachedDocument
from programme import uploads
from programme.authorization import NotPermitted
from programme.records import StaleEntry
from tests import pdfs
from tests.clamd import MARK, scan_now
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import WRITTEN
from tests.reading import words


@pytest.mark.once
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


@pytest.mark.once
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


@pytest.mark.once
def test_a_stale_version_is_refused(attach, programme_manager):
    row, who = attach(), {"by": programme_manager, "at": WRITTEN}
    attaching.rename_attached(row, title="Plan", **who)
    with pytest.raises(StaleEntry):
        attaching.leave_out_attached(row, why="Because", version=1, **who)


# --- The virus scan -------------------------------------------------------------------------------


@pytest.mark.once
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


@pytest.mark.once
def test_what_could_not_be_scanned_is_kept_back_and_says_why(scanner, manager, attach, paper, at):
    scanner.stop()
    row = attach()
    for _ in range(uploads.MOST_ATTEMPTS):
        scan_now(row.upload, WRITTEN)
    shown = words(manager.get(at("detail", paper.pk)))
    assert "Could not be scanned for viruses: ClamAV does not answer" in shown
    assert manager.get(at("attached_file", row.pk)).status_code == 403
