"""The whole suite on the embedded default (SQLite, Valkey) and as in production (PostgreSQL,
Redis), at the same time: each keeps busy what the other leaves idle.

Tests marked `once` tell the same on either and run on the first alone; docs/testing.md names them.
When both have ended, tests that failed are tried once more, and named, whichever way that ends.

What follows `make test ARGS=` goes to pytest: make test ARGS="tests/risks -k band"
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext

from tools import servers

SQLITE, POSTGRES = "SQLite and Valkey", "PostgreSQL and Redis"
SOME_FAILED, NOTHING_TO_RUN = 1, 5  # statuses of pytest
# On two cores: those with a browser or processes of their own mostly wait.
PROCESSES = {SQLITE: "3", POSTGRES: "2"}
FEW = 20  # files of tests: those of one app are over before further processes have begun
# Of the environment, what a run must not have; without compiled files every process compiles all.
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PYTHONDONTWRITEBYTECODE")


class Suite:
    """The tests on one of the two, from when it is made; `output` is a file, or our own output."""

    def __init__(self, title, arguments, environment, output=None):
        self.title, self.arguments, self.environment = title, arguments, environment
        self.output = output
        self.pytest = self._start("--processes", "1" if are_few(arguments) else PROCESSES[title])

    def _start(self, *how):
        return subprocess.Popen(
            [sys.executable, "-m", "pytest", *how, *self.arguments],
            cwd=servers.ROOT,
            env=self.environment,
            stdout=self.output,
            stderr=self.output and subprocess.STDOUT,
        )

    def wait(self):
        """Prints what was kept of its output."""
        self.pytest.wait()
        if self.output:
            print(f"\n=== {self.title}", flush=True)
            self.output.seek(0)
            shutil.copyfileobj(self.output, sys.stdout)
            self.output = None

    def end(self):
        """Tries once more what failed, and says how it ended; pytest's status."""
        status, again = self.pytest.returncode, ""
        if status == SOME_FAILED:
            print(f"\n=== {self.title}: what failed, once more", flush=True)
            once_more = self._start("--last-failed", "--last-failed-no-failures=none", "-v")
            again = ", some when tried once more"
            if once_more.wait() != NOTHING_TO_RUN:
                status = once_more.returncode
        said = {0: f"passed{again}", NOTHING_TO_RUN: "nothing to run"}.get(status, "FAILED")
        print(f"=== {self.title}: {said}", flush=True)
        return status


def are_few(arguments):
    """Whether the arguments name files and folders with few tests."""
    named = [servers.ROOT / one.partition("::")[0] for one in arguments]
    paths = [path for path in named if path.exists()]
    files = {file for path in paths for file in [path, *path.rglob("test_*.py")] if file.is_file()}
    return 0 < len(files) <= FEW


def named_postgres():
    """A server that the environment names is used as it is; its role must be allowed to create
    databases.
    """
    url = os.environ.get("DATABASE_URL", "")
    return nullcontext(url) if url.startswith("postgres") else servers.throwaway_postgres()


def main():
    began = time.monotonic()
    with servers.folder_in_memory() as folder:
        if folder:  # here and in all that is started from here
            tempfile.tempdir = os.environ["TMPDIR"] = folder
        status = both(sys.argv[1:])
    print(f"=== Both in {time.monotonic() - began:.0f} s", flush=True)
    return status


def both(arguments):
    """Runs the suite on both databases; pytest's status."""
    embedded = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    again = ["-m", "not once or each", "-o", "cache_dir=.pytest_cache/postgresql", *arguments]
    print(f"\n=== {SQLITE}; {POSTGRES} at the same time, printed after it", flush=True)
    first = Suite(SQLITE, arguments, embedded)  # which has to read all tests before it asks much
    try:
        with named_postgres() as url, tempfile.TemporaryFile("w+") as said:
            second = Suite(POSTGRES, again, {**embedded, "DATABASE_URL": url}, said)
            first.wait()
            second.wait()
            status, status_again = first.end(), second.end()
    finally:
        first.pytest.kill()
    return max(status, 0 if status_again == NOTHING_TO_RUN else status_again)


if __name__ == "__main__":
    sys.exit(main())
