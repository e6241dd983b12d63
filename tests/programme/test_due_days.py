"""One calendar over all programmes: as a page, and as a file that a real reader of calendars
reads.
"""

from datetime import date

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from programme import meetings
from programme.models import Body, CalendarAddress, Membership
from tests.factories import (
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    ProgrammeFactory,
    UserFactory,
    noon,
)
from tests.reading import words

pytestmark = pytest.mark.once

PAGE, RENEW = "/calendar/", "/calendar/renew/"
DAYS = {"drafting_days": 5, "drafting_owner": "Head of policy"}


@pytest.fixture(autouse=True)
def early_march():
    with time_machine.travel(noon(2012, 3, 12), tick=False):
        yield


@pytest.fixture
def meeting(programme):
    """A meeting on 4 April 2012: papers by 27 March, drafted by 20 March."""
    body = BodyFactory(programme=programme, name="Joint committee", **DAYS)
    return MeetingFactory(body=body, on=date(2012, 4, 4), place="Town hall")


@pytest.fixture
def elsewhere(democratic_services):
    """A meeting of another programme of the same officer."""
    programme = ProgrammeFactory(name="Waste", slug="waste")
    MembershipFactory(programme=programme, user=democratic_services, role="democratic_services")
    body = BodyFactory(programme=programme, name="Waste board", nation="SCT", clear_days=3)
    return MeetingFactory(body=body, on=date(2012, 3, 30))


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


def subscribe(client):
    """The path of the address that the page gives."""
    client.post(RENEW)
    return client.get(PAGE).context["address"].removeprefix("http://127.0.0.1:8000")


def events(client, path):
    """{summary: event} of a calendar, as icalendar reads it."""
    answer = client.get(path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(one["SUMMARY"]): one for one in found}


def test_all_programmes_soonest_first(officer, meeting, elsewhere):
    page = officer.get(PAGE)
    (table,) = page.context["tables"]
    listed = [(row[0], row[1], row[3]) for row in table.rows]
    assert listed == [
        ("Tue 20 March 2012", "Drafting", "Shared management"),
        ("Mon 26 March 2012", "Latest publication date", "Waste"),
        ("Tue 27 March 2012", "Latest publication date", "Shared management"),
        ("Fri 30 March 2012", "Meeting", "Waste"),
        ("Wed 4 April 2012", "Meeting", "Shared management"),
    ]
    assert "Head of policy" in words(page)


def test_what_is_missed_stays_and_is_counted(officer, meeting):
    with time_machine.travel(noon(2012, 3, 23), tick=False):
        page = words(officer.get(PAGE))
    assert "1 is missed or will be" in page and "Missed 3 days ago" in page


@pytest.mark.each
def test_the_latest_day_is_told_once_where_the_step_says_whose_it_is(officer, meeting):
    Body.objects.update(publication_days=0, publication_owner="Clerk")
    page = words(officer.get(PAGE))
    assert "Tue 27 March 2012 Publication" in page and "Latest publication date" not in page


@pytest.mark.parametrize("gone", ["cancel", "postpone"])
def test_a_meeting_that_is_called_off_asks_for_nothing(officer, meeting, democratic_services, gone):
    step = getattr(meetings, f"{gone}_meeting")
    step(meeting, by=democratic_services, at=noon(2012, 3, 1), why="Snow")
    assert "Nothing is due" in words(officer.get(PAGE))


@pytest.mark.each
def test_programmes_of_others_are_not_in_it(outsider, signed_in, meeting):
    assert "Joint committee" not in words(signed_in(outsider).get(PAGE))


def test_a_committee_member_sees_the_meetings_and_nothing_of_the_days_of_officers(
    committee_member, signed_in, meeting
):
    client = signed_in(committee_member)
    page = words(client.get(PAGE))
    assert "4 April 2012 Meeting" in page and "Drafting" not in page and "Latest pub" not in page
    assert set(events(client, subscribe(client))) == {f"Meeting: {meeting}"}


@pytest.mark.each
def test_who_sits_on_one_body_sees_no_meeting_of_another(signed_in, meeting):
    programme, member = meeting.body.programme, UserFactory()
    body = BodyFactory(programme=programme)
    MembershipFactory(programme=programme, user=member, role="committee_member", body=body)
    assert "Nothing is due" in words(signed_in(member).get(PAGE))


def test_it_is_reached_from_the_meetings_the_account_and_home(officer, elsewhere, meeting):
    for page in "/programmes/shared-management/meetings/", "/account/", "/":
        assert f'href="{PAGE}"' in officer.get(page).content.decode()


