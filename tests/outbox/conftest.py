"""Somebody who is told by mail, and a mail server."""

import pytest
from django.utils import timezone

from outbox import sending
from outbox.choices import Kind
from outbox.models import Mail
from outbox.telling import tell
from tests.factories import noon
from tests.mailserver import MailServer

TOLD = noon(2012, 3, 9)
JANE, SAM = "jane@councils.example", "sam@councils.example"


@pytest.fixture
def server(settings):
    """A mail server, which settings name."""
    found = MailServer()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", found.port
    settings.EMAIL_TIMEOUT, settings.RETRY_SECONDS = 120, 0
    settings.SITE_URL = "https://governance.example"
    yield found
    found.hangs_at = ""
    found.close()


@pytest.fixture
def jane(programme_manager):
    programme_manager.email, programme_manager.name = JANE, "Jane Poole"
    programme_manager.save()
    return programme_manager


@pytest.fixture
def sam(auditor):
    auditor.email = SAM
    auditor.save()
    return auditor


@pytest.fixture
def write(programme):
    """A function that writes a mail to people."""

    def step(*people, kind=Kind.CLEARANCE, subject="Legal: clear the report", at=TOLD, **how):
        lines = [("Clear the report", "/programmes/shared-management/")]
        given = {"programme": programme, "kind": kind, "subject": subject, "lines": lines}
        tell(people, at=at, **{**given, **how})
        return Mail.objects.order_by("pk").last()

    return step


@pytest.fixture
def send():
    """A function by which a worker sends what is due, pauses left out."""

    def step(times=1):
        for _ in range(times):
            Mail.objects.update(next_try_at=None)
            sending.send_due(timezone.now)

    return step


def became():
    """What became of all mails, in words, in the order in which they were written."""
    return [one.state_in_words for one in Mail.objects.order_by("pk")]
