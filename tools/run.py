"""`make run`: the embedded product with its demo programme, until Ctrl-C.

Starts web server, worker, beat with the worker of its tick and, where REDIS_URL names none, the
Valkey server of the wheel. Their logs stand in DATA_DIR/logs.
"""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

from tools import servers

USUAL_BROKER_PORT = 6389  # the default of REDIS_URL in programme.settings


def manage(*arguments, environment):
    return subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=servers.ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    ).stdout


def start_all(stack, port, data, environment):
    def start(name, command):
        process = servers.Process(name, command, data / "logs" / f"{name}.log", env=environment)
        stack.callback(process.stop)
        return process

    children = []
    if "REDIS_URL" not in environment:
        broker_port = (
            USUAL_BROKER_PORT if servers.port_is_free(USUAL_BROKER_PORT) else servers.free_port()
        )
        environment["REDIS_URL"] = f"redis://127.0.0.1:{broker_port}/0"
        children.append(start("valkey", servers.valkey(broker_port)))
        await_answer("Valkey listens", lambda: servers.listens(broker_port), children)
    return [
        *children,
        start("web", servers.web(port)),
        start("worker", servers.worker()),
        start("ticker", servers.ticker()),
        start("mailer", servers.mailer()),
        start("beat", servers.beat(data / "celerybeat-schedule")),
    ]


def await_answer(what, condition, children):
    """Waits while all live; one that stopped ends the program with the end of its log."""
    stopped = servers.wait_while_alive(condition, what, children, say)
    if stopped:
        sys.exit(ended(stopped))


def say(line):
    print(line, flush=True)


def ended(child):
    return f"\n{child.tail()}\nThis process stopped, so all were stopped."


def stay(children):
    """Returns when a child has stopped by itself; Ctrl-C ends it too."""
    while not servers.first_stopped(children):
        time.sleep(1)
    return servers.first_stopped(children)


def main():
    port = int(os.environ.get("PORT") or 8000)
    data = Path(os.environ.get("DATA_DIR") or servers.ROOT / "data").resolve()
    environment = {**os.environ, "PORT": str(port), "DATA_DIR": str(data)}
    address = f"http://127.0.0.1:{port}/"
    if not servers.port_is_free(port):
        return (
            f"Port {port} is taken by another program. Choose another one: make run PORT={port + 1}"
        )
    if "DATABASE_URL" not in environment:
        path = data / "db.sqlite3"
        what = f"no other program has the database {path} locked"
        await_answer(what, lambda: servers.lock_is_free(path), [])
    print("Preparing the database and the demo programme ...", flush=True)
    manage("migrate", "--verbosity", "0", environment=environment)
    manage("rebuild_search", "--if-empty", environment=environment)
    manage("collectstatic", "--noinput", "--verbosity", "0", environment=environment)
    logins = manage("demo", environment=environment)
    with ExitStack() as stack:
        children = start_all(stack, port, data, environment)
        await_answer(f"{address} answers", lambda: servers.answers(address), children)
        say(
            f"\n{logins.strip()}\n\nThe product answers at {address}\n"
            f"Published reports with PDFs: {address}published/\n"
            f"Logs: {data / 'logs'}   Stop: Ctrl-C"
        )
        return ended(stay(children))


def asked_to_stop(*_):
    raise KeyboardInterrupt


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, asked_to_stop)
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        print("\nStopped.")
    except subprocess.CalledProcessError as failure:
        sys.exit(f"manage.py {failure.cmd[2]} failed; its message stands above.")
