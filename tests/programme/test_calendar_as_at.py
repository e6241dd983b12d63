"""The calendar, the people and what each body gets as they stood at a past moment."""

from datetime import date

import pytest
import time_machine

from programme import actions, closed_days, meetings
from programme.authorization import Role
from programme.models import Body
from reports.actions import change_definition, define_report, end_definition
from tests.factories import BodyFactory, PartnerFactory, UserFactory, noon
from tests.reading import sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
ENTERED, CHANGED, TODAY = noon(2010, 11, 10), noon(2010, 11, 20), noon(2010, 12, 1)
BEFORE, BETWEEN = "?at=2010-11-09", "?at=2010-11-15"


@pytest.fixture(autouse=True)
def autumn_2010():
    with time_machine.travel(TODAY, tick=False):
        yield


@pytest.fixture
def body(programme):
    named = {"name": "Joint committee", "slug": "joint-committee"}
    return BodyFactory(programme=programme, created_at=noon(2010, 11, 1), **named)


@pytest.fixture
def who(democratic_services):
    return {"by": democratic_services}


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def meeting(programme, body, who):
    """Entered on 10 November for 17 December; moved on the 20th to 12 January."""
    entered = {"programme": programme, "body": body, "on": date(2010, 12, 17), "at": ENTERED}
    meeting = meetings.add_meeting(**entered, **who)
    return meetings.move_meeting(meeting, on=date(2011, 1, 12), why="Snow", at=CHANGED, **who)


@pytest.mark.each
def test_a_meeting_is_not_there_before_it_was_entered(officer, meeting):
    for page in "", "meetings/", "reports/":
        assert "17 December 2010" not in words(officer.get(f"{HOME}{page}{BEFORE}"))
        assert "12 January 2011" not in words(officer.get(f"{HOME}{page}{BEFORE}"))
    assert officer.get(f"{HOME}meetings/{meeting.pk}/{BEFORE}").status_code == 404


def test_a_meeting_has_the_date_that_it_had(officer, meeting):
    for page in "", "meetings/", "reports/", f"meetings/{meeting.pk}/":
        then, now = (words(officer.get(f"{HOME}{page}{at}")) for at in (BETWEEN, ""))
        assert "17 December 2010" in then and "12 January 2011" not in then
        assert "12 January 2011" in now


def test_a_cancelled_meeting_stood_before(officer, meeting, who):
    meetings.cancel_meeting(meeting, why="Nothing to decide", at=TODAY, **who)
    assert "Cancelled" in words(officer.get(f"{HOME}meetings/"))
    assert "Cancelled" not in words(officer.get(f"{HOME}meetings/{BETWEEN}"))
    assert len(officer.get(f"{HOME}{BETWEEN}").context["clock"]) == 1


def test_a_closed_day_counts_from_when_it_was_entered_until_it_was_undone(
    officer, programme, body, meeting, who
):
    day = {"programme": programme, "body": body, "on": date(2010, 12, 14), "reason": "Move"}
    closed = closed_days.add_closed_day(**day, at=noon(2010, 11, 12), **who)
    closed_days.undo_closed_day(closed, why="Wrong year", at=CHANGED, **who)
    for at, publish_by in (("10", "9 December"), ("15", "8 December")):
        page = words(officer.get(f"{HOME}meetings/?at=2010-11-{at}"))
        assert f"17 December 2010 {publish_by} 2010" in page
    days = f"{HOME}meetings/closed-days/"
    assert "No closed day yet." in words(officer.get(f"{days}{BEFORE}"))
    standing = words(officer.get(f"{days}{BETWEEN}"))
    assert "14 December 2010 Joint committee Move" in standing and "Undone" not in standing
    assert "Wrong year" in words(officer.get(days))


@pytest.mark.each
def test_a_role_is_there_from_when_it_was_given_until_it_ended(programme, administrator, signed_in):
    admin, by = signed_in(administrator), {"by": administrator}
    UserFactory(username="newcomer", job_title="Head of digital")
    held = actions.give_role(
        programme=programme, username="newcomer", role=Role.AUDITOR, at=ENTERED, **by
    )
    actions.end_role(held, why="Left", at=CHANGED, **by)
    pages = [words(admin.get(f"{HOME}people/{at}")) for at in (BEFORE, BETWEEN, "")]
    assert ["newcomer" in page for page in pages] == [False, True, False]


