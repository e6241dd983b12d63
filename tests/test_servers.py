"""How `make run` waits: as long as its processes live, and it says for what."""

import re
import sys

import pytest

from tools import servers


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
