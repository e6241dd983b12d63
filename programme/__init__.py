"""Project package and kernel: programmes, people, audit, as-at. It knows no artefact."""

from .celery import app as celery_app

__all__ = ["celery_app"]
