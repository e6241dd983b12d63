"""How a report is drawn up: one worker at a time, and whatever happens a draft or a reason."""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from programme.models import AuditEvent
from reports import actions, drawing, storage
from reports.models import Report
from reports.render import page_count, render_pdf
from risks.actions import change_risk
from tests.reports.moments import DRAFT_MOMENT

LEASE_OUT = DRAFT_MOMENT + timedelta(hours=1)


def clock():
    return DRAFT_MOMENT


# --- Claims ---------------------------------------------------------------------------------------


def test_one_of_two_workers_gets_the_report(due):
    first, second = drawing.claim(due.pk, DRAFT_MOMENT), drawing.claim(due.pk, DRAFT_MOMENT)
    assert (first.state, first.attempts, first.progress_words, second) == (
        "drafting",
        1,
        "Begun",
        None,
    )
    assert first.lease_until > DRAFT_MOMENT


def test_a_report_left_by_a_dead_worker_is_taken_over(due):
    dead = drawing.claim(due.pk, DRAFT_MOMENT)
    assert list(Report.objects.to_draw(DRAFT_MOMENT)) == []
    assert list(Report.objects.to_draw(LEASE_OUT)) == [due]
    successor = drawing.claim(due.pk, LEASE_OUT)
    assert (successor.attempts, successor.claim == dead.claim) == (2, False)


def test_a_run_that_lost_its_claim_writes_nothing(due):
    slow = drawing.claim(due.pk, DRAFT_MOMENT)
    drawing.claim(due.pk, LEASE_OUT)
    with pytest.raises(drawing.ClaimLost):
        drawing._draw(slow, clock)
    drawing._fail(slow, RuntimeError("too late"), LEASE_OUT)
    due.refresh_from_db()
    assert (due.state, due.error, due.pdf_sha256) == ("drafting", "", "")


def test_a_worker_that_is_told_late_finds_nothing_to_do(draft):
    assert drawing.draw(draft.pk, clock) is None
    assert drawing.draw(draft.pk, lambda: LEASE_OUT) is None


def test_progress_renews_the_lease(due):
    run, later = drawing.claim(due.pk, DRAFT_MOMENT), DRAFT_MOMENT + timedelta(seconds=60)
    drawing._draw(run, lambda: later)
    assert (
        AuditEvent.objects.get(subject_type="reports.report", verb="drew up a draft of").at == later
    )


def test_a_report_that_kills_its_workers_is_given_up(due):
    for attempt in range(drawing.MOST_ATTEMPTS):
        drawing.claim(due.pk, DRAFT_MOMENT + timedelta(hours=attempt))
    report = drawing.draw(due.pk, lambda: DRAFT_MOMENT + timedelta(hours=9))
    assert (report.state, report.error) == (
        "failed",
        "The worker died 5 times while drawing this report.",
    )


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
    told = []
    run = drawing.claim(due.pk, DRAFT_MOMENT)

    def watching():
        told.append(Report.objects.values_list("progress", flat=True).get(pk=due.pk))
        return DRAFT_MOMENT

    drawing._draw(run, watching)
    assert told == sorted(told) and len(set(told)) > 3 and max(told) < 100


def test_drawn_again_from_the_same_rows_it_is_the_same_bytes(draft):
    draft.refresh_from_db()
    again = render_pdf(draft.content)
    assert hashlib.sha256(again).hexdigest() == draft.pdf_sha256
    assert storage.keep(again) == (draft.pdf_sha256, draft.pdf_name)


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


def test_a_half_written_file_is_replaced(folder):
    sha256, name = storage.keep(b"%PDF whole")
    (folder / name).write_bytes(b"%PDF wh")
    assert storage.keep(b"%PDF whole") == (sha256, name)
    assert [path.read_bytes() for path in stored(folder)] == [b"%PDF whole"]


def test_the_same_file_is_stored_once(folder):
    assert storage.keep(b"%PDF") == storage.keep(b"%PDF")
    assert len(stored(folder)) == 1


def test_a_file_of_another_name_is_left_alone(folder):
    default_storage.save("reports/other.pdf", ContentFile(b"other"))
    storage.keep(b"%PDF")
    assert len(stored(folder)) == 2


def test_a_file_that_is_gone_is_not_read(published):
    default_storage.delete(published.pdf_name)
    with pytest.raises(storage.FileChanged):
        storage.read(published)
