"""Celery tasks: they fetch, delegate and log, nothing more. Losing one loses nothing."""

import logging

from celery import current_app, shared_task
from celery.signals import worker_process_init
from django.conf import settings
from django.utils import timezone

from . import checking, drawing, schedule
from .engine import engine
from .models import Report

log = logging.getLogger("reports")

# A run ends itself at the hard limit; what hangs even then is killed with its process.
LAST_RESORT = settings.RENDER_HARD_SECONDS + 60


@worker_process_init.connect
def warm_up(**kwargs):
    """Has the PDF engine and its fonts loaded before the first report, once per process that
    draws: the worker of the tick does not.
    """
    if settings.CELERY_TASK_DEFAULT_QUEUE in current_app.amqp.queues.consume_from:
        engine.start()


@shared_task
def tick():
    """Finds what is due, overdue, or left by a dead worker, and rings for each."""
    schedule.raise_due(timezone.now())
    for report_id in Report.objects.to_draw().values_list("pk", flat=True):
        draw.delay(report_id)


@shared_task
def check_files():
    """Reads every stored file again; what is missing or changed goes on record."""
    log.info("%s", checking.summary(checking.check_files(timezone.now())))


@shared_task(time_limit=LAST_RESORT)
def draw(report_id):
    """Draws one report up, if it is still to be had."""
    drawing.draw(report_id, timezone.now)
