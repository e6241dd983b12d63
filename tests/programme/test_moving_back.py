"""The end of a body is taken back: what passed with it is listed, and moves back as was said."""

from datetime import date

import pytest
import time_machine

from programme import closed_days, lifecycle
from programme.authorization import Role
from programme.models import Body, ClosedDay, Meeting, Membership, Post
from reports.actions import define_report
from reports.models import ReportDefinition
from tests.factories import MARCH_2012, BodyFactory, MeetingFactory, MembershipFactory, noon
from tests.reading import errors, typed, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
BEFORE, ON = noon(2012, 3, 1), date(2012, 3, 9)


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(noon(2012, 3, 12), tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def who(programme, programme_manager):
    MembershipFactory(programme=programme, user=programme_manager, role=Role.DEMOCRATIC_SERVICES)
    return {"by": programme_manager, "at": BEFORE}


@pytest.fixture
def joint(programme, who):
    """A committee with everything that can hang on it."""
    joint = BodyFactory(programme=programme, name="Joint")
    board = BodyFactory(programme=programme, name="Board")
    lifecycle.report_to(board, joint, why="Terms", **who)
    MembershipFactory(programme=programme, body=joint, role=Role.COMMITTEE_MEMBER)
    lifecycle.add_post(joint, title="Chair", holder="Chief Executive", **who)
    off = {"programme": programme, "on": date(2012, 3, 29), "reason": "Moving day"}
    closed_days.add_closed_day(body=joint, **off, **who)
    report = {"kind": "risk", "title": "Risks", "sections": ["risks"], "lead_days": 5}
    define_report(programme=programme, body=joint, **report, **who)
    for day in (4, 18):
        MeetingFactory(body=joint, on=date(2012, 4, day))
    return joint


@pytest.fixture
def ended(programme, joint, programme_manager):
    """It was ended by mistake: one meeting went to its successor, another was cancelled."""
    after = BodyFactory(programme=programme, name="New")
    decided = zip(Meeting.objects.order_by("on"), ("pass", "cancel"), strict=True)
    decided = {meeting.pk: way for meeting, way in decided}
    values = {"on": ON, "why": "Merged", "successor": after, "meetings": decided}
    return lifecycle.end_standing(joint, by=programme_manager, at=MARCH_2012, **values)


def form_of(manager, ended):
    return manager.get(f"{HOME}bodies/{ended.pk}/restore/")


def take_back(manager, ended, back):
    typed = {"back": back, "why": "The wrong committee"}
    return manager.post(f"{HOME}bodies/{ended.pk}/restore/", typed)


def held():
    """Where everything is that moved, by body."""
    return {
        "role": {one.body.name for one in Membership.objects.current().exclude(body=None)},
        "closed": {one.body.name for one in ClosedDay.objects.standing()},
        "report": {one.body.name for one in ReportDefinition.objects.filter(retired_at=None)},
        "meeting": {(one.body.name, one.state) for one in Meeting.objects.all()},
        "below": {one.reports_to.name for one in Body.objects.exclude(reports_to=None)},
        "post": {one.to_on for one in Post.objects.all()},
    }


WITH_JOINT = {
    "role": {"Joint"},
    "closed": {"Joint"},
    "report": {"Joint"},
    "meeting": {("Joint", "standing")},
    "below": {"Joint"},
    "post": {None},
}
WITH_NEW = {
    "role": {"New"},
    "closed": {"Joint", "New"},
    "report": {"New"},
    "meeting": {("New", "standing"), ("Joint", "cancelled")},
    "below": {"New"},
    "post": {ON},
}


def test_everything_that_moved_is_listed_and_moves_back(manager, ended):
    assert held() == WITH_NEW
    page = form_of(manager, ended)
    for said in (
        "Closed day of New: 29 March 2012, Moving day",
        ": committee member",
        "Post: Chair",
        "Board reports to Joint",
        "Report: Risks",
        "Meeting on 4 April 2012",
        "Meeting on 18 April 2012, which was cancelled",
    ):
        assert said in words(page)
    done = take_back(manager, ended, typed(page, "back"))
    assert done.status_code == 302 and held() == WITH_JOINT
    told = words(manager.get(done.url))
    assert "took back the end of the body" in told and "Moved back" in told


def test_what_is_unticked_stays_where_it_is(manager, ended):
    done = take_back(manager, ended, [])
    assert done.status_code == 302 and held() == WITH_NEW
    assert Body.objects.get(pk=ended.pk).ended_on is None


@pytest.mark.parametrize("kind", WITH_JOINT)
def test_each_thing_moves_back_by_itself(manager, ended, kind):
    back = [one for one in typed(form_of(manager, ended), "back") if one.startswith(kind)]
    take_back(manager, ended, back)
    assert held() == {**WITH_NEW, kind: WITH_JOINT[kind]}


@pytest.mark.each
def test_the_past_stays_as_it_was_known(manager, ended):
    take_back(manager, ended, typed(form_of(manager, ended), "back"))
    then = words(manager.get(f"{HOME}bodies/{ended.pk}/?at=2012-03-09"))
    assert "Ended on 9 March 2012, succeeded by New" in then and "4 April 2012" not in then
    assert "4 April 2012" in words(manager.get(f"{HOME}bodies/{ended.pk}/?at=2012-03-08"))


def test_what_was_changed_since_is_not_offered_and_stays(manager, programme_manager, ended):
    who = {"by": programme_manager, "at": noon(2012, 3, 10)}
    board = Body.objects.get(name="Board")
    lifecycle.report_to(board, None, why="Stands alone", **who)
    closed_days.undo_closed_day(ClosedDay.objects.get(body__name="New"), why="Open", **who)
    found = {one.partition("-")[0] for one in typed(form_of(manager, ended), "back")}
    assert found == {"role", "report", "meeting", "post"}


def test_a_list_that_has_changed_since_is_looked_at_again(manager, programme_manager, ended):
    back = typed(form_of(manager, ended), "back")
    who = {"by": programme_manager, "at": noon(2012, 3, 10)}
    closed_days.undo_closed_day(ClosedDay.objects.get(body__name="New"), why="Open", **who)
    assert "back" in errors(take_back(manager, ended, back))
    assert Body.objects.get(pk=ended.pk).ended_on


def test_a_body_without_a_successor_gets_its_meetings_and_posts_back(manager, joint, who):
    decided = dict.fromkeys(Meeting.objects.values_list("pk", flat=True), "cancel")
    values = {"on": ON, "why": "Over", "meetings": decided, "by": who["by"], "at": MARCH_2012}
    ended = lifecycle.end_standing(joint, **values)
    take_back(manager, ended, typed(form_of(manager, ended), "back"))
    assert held() == WITH_JOINT


@pytest.mark.each
def test_the_second_end_lists_what_moved_with_it_alone(manager, programme, ended):
    take_back(manager, ended, [])
    body = Body.objects.get(pk=ended.pk)
    who = {"by": programme.memberships.first().user, "at": noon(2012, 3, 12)}
    lifecycle.end_row(body, on=ON, why="After all", **who)
    assert "back" not in form_of(manager, body).context["form"].fields
