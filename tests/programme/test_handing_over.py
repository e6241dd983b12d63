"""What passes to the successor of a body, or of a council at which bodies meet."""

from datetime import date

import pytest
import time_machine

from programme import closed_days, lifecycle, meetings, reorganisation
from programme.authorization import Role
from programme.models import Body, ClosedDay, Meeting, Membership
from reports.actions import define_report
from reports.models import ReportDefinition
from tests.factories import (
    MARCH_2012,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    PartnerFactory,
    noon,
)
from tests.reading import errors, links, sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
VESTING = date(2012, 3, 9)


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def who(programme, programme_manager):
    MembershipFactory(programme=programme, user=programme_manager, role=Role.DEMOCRATIC_SERVICES)
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def councils(programme):
    return [PartnerFactory(programme=programme, name=name) for name in ("First", "Unity")]


@pytest.fixture
def bodies(programme, councils):
    """A committee that meets at the first council, and the one that takes its place."""
    named = [("Joint", councils[0]), ("New", None)]
    return [BodyFactory(programme=programme, name=name, host=host) for name, host in named]


@pytest.fixture
def order(programme, councils, bodies, who):
    """The first council becomes the other, its committee the new one."""
    title = "Structural Changes Order"
    dated = {"made_on": date(2011, 3, 1), "vesting_on": VESTING}
    order = reorganisation.add_order(programme=programme, title=title, **dated, **who)
    way = {"partners": {councils[0]: councils[1]}, "bodies": {bodies[0]: bodies[1]}}
    return reorganisation.set_successors(order, **way, **who)


def confirm(browser, order):
    address = f"{HOME}reorganisation/{order.pk}/confirm/"
    page = browser.get(address)
    return page, browser.post(address, sent(page))


@pytest.fixture
def close(programme, who):
    def enter(on, **whose):
        day = {"programme": programme, "on": on, "reason": "Moving day"}
        return closed_days.add_closed_day(**day, **whose, **who)

    return enter


def test_closed_days_of_a_host_are_its_successors(manager, programme, order, councils, close):
    board = BodyFactory(programme=programme, name="Board", host=councils[0])
    meeting = MeetingFactory(body=board, on=date(2012, 4, 4))
    close(date(2012, 3, 29), host=councils[0])
    before = meeting.reckoning().publish_by
    page, _ = confirm(manager, order)
    assert "29 March 2012, Moving day (all bodies that meet at Unity)" in words(page)
    assert Body.objects.get(pk=board.pk).host == councils[1]
    assert Meeting.objects.get().reckoning().publish_by == before == date(2012, 3, 26)
    assert "all bodies that meet at Unity" in words(manager.get(f"{HOME}meetings/closed-days/"))


def test_a_day_that_the_successor_has_does_not_pass(manager, order, councils, close):
    for host in councils:
        close(date(2012, 3, 29), host=host)
    confirm(manager, order)
    assert ClosedDay.objects.filter(host=councils[1]).count() == 1


def test_closed_days_of_a_body_are_its_successors(manager, order, bodies, close):
    close(date(2012, 3, 29), body=bodies[0])
    page, _ = confirm(manager, order)
    assert "29 March 2012, Moving day (New)" in words(page)
    assert ClosedDay.objects.filter(body=bodies[1]).exists()


def test_members_go_to_the_successor(manager, programme, order, bodies):
    held = {"programme": programme, "role": Role.COMMITTEE_MEMBER}
    member = MembershipFactory(**held, body=bodies[0]).user
    both = MembershipFactory(**held, body=bodies[0]).user
    MembershipFactory(**held, body=bodies[1], user=both)
    page, _ = confirm(manager, order)
    assert f"{member.title}: committee member → New" in words(page)
    for one in member, both:
        assert Membership.objects.current().get(user=one).body == bodies[1]


@pytest.fixture
def defined(programme, bodies, who):
    values = {"kind": "risk", "title": "Risks", "sections": ["risks"], "lead_days": 5}
    return define_report(programme=programme, body=bodies[0], **values, **who)


def test_reports_go_to_the_successor(manager, order, bodies, defined):
    page, _ = confirm(manager, order)
    assert "Reports Risks → New" in words(page)
    after = ReportDefinition.objects.get(retired_at=None)
    assert (after.body, after.title, after.sections) == (bodies[1], "Risks", ["risks"])


def test_a_report_that_the_successor_gets_stays_its_own(programme, bodies, defined, who):
    own = {"kind": "risk", "title": "Register", "sections": ["risks"], "lead_days": 3}
    define_report(programme=programme, body=bodies[1], **own, **who)
    lifecycle.end_standing(bodies[0], on=VESTING, why="Merged", successor=bodies[1], **who)
    assert ReportDefinition.objects.get(retired_at=None).title == "Register"


def decide(browser, order, **said):
    """Presses the one button, having said what becomes of meetings."""
    address = f"{HOME}reorganisation/{order.pk}/confirm/"
    decided = {f"meeting_{pk.removeprefix('m')}": way for pk, way in said.items()}
    return browser.post(address, {**sent(browser.get(address)), **decided})


