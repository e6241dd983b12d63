"""Files that people hand in: what they are, where they lie, what the virus scan says of them."""

import io
import re
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import DatabaseError, transaction

from programme import clamav, tasks, uploads
from programme.models import AuditEvent, Upload
from programme.stored_files import FileChanged, name_of
from tests.clamd import MARK, SIGNATURE, Clamd, scan_now
from tests.factories import noon

HANDED_IN, SCANNED = noon(2012, 3, 5), noon(2012, 3, 6)
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture(scope="module")
def clamd():
    daemon = Clamd()
    daemon.start()
    yield daemon
    daemon.close()


@pytest.fixture
def scanner(clamd, settings):
    """ClamAV is configured and there."""
    settings.CLAMAV_ADDRESS = clamd.address
    if clamd.process is None:
        clamd.start()
    return clamd


@pytest.fixture
def away(settings, tmp_path):
    """ClamAV is configured, and nobody listens."""
    settings.CLAMAV_ADDRESS, settings.RETRY_SECONDS = f"unix:{tmp_path}/none.sock", 0


@pytest.fixture
def hand_in(programme, programme_manager):
    """A function that hands a file in."""

    def step(content=PDF, name="Plan.pdf", kinds=("pdf",)):
        who = {"programme": programme, "by": programme_manager, "at": HANDED_IN}
        return uploads.keep_upload(uploads.received(ContentFile(content, name), kinds), **who)

    return step


def zipped(*names):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as file:
        for name in names:
            file.writestr(name, "")
    return kept.getvalue()


def refused(step, *args, match, **how):
    with pytest.raises(ValidationError) as found:
        step(*args, **how)
    assert re.search(match, found.value.messages[0]) and not Upload.objects.exists()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, "pdf"),
        (b"\n" * 1000 + PDF, "pdf"),
        (b"\n" * 1024 + PDF, "txt"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0....", "jpg"),
        (zipped("word/document.xml"), "docx"),
        (zipped("xl/workbook.xml"), "xlsx"),
        (zipped("other.xml"), "other"),
        (b"PK\x03\x04 broken off", "other"),
        ("Größe, £".encode(), "txt"),
        (b"MZ\x90\0", "other"),
        (b"caf\xe9", "other"),
    ],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert uploads.kind_of(content) == kind


def test_a_file_is_kept_with_its_fingerprint_and_who_handed_it_in(hand_in, programme_manager):
    one = hand_in()
    assert (one.name, one.size, one.kind, one.recorded_at) == ("Plan.pdf", 16, "pdf", HANDED_IN)
    assert (one.recorded_by, one.recorded_by_name) == (programme_manager, str(programme_manager))
    assert uploads.content_of(one.sha256) == PDF
    assert hand_in(name="Again.pdf").sha256 == one.sha256


def test_another_kind_an_empty_and_a_large_file_are_refused(hand_in, settings):
    settings.UPLOAD_BYTES = 1_000
    refused(hand_in, b"MZ\x90\0", match="Choose a PDF. This file is none, by its content.$")
    refused(hand_in, zipped("word/document.xml"), match="It is: Word document")
    refused(hand_in, b"", match="is empty")
    refused(hand_in, PDF * 100, match="This file has 1.6.KB. Choose one of at most 1000.bytes")


def test_of_a_file_that_is_too_large_nothing_is_kept_and_its_size_is_known(rf, settings):
    settings.UPLOAD_BYTES = 100_000
    for size in (100_000, 9_000_000):  # the second would lie on the disk
        sent = {"title": "Lease", "file": ContentFile(b"x" * size, "lease.pdf")}
        request = rf.post("/", sent)
        file = request.FILES["file"]
        assert (file.size, file.name, request.POST["title"]) == (size, "lease.pdf", "Lease")
        assert len(file.read()) == (size if size == 100_000 else 0)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("C:\\plans\\Plan.pdf", "Plan.pdf"),
        ("../../etc/plan.pdf", "plan.pdf"),
        ("plan\u202efdp.exe\n", "planfdp.exe.pdf"),
        ("", "file.pdf"),
        ("a" * 300 + ".pdf", "a" * 146 + ".pdf"),
    ],
)
def test_a_name_has_no_folder_and_hides_nothing(hand_in, name, kept):
    assert hand_in(name=name).name == kept


def test_a_file_that_was_changed_or_lost_is_not_read(hand_in):
    from django.core.files.storage import default_storage

    one = hand_in(PDF + b" lost")
    default_storage.delete(name_of(uploads.FOLDER, one.sha256, uploads.ENDING))
    with pytest.raises(FileChanged):
        uploads.content_of(one.sha256)


def test_without_a_scanner_it_is_said_not_to_be_scanned(hand_in, settings):
    settings.CLAMAV_ADDRESS = ""
    one = hand_in()
    assert one.is_handed_out and one.state_in_words == "Not scanned for viruses"
    assert uploads.to_scan() == []


