"""Prepares .venv and the system packages; starts nothing.

Runs on the machine's own Python, so only its library is used.

python3 tools/setup.py           what the product needs
python3 tools/setup.py --tests   that, and what tests and tools need
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"


def library(name):
    def present():
        try:
            ctypes.CDLL(name)
        except OSError:
            return False
        return True

    return present


def program(name):
    return lambda: shutil.which(name) is not None


def java_library():
    return Path("/usr/share/java/jaxb-runtime.jar").exists()


def postgres_server():
    """A DATABASE_URL names a server that is there already; otherwise the tests start one of their
    own.
    """
    if os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return True
    return bool(shutil.which("initdb")) or any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def venv_module():
    return find_spec("ensurepip") is not None and find_spec("venv") is not None


# Debian's package: whether what it brings is there
FOR_PRODUCT = {
    "python3-venv": venv_module,
    "libpango-1.0-0": library("libpango-1.0.so.0"),
    "libpangoft2-1.0-0": library("libpangoft2-1.0.so.0"),
    "libharfbuzz-subset0": library("libharfbuzz-subset.so.0"),
}
FOR_TESTS = {
    "chromium-headless-shell": program("chromium-headless-shell"),
    "poppler-utils": program("pdftoppm"),
    "default-jdk-headless": program("javac"),
    "libjaxb-java": java_library,
    "postgresql": postgres_server,
    "redis-server": program("redis-server"),
    "clamav-daemon": program("clamd"),
}


def missing(packages):
    return [name for name, present in packages.items() if not present()]


def install_system_packages(packages):
    names = missing(packages)
    if not names:
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(
            "These system packages are missing (Debian's names):\n"
            f"    {' '.join(names)}\n"
            f"Install them, then run this again:\n    sudo apt-get install {' '.join(names)}"
        )
    print("Installing system packages:", *names, flush=True)
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", "update"], env=quietly, check=True)
    subprocess.run(
        ["apt-get", "-qq", "install", "--no-install-recommends", "-y", *names],
        env=quietly,
        stdout=subprocess.DEVNULL,
        check=True,
    )
    still = missing({name: packages[name] for name in names})
    if still:
        sys.exit(f"apt-get installed them, and yet nothing is found of: {' '.join(still)}")


def install_python_packages(*locks):
    """Brings .venv to the locks; stamps with their hashes make the second run quick."""
    if not (VENV / "bin" / "python").exists():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
    stamps = {VENV / f"{lock.name}.sha256": hashed(lock) for lock in locks}
    if all(stamp.exists() and stamp.read_text() == told for stamp, told in stamps.items()):
        return
    print("Installing into .venv:", *(lock.name for lock in locks), flush=True)
    options = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-compile"]
    required = [part for lock in locks for part in ("--requirement", lock)]
    pip = [VENV / "bin" / "pip", "install", *options, "--require-hashes", *required]
    subprocess.run(pip, check=True)
    # On all cores at once; pip compiles one file after the other.
    compiling = [VENV / "bin" / "python", "-m", "compileall", "-qq", "-j", "0", VENV / "lib"]
    subprocess.run(compiling, check=False)  # a template of Python code is no fault
    for stamp, told in stamps.items():
        stamp.write_text(told)


def hashed(lock):
    return hashlib.sha256(lock.read_bytes()).hexdigest()


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--tests", action="store_true")
    for_tests = arguments.parse_args().tests
    if sys.version_info < (3, 11):  # noqa: UP036 (the machine's Python, not the project's)
        sys.exit(
            f"Python 3.11 or newer is needed; this is {sys.version.split()[0]} ({sys.executable})."
        )
    install_system_packages({**FOR_PRODUCT, **FOR_TESTS} if for_tests else FOR_PRODUCT)
    locks = ["requirements.lock", *["requirements-dev.lock"] * for_tests]
    install_python_packages(*(ROOT / name for name in locks))


if __name__ == "__main__":
    main()
