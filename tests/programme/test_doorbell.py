"""A worker is rung for by the name of its task."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from kombu.exceptions import OperationalError

from programme.celery import app
from programme.doorbell import ring


def rung(path):
    """The tasks that a file rings for: names in full."""
    for node in ast.walk(ast.parse(path.read_text())):
        name = getattr(node, "value", None)
        if isinstance(node, ast.Constant) and isinstance(name, str) and ".tasks." in name:
            yield name


@pytest.mark.once
def test_every_name_of_a_task_leads_to_one():
    app.loader.import_default_modules()
    files = [*Path(settings.BASE_DIR).glob("*/*.py"), *Path(settings.BASE_DIR).glob("*/*/*.py")]
    here = [path for path in files if not {"tests", ".venv"} & set(path.parts)]
    named = {name for path in here for name in rung(path)}
    assert "reports.tasks.draw" in named and named <= set(app.tasks)


def test_what_was_rung_for_waits_for_a_worker_with_what_was_given(
    db, django_capture_on_commit_callbacks
):
    with app.connection_for_read() as broker:
        queue = broker.SimpleQueue("drawing")
        queue.clear()  # of what other tests rang for
        with django_capture_on_commit_callbacks(execute=True):
            ring("programme.tasks.scan_upload", 7)
        message = queue.get(block=False)
        message.ack()
    assert message.headers["task"] == "programme.tasks.scan_upload"
    assert message.payload[0] == [7]


def test_nobody_who_saves_waits_for_a_broker_that_is_gone(
    db, django_capture_on_commit_callbacks, monkeypatch, caplog
):
    def gone(*args, **kwargs):
        raise OperationalError("Connection refused")

    monkeypatch.setattr(app, "send_task", gone)
    with django_capture_on_commit_callbacks(execute=True):
        ring("outbox.tasks.send_mails")
    assert "the next tick finds it" in caplog.text