def test_what_has_no_virus_is_handed_out_once_the_scanner_says_so(hand_in, scanner):
    one = hand_in()
    assert not one.is_handed_out and one.state_in_words == "Waiting for the virus scan"
    tasks.scan_upload(one.pk)
    one.refresh_from_db()
    assert one.is_handed_out and one.state_in_words == "No virus found" and one.scanned_at
    assert uploads.scan(one.pk, SCANNED) is None


def test_what_has_a_virus_is_never_handed_out_and_the_history_says_so(hand_in, scanner):
    one = uploads.scan(hand_in(PDF + MARK).pk, SCANNED)
    assert not one.is_handed_out
    assert one.state_in_words == f"A virus was found: {SIGNATURE}.UNOFFICIAL"
    event = AuditEvent.objects.get()
    assert (event.by_name, event.verb, event.at) == ("The system", "found a virus in", SCANNED)


def test_a_large_file_is_sent_in_pieces(scanner):
    filler = b"\0" * (3 * clamav.PIECE)
    assert clamav.virus_in(filler) == "" and clamav.virus_in(filler + MARK).startswith(SIGNATURE)


def test_more_than_the_scanner_takes_is_no_answer(scanner):
    with pytest.raises(clamav.NoAnswer, match="size limit exceeded"):
        clamav.virus_in(b"\0" * 2_000_000)


def test_while_the_scanner_is_away_a_file_waits_and_is_tried_again(hand_in, away, clamd, settings):
    one = hand_in()
    assert scan_now(one, SCANNED).state == "waiting"
    settings.CLAMAV_ADDRESS = clamd.address
    Upload.objects.update(next_try_at=None)
    assert uploads.to_scan() == [one.pk]
    assert uploads.scan(one.pk, SCANNED).state == "clean"


def test_the_pauses_grow_up_to_an_hour(hand_in, away, settings):
    one, settings.RETRY_SECONDS = hand_in(), 30
    assert uploads.scan(one.pk, SCANNED).attempts == 1
    assert uploads.to_scan() == [] and uploads.scan(one.pk, SCANNED) is None
    pauses = []
    for _ in range(5):
        Upload.objects.update(next_try_at=None)
        tried = uploads.scan(one.pk, SCANNED)
        since = Upload.objects.values_list("next_try_at", flat=True).get()
        pauses.append(since - tried.recorded_at)
    grown = [round((b - a).total_seconds()) for a, b in zip(pauses, pauses[1:], strict=False)]
    assert [abs(one - right) < 60 for one, right in zip(grown, (360, 1440, 1680, 0), strict=True)]


def test_what_could_not_be_scanned_says_why_and_stays_in_quarantine(hand_in, away, clamd, settings):
    one = hand_in()
    for _ in range(uploads.MOST_ATTEMPTS):
        tried = scan_now(one, SCANNED)
    assert tried.state == "failed" and not tried.is_handed_out
    assert tried.state_in_words.startswith("Could not be scanned for viruses: ClamAV does not ans")
    settings.CLAMAV_ADDRESS = clamd.address
    assert scan_now(one, SCANNED).state_in_words == "No virus found"


def test_a_scanner_that_comes_later_is_asked_and_one_that_goes_is_not_waited_for(
    hand_in, settings, clamd
):
    settings.CLAMAV_ADDRESS = ""
    one = hand_in()
    settings.CLAMAV_ADDRESS = clamd.address
    assert uploads.to_scan() == [one.pk]
    settings.CLAMAV_ADDRESS = ""
    assert uploads.to_scan() == []
    one.refresh_from_db()
    assert one.state == "not_scanned"


def test_a_file_is_scanned_by_hand_without_worker(hand_in, scanner, capsys):
    hand_in()
    call_command("scan_uploads")
    call_command("scan_uploads")
    assert capsys.readouterr().out == "Plan.pdf: No virus found\n"


def test_the_tick_finds_what_waits(hand_in, scanner, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True) as rung:
        one = hand_in()
    assert len(rung) == 1
    tasks.find_files_to_scan()
    assert uploads.to_scan() == [one.pk]


def test_a_network_address_is_asked_as_well(settings, hand_in):
    settings.CLAMAV_ADDRESS, settings.RETRY_SECONDS = "127.0.0.1:9", 0
    assert uploads.scan(hand_in().pk, SCANNED).state == "waiting"


@pytest.mark.each
@pytest.mark.parametrize(
    "change", [{"sha256": "0" * 64}, {"name": "Other.pdf"}, {"state": "clean"}, {"size": 1}]
)
def test_the_database_refuses_to_change_a_file_or_what_was_found(hand_in, scanner, change):
    one = uploads.scan(hand_in(PDF + MARK).pk, SCANNED)
    with pytest.raises(DatabaseError), transaction.atomic():
        Upload.objects.filter(pk=one.pk).update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Upload.objects.all().delete()
