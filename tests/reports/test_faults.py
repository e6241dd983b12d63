"""Whatever happens to workers, beats and broker, a due meeting ends with exactly one report.

Real processes only.
"""

import hashlib
import os
import signal
import sqlite3
import time
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests import kept
from tests.stack import Stack, on_postgres
from tools import servers

MEETINGS, RISKS = 4, 6
PATIENCE = 180  # seconds, for a busy machine with two cores

REPORTS = """
    SELECT id, meeting_id, state, pdf_name, pdf_sha256, error, attempts, claim, lease_until
    FROM reports_report ORDER BY id"""
DRAWN_UP = """
    SELECT subject_id, count(*) AS times FROM programme_auditevent
    WHERE verb LIKE 'drew up%' GROUP BY subject_id"""


@pytest.fixture
def due(tmp_path):
    """Meetings whose reports are due, and a broker."""
    made = kept.made_by("tests.reports.due_meetings", str(MEETINGS), str(RISKS))
    stack = Stack(tmp_path / "data", like=made)
    stack.start_broker()
    yield stack
    stack.close()


def in_state(stack, state):
    return [report for report in stack.rows(REPORTS) if report["state"] == state]


# --- Held in the middle of a render ---------------------------------------------------------------
def engine_of(worker):
    """The process id of the child in which a worker draws its PDFs."""
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            pid = int(folder.name)
            if os.getpgid(pid) == worker.pid:
                named = (folder / "cmdline").read_text() + (folder / "comm").read_text()
                if "engine_process" in named:
                    return pid
    raise LookupError("The worker draws nothing.")


def starts_an_engine(worker):
    with suppress(LookupError):
        return engine_of(worker)


def start_held(stack, name="worker", **environment):
    """A worker whose drawing child is stopped: a report that it begins stays in the middle until
    `let_go`, so that nobody must catch the moment. No time limit of the child's own can reach it.
    """
    worker = stack.start_worker(name, **environment)
    stack.wait_for(lambda: starts_an_engine(worker), f"the engine of {name} starts", PATIENCE)
    os.kill(engine_of(worker), signal.SIGSTOP)
    return worker


def let_go(worker):
    os.kill(engine_of(worker), signal.SIGCONT)


def begun(stack, times=1):
    """The reports that held workers have begun, as many as there are such workers."""

    def found():
        drafting = in_state(stack, "drafting")
        return len(drafting) == times and drafting

    return stack.wait_for(found, f"{times} begun", PATIENCE)


# --- Workers, beats and brokers that go -----------------------------------------------------------


def assert_one_report_for_each_meeting(stack):
    """Every draft is there, once, with its file; nobody finds anything more to do."""
    stack.wait_for(
        lambda: len(in_state(stack, "draft")) == MEETINGS, f"{MEETINGS} drafts", PATIENCE
    )
    assert stack.manage("issue_due_reports") == ""
    reports = stack.rows(REPORTS)
    assert [report["state"] for report in reports] == ["draft"] * MEETINGS
    assert len({report["meeting_id"] for report in reports}) == MEETINGS
    assert {row["subject_id"]: row["times"] for row in stack.rows(DRAWN_UP)} == {
        report["id"]: 1 for report in reports
    }
    for report in reports:
        pdf = (stack.folder / "published" / report["pdf_name"]).read_bytes()
        assert pdf.startswith(b"%PDF") and hashlib.sha256(pdf).hexdigest() == report["pdf_sha256"]


def test_a_worker_is_killed_in_the_middle_of_a_render(due):
    victim = start_held(due, "victim")
    due.start_beat()
    begun(due)
    victim.kill()
    assert len(in_state(due, "drafting")) == 1
    due.start_worker("successor")
    assert_one_report_for_each_meeting(due)


@pytest.mark.once
def test_the_broker_stops_and_comes_back_empty(due):
    worker = start_held(due)
    due.start_beat()
    begun(due)
    due.stop_broker()
    let_go(worker)
    due.wait_for(
        lambda: in_state(due, "draft"),
        "the report that was begun is finished without a broker",
        PATIENCE,
    )
    due.start_broker()
    assert_one_report_for_each_meeting(due)


