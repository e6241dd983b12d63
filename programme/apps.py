"""The kernel as a Django app."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    """Registers the system checks of the house."""

    name = "programme"

    def ready(self):
        from . import checks  # noqa: F401  (registers itself)
