"""Celery tasks of the kernel: they fetch, delegate and log, nothing more."""

from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from programme import uploads
from programme.ui import once

# A scan ends itself when the scanner is silent for too long; what hangs even then is killed.
LAST_RESORT = 3 * settings.SCAN_SECONDS + 60


@shared_task
def forget_used_forms():
    """Empties what a form needs for some days only: used tokens, and sessions that have ended.

    What was typed when a session ended is kept as long as the session that it is kept in.
    """
    once.forget(timezone.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()


@shared_task
def find_files_to_scan():
    """Rings for each file that waits for the virus scan."""
    for upload_id in uploads.to_scan():
        scan_upload.delay(upload_id)


@shared_task(time_limit=LAST_RESORT)
def scan_upload(upload_id):
    """Has one file scanned, if it still waits for that."""
    uploads.scan(upload_id, timezone.now())
