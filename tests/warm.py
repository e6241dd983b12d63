"""A process that has loaded the product once: each process of a stack is a copy of it, which reads
the settings again from its own environment. Loading takes longer than most of what they are started
for.

python -m tests.warm

Reads a line of JSON for each, what `become` is called with, and answers with the process id. The
copies end by themselves or are killed; the end of the input ends this process alone.
"""

import gc
import importlib
import json
import os
import runpy
import signal
import sys
from pathlib import Path

MODULES = [
    *("gunicorn.app.wsgiapp", "gunicorn.workers.gthread", "celery.bin.celery"),
    *("programme.sessions", "programme.ui.context"),
]


def main():
    load()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # no copy that has ended is waited for
    print("ready", flush=True)
    for line in sys.stdin:
        wanted = json.loads(line)
        pid = os.fork()
        if pid == 0:
            return become(**wanted)
        print(pid, flush=True)


def load():
    """All that the processes need, as long as it knows neither data nor addresses."""
    import django
    from django.conf import settings
    from django.template import engines
    from django.urls import reverse

    django.setup()
    for path in [*MODULES, *(one.rpartition(".")[0] for one in settings.MIDDLEWARE)]:
        importlib.import_module(path)

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


def become(arguments, environment, output, errors, done):
    """The process that Python would have been with these arguments. It writes to the files `output`
    and `errors`, and makes the file `done` when it has ended well.
    """
    os.setsid()
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for number, (path, how) in enumerate([(os.devnull, "r"), (output, "a"), (errors, "a")]):
        with open(path, how) as file:
            os.dup2(file.fileno(), number)
    os.environ.clear()
    os.environ.update(environment)
    read_settings_again()
    try:
        run(arguments)
    except SystemExit as end:
        if end.code:
            raise
    Path(done).touch()


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
    main()
