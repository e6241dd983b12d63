"""How a report is drawn up: one worker at a time, and whatever happens a draft or a reason."""

import errno
import hashlib
import os
import re
import signal
import time
from datetime import timedelta
from pathlib import Path
from threading import Event, Timer

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from programme.models import AuditEvent
from reports import actions, drawing, storage
from reports.engine import DrawingTookTooLong, engine
from reports.faults import passes
from reports.models import Report
from reports.render import page_count, render_pdf
from reports.watch import Watch, in_words
from reports.word.document import render_docx
from risks.actions import change_risk
from tests.reports.moments import DRAFT_MOMENT
from tools import servers

pytestmark = pytest.mark.once

LEASE_OUT = DRAFT_MOMENT + timedelta(hours=1)


def clock():
    return DRAFT_MOMENT


def leave(report, **values):
    """What a worker that died leaves behind, an hour later."""
    values = {"lease_until": timezone.now() - timedelta(hours=1), **values}
    Report.objects.filter(pk=report.pk).update(**values)


# --- Claims ---------------------------------------------------------------------------------------


@pytest.mark.each
def test_one_of_two_workers_gets_the_report(due):
    first, second = drawing.claim(due.pk), drawing.claim(due.pk)
    assert (first.state, first.attempts, first.progress_words, second) == (
        "drafting",
        1,
        "Begun",
        None,
    )


def test_the_lease_goes_by_the_databases_clock(due, settings):
    """A worker hands no time over: one whose clock is an hour ahead keeps nothing for an hour."""
    run = drawing.claim(due.pk)
    left = run.lease_until - timezone.now()
    assert timedelta(0) < left <= timedelta(seconds=settings.LEASE_SECONDS)


@pytest.mark.each
def test_a_report_left_by_a_dead_worker_is_taken_over(due):
    dead = drawing.claim(due.pk)
    assert list(Report.objects.to_draw()) == []
    leave(due)
    assert list(Report.objects.to_draw()) == [due]
    successor = drawing.claim(due.pk)
    assert (successor.attempts, successor.claim == dead.claim) == (2, False)


@pytest.mark.each
def test_a_run_that_lost_its_claim_writes_nothing(due):
    slow = drawing.claim(due.pk)
    leave(due)
    drawing.claim(due.pk)
    with pytest.raises(drawing.ClaimLost):
        drawing._tell(slow, watch(), 40, "Laying out page 2")
    drawing._renew(slow)
    drawing._try_later(slow, OSError("too late"))
    drawing._fail(slow, RuntimeError("too late"), LEASE_OUT)
    due.refresh_from_db()
    assert (due.state, due.error, due.pdf_sha256) == ("drafting", "", "")


def test_a_worker_that_is_told_late_finds_nothing_to_do(draft):
    assert drawing.draw(draft.pk, clock) is None
    assert drawing.draw(draft.pk, lambda: LEASE_OUT) is None


def test_a_report_that_kills_its_workers_is_given_up(due):
    for _ in range(drawing.MOST_ATTEMPTS):
        drawing.claim(due.pk)
        leave(due)
    report = drawing.draw(due.pk, clock)
    assert (report.state, report.error) == (
        "failed",
        "Drawing was begun 5 times and never ended. "
        "The last time, the worker stopped without saying why.",
    )


# --- Faults that pass -----------------------------------------------------------------------------


class FullDisk(FileSystemStorage):
    """A storage on a device that is always full."""

    def _save(self, name, content):
        Path("/dev/full").write_bytes(content.read())


@pytest.fixture
def full_disk(settings, tmp_path):
    """Gives the storages as they are when there is room again."""
    before = settings.STORAGES
    files = {"BACKEND": f"{__name__}.FullDisk", "OPTIONS": {"location": tmp_path}}
    settings.STORAGES = {**before, "default": files}
    return before


def pause_over(report):
    Report.objects.filter(pk=report.pk).update(next_try_at=timezone.now() - timedelta(seconds=1))


def test_a_full_disk_is_tried_again_after_pauses_that_grow(due, full_disk, settings):
    pauses = []
    for _ in range(drawing.MOST_ATTEMPTS - 1):
        report = drawing.draw(due.pk, clock)
        assert (report.state, report.claim) == ("due", None)
        assert "No space left on device" in report.error
        pauses.append((report.next_try_at - timezone.now()).total_seconds())
        assert list(Report.objects.to_draw()) == []
        assert drawing.draw(due.pk, clock) is None
        pause_over(due)
    assert [round(pause / settings.RETRY_SECONDS) for pause in pauses] == [1, 4, 16, 64]
    report = drawing.draw(due.pk, clock)
    assert report.state == "failed"
    assert report.error == "Tried 5 times. OSError: [Errno 28] No space left on device"


