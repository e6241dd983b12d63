"""Tests that are shared out among processes: what becomes of each is heard (tests/sharing.py)."""

import os
import subprocess
import sys

import pytest

from tests.sharing import NONE, Shares
from tools.servers import ROOT
from tools.test import Suite

pytestmark = pytest.mark.once
SUITE = """
import os, signal, warnings
import pytest

@pytest.fixture(scope="module")
def room(tmp_path_factory):
    yield tmp_path_factory.mktemp("room")
    print("the room is left")

@pytest.mark.parametrize("number", range(40))
def test_passes(number, room):
    assert room.exists()

def test_fails():
    print("said before")
    os.system("echo said by another program")
    assert [1, 2] == [1, 3]

def test_dies():
    os.kill(os.getpid(), signal.SIGKILL)

def test_warns():
    warnings.warn("look out")

@pytest.mark.parametrize("number", range(40))
def test_passes_after_it(number, room):
    assert room.exists()

@pytest.fixture
def broken():
    raise ValueError("not to be had")

def test_has_no_beginning(broken):
    pass

@pytest.mark.skip(reason="not today")
def test_is_left_out():
    pass
"""

FAILS_FIRST = """
from pathlib import Path

def test_it():
    tried = Path(__file__).with_name("tried")
    if not tried.exists():
        tried.touch()
        assert False
    {afterwards}
"""


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    """A function that runs the suite; pytest's status and what it printed."""
    folder = tmp_path_factory.mktemp("suite")
    (folder / "test_all.py").write_text(SUITE)
    (folder / "conftest.py").write_text("def pytest_process_begins():\n    print('begun')\n")
    command = [sys.executable, "-m", "pytest", "-p", "tests.sharing", "-p", "no:django", "-ra"]

    def run(*arguments):
        how = {"cwd": folder, "env": {**os.environ, "PYTHONPATH": str(ROOT)}, "text": True}
        ended = subprocess.run([*command, *arguments], capture_output=True, **how)
        return ended.returncode, ended.stdout + ended.stderr

    return run


@pytest.fixture(scope="module")
def told(run):
    return run("--processes", "3")


@pytest.mark.parametrize(
    "said",
    [
        "2 failed, 81 passed, 1 skipped",
        "FAILED test_all.py::test_dies - its process ended with -9",
        "FAILED test_all.py::test_fails - assert [1, 2] == [1, 3]",
        "At index 1 diff: 2 != 3",
        "said before\nsaid by another program",
        "ERROR test_all.py::test_has_no_beginning - ValueError: not to be had",
        "not today",
        "UserWarning: look out",
    ],
)
def test_it_is_said_what_became_of_each(told, said):
    status, printed = told
    assert said in printed
    assert status == 1


def test_what_failed_is_known_to_the_next_run(told, run):
    status, printed = run("--processes", "2", "--last-failed", "-v")
    assert status == 1
    assert "2 failed, 1 error" in printed
    assert "test_passes" not in printed


def test_it_stops_where_no_more_may_fail(run):
    status, printed = run("--processes", "2", "--exitfirst", "-k", "fails or passes")
    assert "stopping after 1 failures" in printed
    assert status == 1


def test_processes_that_cannot_begin_are_a_failure(run, tmp_path):
    (tmp_path / "cannot.py").write_text("def pytest_process_begins():\n    raise SystemExit(3)\n")
    status, printed = run("--processes", "2", "-p", "cannot", "-o", f"pythonpath={tmp_path}")
    assert "a process of the tests could not begin" in printed
    assert status == 1


@pytest.mark.parametrize(
    "afterwards, status, said",
    [("pass", 0, "passed, some when tried once more"), ("assert False", 1, "FAILED")],
)
def test_what_failed_is_tried_once_more(tmp_path, capfd, afterwards, status, said):
    """By what `make test` calls."""
    (tmp_path / "test_one.py").write_text(FAILS_FIRST.format(afterwards=afterwards))
    plugins = ["-p", "tests.sharing", "-p", "no:django", "-o", f"cache_dir={tmp_path / 'kept'}"]
    suite = Suite("Tests", [*plugins, str(tmp_path)], os.environ)
    suite.wait()
    assert suite.end() == status
    assert capfd.readouterr().out.endswith(f"=== Tests: {said}\n")


def test_each_test_is_taken_once():
    shares = Shares(tests=10, processes=3)
    turns = [0, 1, 1, 2, 2, 2, 2, 2, 0, 1]
    assert sorted(shares.take(number) for number in turns) == list(range(10))
    assert {shares.take(number) for number in range(3)} == {NONE}


def test_a_process_with_none_left_takes_the_later_half_of_the_longest_share():
    shares = Shares(tests=9, processes=3)
    assert [shares.take(2) for _ in range(3)] == [6, 7, 8]
    assert [shares.take(0), shares.take(2)] == [0, 4]
    assert [shares.take(1), shares.take(2), shares.take(0)] == [3, 5, 1]


def test_what_is_given_back_is_taken_again():
    shares = Shares(tests=4, processes=2)
    taken = shares.take(1)
    shares.give_back(1)
    assert shares.take(1) == taken == 2


def test_of_tests_that_were_dropped_none_is_taken():
    shares = Shares(tests=4, processes=2)
    shares.drop()
    assert {shares.take(0), shares.take(1)} == {NONE}
