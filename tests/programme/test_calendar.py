"""Bodies, meetings and closed days: the clock of each meeting, and what the forms refuse."""

from datetime import date

import pytest
import time_machine

from programme.models import AuditEvent, Body, ClosedDay, Meeting
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import errors, typed, words

pytestmark = pytest.mark.once

MEETINGS = "/programmes/shared-management/meetings/"


@pytest.fixture(autouse=True)
def autumn_2010():
    with time_machine.travel(noon(2010, 12, 1), tick=False):
        yield


@pytest.fixture
def body(programme):
    return BodyFactory(programme=programme, name="Joint committee", slug="joint-committee")


@pytest.fixture
def officer(democratic_services, signed_in):
    """The democratic services officer's browser."""
    return signed_in(democratic_services)


def add_meeting(client, body, on="17 December 2010", **more):
    return client.post(f"{MEETINGS}add/", {"body": body.pk, "on": on, **more})


def test_a_meeting_is_added_and_its_publication_date_is_said(officer, body):
    page = officer.post(f"{MEETINGS}add/", {"body": body.pk, "on": "17 December 2010"}, follow=True)
    assert "Meeting on 17 December 2010 saved. Publish by 9 December 2010." in words(page)
    assert AuditEvent.objects.get().verb == "added the meeting"


def test_the_calendar_says_how_long_is_left(officer, body):
    add_meeting(officer, body, place="Town hall")
    assert "17 December 2010 9 December 2010 6 working days Town hall" in words(
        officer.get(MEETINGS)
    )


def test_a_meeting_explains_every_day_that_did_not_count(officer, body):
    add_meeting(officer, body)
    page = words(officer.get(f"{MEETINGS}{Meeting.objects.get().pk}/"))
    assert "Saturday 11 December 2010 No Saturday" in page
    assert "Friday 10 December 2010 Yes Clear day 5 of 5" in page
    assert "Thursday 9 December 2010 No Latest day of publication" in page


def test_a_closed_day_moves_the_publication_date(officer, body):
    add_meeting(officer, body)
    officer.post(
        f"{MEETINGS}closed-days/add/",
        {"whose": f"body-{body.pk}", "on": "14 December 2010", "reason": "Move"},
    )
    page = words(officer.get(f"{MEETINGS}{Meeting.objects.get().pk}/"))
    assert (
        "Tuesday 14 December 2010 No Move" in page
        and "Wednesday 8 December 2010 No Latest day of publication" in page
    )


@pytest.mark.parametrize(
    ("on", "message"),
    [
        ("30 November 2010", "The meeting cannot be in the past."),
        ("31 February 2011", "31 February 2011 does not exist in the calendar."),
        ("soon", "Enter a date with day, month and year"),
        ("17 December 20100", "Enter a date"),
        ("", "Enter a date, for example 27 March 2007."),
    ],
)
def test_a_day_that_is_no_day_for_a_meeting_is_refused_and_kept(officer, body, on, message):
    page = add_meeting(officer, body, on, place="Town hall")
    assert message in errors(page)["on"]
    assert (typed(page, "on"), typed(page, "place")) == (on, "Town hall")
    assert not Meeting.objects.exists()


def test_a_body_meets_once_a_day(officer, body):
    add_meeting(officer, body)
    assert errors(add_meeting(officer, body))
    assert Meeting.objects.count() == 1


@pytest.mark.each
def test_a_body_of_another_programme_is_not_offered(officer, body):
    assert set(errors(add_meeting(officer, BodyFactory()))) == {"body"}


def test_a_meeting_is_cancelled_for_a_reason(officer, body):
    add_meeting(officer, body)
    meeting = Meeting.objects.get()
    assert set(errors(officer.post(f"{MEETINGS}{meeting.pk}/cancel/", {"why": ""}))) == {"why"}
    officer.post(f"{MEETINGS}{meeting.pk}/cancel/", {"why": "Snow"})
    assert "Cancelled" in words(officer.get(MEETINGS))
    assert AuditEvent.objects.first().reason == "Snow"


def test_a_meeting_is_cancelled_once(officer, body):
    meeting = MeetingFactory(body=body, on=date(2010, 12, 17), cancelled_at=noon(2010, 11, 1))
    assert (
        "cancelled already"
        in errors(officer.post(f"{MEETINGS}{meeting.pk}/cancel/", {"why": "Snow"}))["__all__"]
    )


def test_a_meeting_that_is_over_is_not_postponed(officer, body):
    meeting = MeetingFactory(body=body, on=date(2010, 11, 30))
    refused = errors(officer.post(f"{MEETINGS}{meeting.pk}/postpone/", {"why": "Snow"}))
    assert "is over" in refused["__all__"]


def add_body(client, **values):
    usual = {
        "name": "Overview and Scrutiny",
        "kind": "scrutiny",
        "clear_days": "5",
        "nation": "ENG",
        "regime": "council",
        "is_public": "on",
    }
    return client.post(f"{MEETINGS}bodies/add/", {**usual, **values})


def test_a_body_is_added_with_an_address_of_its_own(officer):
    add_body(officer)
    assert Body.objects.get().slug == "overview-and-scrutiny"


def test_a_body_of_the_same_name_elsewhere_gets_another_address(officer, programme):
    BodyFactory(slug="overview-and-scrutiny")
    add_body(officer)
    assert programme.bodies.get().slug == "shared-management-overview-and-scrutiny"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("clear_days", "4"),
        ("nation", "FRA"),
        ("regime", ""),
        ("kind", "x"),
        ("name", ""),
        ("name", "\u202ex"),
        ("name", "…"),
    ],
)
def test_a_body_that_will_not_do_is_refused(officer, field, value):
    assert set(errors(add_body(officer, **{field: value}))) == {field}


def test_a_body_is_added_once(officer):
    add_body(officer)
    assert errors(add_body(officer))
    assert Body.objects.count() == 1


@pytest.mark.parametrize(("on", "reason"), [("30 November 2010", "Move"), ("14 December 2010", "")])
def test_a_closed_day_lies_ahead_and_has_a_reason(officer, body, on, reason):
    assert errors(
        officer.post(
            f"{MEETINGS}closed-days/add/", {"whose": f"body-{body.pk}", "on": on, "reason": reason}
        )
    )
    assert not ClosedDay.objects.exists()


@pytest.mark.each
def test_an_empty_calendar_says_what_to_do_first(officer):
    assert "Add the committee or board that this programme reports to." in words(
        officer.get(MEETINGS)
    )
