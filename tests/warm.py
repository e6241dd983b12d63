"""A process that has loaded the product once: each process of a stack is a copy of it, which reads
the settings again from its own environment. Loading takes longer than most of what they are started
for.

python -m tests.warm DESCRIPTOR

The descriptor is a socket on which each process of the tests sends one end of a line of its own.
On a line comes, for each copy, what `become` is called with; the process id is answered. The copies
end by themselves or are killed; where nobody has the other end of the socket, this process ends.
"""

import gc
import importlib
import os
import runpy
import signal
import socket
import sys
import tempfile
from contextlib import suppress
from functools import cache
from multiprocessing.connection import Connection, wait
from multiprocessing.reduction import recv_handle
from pathlib import Path

from programme.call_stack import with_room
from reports import engine
from tests.drawn_before import drawn_before

ENGINE, NAME = ("-m", "reports.engine_process"), "engine_process"
MODULES = (
    *("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "celery.bin.celery"),
    *("programme.sessions", "programme.ui.context"),
    "reports.files_of",  # with the PDF engine
)


def main(descriptor):
    import django

    asked = socket.socket(fileno=int(descriptor))
    ours = [asked]
    with tempfile.TemporaryDirectory(prefix="warm-") as folder:  # is gone before there is a copy
        os.environ["DATA_DIR"] = folder
        django.setup()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no copy that has ended is waited for
    while True:
        for one in wait(ours):
            if one is not asked:
                answer(one, ours)
            elif sent := socket.recv_fds(asked, 1, 1)[1]:
                ours.append(Connection(*sent))
                say(ours[-1], "ready")
            else:
                return


def answer(line, ours):
    """Sends the process id of the copy that is asked for on a line, which is one of `ours`."""
    try:
        asks = line.recv()
        handle = [recv_handle(line)] if asks.pop("gets_line") else []
    except (EOFError, ConnectionError):
        return ours.remove(line)
    say(line, copied(ours, handle, **asks))


def say(line, what):
    """Also to a process of the tests that was killed: the others go on."""
    with suppress(ConnectionError):
        line.send(what)


def copied(ours, handle, arguments, **how):
    """The process id of a copy, which has nothing of `ours`. The number of what has come for it, an
    end of a line, is the last of its arguments.
    """
    if needs_all(arguments):
        load()
    if pid := os.fork():
        for one in handle:
            os.close(one)
        return pid
    for one in ours:
        one.close()
    become([*arguments, *map(str, handle)], **how)
    sys.stdout.flush(), sys.stderr.flush()
    os._exit(0)  # to take apart what was loaded takes a tenth of a second


def needs_all(arguments):
    """Whether a copy needs more than models: what makes the tables comes first, and often alone."""
    return arguments != ["-m", "tests.tables"]


@cache
def load():
    """All that the processes need, as long as it knows neither data nor addresses."""
    from django.conf import settings
    from django.template import engines
    from django.urls import reverse

    from programme.celery import app

    for path in [*MODULES, *(one.rpartition(".")[0] for one in settings.MIDDLEWARE)]:
        importlib.import_module(path)
    app.loader.import_default_modules()

    from programme.extension import extensions
    from programme.log import logs
    from programme.reporting.section import sections

    extensions(), sections()
    for log in logs():
        reverse(log.url_name, args=["any"])  # addresses are read when the first is asked for
    for folder in engines["django"].template_dirs:
        if "site-packages" not in folder.parts:
            for path in folder.rglob("*.html"):
                engines["django"].get_template(str(path.relative_to(folder)))
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)  # looking for waste takes a tenth of what commands do


def become(arguments, environment, output=None, errors=None, done=os.devnull):
    """The process that Python would have been with these arguments. It writes to the files `output`
    and `errors`, or where we write, and makes the file `done` when it has ended well.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, (path, how) in enumerate([(os.devnull, "r"), (output, "a"), (errors, "a")]):
        if path:
            with open(path, how) as file:
                os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    read_settings_again()
    if needs_all(arguments):
        draw_as_tests_do(environment.get("DRAWN_BEFORE"))
    try:
        run(arguments)
    except SystemExit as end:
        if end.code:
            raise
    Path(done).touch()


def draw_as_tests_do(folder):
    """By a copy of itself; what the `folder` has is not drawn again."""
    from reports import demo  # asks for models

    engine.started = Forked
    if folder:
        demo.files_of = drawn_before(folder, demo.files_of)


class Forked:
    """The process in which a copy has its reports drawn: a copy of itself, in its group, which has
    nothing open but its end of the line. It goes by the name of `NAME` (in /proc/.../comm).
    """

    def __init__(self, descriptor):
        self.is_over, self.pid = False, os.fork()
        if self.pid == 0:
            try:
                _draw(descriptor)
            except BaseException:
                sys.excepthook(*sys.exc_info())
            finally:
                os._exit(1)  # nothing of what it was is ended in order

    def poll(self):
        """Something where it has ended, None as long as it runs."""
        return self.wait(os.WNOHANG)

    def wait(self, how=0):
        if not self.is_over:
            self.is_over = os.waitpid(self.pid, how)[0] == self.pid
        return self.is_over or None

    def kill(self):
        if not self.is_over:
            os.kill(self.pid, signal.SIGKILL)


def _draw(descriptor):
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, os.sysconf("SC_OPEN_MAX"))
    for number in signal.valid_signals():
        if callable(signal.getsignal(number)):
            signal.signal(number, signal.SIG_DFL)
    Path("/proc/self/comm").write_text(NAME)
    run([*ENGINE, str(descriptor)])


def run(arguments):
    first, *rest = arguments
    if first == "-m":
        sys.argv = rest
        runpy.run_module(rest[0], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(first, run_name="__main__")


def read_settings_again():
    """As they follow from the environment; whatever was kept of the former is dropped."""
    from django.conf import Settings, settings
    from django.db import connections
    from django.test.signals import setting_changed

    from programme.celery import app

    importlib.reload(sys.modules["programme.settings"])
    fresh = Settings("programme.settings")
    for name in filter(str.isupper, dir(fresh)):
        value = getattr(fresh, name)
        if value != getattr(settings, name):
            setattr(settings, name, value)
            if name != "DATABASES":  # of which the signal warns
                setting_changed.send(sender=None, setting=name, value=value, enter=True)
    connections.__dict__.pop("settings", None)
    connections.__init__()
    app.config_from_object("django.conf:settings", namespace="CELERY", force=True)


if __name__ == "__main__":
    with_room(main)(sys.argv[1])