@pytest.fixture
def definition(programme, body, who):
    """Defined on 10 November, renamed on the 20th."""
    values = {"sections": ["risks"], "lead_days": 5}
    made = define_report(
        programme=programme, body=body, kind="risk", title="Risks", at=ENTERED, **values, **who
    )
    return change_definition(made, title="Risk report", at=CHANGED, **values, **who)


def test_a_definition_is_the_one_of_that_moment(officer, definition, meeting):
    assert "No report is defined yet." in words(officer.get(f"{HOME}reports/{BEFORE}"))
    for page in "reports/", f"meetings/{meeting.pk}/":
        assert "Risk report" not in words(officer.get(f"{HOME}{page}{BETWEEN}"))
        assert "Risks" in words(officer.get(f"{HOME}{page}{BETWEEN}"))
        assert "Risk report" in words(officer.get(f"{HOME}{page}"))


@pytest.mark.each
def test_a_definition_that_ended_stood_before_and_one_that_began_again_too(
    officer, programme, body, definition, who
):
    end_definition(definition, why="Not wanted", at=noon(2010, 11, 25), **who)
    again = {"kind": "risk", "title": "Risks anew", "sections": ["risks"], "lead_days": 5}
    define_report(programme=programme, body=body, **again, at=noon(2010, 11, 28), **who)
    found = [
        words(officer.get(f"{HOME}reports/?at=2010-11-{day}")) for day in ("15", "22", "26", "29")
    ]
    titles = ["Risks", "Risk report", "No report is defined yet.", "Risks anew"]
    assert all(title in page for title, page in zip(titles, found, strict=True))


def test_what_only_another_one_changed_in_a_definition_is_merged(officer, definition):
    url = f"{HOME}reports/definitions/{definition.pk}/"
    old = {**sent(officer.get(url)), "version": 1, "title": "Risks", "lead_days": "7"}
    page = officer.post(url, old)
    fates = {one["name"]: one["fate"] for one in page.context["merged"]}
    assert fates == {"title": "theirs", "lead_days": "yours"} and not page.context["asked"]


@pytest.mark.parametrize("page", ["", "meetings/", "meetings/closed-days/", "people/", "reports/"])
def test_a_moment_in_the_future_is_refused(officer, body, page):
    for at in "2010-12-02", "2010-12-01T23:30-04:00":
        assert "2 December 2010 is in the future." in words(officer.get(f"{HOME}{page}?at={at}"))


def test_later_today_is_in_the_future_and_today_is_not(officer, body):
    refused = "1 December 2010 at 11.30pm is in the future."
    assert refused in words(officer.get(f"{HOME}?at=2010-12-01T23:30"))
    for at in "2010-12-01", "2010-12-01T11:30":
        assert "is in the future" not in words(officer.get(f"{HOME}?at={at}"))


@pytest.mark.each
def test_a_meeting_was_reckoned_by_the_host_of_then(officer, programme, body, who):
    closed = PartnerFactory(programme=programme, name="First Council")
    day = {"programme": programme, "host": closed, "on": date(2010, 12, 14), "reason": "Move"}
    closed_days.set_host(body, host=closed, at=noon(2010, 11, 2), **who)
    closed_days.add_closed_day(**day, at=noon(2010, 11, 2), **who)
    meeting = meetings.add_meeting(
        programme=programme, body=body, on=date(2010, 12, 17), at=ENTERED, **who
    )
    closed_days.set_host(Body.objects.get(), host=None, at=CHANGED, **who)
    for page in "meetings/", f"meetings/{meeting.pk}/":
        then, now = (words(officer.get(f"{HOME}{page}{at}")) for at in (BETWEEN, ""))
        assert "8 December 2010" in then and "by 8 December 2010" not in now
        assert "9 December 2010" in now
