"""Celery tasks: they fetch and delegate, nothing more. Losing one loses nothing."""

from celery import shared_task
from django.utils import timezone

from . import schedule


@shared_task
def find_rounds():
    """Opens the rounds that are due, and reminds."""
    now = timezone.now()
    schedule.open_planned(now)
    schedule.remind_by_day(now)
