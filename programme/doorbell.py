"""Ringing for a worker at once. When nobody answers the bell, the next tick finds the work all the
same (docs/adr/0003).
"""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from programme.celery import app

log = logging.getLogger("programme")


def ring(task, *given):
    """Asks a worker for a task as soon as the present transaction is kept. It is named in full,
    since a module of tasks imports what rings for them.
    """
    transaction.on_commit(lambda: _ring(task, given))


def _ring(task, given):
    try:
        app.send_task(task, given, retry=False)
    except OperationalError as error:
        log.warning("No broker to ring for %s%s: the next tick finds it. %s", task, given, error)