def test_more_meetings_cost_no_more_queries(officer, meeting, django_assert_max_num_queries):
    with CaptureQueriesContext(connection) as once:
        officer.get(PAGE)
    MeetingFactory(body=meeting.body, on=date(2012, 5, 2))
    other = BodyFactory(programme=meeting.body.programme, **DAYS)
    MeetingFactory(body=other, on=date(2012, 5, 3))
    with django_assert_max_num_queries(len(once)):
        officer.get(PAGE)


# --- The subscription


def test_an_address_is_asked_for_and_read_by_a_calendar_without_signing_in(
    officer, meeting, elsewhere, client
):
    assert officer.get(PAGE).context["address"] == ""
    found = events(client, subscribe(officer))
    drafting = found["Drafting: Joint committee on 4 April 2012"]
    assert drafting.decoded("DTSTART") == date(2012, 3, 20)
    assert "Owner: Head of policy" in str(drafting["DESCRIPTION"])
    assert str(drafting["URL"]).endswith(f"/programmes/shared-management/meetings/{meeting.pk}/")
    assert found["Meeting: Waste board on 30 March 2012"].decoded("DTSTART") == date(2012, 3, 30)
    assert len({str(one["UID"]) for one in found.values()}) == len(found) == 5


def test_a_meeting_that_is_moved_keeps_its_entries(officer, meeting, democratic_services, client):
    path = subscribe(officer)
    before = {str(one["UID"]): one for one in events(client, path).values()}
    by = {"by": democratic_services, "at": noon(2012, 3, 1)}
    meetings.move_meeting(meeting, **by, why="Snow", on=date(2012, 5, 2))
    after = {str(one["UID"]): one for one in events(client, path).values()}
    assert set(after) == set(before)
    uid = next(one for one in after if "meeting" in one)
    assert after[uid].decoded("DTSTART") == date(2012, 5, 2)
    assert after[uid]["SEQUENCE"] > before[uid]["SEQUENCE"]


def test_a_renewed_address_makes_the_old_one_stale_in_plain_words(officer, meeting, client):
    old = subscribe(officer)
    page = words(officer.post(RENEW, follow=True))
    assert "The address is renewed. The one before opens nothing any more." in page
    answer = client.get(old)
    assert answer.status_code == 410
    assert "It was renewed. Sign in, open the calendar of deadlines" in words(answer)
    assert "Joint committee" not in words(answer)
    new = officer.get(PAGE).context["address"].removeprefix("http://127.0.0.1:8000")
    assert new != old and len(events(client, new)) == 3
    assert [one.number for one in CalendarAddress.objects.all()] == [1, 2]


@pytest.mark.parametrize("token", ["1.1.x", "nonsense", "1.1", "..", "9.9.9.9", "ä.1.1"])
@pytest.mark.each
def test_an_address_that_nobody_was_given_is_not_found(client, token, db):
    assert client.get(f"/calendar/{token}.ics").status_code == 404


def test_a_number_that_is_written_over_is_not_found(officer, client, meeting):
    path = subscribe(officer)
    user, number, signature = path.removeprefix(PAGE).removesuffix(".ics").split(".")
    other = UserFactory()
    for forged in f"{other.pk}.{number}.{signature}", f"{user}.2.{signature}":
        assert client.get(f"{PAGE}{forged}.ics").status_code == 404


def test_the_calendar_of_a_closed_account_opens_no_more(
    officer, meeting, client, democratic_services
):
    path = subscribe(officer)
    democratic_services.is_active = False
    democratic_services.save()
    answer = client.get(path)
    assert answer.status_code == 410 and "account that it belonged to is closed" in words(answer)


@pytest.mark.each
def test_a_role_that_ended_takes_its_programme_out(
    officer, meeting, elsewhere, client, administrator
):
    path = subscribe(officer)
    held = Membership.objects.filter(programme=meeting.body.programme, role="democratic_services")
    held.update(ended_at=noon(2012, 2, 1), ended_by=administrator)
    assert {str(one) for one in events(client, path)} == {
        "Latest publication date: Waste board on 30 March 2012",
        "Meeting: Waste board on 30 March 2012",
    }


def test_the_address_is_got_by_a_button_alone(officer, client):
    assert officer.get(RENEW).status_code == 405
    assert client.post(RENEW).url.startswith("/account/sign-in/")
    assert not CalendarAddress.objects.exists()
