"""The whole suite, first on the embedded default (SQLite, Valkey), then as in production
(PostgreSQL, Redis).

Tests marked `once` tell the same on either and run on the first alone; docs/testing.md names them.

What follows `make test ARGS=` goes to pytest: make test ARGS="tests/risks -k band"
"""

import os
import subprocess
import sys
import time
from contextlib import nullcontext

from tools import servers

SQLITE, POSTGRES = "SQLite and Valkey", "PostgreSQL and Redis"


NOTHING_TO_RUN = 5  # pytest's status when no test was left
PROCESSES = "3"  # on two cores: those with a browser or processes of their own mostly wait
# Of the environment, what a run must not have; without compiled files every process compiles all.
NOT_OURS = ("DATABASE_URL", "REDIS_URL", "DATA_DIR", "PYTHONDONTWRITEBYTECODE")


def run_suite(title, arguments, environment):
    print(f"\n=== {title}", flush=True)
    began, shared = time.monotonic(), ["--numprocesses", PROCESSES, "--dist", "worksteal"]
    status = subprocess.run(
        [sys.executable, "-m", "pytest", *shared, *arguments],
        cwd=servers.ROOT,
        env=environment,
    ).returncode
    said = {0: "passed", NOTHING_TO_RUN: "nothing to run"}.get(status, "FAILED")
    print(
        f"=== {title}: {said} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return status


def named_postgres():
    """A server that the environment names is used as it is; its role must be allowed to create
    databases.
    """
    url = os.environ.get("DATABASE_URL", "")
    return nullcontext(url) if url.startswith("postgres") else servers.throwaway_postgres()


def main():
    arguments = sys.argv[1:]
    embedded = {name: value for name, value in os.environ.items() if name not in NOT_OURS}
    results = {SQLITE: run_suite(SQLITE, arguments, embedded)}
    with named_postgres() as url:
        again = ["-m", "not once", *arguments]
        status = run_suite(POSTGRES, again, {**embedded, "DATABASE_URL": url})
    results[POSTGRES] = 0 if status == NOTHING_TO_RUN else status
    return max(results.values())


if __name__ == "__main__":
    sys.exit(main())
