"""How `make run` waits: as long as its processes live, and it says for what."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tools import servers

pytestmark = pytest.mark.once


@pytest.fixture
def child(tmp_path):
    """A function that starts a process of a few seconds."""
    started = []

    def start(seconds):
        command = [sys.executable, "-c", f"import time; time.sleep({seconds})"]
        started.append(servers.Process("child", command, tmp_path / "child.log"))
        return started[-1]

    yield start
    for process in started:
        process.kill()


def test_a_database_that_another_program_has_locked_is_waited_for(tmp_path):
    path = tmp_path / "db.sqlite3"
    assert servers.lock_is_free(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert not servers.lock_is_free(path)
        other.execute("ROLLBACK")
    assert servers.lock_is_free(path)


def test_a_locked_database_is_not_taken_for_one_without_json(tmp_path):
    path = tmp_path / "db.sqlite3"
    address = {"DATABASE_URL": f"sqlite:///{path}?timeout=1", "DATA_DIR": str(tmp_path)}
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("BEGIN IMMEDIATE")
        checked = subprocess.run(
            [sys.executable, "manage.py", "check", "--database", "default"],
            cwd=servers.ROOT,
            env={**os.environ, **address},
            capture_output=True,
            text=True,
        )
    assert "JSON" not in checked.stderr


def test_it_waits_while_they_live_and_says_for_what(child):
    said = []
    stopped = servers.wait_while_alive(
        lambda: len(said) > 1, "it answers", [child(60)], said.append, remind=0.3
    )
    assert stopped is None
    asked = re.compile(r"Waiting until it answers \(\d+ seconds so far\) \.\.\.")
    assert len(said) == 2 and all(map(asked.fullmatch, said))


def test_a_process_that_stops_ends_the_wait(child):
    lasting, brief = child(60), child(0)
    found = servers.wait_while_alive(lambda: False, "it answers", [lasting, brief], print)
    assert found is brief


def test_what_tests_write_in_memory_goes_and_so_does_what_a_killed_run_left(tmp_path, child):
    gone, running = child(0), child(60)
    gone.popen.wait()
    left, in_use = (tmp_path / f"tests-{one.pid}-a" for one in (gone, running))
    left.mkdir(), in_use.mkdir()
    with servers.folder_in_memory(tmp_path, enough=1) as folder:
        assert set(tmp_path.glob("tests-*")) == {in_use, Path(folder)}
        (Path(folder) / "file").touch()
    assert list(tmp_path.glob("tests-*")) == [in_use]


def test_a_memory_without_room_is_left_alone(tmp_path):
    room = shutil.disk_usage(tmp_path).total
    for memory, enough in [(tmp_path, room + 1), (tmp_path / "no such folder", 1)]:
        with servers.folder_in_memory(memory, enough) as folder:
            assert folder is None
