"""The product as real processes, with a data folder, a database and a broker of its own.

Where DATABASE_URL names a PostgreSQL server the stack gets a fresh database there and a Redis
server; otherwise it is the embedded default: SQLite in its folder, and the Valkey server of the
wheel.
"""

import multiprocessing
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing, suppress
from functools import cache
from multiprocessing.connection import Pipe
from multiprocessing.reduction import send_handle
from pathlib import Path

import psycopg
import redis
from django.conf import settings
from psycopg import sql
from psycopg.rows import dict_row

from reports import engine
from tools import servers

# SQLite has files beside a database as long as somebody reads it, as other tests may.
NOT_COPIED = shutil.ignore_patterns("logs", "db.sqlite3-*")


class SqliteDatabase:
    """The file in the data folder: copying the folder copies it."""

    kind = "sqlite"

    def __init__(self, folder, name):
        self.file, self.environment = folder / "db.sqlite3", {}

    def create(self, like=None):
        """Comes with its folder, or with the first migration."""

    def exists(self):
        return self.file.exists()

    def rename(self, name):
        """Goes by the name of its folder."""

    def rows(self, query):
        with closing(sqlite3.connect(self.file, timeout=20)) as connection:
            connection.row_factory = sqlite3.Row
            found = [dict(row) for row in connection.execute(query)]
            connection.commit()
        return found

    def is_at_rest(self):
        """Whether all of it stands in the one file that is copied: who reads last has SQLite put it
        there. A server that was killed may hold it open a little longer.
        """
        self.rows("SELECT COUNT(*) FROM django_migrations")
        return not self.file.with_name(f"{self.file.name}-wal").exists()

    def drop(self):
        """Goes with its folder."""


class PostgresDatabase:
    """A database of its own on the server of DATABASE_URL."""

    kind = "postgresql"

    def __init__(self, folder, name):
        self.server, self.name = os.environ["DATABASE_URL"], name
        self.environment = {"DATABASE_URL": f"{self.server.rpartition('/')[0]}/{name}"}

    def create(self, like=None):
        """An empty one, or a copy of another one, which nobody may be using."""
        template = sql.Identifier(like.name if like else "template1")
        self.on_server("CREATE DATABASE {} TEMPLATE {}", template)

    def exists(self):
        with psycopg.connect(self.server) as connection:
            found = connection.execute("SELECT FROM pg_database WHERE datname = %s", [self.name])
            return found.rowcount > 0

    def rename(self, name):
        self.on_server("ALTER DATABASE {} RENAME TO {}", sql.Identifier(name))

    def on_server(self, statement, *names):
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(self.name), *names))

    def rows(self, query):
        with psycopg.connect(self.environment["DATABASE_URL"], row_factory=dict_row) as connection:
            cursor = connection.execute(query)
            return cursor.fetchall() if cursor.description else []

    def is_at_rest(self):
        return True

    def drop(self):
        self.on_server("DROP DATABASE IF EXISTS {} WITH (FORCE)")


def on_postgres():
    return os.environ.get("DATABASE_URL", "").startswith("postgres")


Database = PostgresDatabase if on_postgres() else SqliteDatabase


class AtRest:
    """A data folder and its database where nothing runs and nothing changes: there to be copied."""

    def __init__(self, parent, name):
        self.folder, self.name = Path(parent) / name, name
        self.database = Database(self.folder, name)

    def is_there(self):
        return self.folder.exists() and self.database.exists()

    def become(self, other):
        self.database.rename(other.name)
        self.folder.rename(other.folder)

    def drop(self):
        self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)


# Settings of the test process that the product's processes must not see.
OF_THE_TESTS = ("DATABASE_URL", "DJANGO_ALLOW_ASYNC_UNSAFE")
# Those of every stack. The secret is known before any data folder is: links are signed with it.
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name not in OF_THE_TESTS},
    "DJANGO_SETTINGS_MODULE": "programme.settings",
    "SECRET_KEY": "of the stacks of the tests, which hold no secrets",
    "TICK_SECONDS": "2",
    "LEASE_SECONDS": "10",
    "RETRY_SECONDS": "1",
}


# Copies (`fork`) of this process share the socket on which the warm one is asked, and whether it is
# there.
ASKING, ASKED = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
STARTED = multiprocessing.get_context("fork").Value("b", False)


@cache
def warm():
    """Our line to the process of which those of stacks are copies (tests/warm.py): one for all
    processes of a run, with which it ends.
    """
    ours, its = Pipe()
    with its, STARTED.get_lock():
        if not STARTED.value:
            start_warm()
            STARTED.value = True
        socket.send_fds(ASKING, [b"."], [its.fileno()])
    assert ours.poll(120) and ours.recv() == "ready", "the product is not loaded"
    return ours


@cache
def start_warm():
    asked = ASKED.fileno()
    command = [sys.executable, "-m", "tests.warm", str(asked)]
    return subprocess.Popen(command, cwd=servers.ROOT, env=ENVIRONMENT, pass_fds=[asked])


def warm_copy(environment, arguments, handle=None, **how):
    """The process id of a copy of the warm process; `handle` is an end of a line for it."""
    line = warm()
    wanted = {"environment": environment, "arguments": arguments, **how}
    line.send({**wanted, "gets_line": handle is not None})
    if handle is not None:
        send_handle(line, handle, None)
    return line.recv()


def is_alive(pid):
    with suppress(ProcessLookupError):
        os.kill(pid, 0)
        return True
    return False


