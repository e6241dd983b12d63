"""A programme that was closed goes on through its pages: custody, its report, people."""

import hashlib
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from closure.archive import records
from closure.closing.actions import close_programme, reopen_programme, say_authorised_by
from closure.custody.actions import answer_rows, offer_rows, post_progress
from closure.custody.reminders import morning, waits_for
from closure.custody.reporting import CustodySection
from closure.models import OfferedRow, Progress
from programme.formats import DISPOSED, day
from programme.models import Membership, Programme
from reports import schedule
from reports.models import Report
from tests.factories import MeetingFactory, UserFactory, as_now, noon
from tests.papers.clearing import draw
from tests.reading import links, sent, words

from .conftest import ANSWERED, CLOSED, LATER, OFFERED
from .disposing import dispose

pytestmark = pytest.mark.django_db
DRAWN, AUTUMN, WINTER = noon(2012, 6, 20), noon(2012, 8, 28), noon(2012, 10, 30)


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
    closed, body, press, partner_director, democratic_services, signed_in, client
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
    first = report.definition
    for one in OfferedRow.objects.all():
        said = {"as_at": DRAWN.date(), "words": "It is done", "done": True}
        post_progress(one, by=partner_director, at=DRAWN, **said)
    MeetingFactory(body=body, on=date(2012, 9, 5), created_at=DRAWN)
    MeetingFactory(body=body, on=date(2012, 11, 7), created_at=DRAWN)
    with time_machine.travel(AUTUMN, tick=False):
        [report] = schedule.raise_due(AUTUMN)  # it has yet to say that all are done
        draw(report, AUTUMN)
        press(democratic_services, "reports:publish", report.pk)
    with time_machine.travel(WINTER, tick=False):
        assert schedule.raise_due(WINTER) == []
        listed = signed_in(democratic_services).get(reverse("reports:list", args=[closed.slug]))
        assert "No more: the last one said that all is done" in words(listed)
        ended = press(democratic_services, "reports:end_definition", first.pk, why="Done")
        assert "ended" in words(ended)


@pytest.mark.once
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


def test_records_of_custody_are_disposed_of_and_their_pages_say_so(
    closed, press, partner_director, programme_manager, signed_in, client
):
    row = OfferedRow.objects.get(reference="R1")
    told = {"as_at": LATER.date(), "words": "A new partner joined"}
    with time_machine.travel(LATER, tick=False):
        post_progress(row, by=partner_director, at=LATER, **told)
    with pytest.raises(DatabaseError), transaction.atomic():
        Progress.objects.update(words="Another")
    sha256 = hashlib.sha256(records.written(row.offer)).hexdigest()
    removal = dispose(closed, "custody", counted_from="recorded")
    assert removal.rows.get(table_name="closure_offer").sha256 == sha256
    assert removal.rows.count() == 5  # an offer, three answers, what was told
    reader = signed_in(programme_manager)
    page = reader.get(reverse("closure:row", args=[closed.slug, row.pk]))
    for one in ("Disposed of. Certificate", "New owner Disposed of", "Accepted"):
        assert one in words(page), one
    assert f"/programmes/{closed.slug}/closure/retention/{removal.pk}/" in links(page)
    told = {"as_at": day(timezone.localdate()), "words": "It went on"}  # it is still told
    page = press(partner_director, "closure:progress", row.pk, **told)
    assert "R1: position as at" in words(page)
    section = CustodySection()
    [first, *_] = section.rows(as_now(closed))
    assert (first["owner"], first["plan"], first["told"]) == (DISPOSED, DISPOSED, "It went on")
    removal = dispose(closed, "custody")
    certificate = f"/programmes/{closed.slug}/closure/retention/{removal.pk}/"
    assert Progress.objects.exclude(words=DISPOSED).count() == 0
    assert section.rows(as_now(closed)) == []
    assert "disposed of" in section.extra([], as_now(closed))["empty"]
    for name, *args in (("custody",), ("row", row.pk), ("answer",), ("progress", row.pk)):
        url = reverse(f"closure:{name}", args=[closed.slug, *args])
        gone = signed_in(partner_director).get(url)
        assert gone.status_code == 410 and certificate in gone.content.decode(), name
    assert certificate in links(reader.get(reverse("closure:closure", args=[closed.slug])))
    assert waits_for(partner_director, [closed], LATER.date()) == []
    assert list(morning(closed, LATER.date())) == []
    for page in ("closure/readiness/", "risks/R1/", "closure/retention/", ""):
        assert reader.get(f"/programmes/{closed.slug}/{page}").status_code == 200, page
    with pytest.raises(ValidationError, match="records of custody were disposed of"):
        post_progress(row, by=partner_director, at=LATER, as_at=LATER.date(), words="More")
    with pytest.raises(ValidationError, match="custody were disposed of: it stays closed"):
        reopen_programme(closed, decision=None, why="A claim", by=programme_manager, at=LATER)
