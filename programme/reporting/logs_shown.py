"""The logs whose rows sections show."""

from functools import lru_cache
from importlib import import_module

from django.conf import settings

from programme.log import logs


def log_called(name):
    """The log of that name; None where there is none."""
    return next((log for log in logs() if log.name == name), None)


@lru_cache
def filter_of(name):
    """The filter of a log's register; None for what is no log."""
    log = log_called(name)
    if log is None:
        return None
    if (app := log.model._meta.app_label) in settings.ARTEFACTS:
        import_module(f"{app}.filters")
    return log.filter_class
