"""A database of an older version is said to be one, and nothing is done to it."""

import subprocess
import sys

import pytest

from tests import kept
from tests.stack import Stack
from tools.servers import ROOT

OLDER = "INSERT INTO django_migrations (app, name, applied) VALUES ('risks', '0000_older', '{}')"


@pytest.fixture
def older(tmp_path):
    stack = Stack(tmp_path / "data", like=kept.empty())
    stack.rows(OLDER.format("2026-11-01 12:00:00+00:00"))
    yield stack
    stack.close()


@pytest.mark.once
def test_make_run_says_so_and_stops(older):
    said = subprocess.run(
        [sys.executable, "-m", "tools.run"],
        cwd=ROOT,
        env=older.environment,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert said.returncode != 0
    assert "made by another version of the product" in said.stderr
    assert "this one, which has no risks.0000_older" in said.stderr
    assert "Make it anew: " in said.stderr and "Traceback" not in said.stderr
    assert older.rows("SELECT id FROM programme_programme") == []


def test_a_database_of_this_version_passes(tmp_path):
    stack = Stack(tmp_path / "data", like=kept.empty())
    assert stack.manage("check", "--database", "default").startswith("System check identified no")
    stack.close()
