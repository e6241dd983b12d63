"""A programme that was closed goes on through its pages: custody, its report, people."""

import pytest
import time_machine
from django.urls import reverse

from closure.closing.actions import close_programme, say_authorised_by
from closure.custody.actions import answer_rows, offer_rows
from closure.models import OfferedRow
from programme.models import Membership, Programme
from reports import schedule
from reports.models import Report
from tests.factories import UserFactory, noon
from tests.papers.clearing import draw
from tests.reading import sent, words

from .conftest import ANSWERED, CLOSED, LATER, OFFERED

pytestmark = pytest.mark.django_db
DRAWN = noon(2012, 6, 20)


@pytest.fixture
def closed(programme, rows, body, decide, programme_manager, partner_director, democratic_services):
    """The programme, closed with every open row in the partner director's hands."""
    said = {"plan": "Improvement plan", "monitored_by": body, "why": "They go on"}
    who = {"by": programme_manager, "at": OFFERED}
    offer_rows(programme, rows=rows, to=partner_director, **said, **who)
    answer_rows(programme, by=partner_director, at=ANSWERED, rows=rows, accepted=True)
    who = {"by": democratic_services, "at": CLOSED}
    say_authorised_by(programme, body=body, **who)
    close_programme(programme, decision=decide(body), **who)
    return Programme.objects.get(pk=programme.pk)


@pytest.fixture
def press(closed, signed_in):
    """A function that sends the form of a page, filled in as it is shown but for what is typed."""

    def step(somebody, name, *args, **typed):
        url, client = reverse(name, args=[closed.slug, *args]), signed_in(somebody)
        return client.post(url, {**sent(client.get(url)), **typed}, follow=True)

    return step


def test_what_comes_of_a_closed_programme_is_told_reported_and_published(
    closed, body, press, partner_director, democratic_services, programme_manager, client
):
    row = OfferedRow.objects.get(reference="R1")
    with time_machine.travel(LATER, tick=False):
        told = {"as_at": "6 May 2012", "words": "A new partner joined"}
        assert "R1: position as at 6 May 2012." in words(
            press(partner_director, "closure:progress", row.pk, **told)
        )
        what = {"body": body.pk, "kind": "follow-on", "title": "Follow-on report", "lead_days": 5}
        assert "Follow-on report" in words(press(democratic_services, "reports:define", **what))
        when = {"body": body.pk, "on": "4 July 2012", "time": "2pm", "place": "Town hall"}
        assert "4 July 2012" in words(press(democratic_services, "meeting_add", **when))
    with time_machine.travel(DRAWN, tick=False):
        [report] = schedule.raise_due(DRAWN)
        report = draw(report, DRAWN)
        press(democratic_services, "reports:publish", report.pk)
        report = Report.objects.get(pk=report.pk)
        assert report.state == "published"
        [section] = [one for one in report.content["sections"] if one["key"] == "custody"]
        assert [one["told"] for one in section["rows"]] == ["A new partner joined", "", ""]
        assert section["notes"][0] == "Closed on 4 April 2012 by Executive: Agreed, Minute 12."
        address = f"/published/{body.slug}/2012-07-04/follow-on/"
        assert "A new partner joined" in words(client.get(address))
        ended = press(
            democratic_services, "reports:end_definition", report.definition_id, why="Done"
        )
        assert "ended" in words(ended)


def test_people_of_a_closed_programme_come_and_go(closed, press, administrator, signed_in):
    """A new owner who leaves has their rows offered to somebody else."""
    somebody = UserFactory(username="new_owner", job_title="Director of Housing")
    given = {"user": somebody.username, "username": somebody.username, "role": "workstream_lead"}
    press(administrator, "role_give", **given)
    held = Membership.objects.get(user=somebody, programme=closed)
    assert (
        signed_in(somebody).get(reverse("closure:custody", args=[closed.slug])).status_code == 200
    )
    press(administrator, "role_end", held.pk, why="They moved on")
    assert Membership.objects.get(pk=held.pk).ended_at