def test_when_the_disk_has_room_again_the_report_is_drawn(due, full_disk, settings):
    assert drawing.draw(due.pk, clock).state == "due"
    settings.STORAGES = full_disk
    pause_over(due)
    report = drawing.draw(due.pk, clock)
    assert (report.state, report.error, report.next_try_at) == ("draft", "", None)


@pytest.mark.parametrize(
    ("error", "does"),
    [
        (OperationalError("database is locked"), True),
        (InterfaceError("connection already closed"), True),
        (OSError(errno.ENOSPC, "No space left on device"), True),
        (ConnectionResetError(), True),
        (MemoryError(), True),
        (NotADirectoryError(errno.ENOTDIR, "Not a directory"), False),
        (LookupError("The section is not installed any more."), False),
    ],
)
def test_which_faults_pass(error, does):
    assert passes(error) is does


# --- Time limits ----------------------------------------------------------------------------------


def test_what_takes_too_long_is_asked_to_end(due, settings):
    """The child gives up by itself and stays: the next report needs no new one."""
    engine.start()
    child = engine.process.pid
    drawing.draw(due.pk, clock)
    content = Report.objects.get(pk=due.pk).content
    content["sections"][1]["rows"] *= 2000
    with pytest.raises(DrawingTookTooLong):
        engine.draw(content, 0.5, lambda *_: None)
    assert engine.process.pid == child and engine.process.poll() is None


def test_what_hangs_is_killed_and_the_run_fails_with_the_true_reason(due, settings):
    """A child that is stopped hears nothing: neither its own time limit nor anything else."""
    settings.RENDER_HARD_SECONDS = 2
    engine.start()
    os.kill(engine.process.pid, signal.SIGSTOP)
    report = drawing.draw(due.pk, clock)
    assert (report.state, report.attempts, report.claim) == ("failed", 1, None)
    assert report.error == "Drawing took longer than 2 seconds and was stopped."


def test_after_a_kill_the_next_report_is_drawn_by_a_new_process(due):
    engine.start()
    engine.kill()
    engine.process.wait()
    assert drawing.draw(due.pk, clock).state == "draft"


def test_a_process_that_is_killed_from_outside_is_a_fault_that_passes(due):
    engine.start()
    os.kill(engine.process.pid, signal.SIGSTOP)
    Timer(1, engine.kill).start()
    report = drawing.draw(due.pk, clock)
    assert report.state == "due" and report.next_try_at
    assert report.error == "The process that draws the report ended by itself."


def test_time_spent_on_collecting_counts(due, settings):
    settings.RENDER_SOFT_SECONDS = 0  # over before it begins
    report = drawing.draw(due.pk, clock)
    assert report.error == "Drawing took longer than 0 minutes and was stopped."


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(600, "10 minutes"), (60, "1 minute"), (1, "1 second"), (90, "90 seconds")],
)
def test_limits_in_words(seconds, words):
    assert in_words(seconds) == words


# --- The watch ------------------------------------------------------------------------------------


def watch(every=0.01, limit=60, **steps):
    steps = {"renew": int, "stop": int, "give_up": int, **steps}
    return Watch(every=every, limit=limit, **steps)


def test_the_watch_renews_the_lease_until_the_run_ends():
    beats = []
    with watch(renew=lambda: beats.append(1)) as watching:
        servers.wait_for(lambda: len(beats) >= 3, "three beats")
    count = len(beats)
    time.sleep(0.1)
    assert (len(beats), watching.is_over) == (count, False)


def test_the_watch_goes_on_when_the_database_was_away_for_a_moment():
    beats = []

    def renew():
        beats.append(1)
        if len(beats) == 1:
            raise OperationalError("server closed the connection unexpectedly")

    with watch(renew=renew):
        servers.wait_for(lambda: len(beats) >= 2, "a second beat")


def test_a_run_that_hangs_where_nothing_can_be_killed_is_given_up_by_the_watch(settings):
    stops, given_up = [], Event()
    with watch(limit=0.1, stop=lambda: stops.append(1), give_up=given_up.set) as watching:
        assert given_up.wait(20)
    assert watching.is_over and len(stops) > 1


# --- A draft --------------------------------------------------------------------------------------


