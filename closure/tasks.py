"""Celery tasks: they fetch and delegate, nothing more. Losing one loses nothing."""

from celery import shared_task
from django.utils import timezone

from closure.archive import working
from closure.models import Archive

LAST_RESORT = 60 * 60  # seconds after which one that hangs is killed with its process


@shared_task
def find_archives():
    """Rings for each archive that waits for a worker, or was left by a dead one."""
    working.delete_removed()
    for archive_id in Archive.objects.to_make().values_list("pk", flat=True):
        make_archive.delay(archive_id)


@shared_task(time_limit=LAST_RESORT)
def make_archive(archive_id):
    """Makes one archive, if it still waits for that."""
    working.make(archive_id, timezone.now)
