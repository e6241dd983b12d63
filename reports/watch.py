"""Watches a run from a thread of its own: it keeps the lease while the process lives.

And it ends a run that takes too long.
"""

import logging
import time
from threading import Event, Thread

from django.db import DatabaseError, connection

log = logging.getLogger("reports")

GRACE = 5  # seconds that a run has to say itself why it ended


class Watch:
    """While the block runs, calls `renew` every so many seconds.

    When `limit` seconds are over it calls `stop` until the block ends, and `give_up` once when
    that has not helped for some seconds. All three are called in the watch's own thread.
    """

    def __init__(self, *, every, limit, renew, stop, give_up):
        self.every, self.limit = every, limit
        self.renew, self.stop, self.give_up = renew, stop, give_up
        self.began, self.is_over = time.monotonic(), False
        self._ended, self._thread = Event(), Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ended.set()
        self._thread.join()

    def seconds(self):
        """How long the run has taken so far."""
        return time.monotonic() - self.began

    def _run(self):
        try:
            while (left := self.limit - self.seconds()) > 0:
                if self._ended.wait(min(self.every, left)):
                    return
                if self.seconds() < self.limit:
                    _tried(self.renew)
            self.is_over = True
            self._end_it()
        finally:
            connection.close()  # the thread's own, if it had one

    def _end_it(self):
        self.stop()
        given_up = False
        while not self._ended.wait(1):
            self.stop()
            if not given_up and self.seconds() > self.limit + GRACE:
                given_up = _tried(self.give_up)


def in_words(seconds):
    """A time limit as people say it: "10 minutes", "1 second"."""
    count, unit = (seconds / 60, "minute") if seconds % 60 == 0 else (seconds, "second")
    return f"{count:g} {unit}{'' if count == 1 else 's'}"


def _tried(step):
    """Whether the step was done; a database that is away may be back the next time."""
    try:
        step()
    except DatabaseError as error:
        log.warning("The database did not take it: %s", error)
        connection.close()
        return False
    return True