def test_a_draft_keeps_rows_file_and_fingerprint(draft):
    pdf = default_storage.open(draft.pdf_name).read()
    assert (draft.state, draft.attempts, draft.claim, draft.lease_until) == ("draft", 0, None, None)
    assert (draft.progress, draft.progress_words, draft.drawn_at) == (100, "Done", DRAFT_MOMENT)
    assert draft.pdf_sha256 == hashlib.sha256(pdf).hexdigest()
    assert (draft.pdf_bytes, draft.pdf_pages) == (len(pdf), page_count(pdf))
    assert [row["title"] for row in draft.content["sections"][1]["rows"]] == [
        "A partner leaves",
        "Savings come late",
    ]


def test_the_position_is_the_reports_whenever_it_is_drawn(due):
    report = drawing.draw(due.pk, lambda: LEASE_OUT)
    assert report.drawn_at == LEASE_OUT
    assert report.content["heading"]["position_as_at"] == "2012-03-20T17:00:00+00:00"


def test_what_was_recorded_after_the_position_is_not_in_it(due, register, programme_manager):
    change_risk(
        register[0],
        by=programme_manager,
        at=DRAFT_MOMENT + timedelta(seconds=1),
        title="A partner has left",
    )
    report = drawing.draw(due.pk, lambda: LEASE_OUT)
    assert report.content["sections"][1]["rows"][0]["title"] == "A partner leaves"


def test_progress_only_rises(due):
    with CaptureQueriesContext(connection) as queries:
        drawing.draw(due.pk, clock)
    written = (re.search(r'UPDATE.*"progress" = (\d+)', query["sql"]) for query in queries)
    told = [int(found[1]) for found in written if found]
    assert told == sorted(told) and len(set(told)) > 3 and told[-1] == 100


def test_drawn_again_from_the_same_rows_it_is_the_same_bytes(draft):
    draft.refresh_from_db()
    again = render_pdf(draft.content)
    assert hashlib.sha256(again).hexdigest() == draft.pdf_sha256
    assert storage.keep_drawn(again) == (draft.pdf_sha256, draft.pdf_name)
    again = render_docx(draft.content)
    assert storage.keep_drawn(again, "docx") == (draft.docx_sha256, draft.docx_name)
    assert draft.docx_bytes == len(again)


# --- Failures -------------------------------------------------------------------------------------


def test_a_section_that_cannot_be_drawn_fails_the_run_and_says_why(broken):
    assert broken.state == "failed"
    assert "The section 'no-longer-kept' is not installed any more." in broken.error
    assert AuditEvent.objects.get(verb="failed to draw up").reason == broken.error
    assert (broken.claim, broken.lease_until, broken.pdf_sha256) == (None, None, "")


def test_a_failed_run_is_drawn_again_as_at_its_own_moment(broken, definition, democratic_services):
    type(definition).objects.filter(pk=definition.pk).update(sections=["risks"])
    actions.draw_again(broken, by=democratic_services, at=LEASE_OUT, why="The section is back")
    report = drawing.draw(broken.pk, lambda: LEASE_OUT)
    assert (report.state, report.error, report.position_at) == ("draft", "", DRAFT_MOMENT)


def test_a_broken_storage_fails_the_run(due, folder):
    """A file stands where the folder should be, so nothing can be written, not even by root."""
    (folder / "reports").write_text("not a folder")
    report = drawing.draw(due.pk, clock)
    assert report.state == "failed" and "Not a directory" in report.error


def test_a_report_for_a_cancelled_meeting_is_not_drawn(due, meeting):
    type(meeting).objects.filter(pk=meeting.pk).update(cancelled_at=DRAFT_MOMENT)
    report = drawing.draw(due.pk, clock)
    assert (report.state, report.error) == (
        "failed",
        "The meeting is cancelled: nothing is drawn up for it.",
    )


# --- The file -------------------------------------------------------------------------------------


def stored(folder) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.each
def test_a_half_written_file_is_replaced(folder):
    sha256, name = storage.keep_drawn(b"%PDF whole")
    (folder / name).write_bytes(b"%PDF wh")
    assert storage.keep_drawn(b"%PDF whole") == (sha256, name)
    assert [path.read_bytes() for path in stored(folder)] == [b"%PDF whole"]


@pytest.mark.each
def test_the_same_file_is_stored_once(folder):
    assert storage.keep_drawn(b"%PDF") == storage.keep_drawn(b"%PDF")
    assert len(stored(folder)) == 1


@pytest.mark.each
def test_a_file_of_another_name_is_left_alone(folder):
    default_storage.save("reports/other.pdf", ContentFile(b"other"))
    storage.keep_drawn(b"%PDF")
    assert len(stored(folder)) == 2


def test_a_file_that_is_gone_is_not_read(published):
    default_storage.delete(published.pdf_name)
    with pytest.raises(storage.FileChanged):
        storage.read(published)
