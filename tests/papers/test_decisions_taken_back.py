"""What was recorded wrongly of a meeting is taken back; what is decided is what was published."""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from papers import deciding
from papers.actions import (
    add_recommendation,
    change_recommendation,
    leave_out_recommendation,
    move_recommendation,
)
from papers.models import MeetingDecision
from papers.put_to_meeting import differs_from_print, order_in_print
from papers.putting_back import put_back_recommendation
from programme import meetings
from programme.log import logs
from programme.models import AuditEvent
from programme.withdrawals import withdraw_mistake
from recommendations.models import Recommendation
from tests.factories import noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.reading import errors, links, sent, words

pytestmark = pytest.mark.once

AFTER = noon(2012, 4, 5)
AGREED = {"outcome": "agreed", "minute": "Minute 12"}


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(AFTER, tick=False) as now:
        yield now


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(name, args=[programme.slug, *args])


@pytest.fixture
def officer(democratic_services, signed_in):
    return signed_in(democratic_services)


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def recommended(recommend):
    return recommend("To approve the work plan.", acts="Director")


@pytest.fixture
def decision(recommended, democratic_services):
    return deciding.record_decision(recommended, by=democratic_services, at=AFTER, **AGREED)


@pytest.fixture
def became(decision, programme_manager):
    """The recommendation of the tracker that the decision became."""
    return deciding.make_row(decision, by=programme_manager, at=AFTER, log="recommendations")


@pytest.fixture
def withdrawn(became, programme_manager):
    """That recommendation, withdrawn as added by mistake."""
    log = next(log for log in logs() if log.model is Recommendation)
    who = {"by": programme_manager, "at": AFTER}
    return withdraw_mistake(log, became, mistake="The wrong log", **who)


def press(client, address, **given):
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


@pytest.mark.each
def test_a_decision_is_taken_back_and_recorded_anew(decision, recommended, paper, officer, at):
    page, step = at("papers:decisions", paper.pk), at("papers:take_back_decision", decision.pk)
    assert step in links(officer.get(page))
    assert "Say why." in words(press(officer, step))
    shown = press(officer, step, why="It was the next one")
    assert "is taken back" in words(shown) and "Not recorded" in words(shown)
    event = AuditEvent.objects.first()
    assert (event.verb, event.reason) == ("took back the decision on", "It was the next one")
    assert "Decisions" not in words(officer.get(at("meeting", paper.meeting_id)))
    again = press(officer, at("papers:decide", recommended.pk), outcome="deferred", minute="13")
    assert "Recorded: Deferred, 13." in words(again)
    assert str(MeetingDecision.objects.standing().get()) == "Deferred, 13"


def test_recommendations_are_open_once_their_decision_is_taken_back(
    decision, recommended, democratic_services, programme_manager
):
    deciding.take_back_decision(decision, by=democratic_services, at=AFTER, why="A slip")
    change_recommendation(recommended, by=programme_manager, at=AFTER, text="To note it.")
    for step in (deciding.take_back_decision, deciding.correct_decision):
        with pytest.raises(ValidationError, match="taken back"):
            step(decision, by=democratic_services, at=AFTER, why="Again")
    with pytest.raises(ValidationError, match="taken back"):
        deciding.make_row(decision, by=programme_manager, at=AFTER, log="recommendations")


def test_a_second_tab_is_told_what_the_decision_is_already(decision, manager, at):
    step = at("papers:make_row", decision.pk)
    first, second = ({**sent(manager.get(step)), "where": "recommendations new"} for _ in "12")
    assert "It is REC1 now." in words(manager.post(step, first, follow=True))
    assert errors(manager.post(step, second)) == {"where": "It is REC1 already."}


def test_what_became_a_row_is_corrected_to_nothing_from_which_none_follows(
    decision, became, officer, at, democratic_services
):
    step = at("papers:correct_decision", decision.pk)
    page = officer.post(step, {**sent(officer.get(step)), "outcome": "deferred", "why": "A slip"})
    assert errors(page)["outcome"] == "It became REC1. Withdraw that first, as added by mistake."
    amended = {"outcome": "amended", "text": "To approve half of it.", "why": "A slip"}
    told = "REC1 stays as it is: look whether it still says what was decided."
    assert told in words(press(officer, step, **amended))


@pytest.mark.parametrize("name", ["correct_decision", "take_back_decision", "make_row"])
def test_the_steps_of_a_decision_that_was_taken_back_say_so(
    decision, officer, manager, democratic_services, at, name
):
    client = manager if name == "make_row" else officer
    step = at(f"papers:{name}", decision.pk)
    opened = sent(client.get(step))
    deciding.take_back_decision(decision, by=democratic_services, at=AFTER, why="A slip")
    assert "was taken back" in words(client.get(step, follow=True))
    assert "was taken back" in words(client.post(step, {**opened, "why": "Typed"}, follow=True))


def test_what_became_a_row_is_taken_back_after_the_row(became, decision, democratic_services):
    who = {"by": democratic_services, "at": AFTER, "why": "A slip"}
    with pytest.raises(ValidationError, match="It became REC1. Withdraw that first"):
        deciding.take_back_decision(decision, **who)


