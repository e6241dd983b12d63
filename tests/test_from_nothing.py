"""An empty installation reaches its first imported register and its first draft by what its pages
offer: each page that is opened here was linked from the one before.
"""

import pytest
import time_machine
from django.core.management import call_command
from django.utils import timezone

from accounts.links import path_of
from accounts.models import Invitation
from intake.models import Import
from intake.working import work_on
from programme.models import Programme
from reports import schedule
from reports.models import Report
from tests.factories import noon
from tests.people import Browser
from tests.reading import links, sent, words
from tests.reports import drawn

NOW = noon(2026, 12, 1)
CELLS = """Ref\tRisk\tLikelihood\tImpact\tOwner
1\tA partner leaves\t3\t5\tProgramme Director
2\tStaff leave\t4\t3\tHead of People"""
PASSWORD = "a long phrase to begin with"


class Newcomer(Browser):
    """Somebody who follows links and fills in forms; nothing else leads on."""

    def open(self, page, text):
        """The page behind a link that says `text`."""
        found = [url for url, texts in links(page).items() if any(text in one for one in texts)]
        assert found, f"no link says {text!r}"
        return self.get(found[0], follow=True)

    def fill_in(self, page, **typed):
        """What comes after the form on a page is sent."""
        answer = self.post(page.request["PATH_INFO"], {**sent(page), **typed}, follow=True)
        assert answer.redirect_chain, answer.context["form"].errors
        return answer


@pytest.fixture
def newcomer(db, monkeypatch):
    """The first person, signed in; nothing else is there."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    call_command("createsuperuser", "--noinput", username="first", email="first@council.example")
    client = Newcomer()
    page = client.open(client.get("/published/"), "Sign in")
    client.post(page.request["PATH_INFO"], {"username": "first", "password": PASSWORD})
    with time_machine.travel(NOW, tick=False):
        yield client


@pytest.fixture
def overview(newcomer):
    """The first page of the programme that they created."""
    page = newcomer.open(newcomer.get("/"), "Create a programme")
    said = {"name": "Shared waste", "manages": "yes", "job_title": "Head of Waste"}
    return newcomer.fill_in(page, **said)


def begin(newcomer, overview):
    """Partner, body and meeting, each from the list of first steps."""
    home = overview.request["PATH_INFO"]
    step = lambda text, **said: newcomer.fill_in(  # noqa: E731
        newcomer.open(newcomer.get(home), text), **said
    )
    step("Add a partner", name="First Council")
    law = {"nation": "ENG", "regime": "council", "clear_days": "5"}
    step("Add a body", name="Joint committee", kind="joint_committee", is_public="on", **law)
    body = Programme.objects.get().bodies.get()
    step("Add a meeting", body=body.pk, on="8 December 2026")
    step("Define a report", body=body.pk, kind="programme-management", lead_days="5")
    step("Invite by mail", email="jane@council.example", roles=["programme_manager"])
    return home


def bring_risks(newcomer, home):
    """Pastes the rows of a register, and takes them in."""
    page = newcomer.open(newcomer.open(newcomer.get(home), "Risks"), "Import")
    address = newcomer.fill_in(page, cells=CELLS).request["PATH_INFO"]
    for step in ("", "apply"):
        if step:
            version = Import.objects.get().version
            newcomer.post(address, {"step": step, "version": version})
        work_on(Import.objects.get().pk, timezone.now)
    return newcomer.get(address)


def test_the_first_register_and_the_first_draft(newcomer, overview):
    assert words(overview).count("Not done yet") == 6
    home = begin(newcomer, overview)
    assert "2 rows added" in words(bring_risks(newcomer, home))
    assert words(newcomer.get(home)).count("Not done yet") == 1  # nobody has accepted
    Browser().post(path_of(Invitation.objects.get()), joining())
    assert "Not done yet" not in words(newcomer.get(home))
    schedule.raise_due(NOW)
    drawn.draw(Report.objects.get(), NOW)
    reports = newcomer.open(newcomer.get(home), "Reports")
    draft = newcomer.open(reports, "Programme management report")
    assert "A partner leaves" in words(draft) and "Draft" in words(draft)


def joining():
    """What the person who was invited types."""
    said = {"name": "Jane Poole", "job_title": "Programme Manager", "username": "jpoole"}
    return {**said, "password": PASSWORD, "again": PASSWORD}
