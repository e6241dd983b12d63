"""Data that takes seconds to make and no time to copy: made once, and kept as a stack at rest.

What is kept is found by what it was made from: where a migration, an action or a fixture changes,
it is made anew. All processes of a run share it and so does the next run, as long as its database
server lives.
"""

import fcntl
import hashlib
from contextlib import contextmanager
from datetime import date
from functools import cache

from django.conf import settings

from tests.drawn_before import folder_of
from tests.stack import AtRest, Database, Stack
from tools.servers import ROOT

FOLDER = ROOT / ".pytest_cache" / "kept" / Database.kind
HERE = hashlib.sha256(str(ROOT).encode()).hexdigest()[:6]  # a server may serve several checkouts
TABLES = [
    *("*/migrations/*.py", "programme/append_only.py", "reports/frozen.py", "*.lock"),
    *("static/**/*", "programme/settings/*.py"),
    "search/full_text.py",
    *("programme/closed.py", "programme/fixed_rows.py", "*/log.py", "*/log/*.py"),
    "tests/tables.py",
]
OTHERS = (
    "programme",
    "outbox",
    "papers",
    "reports",
    "search",
    "rounds",
    "closure",
    "margin",
    "accounts",
)
CODE = [f"{app}/**/*.py" for app in (*OTHERS, *settings.ARTEFACTS)]
PRODUCT = [*CODE, *TABLES, "fixtures/*", "static/**/*", "templates/**/*", "*.lock"]


def empty():
    """The tables without a row, as the migrations leave them, and the files of pages."""
    return _kept("empty", TABLES, ["-m", "tests.tables"])


def demo(programme=None):
    """The demo programme of that name, or all of them."""
    command = ["manage.py", "demo", *([programme] if programme else [])]
    return _kept(programme or "demo", PRODUCT, command, like=empty)


@cache
def drawn():
    """The folder with the files of reports that the product as it is drew before."""
    return folder_of(FOLDER.parent, _fingerprint(PRODUCT, []))


def made_by(module, *arguments, also=()):
    """What a program of the tests adds to the empty tables: `python -m MODULE ARGUMENTS`; `also`
    are files of tests that it is made of.

    It is kept for this day alone, for such a program may begin with the present.
    """
    made_from = [*PRODUCT, f"{module.replace('.', '/')}.py", "tests/factories.py", *also]
    command, name = ["-m", module, *arguments], module.rpartition(".")[2]
    return _kept(name, made_from, command, like=empty, day=str(date.today()))


def _kept(name, made_from, command, like=None, day=""):
    """The stack at rest of that name: one process makes it by a Python command, others wait."""
    stem = f"{HERE}_{name.replace('-', '_')}_"
    found = AtRest(FOLDER, f"kept_{stem}{_fingerprint(made_from, [*command, day])}")
    with _alone(name):
        if not found.is_there():
            for older in FOLDER.glob(f"*_{stem}*"):
                AtRest(FOLDER, older.name).drop()
            making = AtRest(FOLDER, f"making_{stem}{found.name[-12:]}")
            making.drop()
            stack = Stack(making.folder, like=like and like(), database=making.name)
            stack.environment["SITE_URL"] = settings.SITE_URL  # reports print it
            stack.environment["DRAWN_BEFORE"] = str(drawn())
            stack.python(*command)
            stack.come_to_rest()
            making.become(found)
    return found


@contextmanager
def _alone(name):
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (FOLDER / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _fingerprint(patterns, command):
    """Twelve characters that change with the content of the files and with the command."""
    found = hashlib.sha256(" ".join(command).encode())
    for path in sorted({path for pattern in patterns for path in ROOT.glob(pattern)}):
        if path.is_file() and path.suffix != ".pyc":
            found.update(f"\n{path.relative_to(ROOT)} ".encode())
            found.update(path.read_bytes())
    return found.hexdigest()[:12]
