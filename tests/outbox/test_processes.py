"""Real workers and a real mail server: several at once, killed, started by the tick."""

import sys

import pytest

from tests.mailserver import MailServer

WRITE = """
from django.utils import timezone
from outbox.telling import tell
from programme.models import Programme, User
programme = Programme.objects.get()
people = list(User.objects.order_by("pk")[:3])
for number in range({count}):
    said = {{"kind": "papers", "subject": f"Mail {{number}}", "lines": []}}
    tell(people, programme=programme, at=timezone.now(), **said)
"""
PAST = "UPDATE outbox_mail SET lease_until = '2012-03-09 12:00:00+00:00' WHERE state = 'sending'"
SEND = [sys.executable, "manage.py", "send_mails"]


@pytest.fixture
def server(stack):
    """A mail server that the processes of the stack know."""
    found = MailServer()
    stack.environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": str(found.port)}
    yield found
    found.hangs_at = ""
    found.close()


@pytest.fixture
def write(stack, server):
    """A function that writes mails to three people of the demo, and gives what became of them."""

    def step(count):
        stack.manage("shell", "--command", WRITE.format(count=count))

    return step


def states(stack):
    """What became of the mails of the tests."""
    found = stack.rows("SELECT state FROM outbox_mail WHERE subject LIKE 'Mail %'")
    return [one["state"] for one in found]


def ours(server):
    """The Message-IDs of the tests' mails that it took."""
    return [one["Message-ID"] for one in server.taken if one["Subject"].startswith("Mail ")]


def test_two_workers_at_once_send_each_mail_once(stack, server, write):
    write(8)
    workers = [stack.start(f"sender-{number}", SEND) for number in range(2)]
    for one in workers:
        assert one.wait(), one.tail()
    assert len(ours(server)) == len(set(ours(server))) == 24 and set(states(stack)) == {"sent"}


def killed(stack, server, where):
    """A worker that was killed while the server said nothing at `where`; its lease has run out."""
    server.hangs_at = where
    worker = stack.start("sender", SEND)
    stack.wait_for(lambda: server.hanging, "the server was spoken to")
    worker.kill()
    server.hangs_at = ""
    stack.rows(PAST)


def test_a_mail_of_a_killed_worker_is_sent_by_the_next(stack, server, write):
    write(1)
    killed(stack, server, "RCPT")
    stack.manage("send_mails")
    assert len(ours(server)) == len(set(ours(server))) == 3 and states(stack) == ["sent"] * 3


@pytest.mark.once
def test_what_the_server_kept_of_a_killed_worker_is_not_sent_again(stack, server, write):
    server.keeps_first = True
    write(1)
    killed(stack, server, "DATA")
    server.keeps_first = False
    stack.manage("send_mails")
    assert len(ours(server)) == len(set(ours(server))) == 3
    assert sorted(states(stack)) == ["sent", "sent", "uncertain"]


def test_the_tick_and_its_workers_send_what_waits(stack, server, write):
    write(1)
    stack.start_broker()
    stack.start_mailer()
    stack.start_beat()
    stack.wait_for(lambda: states(stack) == ["sent"] * 3, "the mails are sent")
    assert len(ours(server)) == 3