def test_what_became_a_row_is_not_corrected_to_what_nothing_follows_from(
    became, decision, officer, at
):
    step = at("papers:correct_decision", decision.pk)
    refused = press(officer, step, outcome="deferred", why="A slip")
    assert errors(refused)["outcome"].startswith("It became REC1. Withdraw that first")
    assert "Minute 13" in words(press(officer, step, minute="Minute 13", why="A slip"))


@pytest.mark.each
def test_a_decision_whose_row_was_withdrawn_is_followed_up_anew(
    withdrawn, decision, paper, manager, at, officer
):
    page, step = at("papers:decisions", paper.pk), at("papers:make_row", decision.pk)
    assert "REC1" not in words(manager.get(page))
    assert "It is REC2 now." in words(press(manager, step, where="recommendations new"))
    assert "REC2" in words(manager.get(page))


def test_the_second_who_makes_the_row_is_told_what_it_is(decision, manager, at, programme_manager):
    step = at("papers:make_row", decision.pk)
    opened = sent(manager.get(step))
    deciding.make_row(decision, by=programme_manager, at=AFTER, log="recommendations")
    late = manager.post(step, {**opened, "where": "recommendations new"})
    assert errors(late)["where"] == "It is REC1 already."


def test_a_correction_that_changes_nothing_is_refused(decision, officer, at):
    refused = press(officer, at("papers:correct_decision", decision.pk), why="A slip")
    assert "Nothing differs from what is on record" in words(refused)
    assert "A slip" in refused.content.decode()


# --- What was published is what is decided --------------------------------------------------------


@pytest.fixture
def rewritten(draft, publish, programme_manager):
    """The paper, whose recommendation was changed after it was published."""
    publish(draft)
    row = draft.meeting.papers.get().recommendations.get()
    who = {"by": programme_manager, "at": AFTER}
    return change_recommendation(row, text="To agree everything.", **who)


def test_nothing_is_decided_that_was_not_published(rewritten, officer, at):
    pages = ("papers:decisions", "papers:detail")
    for page in (at(name, rewritten.paper_id) for name in pages):
        assert "Published: “To note progress.”" in words(officer.get(page))
    refused = press(officer, at("papers:decide", rewritten.pk), **AGREED)
    assert "The published paper recommends something else" in words(refused)
    assert not MeetingDecision.objects.exists()


def test_what_is_written_as_it_was_published_is_decided(rewritten, officer, at, programme_manager):
    who = {"by": programme_manager, "at": AFTER}
    change_recommendation(rewritten, text="To note progress.", **who)
    step = at("papers:decide", rewritten.pk)
    assert "Recorded: Agreed, Minute 12." in words(press(officer, step, **AGREED))
    assert "Published:" not in words(officer.get(at("papers:decisions", rewritten.paper_id)))


@pytest.mark.each
def test_a_recommendation_left_out_after_publication_is_missed(
    rewritten, manager, at, programme_manager
):
    who = {"by": programme_manager, "at": AFTER}
    leave_out_recommendation(rewritten, why="Not needed", **who)
    part = rewritten.paper.parts.get(kind="recommendations")
    page = words(manager.get(at("papers:recommended", part.pk)))
    assert "Published: “To note progress.”" in page


@pytest.fixture
def decided_apart(rewritten, programme_manager, democratic_services):
    """The paper as published and decided, with one more recommendation that was never put."""
    who = {"by": programme_manager, "at": AFTER}
    change_recommendation(rewritten, text="To note progress.", **who)
    further = add_recommendation(paper=rewritten.paper, text="To do more.", **who)
    deciding.record_decision(rewritten, by=democratic_services, at=AFTER, **AGREED)
    return further


@pytest.mark.each
def test_members_read_what_was_decided_on_what_was_published(
    decided_apart, committee_member, signed_in, at
):
    page = signed_in(committee_member).get(at("meeting", decided_apart.paper.meeting_id))
    assert "To note progress. Agreed, Minute 12" in words(page)
    assert "Papers being written" not in words(page)


@pytest.mark.each
def test_members_do_not_read_decisions_on_what_was_not(decision, committee_member, signed_in, at):
    page = signed_in(committee_member).get(at("meeting", decision.recommendation.paper.meeting_id))
    assert "Minute 12" not in words(page) and "work plan" not in words(page)


def test_what_was_never_put_is_left_out_after_the_decision(decided_apart, officer, manager, at):
    page = at("papers:decisions", decided_apart.paper_id)
    assert "Not published: “To do more.”" in words(officer.get(page))
    assert at("papers:decide", decided_apart.pk) not in links(officer.get(page))
    press(manager, at("papers:leave_out_recommendation", decided_apart.pk), why="Never put")
    assert "Not published" not in words(officer.get(page))
    part = decided_apart.paper.parts.get(kind="recommendations")
    assert "Put back" not in words(manager.get(at("papers:recommended", part.pk)))


