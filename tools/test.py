"""The whole suite, first on the embedded default (SQLite, Valkey), then as in production (PostgreSQL, Redis).

What follows `make test ARGS=` goes to pytest: make test ARGS="tests/risks -k band"
"""

import os
import subprocess
import sys
import time
from contextlib import nullcontext

from tools import servers

SQLITE, POSTGRES = "SQLite and Valkey", "PostgreSQL and Redis"


def run_suite(title, arguments, environment):
    print(f"\n=== {title}", flush=True)
    began = time.monotonic()
    status = subprocess.run(
        [sys.executable, "-m", "pytest", "--numprocesses", "2", "--dist", "loadgroup", *arguments],
        cwd=servers.ROOT,
        env=environment,
    ).returncode
    print(
        f"=== {title}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - began:.0f} s",
        flush=True,
    )
    return status


def named_postgres():
    """A server that the environment names is used as it is; its role must be allowed to create databases."""
    url = os.environ.get("DATABASE_URL", "")
    return nullcontext(url) if url.startswith("postgres") else servers.throwaway_postgres()


def main():
    arguments = sys.argv[1:]
    embedded = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "REDIS_URL", "DATA_DIR")
    }
    results = {SQLITE: run_suite(SQLITE, arguments, embedded)}
    with named_postgres() as url:
        results[POSTGRES] = run_suite(POSTGRES, arguments, {**embedded, "DATABASE_URL": url})
    return max(results.values())


if __name__ == "__main__":
    sys.exit(main())
