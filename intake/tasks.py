"""Celery tasks: they fetch and delegate, nothing more. Losing one loses nothing."""

from celery import shared_task
from django.utils import timezone

from intake import working
from intake.models import Import
from intake.process import SECONDS

LAST_RESORT = 20 * SECONDS  # what hangs for so long is killed with its process


@shared_task
def find_imports():
    """Rings for each import that waits for a worker, or was left by a dead one."""
    for import_id in Import.objects.to_work_on().values_list("pk", flat=True):
        work_on.delay(import_id)


@shared_task(time_limit=LAST_RESORT)
def work_on(import_id):
    """Reads or applies one import, if it still waits for that."""
    working.work_on(import_id, timezone.now)
