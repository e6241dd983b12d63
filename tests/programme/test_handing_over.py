"""What passes to the successor of a body, or of a council at which bodies meet."""

from datetime import date

import pytest
import time_machine

from programme import closed_days, lifecycle, reorganisation
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


@pytest.mark.parametrize("today", [MARCH_2012, noon(2012, 3, 1)])
def test_meetings_to_come_are_all_named_beforehand(manager, order, bodies, today):
    with time_machine.travel(today, tick=False):
        days = date(2012, 4, 4), date(2012, 5, 2)
        ahead = [MeetingFactory(body=bodies[0], on=on) for on in days]
        page, again = confirm(manager, order)
        said = "Joint meets on 4 April 2012 and 2 May 2012. Cancel these meetings first."
        assert said in words(page) and said in errors(again)["__all__"]
        assert {f"{HOME}meetings/{one.pk}/" for one in ahead} <= set(links(page))
        assert Body.objects.get(pk=bodies[0].pk).ended_on is None
