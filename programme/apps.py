"""The kernel as a Django app."""

from django.apps import AppConfig
from django.db import connections


class ProgrammeConfig(AppConfig):
    """Registers the system checks and the search of the house."""

    name = "programme"

    def ready(self):
        # They register themselves, once the models are there.
        from . import checks, searching  # noqa: F401

        # Django asks the database, and takes a locked one for one without JSON.
        for one in connections.all():
            if one.vendor == "sqlite":
                one.features.supports_json_field = True
