"""Draws one report after the other for the worker at the other end of the line.

python -m reports.engine_process DESCRIPTOR

It ends when the worker has gone. See `reports/engine.py`.
"""

import gc
import os
import signal
import sys
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection

import django
from django.conf import settings

from programme.call_stack import with_room

TOO_LARGE = (
    "This report needs more than {:,} MB of memory, and was stopped while {}. Leave out rows or "
    "columns of its longest sections, or divide it into two reports."
)


class TimeUp(BaseException):
    """The time for one report is over. No `except Exception` of the engine may swallow it."""


class TooLarge(Exception):
    """A report needs more memory than one may have; the text says where it stopped."""


def main(descriptor):
    for number in signal.SIGTERM, signal.SIGINT:  # the worker finishes its report, then goes
        signal.signal(number, signal.SIG_IGN)
    signal.signal(signal.SIGALRM, _time_up)
    line = Connection(int(descriptor))
    django.setup()
    # As everything of ours it asks for models, which are there from now on.
    from .render import kit

    kit()
    with suppress(EOFError, ConnectionError):
        while True:
            content, seconds = line.recv()
            line.send(_answer(line, content, seconds))
            content = None
            gc.collect()  # a layout leaves rings behind: the next report would come on top of them


def _time_up(*_):
    raise TimeUp


def _answer(line, content, seconds):
    # They ask for models, which are there once `main` has set Django up.
    from .faults import passes
    from .files_of import files_of

    def progress(percent, words):
        if memory() > settings.RENDER_MEMORY_MB:
            raise TooLarge(TOO_LARGE.format(settings.RENDER_MEMORY_MB, _begun(words)))
        with _undisturbed():
            line.send(("progress", percent, words))

    try:
        signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001))
        try:
            return ("drawn", files_of(content, progress))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    except TimeUp:
        return ("too long",)
    except TooLarge as error:
        return ("refused", str(error))
    except ConnectionError:
        raise
    except Exception as error:
        kind = "stopped" if passes(error) else "refused"
        return (kind, f"{type(error).__name__}: {error}"[:2000])


def memory() -> float:
    """Megabytes that this process holds at the moment."""
    with open("/proc/self/statm") as told:
        pages = int(told.read().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _begun(words):
    return f"{words[0].lower()}{words[1:]}"


@contextmanager
def _undisturbed():
    """A message is sent whole or not at all."""
    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGALRM])


if __name__ == "__main__":
    with_room(main)(sys.argv[1])
