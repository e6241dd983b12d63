"""Ringing for a worker at once.

When nobody answers the bell, the next tick finds the work all the same.
"""

import logging

from django.db import transaction
from kombu.exceptions import OperationalError

from .choices import State
from .models import Report
from .tasks import draw

log = logging.getLogger("reports")


def ring(report):
    """Asks a worker to draw `report` as soon as the present transaction is kept."""
    transaction.on_commit(lambda: _ring(report.pk))


def _ring(report_id):
    if not Report.objects.filter(pk=report_id, state=State.DUE).exists():
        return  # drawn up within the same transaction, as the demo does
    try:
        draw.apply_async([report_id], retry=False)
    except OperationalError as error:
        log.warning(
            "No broker to ring for report %s: the next tick will find it. %s", report_id, error
        )
