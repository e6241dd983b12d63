"""Ringing for a worker who draws a report up."""

from django.db import transaction

from programme import doorbell

from .choices import State
from .models import Report


def ring(report):
    """Asks a worker to draw `report` as soon as the present transaction is kept."""
    transaction.on_commit(lambda: _ring(report.pk))


def _ring(report_id):
    # The demo has it drawn up within the same transaction.
    if Report.objects.filter(pk=report_id, state=State.DUE).exists():
        doorbell.ring("reports.tasks.draw", report_id)
