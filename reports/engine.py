"""The process in which reports are drawn: a child that stays warm, and is killed when it hangs.

Knows nothing of the PDF engine: only the child (`reports/engine_process.py`) loads it.
"""

import os
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Pipe
from subprocess import Popen

from django.conf import settings


@dataclass(frozen=True)
class Drawn:
    """The files of one report: its PDF, how many pages that has, its Word file; `further` are the
    same by the language in which it is shown too. These are of the public edition; `full` is the
    edition that prints what is kept back, where something is.
    """

    pdf: bytes
    pages: int
    docx: bytes
    further: dict[str, "Drawn"] = field(default_factory=dict)
    full: "Drawn | None" = None


class DrawingStopped(Exception):
    """The child was killed from outside in the middle of a drawing, or met a fault that passes."""


class DrawingRefused(Exception):
    """The child could not draw this content; the text says why."""


class DrawingTookTooLong(Exception):
    """The child gave up after the seconds that it was allowed."""


class Engine:
    """One child, started when it is first needed and again after it ended."""

    def __init__(self):
        self.process = self._line = None

    def start(self):
        """Starts the child, unless it runs."""
        if self.process and self.process.poll() is None:
            return
        self.stop()
        self._line, there = Pipe()
        with there:
            self.process = started(there.fileno())

    def draw(self, content, seconds, progress):
        """The files of frozen content.

        The child gives up by itself after `seconds`. `progress` is called with per cent done and a
        few words; whatever it raises ends the child.

        Raises:
            DrawingTookTooLong, DrawingRefused, DrawingStopped.
        """
        self.start()
        try:
            self._line.send((content, seconds))
            return self._answer(progress)
        except (EOFError, ConnectionError) as error:
            self.stop()
            raise DrawingStopped("The process that draws the report ended by itself.") from error
        except (DrawingRefused, DrawingTookTooLong):
            raise
        except BaseException:
            self.stop()  # it still draws, and would answer the next question with this report
            raise

    def _answer(self, progress):
        while True:
            kind, *what = self._line.recv()
            if kind == "drawn":
                return what[0]
            if kind == "refused":
                raise DrawingRefused(*what)
            if kind == "stopped":
                raise DrawingStopped(*what)
            if kind == "too long":
                raise DrawingTookTooLong
            progress(*what)

    def kill(self):
        """Ends the child at once, from any thread; who waits for it gets DrawingStopped."""
        if self.process:
            with suppress(ProcessLookupError):
                self.process.kill()

    def stop(self):
        """Ends the child and forgets it."""
        if self.process:
            self.kill()
            self.process.wait()
            self._line.close()
        self.process = self._line = None


def started(descriptor) -> Popen:
    """The child that draws at the other end of the line."""
    return Popen(
        [sys.executable, "-m", "reports.engine_process", str(descriptor)],
        pass_fds=[descriptor],
        env={**os.environ, "PYTHONPATH": _path()},
    )


def _path():
    """Where the child finds the project, whatever folder the worker was started in."""
    return os.pathsep.join(filter(None, [str(settings.BASE_DIR), os.environ.get("PYTHONPATH")]))


engine = Engine()
