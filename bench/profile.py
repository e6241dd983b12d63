"""Where the CPU of one page goes: its functions by their own time and by all they call.

python -m bench.profile                                      the register of 10,000 risks
python -m bench.profile risks/heat-map/ -n 5 --sort cumtime  another page of that programme
"""

import argparse
import cProfile
import os
import pstats
import subprocess
import sys
import tempfile
import time

from tools import servers


def run(*arguments):
    """What a Python program of ours prints."""
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=servers.ROOT, check=True, capture_output=True, text=True
    ).stdout


def prepared(folder, *lengths):
    """Migrates a data folder and fills it with registers; returns the manager's session."""
    os.environ.update(DATA_DIR=folder, DJANGO_SETTINGS_MODULE="programme.settings")
    run("manage.py", "migrate", "--verbosity", "0")
    run("manage.py", "collectstatic", "--noinput", "--verbosity", "0")
    return run("-m", "bench.fill", *lengths).strip()


def profile(session, path, times, sort):
    """Prints CPU a request and the profile of `times` requests, all in this process."""
    import django

    django.setup()
    from django.test import Client

    browser = Client(headers={"host": "127.0.0.1"}, enforce_csrf_checks=True)
    browser.cookies["sessionid"] = session

    def ask():
        for _ in range(times):
            response = browser.get(path)
            assert response.status_code == 200, f"{path}: {response.status_code}"
        return response

    print(f"{path}: {len(ask().content):,} bytes")
    before = time.process_time()
    ask()
    print(f"{(time.process_time() - before) / times * 1000:.2f} ms of CPU a request")
    profiler = cProfile.Profile()
    profiler.runcall(ask)
    pstats.Stats(profiler).strip_dirs().sort_stats(sort).print_stats(45)


def main():
    options = argparse.ArgumentParser(prog="python -m bench.profile")
    options.add_argument("page", nargs="?", default="risks/")
    options.add_argument("-n", "--times", type=int, default=50)
    options.add_argument("--sort", default="tottime", choices=["tottime", "cumtime", "ncalls"])
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="profile-") as folder:
        session = prepared(folder, "10000")
        path = f"/programmes/register-10000/{asked.page}"
        profile(session, path, asked.times, asked.sort)


if __name__ == "__main__":
    main()
