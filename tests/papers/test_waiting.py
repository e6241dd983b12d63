"""What of papers stands under "Needs you"; what becomes of papers in writing."""

from datetime import date, time

import pytest
import time_machine
from django.urls import reverse

from papers import actions, deciding
from papers.waiting import needs
from programme import lifecycle
from programme.authorization import Role
from reports.actions import end_definition
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reading import links, sent, words

TODAY, AFTER = noon(2012, 3, 20), noon(2012, 4, 5)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(TODAY, tick=False) as now:
        yield now


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def late(part, programme_manager):
    """The background, which was to be written by 19 March."""
    who = {"by": programme_manager, "at": noon(2012, 3, 6)}
    how = {"heading": "Background", "owner": "Head of ICT", "due_on": date(2012, 3, 19)}
    return actions.share_part(part("background"), **how, **who)


def said(programme, day, *roles):
    return [need.text for need in needs(programme, day.date(), set(roles))]


@pytest.mark.once
def test_a_part_past_its_day_needs_those_who_write(late, programme, officer, at, write):
    told = "Background, Cover report, Scrutiny committee on 4 April 2012: late"
    assert told in words(officer.get(at("overview")))
    assert said(programme, TODAY, Role.AUDITOR) == []
    write("background", "It began.", state="done")
    assert said(programme, TODAY, Role.DEMOCRATIC_SERVICES) == []


def test_a_part_of_a_meeting_that_is_over_needs_nobody(late, programme):
    assert said(programme, AFTER, Role.PROGRAMME_MANAGER) == []


@pytest.mark.once
def test_recommendations_without_a_decision_need_the_officer(
    recommend, programme, democratic_services, paper
):
    rows = [recommend("To note it."), recommend("To approve it.")]
    told = "2 recommendations without a decision"
    assert told in said(programme, AFTER, Role.DEMOCRATIC_SERVICES)[0]
    assert said(programme, AFTER, Role.PROGRAMME_MANAGER) == []
    for row in rows:
        how = {"outcome": "agreed", "minute": "1", "by": democratic_services, "at": AFTER}
        decision = deciding.record_decision(row, **how)
    assert said(programme, AFTER, Role.DEMOCRATIC_SERVICES) == []
    deciding.take_back_decision(decision, by=democratic_services, at=AFTER, why="A slip")
    assert "1 recommendation without" in said(programme, AFTER, Role.DEMOCRATIC_SERVICES)[0]


@pytest.mark.once
def test_what_was_deferred_waits_until_it_is_put_again_or_somebody_says_what_became_of_it(
    start, recommend, programme, democratic_services, paper, signed_in, at, clock
):
    clock.move_to(AFTER)
    who = {"by": democratic_services, "at": AFTER}
    told = {"outcome": "deferred", "minute": "1"}
    rows = [recommend("To note it."), recommend("To approve it.")]
    first, second = (deciding.record_decision(row, **told, **who) for row in rows)
    [waits] = said(programme, AFTER, Role.DEMOCRATIC_SERVICES)
    assert "2 recommendations deferred and not put again" in waits
    assert said(programme, AFTER, Role.PROGRAMME_MANAGER) == []
    later = MeetingFactory(body=paper.meeting.body, on=date(2012, 5, 2))
    again = start(later, at=AFTER)
    actions.add_recommendation(paper=again, text="to approve  it", **who)
    assert "1 recommendation deferred" in said(programme, AFTER, Role.DEMOCRATIC_SERVICES)[0]
    officer = signed_in(democratic_services)
    page, step = at("papers:decisions", paper.pk), at("papers:deal_with_deferred", first.pk)
    assert step in links(officer.get(page))
    typed = {**sent(officer.get(step)), "why": "Noted by the cabinet"}
    assert "stands under Needs you no more" in words(officer.post(step, typed, follow=True))
    assert said(programme, AFTER, Role.DEMOCRATIC_SERVICES) == []
    assert step not in links(officer.get(page))
    assert "already what became" in words(officer.get(step, follow=True))
    first.refresh_from_db()
    deciding.correct_decision(first, why="A slip", outcome="deferred", minute="2", **who)
    assert "1 recommendation deferred" in said(programme, AFTER, Role.DEMOCRATIC_SERVICES)[0]


