"""Evidence of a row: added, read, seen, taken off, named in the report, found, kept."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.utils import timezone

from margin import evidence
from margin.models import Evidence, EvidenceMark
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Upload
from programme.position import Position
from programme.reporting import sections
from risks import actions as risks
from tests import pdfs
from tests.finding import *  # noqa: F403  (its fixture)
from tests.reading import errors, links, typed, words

PAGE = "/programmes/shared-management/risks/R1/"
SAID = {"title": "Lease signed", "dated": "1 March 2012", "about": "By both councils"}


def notes(programme, at=None):
    """What the section of risks says under its table."""
    position = Position(programme, at, None, timezone.localdate(), for_paper=True)
    return [one for one in sections()["risks"].context(position)["notes"] if "Evidence" in one]


@pytest.mark.once
def test_evidence_is_added_seen_printed_found_and_taken_off(
    programme, programme_manager, auditor, signed_in, press, a_file, url, find
):
    manager, reader = signed_in(programme_manager), signed_in(auditor)
    shown = press(manager, "add_evidence", file=a_file(), **SAID)
    assert "Lease signed added to R1. Not scanned for viruses." in words(shown)
    row = Evidence.objects.get()
    short = f"Lease signed (SHA-256 {row.upload.sha256[:12]}…)"
    assert "added evidence to R1" in words(shown) and short in words(shown)
    page = reader.get(PAGE)
    assert "Lease signed, 1 March 2012 lease.pdf" in words(page)
    assert reader.get(url("file", row.pk)).content == pdfs.whole()
    assert url("add_evidence") not in links(page) and url("take_off", row.pk) not in links(page)
    before = timezone.now()
    assert notes(programme) == [f"Evidence of R1: {short}."]
    assert "You have seen Lease signed." in words(reader.post(url("seen", row.pk), follow=True))
    assert url("seen", row.pk) not in reader.get(PAGE).content.decode()
    seen = f"Evidence of R1: {short}, seen by Auditor on "
    assert notes(programme)[0].startswith(seen)
    assert notes(programme, before) == [f"Evidence of R1: {short}."]
    assert find("lease")["Evidence"] == ["Lease signed (R1)"]
    gone = press(manager, "take_off", row.pk, why="Of another lease")
    assert "Lease signed is taken off R1." in words(gone)
    assert "Taken off (1)" in words(gone) and "Why: Of another lease" in words(gone)
    assert notes(programme) == [] and "Evidence" not in find("lease")
    assert notes(programme, before) == [f"Evidence of R1: {short}."]
    assert reader.get(url("file", row.pk)).content == pdfs.whole()
    past = f"{PAGE}?at={before.isoformat().replace('+00:00', 'Z')}"
    then = manager.get(past)
    assert "Lease signed" in words(then) and "Taken off" not in words(then)
    assert url("add_evidence") not in links(then)


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("plan.docx", pdfs.whole(), "By its name this file is a Word document, by its content: P"),
        ("plan.txt", pdfs.whole(), "By its name this file is Text, by its content: P"),
        ("plan.html", b"<script>", "By its name this file is a .html, by its content: Text."),
        ("plan.exe", b"MZ\0\0", "This file is none, by its content."),
        ("empty.pdf", b"", "This file is empty."),
        ("large.txt", b"word " * 30, "This file has 150"),
    ],
)
def test_a_file_that_is_not_taken_in_is_refused_at_the_field_and_what_was_typed_stays(
    programme_manager, signed_in, press, a_file, settings, name, content, says
):
    settings.UPLOAD_BYTES = 100 if name == "large.txt" else settings.UPLOAD_BYTES
    file = a_file(name)
    file.file.seek(0)
    file.file.truncate()
    file.write(content)
    file.seek(0)
    file.size = len(content)
    page = press(signed_in(programme_manager), "add_evidence", file=file, **SAID)
    assert says in errors(page)["file"]
    assert (typed(page, "title"), typed(page, "about")) == ("Lease signed", "By both councils")
    assert not Evidence.objects.exists()


def test_a_closed_row_takes_evidence_with_a_reason(
    risk, programme_manager, signed_in, press, a_file
):
    how = {"by": programme_manager, "at": timezone.now()}
    risks.close_risk(risk, why="Signed", **how)
    manager = signed_in(programme_manager)
    page = press(manager, "add_evidence", file=a_file(), **SAID, why="")
    assert "why" in errors(page)
    press(manager, "add_evidence", file=a_file(), **SAID, why="Found in the strong room")
    assert AuditEvent.objects.filter(reason="Found in the strong room").exists()
    assert Evidence.objects.count() == 1


def test_who_added_it_is_no_witness_and_nobody_says_so_twice(
    risk, programme_manager, auditor, signed_in, press, a_file, url
):
    manager, reader = signed_in(programme_manager), signed_in(auditor)
    press(manager, "add_evidence", file=a_file(), **SAID)
    row = Evidence.objects.get()
    assert evidence.OWN in words(manager.post(url("seen", row.pk), follow=True))
    for _ in range(2):
        said = words(reader.post(url("seen", row.pk), follow=True))
    assert "You have said already" in said and EvidenceMark.objects.count() == 1
    again = press(manager, "add_evidence", file=a_file(), title="Again")
    assert "This file stands there already: Lease signed." in errors(again)["file"]
    Upload.objects.update(state="waiting")
    assert notes(risk.programme) == [] and manager.get(url("file", row.pk)).status_code == 403
    assert url("file", row.pk) not in links(manager.get(PAGE))
    with pytest.raises(ValidationError, match="Say why"):
        evidence.take_off(row, risk, by=programme_manager, at=timezone.now(), why=" ")
    for rows in (Evidence.objects.all(), EvidenceMark.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(recorded_by_name="Another")
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.delete()


@pytest.mark.once
def test_each_role_adds_reads_and_marks_as_the_table_says(
    everyone, risk, outsider, signed_in, press, a_file, url, programme_manager
):
    press(signed_in(programme_manager), "add_evidence", file=a_file(), **SAID)
    row, how = Evidence.objects.get(), {"at": timezone.now()}
    for role, somebody in everyone.items():
        client, member = signed_in(somebody), role == Role.COMMITTEE_MEMBER
        assert client.get(url("file", row.pk)).status_code == (403 if member else 200)
        may = role in evidence.KEEP_EVIDENCE.roles
        assert client.get(url("add_evidence")).status_code == (200 if may else 403)
        if not may:
            with pytest.raises(NotPermitted):
                evidence.take_off(row, risk, by=somebody, why="Because", **how)
    with pytest.raises(NotPermitted):
        evidence.mark_seen(row, by=everyone[Role.COMMITTEE_MEMBER], **how)
    assert signed_in(outsider).get(url("file", row.pk)).status_code == 404
    elsewhere = url("file", row.pk).replace("shared-management", "another-programme")
    assert signed_in(outsider).get(elsewhere).status_code == 404
