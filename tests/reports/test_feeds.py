"""Feeds and calendars that are open to everyone, read by real readers of feeds and calendars."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import feedparser
import pytest
import time_machine
from icalendar import Calendar

from programme import meetings
from programme.models import Body, Meeting
from reports import actions, drawing
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import words
from tests.reports.test_urgency import GIVEN, TOO_LATE

pytestmark = pytest.mark.once

FEED, OF_BODY = "/published/feed.atom", "/published/joint-committee/feed.atom"
CALENDAR = "/published/joint-committee/calendar.ics"


@pytest.fixture(autouse=True)
def spring_2012():
    with time_machine.travel(noon(2012, 3, 29), tick=False):
        yield


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


def feed(client, path):
    """A feed as feedparser reads it, without a complaint."""
    answer = client.get(path)
    assert answer["Content-Type"].startswith("application/atom+xml")
    found = feedparser.parse(answer.content)
    assert (found.bozo, found.version) == (False, "atom10")
    return found


def events(client, path=CALENDAR):
    found = Calendar.from_ical(client.get(path).content).walk("VEVENT")
    return {str(one["UID"]).partition("-")[0]: one for one in found}


@pytest.mark.each
@pytest.mark.parametrize("path", [FEED, OF_BODY])
def test_a_published_paper_stands_in_the_feeds(client, published, path):
    (entry,) = feed(client, path).entries
    assert entry.title == "Programme management report, Joint committee, 4 April 2012"
    assert entry.link.endswith("/published/joint-committee/2012-04-04/programme-management/v1/")
    assert entry.link.startswith("http://") and entry.id == entry.link
    assert entry.updated == "2012-03-26T11:00:00+00:00"
    assert client.get(entry.link.partition("8000")[2]).status_code == 200


@pytest.mark.each
@pytest.mark.parametrize("path", [FEED, OF_BODY])
def test_a_draft_never_does(client, draft, path):
    assert feed(client, path).entries == []


def test_each_version_stands_in_it_newest_first(client, published, publish, correct):
    publish(correct(published, noon(2012, 3, 27), reason="A date"), at=noon(2012, 3, 28))
    newest, first = feed(client, FEED).entries
    assert newest.title.endswith("version 2") and first.title.endswith("4 April 2012")
    assert "Reason for this version: A date" in newest.summary
    assert newest.id != first.id


def test_a_late_one_says_why(client, draft, publish, democratic_services):
    actions.give_urgency(draft, by=democratic_services, at=TOO_LATE, **GIVEN)
    publish(drawing.draw(draft.pk, lambda: TOO_LATE), at=TOO_LATE)
    (entry,) = feed(client, FEED).entries
    assert "Published late. Reason for urgency, given by Chair of the Joint" in entry.summary


def test_what_is_of_another_body_is_not_in_the_feed_of_one(client, published):
    BodyFactory(slug="board")
    assert feed(client, "/published/board/feed.atom").entries == []


@pytest.mark.each
def test_a_body_that_is_not_public_has_neither(client, published):
    Body.objects.update(is_public=False)
    assert feed(client, FEED).entries == []
    for path in OF_BODY, CALENDAR, "/published/nobody/feed.atom", "/published/nobody/calendar.ics":
        assert client.get(path).status_code == 404


def test_the_feed_of_a_paper_whose_meeting_was_moved_says_so(
    client, published, democratic_services
):
    by = {"by": democratic_services, "at": noon(2012, 3, 29)}
    meetings.move_meeting(published.meeting, **by, why="Snow", on=date(2012, 5, 2))
    (entry,) = feed(client, FEED).entries
    assert "4 April 2012 (moved to 2 May 2012)" in entry.title
    assert client.get(entry.link.partition("8000")[2]).status_code == 200
    assert events(client)["meeting"].decoded("DTSTART") == date(2012, 5, 2)


@pytest.mark.each
def test_a_calendar_has_meetings_and_publication_dates(client, meeting):
    found = events(client)
    assert found["meeting"].decoded("DTSTART") == date(2012, 4, 4)
    assert found["papers"].decoded("DTSTART") == date(2012, 3, 27)
    assert str(found["meeting"]["SUMMARY"]) == "Joint committee"
    assert str(found["meeting"]["URL"]).endswith("/published/joint-committee/2012-04-04/")


@pytest.mark.each
def test_a_meeting_with_a_time_is_at_its_moment_in_summer_time(client, meeting):
    Meeting.objects.update(time=time(18, 30), place="Town hall")
    found = events(client)["meeting"]
    at = datetime(2012, 4, 4, 18, 30, tzinfo=ZoneInfo("Europe/London"))
    assert (found.decoded("DTSTART"), str(found["LOCATION"])) == (at, "Town hall")


def test_a_meeting_that_is_called_off_says_so_to_those_who_subscribed(
    client, meeting, democratic_services
):
    at = noon(2012, 3, 29)
    meetings.cancel_meeting(meeting, by=democratic_services, at=at, why="Snow")
    found = events(client)
    assert {str(one["STATUS"]) for one in found.values()} == {"CANCELLED"}
    assert str(found["meeting"]["SUMMARY"]) == "Cancelled: Joint committee"


@pytest.mark.each
def test_no_day_of_officers_is_in_the_calendar_of_everyone(client, meeting):
    Body.objects.update(drafting_days=5, drafting_owner="Head of policy")
    assert "Head of policy" not in client.get(CALENDAR).content.decode()
    assert set(events(client)) == {"meeting", "papers"}


@pytest.mark.each
def test_meetings_of_long_ago_are_left_out(client, body):
    MeetingFactory(body=body, on=date(2011, 3, 1))
    assert events(client) == {}


def test_the_ways_to_them_stand_on_public_pages_and_on_the_bodys(
    client, published, auditor, signed_in
):
    assert FEED in client.get("/published/").content.decode()
    page = client.get("/published/joint-committee/2012-04-04/").content.decode()
    assert OF_BODY in page and CALENDAR in page
    own = f"/programmes/shared-management/bodies/{published.meeting.body_id}/"
    assert "Calendar of its meetings" in words(signed_in(auditor).get(own))