@pytest.mark.parametrize("today", [MARCH_2012, noon(2012, 3, 1)])
@pytest.mark.each
def test_meetings_to_come_are_all_named_beforehand(manager, order, bodies, today):
    with time_machine.travel(today, tick=False):
        days = date(2012, 4, 4), date(2012, 5, 2)
        ahead = [MeetingFactory(body=bodies[0], on=on) for on in days]
        page = manager.get(f"{HOME}reorganisation/{order.pk}/confirm/")
        assert "Meetings to come Joint on 4 April 2012 , Joint on 2 May 2012" in words(page)
        assert {f"{HOME}meetings/{one.pk}/" for one in ahead} <= set(links(page))
        assert ("Goes to New" in words(page)) == (today == MARCH_2012)


def test_nothing_becomes_of_a_meeting_that_nobody_decided_on(manager, order, bodies):
    first, second = (MeetingFactory(body=bodies[0], on=date(2012, 4, day)) for day in (4, 18))
    again = decide(manager, order, **{f"m{first.pk}": "pass"})
    said = "Say what becomes of the meeting on 18 April 2012."
    assert errors(again) == {f"meeting_{second.pk}": said}
    assert Body.objects.get(pk=bodies[0].pk).ended_on is None
    with pytest.raises(Exception, match="Joint meets on 4 April 2012 and 18 April 2012. Say what"):
        lifecycle.end_row(bodies[0], by=None, at=MARCH_2012, on=VESTING, why="Merged")


def test_each_meeting_goes_to_the_successor_or_is_cancelled_as_was_said(manager, order, bodies):
    first, second = (MeetingFactory(body=bodies[0], on=date(2012, 4, day)) for day in (4, 18))
    decide(manager, order, **{f"m{first.pk}": "pass", f"m{second.pk}": "cancel"})
    held = {one.on.day: (one.body.name, one.state) for one in Meeting.objects.all()}
    assert held == {4: ("New", "standing"), 18: ("Joint", "cancelled")}
    past = f"{HOME}meetings/{first.pk}/?at=2012-03-08"
    assert "Joint" in words(manager.get(f"{HOME}meetings/?at=2012-03-08"))
    assert "New, 4 April" not in words(manager.get(past))


def test_a_postponed_meeting_is_decided_on_too(manager, order, bodies, who):
    meeting = meetings.postpone_meeting(
        MeetingFactory(body=bodies[0], on=date(2012, 4, 4)), why="Snow", **who
    )
    assert "Postponed, without a new date yet" in words(
        manager.get(f"{HOME}reorganisation/{order.pk}/confirm/")
    )
    decide(manager, order, **{f"m{meeting.pk}": "pass"})
    address = f"{HOME}meetings/{meeting.pk}/move/"
    manager.post(address, {**sent(manager.get(address)), "on": "2 May 2012", "why": "Thaw"})
    moved = Meeting.objects.get()
    assert (moved.body, moved.on, moved.stands) == (bodies[1], date(2012, 5, 2), True)


def test_two_bodies_that_become_one_do_not_meet_twice_at_once(manager, order, bodies):
    mine, theirs = (MeetingFactory(body=body, on=date(2012, 4, 4)) for body in bodies)
    page = decide(manager, order, **{f"m{mine.pk}": "pass"})
    said = "New has a meeting on 4 April 2012 already. Cancel this meeting, or move it"
    assert said in errors(page)[f"meeting_{mine.pk}"]
    assert Body.objects.get(pk=bodies[0].pk).ended_on is None
    assert Meeting.objects.get(pk=theirs.pk).body == bodies[1]


def test_public_addresses_of_a_meeting_lead_to_where_it_is_held(manager, client, order, bodies):
    meeting = MeetingFactory(body=bodies[0], on=date(2012, 4, 4))
    address = f"/published/{bodies[0].slug}/2012-04-04/"
    assert client.get(address).status_code == 200
    decide(manager, order, **{f"m{meeting.pk}": "pass"})
    page = client.get(address, follow=True)
    assert page.redirect_chain == [(f"/published/{bodies[1].slug}/2012-04-04/", 302)]
    assert "New, 4 April 2012" in words(page)


def test_papers_open_to_everyone_do_not_go_where_they_are_not(manager, order, bodies):
    meeting = MeetingFactory(body=bodies[0], on=date(2012, 4, 4))
    Body.objects.filter(pk=bodies[1].pk).update(is_public=False)
    page = decide(manager, order, **{f"m{meeting.pk}": "pass"})
    assert "Papers of New are not open to everyone" in errors(page)[f"meeting_{meeting.pk}"]


def test_reports_of_two_kinds_go_to_a_successor_that_has_one(programme, bodies, defined, who):
    second = {"kind": "finance", "title": "Savings", "sections": ["savings"], "lead_days": 3}
    for body in bodies:
        define_report(programme=programme, body=body, **second, **who)
    lifecycle.end_standing(bodies[0], on=VESTING, why="Merged", successor=bodies[1], **who)
    held = ReportDefinition.objects.filter(retired_at=None).values_list("body__name", "title")
    assert set(held) == {("New", "Risks"), ("New", "Savings")}