@pytest.mark.once
def test_the_broker_is_emptied_again_and_again(due):
    due.start_worker()
    due.start_beat()
    for done in range(MEETINGS):
        due.wait_for(
            lambda done=done: len(in_state(due, "draft")) >= done, f"{done} drafts", PATIENCE
        )
        due.empty_broker()
    assert_one_report_for_each_meeting(due)


def test_two_beats_and_three_workers_at_once(due):
    for name in "first", "second", "third":
        due.start_worker(name)
    for name in "one", "other":
        due.start_beat(name)
    assert_one_report_for_each_meeting(due)


def test_everything_at_once(due):
    """Three workers and two beats lose a worker, a beat and the broker's content amid the work."""
    victim, *others = [start_held(due, name) for name in ("victim", "second", "third")]
    lost_beat = due.start_beat("lost")
    due.start_beat("other")
    begun(due, times=3)
    due.empty_broker()
    victim.kill()
    lost_beat.kill()
    due.stop_broker()
    due.start_broker()
    for worker in others:
        let_go(worker)
    assert_one_report_for_each_meeting(due)


# --- What hangs, and what is away for a moment ----------------------------------------------------


def report(stack, pk):
    return next(row for row in stack.rows(REPORTS) if row["id"] == pk)


@pytest.mark.once
def test_the_worker_of_the_tick_starts_no_engine(due):
    worker, ticker = due.start_worker(), due.start("ticker", servers.ticker())
    due.wait_for(lambda: starts_an_engine(worker), "the worker's engine starts", PATIENCE)
    due.wait_for(lambda: "ready." in ticker.log.read_text(), "a ticker")  # not the last it says
    assert starts_an_engine(ticker) is None


def hang_between_writes(stack, worker, query):
    """Stops a worker, and runs a query that shows that it was stopped with no lock in its hands."""
    for _ in range(6):
        worker.send(signal.SIGSTOP)
        with suppress(sqlite3.OperationalError):
            return stack.rows(query)
        worker.send(signal.SIGCONT)
        time.sleep(0.2)
    raise AssertionError("The worker held the database's lock each time that it was stopped.")


def test_the_tick_runs_while_every_drawing_worker_hangs(due):
    worker = start_held(due)
    due.start_beat()
    begun(due)
    hang_between_writes(due, worker, "DELETE FROM reports_report WHERE state = 'due'")
    due.wait_for(
        lambda: len(due.rows(REPORTS)) == MEETINGS, "the tick finds them due again", PATIENCE
    )
    assert in_state(due, "due")
    worker.send(signal.SIGCONT)


@pytest.mark.once
def test_a_render_that_never_ends_is_killed_and_fails_with_the_reason(due):
    start_held(due, RENDER_HARD_SECONDS="8")
    due.start_beat()
    first, *_ = due.wait_for(lambda: in_state(due, "failed"), "it fails", PATIENCE)
    assert first["error"] == "Drawing took longer than 8 seconds and was stopped."
    due.wait_for(
        lambda: (
            sum(row["attempts"] > 0 or row["state"] == "draft" for row in due.rows(REPORTS)) > 1
        ),
        "the next one is begun",
        PATIENCE,
    )


def test_a_step_longer_than_the_lease_keeps_it_while_its_process_lives(due):
    due.environment["LEASE_SECONDS"] = "3"
    worker = start_held(due)
    due.start_beat()
    (hung,) = begun(due)
    due.start_worker("other")
    renewed = set()  # each second anew; five of them outlast a lease
    due.wait_for(
        lambda: renewed.add(report(due, hung["id"])["lease_until"]) or len(renewed) > 5,
        "a lease is over",
    )
    now = report(due, hung["id"])
    assert (now["state"], now["attempts"], now["claim"]) == ("drafting", 1, hung["claim"])
    let_go(worker)
    assert_one_report_for_each_meeting(due)


def test_the_database_is_away_in_the_middle_of_a_render(due):
    """On PostgreSQL every connection is cut, as by a restart; on SQLite somebody holds the lock."""
    worker = start_held(due)
    due.start_beat()
    begun(due)
    if on_postgres():
        due.rows(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        let_go(worker)
    else:
        with closing(sqlite3.connect(due.database.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            let_go(worker)
            time.sleep(25)  # longer than anybody waits for it
            other.execute("ROLLBACK")
    assert_one_report_for_each_meeting(due)
