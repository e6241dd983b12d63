"""A plain field of a log is one line of the model, one line of the log, and a migration."""

import os
import shutil
import subprocess
import sys

import pytest

from tests import kept
from tools.servers import ROOT

pytestmark = pytest.mark.once

COLUMN = "    response_plan = WordsField(blank=True)\n"
FACT = '        Fact("response_plan", group="What is done about it", search=True),\n'
LEFT = (".git", ".venv", "data", "node_modules", "screenshots", ".pytest_cache")


def insert(path, before, line):
    """Adds a line above the one that begins with `before`."""
    text = path.read_text()
    assert text.count(before) == 1
    path.write_text(text.replace(before, line + before))


@pytest.fixture(scope="module")
def with_a_field(tmp_path_factory):
    """A copy of the project in which a risk has one field more, added as docs/ tell."""
    copy = tmp_path_factory.mktemp("project") / "copy"
    shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(*LEFT))
    insert(copy / "risks/models/risks.py", '    appetite = LineField("risk appetite"', COLUMN)
    insert(copy / "risks/log/risks.py", '        Fact("appetite"', FACT)
    return copy


def python(folder, *arguments):
    kept = {name: value for name, value in os.environ.items() if name != "DATA_DIR"}
    kept |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(folder)}
    kept.pop("DATABASE_URL", None)  # the copy's own SQLite: the database tells nothing new here
    done = subprocess.run(
        [sys.executable, *arguments], cwd=folder, env=kept, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_two_lines_and_a_migration_put_a_field_everywhere(with_a_field):
    tables = kept.empty().folder / "db.sqlite3"
    assert python(with_a_field, "-m", "tests.programme.field_probe", str(tables)).split() == []
