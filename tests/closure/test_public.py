"""The page of a closed programme that is open to everyone."""

from datetime import date

import pytest
import time_machine

from closure.closing.actions import close_programme, reopen_programme, say_authorised_by
from programme.models import Body
from reports import actions
from tests.factories import PartnerFactory
from tests.reading import links, words
from tests.reports.conftest import *  # noqa: F403  (a published report of the joint committee)

from .conftest import CLOSED, LATER

pytestmark = pytest.mark.django_db
LIST, PAGE = "/closed-programmes/", "/closed-programmes/shared-management/"


@pytest.fixture
def register():
    """No row stands in the way."""
    return []


@pytest.fixture
def close(programme, decide, democratic_services, body):
    """A function that records that the joint committee closed the programme, or reopened it."""
    PartnerFactory(programme=programme, name="Northshire")

    def step(action=close_programme, minute="Minute 12", at=CLOSED, **why):
        on = date(2012, 4, 5) if at == CLOSED else date(2012, 5, 2)
        decision = decide(body, minute=minute, at=at, on=on)
        who = {"by": democratic_services, "at": at}
        if not programme.authorised_by_id:
            say_authorised_by(programme, body=body, **who)
            programme.refresh_from_db()
        action(programme, decision=decision, **who, **why)

    return step


@time_machine.travel(LATER, tick=False)
def test_a_closed_programme_has_a_page_with_what_was_published_and_nothing_else(
    close, published, client, programme, body, define, democratic_services, legal_officer
):
    assert client.get(PAGE).status_code == 404
    assert "No programme is closed at present" in words(client.get(LIST))
    define(body, kind="risk", title="Never published", sections=["changes"])
    close()
    assert LIST in client.get("/published/").content.decode()
    assert PAGE in client.get(LIST).content.decode()
    page = client.get(PAGE)
    shown = words(page)
    for said in (
        "Shared by Northshire",
        "Reported to Joint committee",
        "Closed on 5 April 2012 by Joint committee: Minute 12",
        "Joint committee, meeting on 4 April 2012",
    ):
        assert said in shown
    assert "Never published" not in shown and "To close the programme" not in shown
    address = f"/published/joint-committee/{published.meeting.address}"
    assert f"{address}/programme-management/" in page.content.decode()
    asked = actions.ask_withdrawal(published, by=legal_officer, at=LATER, reason="It named people")
    actions.confirm_withdrawal(asked, by=democratic_services, at=LATER)
    gone = words(client.get(PAGE))
    assert "Programme management report, version 1 was withdrawn" in gone
    assert "No paper of this programme is open here" in gone and "named people" not in gone
    Body.objects.update(is_public=False)
    assert client.get(PAGE).status_code == 404 and PAGE not in client.get(LIST).content.decode()


@time_machine.travel(LATER, tick=False)
def test_the_page_of_one_that_was_reopened_says_so_and_no_list_has_it(
    close, client, signed_in, programme_manager
):
    close()
    closure = "/programmes/shared-management/closure/"
    assert PAGE in signed_in(programme_manager).get(closure).content.decode()
    close(reopen_programme, minute="Minute 14", at=LATER, why="A claim came in")
    shown = words(client.get(PAGE))
    assert "was reopened: it goes on" in shown and "claim came in" not in shown
    assert "Closed on 5 April 2012 by Joint committee: Minute 12" in shown
    assert "Reopened on 2 May 2012 by Joint committee: Minute 14" in shown
    listed = client.get(LIST)
    assert PAGE not in links(listed) and "No programme is closed at present" in words(listed)
    assert PAGE not in signed_in(programme_manager).get(closure).content.decode()