@pytest.mark.each
def test_after_the_decision_recommendations_change_only_towards_what_was_published(
    decided_apart, rewritten, programme_manager
):
    who, paper = {"by": programme_manager, "at": AFTER}, decided_apart.paper
    for step in (
        lambda: change_recommendation(decided_apart, text="To do less.", **who),
        lambda: add_recommendation(paper=paper, text="To do less.", **who),
        lambda: leave_out_recommendation(rewritten, why="No", **who),
        lambda: change_recommendation(rewritten, text="To do more.", **who),
    ):
        with pytest.raises(ValidationError, match="has decided. Its recommendations stay"):
            step()


@pytest.mark.parametrize("was", ["left out", "changed"])
def test_what_was_put_comes_back_after_the_decision_on_another(
    draft, publish, recommend, redraw, programme_manager, democratic_services, was
):
    first, second = draft.meeting.papers.get().recommendations.get(), recommend("To go on.")
    publish(redraw(draft))
    who = {"by": programme_manager, "at": AFTER}
    if was == "changed":
        second = change_recommendation(second, text="To stop.", **who)
    else:
        second = leave_out_recommendation(second, why="A slip", **who)
    deciding.record_decision(first, by=democratic_services, at=AFTER, **AGREED)
    if was == "changed":
        second = change_recommendation(second, text="To go on.", **who)
    else:
        second = put_back_recommendation(second, **who)
    assert differs_from_print(second.paper) == ([], [])
    deciding.record_decision(second, by=democratic_services, at=AFTER, **AGREED)


# --- The meeting ----------------------------------------------------------------------------------


@pytest.mark.parametrize("step", ["move", "postpone", "cancel"])
@pytest.mark.each
def test_a_meeting_that_has_decided_stays(decision, paper, officer, at, step, clock):
    clock.move_to(noon(2012, 4, 4))
    page = at("meeting", paper.meeting_id)
    assert at(f"meeting_{step}", paper.meeting_id) not in links(officer.get(page))
    refused = officer.get(at(f"meeting_{step}", paper.meeting_id), follow=True)
    assert "This meeting has decided, so it took place." in words(refused)


def test_the_page_of_a_paper_says_that_its_meeting_is_off(paper, manager, at, democratic_services):
    who = {"by": democratic_services, "at": noon(2012, 3, 30)}
    meetings.cancel_meeting(paper.meeting, why="Nothing to decide", **who)
    said = "The meeting: cancelled. What is written here stays"
    assert said in words(manager.get(at("papers:detail", paper.pk)))


def test_a_clearance_is_answered_before_the_meeting(draft, demand, ask):
    demand()
    with pytest.raises(ValidationError, match="The meeting is on 4 April 2012"):
        ask(draft, due_on=draft.meeting.on)


# --- The order and the number in which they were published ---------------------------------------


@pytest.fixture
def two(draft, publish, recommend, redraw):
    """Two recommendations as they were published: 1.1 “To note progress.” and 1.2 “To go on.”"""
    second = recommend("To go on.")
    publish(redraw(draft))
    return second.paper.recommendations.exclude(pk=second.pk).get(), second


def test_pages_name_the_published_number_and_say_that_the_order_is_another(
    two, officer, at, programme_manager, democratic_services
):
    first, second = two
    who = {"by": programme_manager, "at": AFTER}
    move_recommendation(second, step="up", **who)
    page = words(officer.get(at("papers:decisions", first.paper_id)))
    assert "1.2 To go on." in page and "recommends in another order: 1.1 “To note" in page
    assert "1.2 To go on." in words(officer.get(at("papers:decide", second.pk)))
    deciding.record_decision(second, by=democratic_services, at=AFTER, **AGREED)
    assert "1.2 To go on." in words(officer.get(at("meeting", first.paper.meeting_id)))


def test_after_the_decision_they_move_only_towards_the_published_order(
    two, programme_manager, democratic_services
):
    first, second = two
    who = {"by": programme_manager, "at": AFTER}
    move_recommendation(second, step="up", **who)
    deciding.record_decision(second, by=democratic_services, at=AFTER, **AGREED)
    move_recommendation(first.__class__.objects.get(pk=first.pk), step="up", **who)
    with pytest.raises(ValidationError, match="has decided"):
        move_recommendation(second.__class__.objects.get(pk=second.pk), step="up", **who)
    assert order_in_print(first.paper) == []


def test_one_published_recommendation_is_not_decided_twice(
    two, programme_manager, democratic_services
):
    first, second = two
    change_recommendation(first, text="To go on.", by=programme_manager, at=AFTER)
    for row in two:
        with pytest.raises(ValidationError, match="The published paper recommends something else"):
            deciding.record_decision(row, by=democratic_services, at=AFTER, **AGREED)


def test_once_all_is_as_it_was_put_nothing_is_offered(two, manager, at, democratic_services):
    first, _ = two
    page = at("papers:recommended", first.paper.parts.get(kind="recommendations").pk)
    ways = ("Add a recommendation", "Move down", "Change", "Leave out")
    assert all(one in words(manager.get(page)) for one in ways)
    deciding.record_decision(first, by=democratic_services, at=AFTER, **AGREED)
    shown = words(manager.get(page))
    assert not [one for one in ways if one in shown]
    assert "has decided. Its recommendations stay as they were put" in shown
