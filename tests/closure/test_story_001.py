"""The demo of document 001 is carried on from its review to its closing, through pages alone."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from programme.models import Body, Meeting, User
from reports.models import Report
from tests.reading import links, sent, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "support-services-review"
AFTER_SCRUTINY = datetime(2008, 10, 13, 10, tzinfo=UTC)
AFTER_CABINET = datetime(2008, 10, 30, 10, tzinfo=UTC)


@pytest.fixture
def page(demo):
    return lambda name, *args: reverse(name, args=[PROGRAMME, *args])


@pytest.fixture
def press(demo, signed_in, page):
    """A function by which somebody fills in a form and sends it."""

    def step(username, url, **typed):
        client = signed_in(User.objects.get(username=username))
        return client.post(url, {**sent(client.get(url)), **typed}, follow=True)

    return step


def _link(response, *parts):
    """The one address of a page that has these parts."""
    found = {url for url in links(response) if all(one in url for one in parts)}
    assert len(found) == 1, (parts, found, links(response))
    return found.pop()


def test_a_review_of_the_closure_document_has_the_key_documents_that_it_names(press, page):
    with time_machine.travel(AFTER_SCRUTINY, tick=False):
        body = Body.objects.get(name="Audit, Governance and Improvement Review Committee")
        report = Report.objects.get(definition__kind="closure").pk
        review = press("scrutiny", page("closure:open_review"), report=report, body=body.pk)
        assert "Key document" in words(review)
        asks, sees = (
            next(url for url in links(review) if step in url and "achievement-documents" in url)
            for step in ("/ask/", "/evidence/")
        )
        assert any("/documents/" in url and "at=2008" in url for url in links(review))
        seen = press("scrutiny", sees, what="The agreement as signed")
        assert "is marked as seen" in words(seen)
        officer = User.objects.get(username="manager").pk
        asked = press(
            "scrutiny", asks, text="Who signed it?", asked_of=officer, due_on="20/10/2008"
        )
        assert "is sent to" in words(asked)


def test_from_the_finding_of_scrutiny_to_the_closing_by_cabinet(press, page, signed_in):
    body = {one.name: one for one in Body.objects.filter(programme__slug=PROGRAMME)}
    monitor = body["Audit, Governance and Improvement Review Committee"].pk
    finance = User.objects.get(username="finance").pk
    look = signed_in(User.objects.get(username="scrutiny"))
    with time_machine.travel(AFTER_SCRUTINY, tick=False):
        review = next(url for url in links(look.get(page("closure:reviews"))) if url[-2].isdigit())
        found = {"verdict": "recommend", "words": "The review did what it set out to do."}
        found |= {"recommended": "To report on the follow-on actions every half year."}
        given = press("scrutiny", f"{review}finding/", **found)
        assert "The finding is given" in words(given)
        manager = signed_in(User.objects.get(username="manager"))
        assert "to be settled, or closing is refused" in words(
            manager.get(page("closure:readiness"))
        )
        every = _link(manager.get(page("closure:custody")), "/offer/", "row=each")
        said = {"plan": "Departmental service plan", "why": "The review ends"}
        said |= {"to": finance, "monitored_by": monitor}
        assert "offered to" in words(press("manager", every, **said))
        answer = page("closure:answer")
        offered = signed_in(User.objects.get(username="finance")).get(answer)
        keys = offered.context["form"]["rows"].value()
        taken = press("finance", answer, rows=keys, answer="accept", words="")
        assert f"You accepted {len(keys)} rows" in words(taken)
        left = manager.get(page("closure:custody"))
        assert "0 of them in nobody's hands" in words(left)
        when = {"body": body["Cabinet"].pk, "on": "28 October 2008", "time": "2pm"}
        meeting = press("democratic", page("meeting_add"), **when, place="Town hall")
        assert "28 October 2008" in words(meeting)
        what = {"body": body["Cabinet"].pk, "kind": "cover", "title": "Closure of the review"}
        press("democratic", page("reports:define"), **what, lead_days="5")
        held = page("meeting", Meeting.objects.get(body=body["Cabinet"], on="2008-10-28").pk)
        start = _link(manager.get(page("reports:list")), "/start/")
        paper = press("manager", start)
        asked = _link(manager.get(_link(paper, "/recommended/")), "/recommendations/add/")
        press("manager", asked, text="To close the Support Services Review.")
    with time_machine.travel(AFTER_CABINET, tick=False):
        officer = signed_in(User.objects.get(username="democratic"))
        paper = officer.get(next(one for one in links(officer.get(held)) if "/papers/" in one))
        decide = _link(officer.get(_link(paper, "/decisions/")), "/decision/")
        decided = press("democratic", decide, outcome="agreed", minute="Minute 61")
        assert "Agreed, Minute 61" in words(decided)
        closing = _link(officer.get(page("closure:closure")), "/closure/close/")
        form = officer.get(closing)
        [(decision, _)] = [one for one in form.context["form"].fields["decision"].choices if one[0]]
        closed = press("democratic", closing, decision=decision)
        assert "Closed on 28 October 2008 by Cabinet" in words(closed)
