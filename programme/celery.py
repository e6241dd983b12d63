"""The Celery application.

The broker is a doorbell: nothing is lost when it forgets (docs/adr/0003).
"""

import os

from celery import Celery, Task

from programme.call_stack import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")


class RoomyTask(Task):
    __call__ = with_room(Task.__call__)


app = Celery("programme", task_cls=RoomyTask)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
