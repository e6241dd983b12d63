"""Celery tasks: they fetch, delegate and log, nothing more. Losing one loses nothing."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from . import morning, sending

# Each mail has its time limit. What hangs even then is killed with its process.
LAST_RESORT = sending.AT_MOST * (settings.EMAIL_TIMEOUT + 10)


@shared_task
def find_mails():
    """Tells people what is due this morning, and rings for what waits."""
    morning.tell_of_the_morning(timezone.now())
    if sending.is_due():
        send_mails.apply_async(expires=settings.TICK_SECONDS)  # the next one finds them as well


@shared_task(time_limit=LAST_RESORT)
def send_mails():
    """Sends what is due, if it is still to be had."""
    sending.send_due(timezone.now)
