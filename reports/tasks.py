"""Celery tasks: they fetch, delegate and log, nothing more. Losing one loses nothing."""

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from . import drawing, schedule
from .models import Report


@worker_process_init.connect
def warm_up(**kwargs):
    """Loads the PDF engine and its fonts before the first report, once per process."""
    from .render import kit

    kit()


@shared_task
def tick():
    """Finds what is due, overdue, or left by a dead worker, and rings for each."""
    now = timezone.now()
    schedule.raise_due(now)
    for report_id in Report.objects.to_draw(now).values_list("pk", flat=True):
        draw.delay(report_id)


@shared_task
def draw(report_id):
    """Draws one report up, if it is still to be had."""
    drawing.draw(report_id, timezone.now)
