"""Celery tasks of the kernel: they fetch, delegate and log, nothing more."""

from importlib import import_module

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from programme.ui import once


@shared_task
def forget_used_forms():
    """Empties what a form needs for some days only: used tokens, and sessions that have ended.

    What was typed when a session ended is kept as long as the session that it is kept in.
    """
    once.forget(timezone.now())
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
