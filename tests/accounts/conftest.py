"""An invitation, a mail server that takes it, and whoever reads the mail."""

import re

import pytest
from django.utils import timezone

from accounts.actions import invite
from outbox import sending
from tests.outbox.conftest import server  # noqa: F401

ADDRESS = "jane@councils.example"
LINK = re.compile(r"https://governance\.example(/[^\s\"<]+)")
OWN = "a phrase of my own"


@pytest.fixture
def invited(programme, administrator):
    """A function that invites an address now, as the administrator."""

    def step(email=ADDRESS, roles=("auditor",), by=administrator, at=None, **how):
        at = at or timezone.now()
        return invite(programme=programme, by=by, at=at, email=email, roles=list(roles), **how)

    return step


@pytest.fixture
def link(server):  # noqa: F811
    """A function by which mails leave; it gives the link in the last of them."""

    def step():
        sending.send_due(timezone.now)
        text = server.taken[-1].get_body(("plain",)).get_content()
        return LINK.search(text).group(1)

    return step


def said(**other):
    """What somebody new types."""
    typed = {"name": "Jane Poole", "job_title": "Head of Audit", "username": "jpoole"}
    return {**typed, "password": OWN, "again": OWN, **other}
