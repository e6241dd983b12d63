"""The kernel as a Django app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Registers the system checks and the search of the house."""

    name = "programme"

    def ready(self):
        from . import checks, searching  # noqa: F401  (they register themselves)