def test_a_paper_whose_report_has_ended_says_so(
    paper, definition, officer, at, democratic_services
):
    page = at("papers:detail", paper.pk)
    assert "has ended" not in words(officer.get(page))
    who = {"by": democratic_services, "at": TODAY}
    end_definition(definition, why="No longer wanted", **who)
    assert "The report that prints this paper has ended." in words(officer.get(page))


# --- Buttons that move a row ----------------------------------------------------------------------


def test_a_button_pressed_twice_moves_by_one_place(recommend, officer, at, part, paper):
    rows = [recommend(text) for text in ("First", "Second", "Third")]
    page = at("papers:recommended", part("recommended").pk)
    step = at("papers:move_recommendation", rows[2].pk)
    told = {"step": "up", "version": rows[2].version}
    officer.post(step, told)
    again = officer.post(step, told, follow=True)
    assert "It was moved or changed meanwhile. Nothing was moved now." in words(again)
    order = paper.recommendations.order_by("place").values_list("text", flat=True)
    assert list(order) == ["First", "Third", "Second"]
    assert b'name="version"' in officer.get(page).content


@pytest.mark.once
@pytest.mark.parametrize("version", ["", "-1", "x", "9" * 30])
def test_a_button_of_no_version_moves_nothing(recommend, officer, at, paper, version):
    recommend("First")
    row = recommend("Second")
    step = at("papers:move_recommendation", row.pk)
    assert officer.post(step, {"step": "up", "version": version}).status_code == 302
    row.refresh_from_db()
    assert row.place == 2


# --- A body that takes the place of another -------------------------------------------------------


@pytest.fixture
def succeeded(recommend, body, democratic_services, programme):
    """The decision of a body's meeting, and the body that took its place afterwards."""
    row = recommend("To approve the work plan.")
    who = {"by": democratic_services, "at": AFTER}
    decision = deciding.record_decision(row, outcome="agreed", minute="Minute 12", **who)
    other = BodyFactory(programme=programme, name="Cabinet", slug="cabinet")
    later = {"by": democratic_services, "at": noon(2012, 4, 10)}
    lifecycle.end_standing(body, why="Merged", successor=other, on=date(2012, 4, 9), **later)
    return decision, other


def test_actions_of_a_body_are_told_by_the_one_that_takes_its_place(succeeded, start):
    decision, other = succeeded
    ahead = other.meetings.create(
        on=date(2012, 5, 2), created_at=AFTER, dated_at=AFTER, updated_at=AFTER
    )
    paper = start(ahead, at=noon(2012, 4, 11))
    assert deciding.last_decisions(paper) == [decision]
    assert type(paper).objects.before(ahead, paper.kind) == decision.recommendation.paper


def test_the_meeting_earlier_on_the_day_is_the_last_one(
    recommend, start, body, democratic_services
):
    row = recommend("To approve the work plan.")
    at_ten = row.paper.meeting
    at_ten.time = time(10)
    at_ten.save()
    who = {"by": democratic_services, "at": AFTER}
    decision = deciding.record_decision(row, outcome="agreed", minute="1", **who)
    evening = MeetingFactory(body=body, on=at_ten.on, time=time(18, 30), address="2012-04-04-1830")
    paper = start(evening)
    assert deciding.last_decisions(paper) == [decision]
    assert deciding.last_decisions(row.paper) == []
    assert type(paper).objects.before(evening, paper.kind) == row.paper


@pytest.mark.once
def test_recommendations_are_in_work_again_once_each_is_left_out(
    recommend, part, programme_manager
):
    row, who = recommend("To note it."), {"by": programme_manager, "at": TODAY}
    actions.say_recommended(part("recommended"), state="done", **who)
    actions.leave_out_recommendation(row, why="Not needed", **who)
    assert part("recommended").state == "in_work"
