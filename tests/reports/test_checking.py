"""Every stored file is read again: what is missing or changed is told, and what was withdrawn is
called so.
"""

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import reverse

from programme.models import AuditEvent
from programme.stored_files import keep_file
from programme.uploads import HandedIn, keep_upload, stored_name
from reports import actions, checking, tasks
from reports.models import DamagedFile
from reports.putting_away import sealed_name
from tests.factories import noon

pytestmark = pytest.mark.once

NIGHT, NEXT = noon(2012, 4, 20), noon(2012, 4, 21)
ROWS = HandedIn("rows.xlsx", b"PK rows of a log", "xlsx")


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def files(folder, published):
    """The stored files of a published report, made for the test, by their form."""
    return {one.form: one for one in published.files.exclude(name="")}


@pytest.fixture
def due(folder, due):  # the storage is empty before anything is drawn
    return due


@pytest.fixture
def upload(programme, programme_manager, published):
    """What was imported, kept by its fingerprint."""
    return keep_upload(ROWS, programme=programme, by=programme_manager, at=NIGHT)


def change_a_byte(folder, name):
    path = folder / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)


def states(found):
    return {one.name: state for one, state in found if state != checking.WHOLE}


def overview(client, programme):
    return client.get(reverse("overview", args=[programme.slug])).content.decode()


def test_nothing_is_said_where_all_is_whole(files, upload):
    found = checking.check_files(NIGHT)
    assert states(found) == {} and not DamagedFile.objects.exists()
    assert checking.summary(found).startswith("3 files read: 3 as they were kept, 0 changed")


def test_one_byte_is_noticed(folder, files, signed_in, democratic_services, programme, caplog):
    change_a_byte(folder, files["pdf"].name)
    assert states(checking.check_files(NIGHT)) == {files["pdf"].name: "changed"}
    page = overview(signed_in(democratic_services), programme)
    assert "Stored file: PDF, Programme management report" in page and "is changed" in page
    assert "is changed: reports/" in caplog.text
    event = AuditEvent.objects.latest("pk")
    assert event.verb == "found a stored file changed:" and files["pdf"].sha256 in event.reason


def test_a_file_that_was_removed_is_noticed(folder, files, upload):
    (folder / files["docx"].name).unlink()
    (folder / stored_name(upload.sha256)).unlink()
    found = states(checking.check_files(NIGHT))
    assert found == {files["docx"].name: "missing", stored_name(upload.sha256): "missing"}
    assert "rows.xlsx, handed in by Programme manager is missing" in {
        str(one) for one in DamagedFile.objects.all()
    }


def test_it_is_told_once_and_until_it_is_whole_again(
    folder, files, signed_in, democratic_services, programme
):
    name, content = files["pdf"].name, (folder / files["pdf"].name).read_bytes()
    change_a_byte(folder, name)
    checking.check_files(NIGHT)
    events = AuditEvent.objects.count()
    checking.check_files(NEXT)
    assert AuditEvent.objects.count() == events and DamagedFile.objects.count() == 1
    keep_file(content, "reports", "pdf")
    checking.check_files(NEXT)
    assert DamagedFile.objects.get().mended_at == NEXT
    assert "Stored file" not in overview(signed_in(democratic_services), programme)


def test_two_that_read_them_at_once_tell_of_it_once(folder, files):
    change_a_byte(folder, files["pdf"].name)
    [(one, state)] = [pair for pair in checking.check_files(NIGHT) if pair[1] != "whole"]
    checking._tell(one, state, NIGHT)  # as one who looked before the other had told of it
    assert DamagedFile.objects.count() == 1
    assert AuditEvent.objects.filter(verb="found a stored file changed:").count() == 1


@pytest.mark.each
def test_a_changed_file_that_goes_missing_is_told_anew(folder, files):
    change_a_byte(folder, files["pdf"].name)
    checking.check_files(NIGHT)
    (folder / files["pdf"].name).unlink()
    checking.check_files(NEXT)
    standing = DamagedFile.objects.get(mended_at=None)
    assert standing.is_missing and DamagedFile.objects.count() == 2


def test_the_draft_of_a_report_is_read_too(folder, draft):
    change_a_byte(folder, draft.pdf_name)
    assert states(checking.check_files(NIGHT)) == {draft.pdf_name: "changed"}


@pytest.fixture
def withdraw(
    published, files, legal_officer, programme_manager, django_capture_on_commit_callbacks
):
    def step(disposal):
        why = {"reason": "It named somebody", "disposal": disposal}
        asked = actions.ask_withdrawal(published, by=legal_officer, at=NIGHT, **why)
        with django_capture_on_commit_callbacks(execute=True):
            actions.confirm_withdrawal(asked, by=programme_manager, at=NIGHT)

    return step


def test_what_was_sealed_is_called_withdrawn_and_must_not_change(folder, files, withdraw):
    withdraw("seal")
    sealed = {sealed_name(one.name): "withdrawn" for one in files.values()}
    assert states(checking.check_files(NIGHT)) == sealed
    change_a_byte(folder, sealed_name(files["pdf"].name))
    (folder / sealed_name(files["docx"].name)).unlink()
    found = states(checking.check_files(NEXT))
    assert sorted(found.values()) == ["changed", "missing"]


def test_what_was_destroyed_is_not_missing(folder, files, withdraw):
    withdraw("destroy")
    assert states(checking.check_files(NIGHT)) == {}
    assert not DamagedFile.objects.exists() and not default_storage.exists(files["pdf"].name)


def test_the_command_says_what_it_found_and_fails_where_something_is_wrong(folder, files, capsys):
    call_command("check_files")
    assert capsys.readouterr().out == (
        "2 files read: 2 as they were kept, 0 changed, 0 missing, 0 withdrawn, 0 disposed of.\n"
    )
    change_a_byte(folder, files["pdf"].name)
    with pytest.raises(SystemExit):
        call_command("check_files")
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith("changed: PDF, Programme management report, Joint committee")
    assert "1 changed" in last


def test_beat_has_it_done_every_night(files, folder, settings):
    (folder / files["pdf"].name).unlink()
    assert settings.CELERY_BEAT_SCHEDULE["check-files"]["task"] == tasks.check_files.name
    tasks.check_files()
    assert DamagedFile.objects.get().is_missing
