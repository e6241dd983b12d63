"""The logs that there are."""

from functools import lru_cache
from importlib import import_module

from django.conf import settings

from .declared import Log


@lru_cache
def logs() -> tuple[Log, ...]:
    """The programme's own objectives, then every artefact's logs in the order of
    settings.ARTEFACTS.
    """
    modules = ["programme.objectives", *(f"{app}.log" for app in settings.ARTEFACTS)]
    return tuple(log for module in modules for log in import_module(module).LOGS)


def log_of(model):
    """The log whose entries are rows of `model`."""
    return next(log for log in logs() if log.model is model)


@lru_cache
def log_name(model) -> str:
    """The name of the log that rows of `model` belong to; blank when they belong to none.

    The rules by which an app keeps its logs (thresholds, periods) belong to the first of these.
    """
    app = model._meta.app_label
    found = [log for log in logs() if log.model is model]
    if not found and app in settings.ARTEFACTS:
        found = [log for log in logs() if log.model._meta.app_label == app]
    return found[0].name if found else ""