class Copied(servers.Process):
    """A process of a stack that need not load the product: a copy of the warm one."""

    def __init__(self, name, command, log, env, errors=None):
        self.name, self.command, self.log = name, command, Path(log)
        self.log.parent.mkdir(parents=True, exist_ok=True)
        self.done = self.log.with_suffix(".done")
        files = {"output": self.log, "errors": errors or self.log, "done": self.done}
        self.pid = warm_copy(env, command[1:], **files)

    @property
    def running(self):
        return is_alive(self.pid)

    def kill(self):
        self.send(signal.SIGKILL)
        self.wait()

    def wait(self, seconds=120):
        """Whether it ended well."""
        servers.wait_for(lambda: not self.running, f"{self.name} has ended", seconds, every=0.02)
        return self.done.exists()


class Engine:
    """The process in which the tests' own has its reports drawn: a copy of the warm one, with the
    product's settings and the files of the tests.
    """

    def __init__(self, descriptor):
        ours = f"/proc/{os.getpid()}/fd/2"  # where what this test prints is kept
        command = ["-m", "reports.engine_process"]
        self.pid = warm_copy(environment_of_tests(), command, descriptor, errors=ours)

    def poll(self):
        """Something where it has ended, None as long as it runs."""
        return None if is_alive(self.pid) else True

    def kill(self):
        os.kill(self.pid, signal.SIGKILL)

    def wait(self):
        servers.wait_for(self.poll, "the engine has ended", every=0.01)


def environment_of_tests():
    """That of a process with the product's settings and the files of the tests."""
    product = {"DJANGO_SETTINGS_MODULE": "programme.settings", "DATA_DIR": str(settings.DATA_DIR)}
    return {**os.environ, **product}


start_engine, engine.started = engine.started, Engine  # the former loads the product


class Stack:
    """Starts, stops and kills the product's processes.

    It begins with the data of `like`, at rest.
    """

    def __init__(self, folder, like=None, database=None):
        self.folder, self.processes = Path(folder), []
        if like:
            shutil.copytree(like.folder, self.folder, ignore=NOT_COPIED, dirs_exist_ok=True)
        self.database = Database(self.folder, database or f"stack_{uuid.uuid4().hex}")
        self.database.create(like and like.database)
        self.port, self.broker_port, self.broker = servers.free_port(), servers.free_port(), None
        self.address = f"http://127.0.0.1:{self.port}"
        self.environment = {
            **ENVIRONMENT,
            **self.database.environment,
            "DATA_DIR": str(self.folder),
            "PORT": str(self.port),
            "SITE_URL": self.address,
            "REDIS_URL": f"redis://127.0.0.1:{self.broker_port}/0",
        }

    # --- processes
    def start(self, name, command, **environment):
        """A copy of the warm process, unless it is another program or has settings of its own."""
        copied = command[0] == sys.executable and not environment
        process = (Copied if copied else servers.Process)(
            name,
            command,
            self.folder / "logs" / f"{name}-{len(self.processes)}.log",
            env={**self.environment, **environment},
        )
        self.processes.append(process)
        return process

    def start_web(self, workers=1):
        """One process, which is there in half the time; two, as in the product, where they could be
        in each other's way.
        """
        if not (self.folder / "static").exists():
            self.manage("collectstatic", "--noinput", "--verbosity", "0")
        process = self.start("web", servers.web(self.port, workers))
        self.wait_for(lambda: servers.answers(f"{self.address}/"), "the web server answers")
        return process

    def start_worker(self, name="worker", **environment):
        return self.start(name, servers.worker(name), **environment)

    def start_mailer(self):
        """The worker that sends mails."""
        return self.start("mailer", servers.mailer())

    def start_beat(self, name="beat"):
        """Beat, and the worker that its tick has for itself."""
        self.start(f"{name}-ticker", servers.ticker(f"{name}-ticker"))
        return self.start(name, servers.beat(self.folder / f"{name}-schedule"))

    def start_broker(self):
        command = servers.redis if on_postgres() else servers.valkey
        self.broker = self.start("broker", command(self.broker_port))
        self.wait_for(lambda: servers.listens(self.broker_port), "the broker listens")

    def stop_broker(self):
        self.broker.stop()

    def empty_broker(self):
        with closing(redis.Redis(port=self.broker_port)) as client:
            client.flushall()

    def start_everything(self):
        self.start_broker()
        self.start_worker()
        self.start_beat()
        self.start_web(workers=2)

    # --- data
    def python(self, *arguments):
        """What a Python program in the stack's environment printed; a failure carries what it
        said.
        """
        number, logs = len(self.processes), self.folder / "logs"
        printed, told = logs / f"python-{number}.log", logs / f"python-{number}.errors"
        command = [sys.executable, *arguments]
        one = Copied(" ".join(arguments), command, printed, self.environment, errors=told)
        self.processes.append(one)
        assert one.wait(600), f"{one.name}:\n{printed.read_text()}\n{told.read_text()}"
        return printed.read_text()

    def manage(self, *arguments):
        """What the management command printed."""
        return self.python("manage.py", *arguments)

    def rows(self, query):
        return self.database.rows(query)

    # --- waiting and ending
    def come_to_rest(self):
        """Waits until it can be copied; nothing runs any more."""
        self.wait_for(self.database.is_at_rest, "the database is at rest", every=0.02)

    def wait_for(self, condition, what, timeout=120, every=0.1):
        return servers.wait_for(condition, what, timeout, every)

    def logs(self):
        return "\n".join(process.tail() for process in self.processes)

    def close(self):
        """Kills what still runs: nobody needs what it would have finished."""
        for process in reversed(self.processes):
            process.kill()
        self.database.drop()
        shutil.rmtree(self.folder, ignore_errors=True)
