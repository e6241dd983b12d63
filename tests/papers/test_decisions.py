"""After the meeting: what it decided, what became of it, and the next paper's standing part."""

import json
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.urls import reverse
from lxml import html as lxml_html

from papers import actions, deciding
from papers.choices import PartKind
from papers.models import BecameRow, MeetingDecision
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from programme.receiving import create_from
from recommendations.models import Recommendation, Review
from reports import arranging
from reports.composition import compose
from reports.document import render_html
from tests.factories import MeetingFactory, noon
from tests.papers.conftest import unsaved_at
from tests.reading import errors, links, sent, words
from workstreams.actions import add_workstream
from workstreams.models import FollowOnAction

pytestmark = pytest.mark.once

MEETING, AFTER, NEXT = noon(2012, 4, 4), noon(2012, 4, 5), noon(2012, 6, 6)
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
def decide(recommended, democratic_services):
    """A function that records what was decided on the recommendation."""

    def step(row=recommended, at=AFTER, by=democratic_services, **told):
        return deciding.record_decision(row, by=by, at=at, **{**AGREED, **told})

    return step


@pytest.fixture
def followed(definition, decide, democratic_services):
    """The definition with the standing part, after a meeting that agreed something."""
    decide()
    who = {"by": democratic_services, "at": AFTER}
    new = {"heading": "Last time", "kind": "actions", "starts": "blank"}
    return arranging.add_written_part(definition, version=None, **new, **who)


@pytest.fixture
def next_part(followed, body, start):
    """The standing part of the next meeting's paper."""
    ahead = MeetingFactory(body=body, on=NEXT.date())
    paper = start(ahead, at=AFTER, outlines=followed.outlines())
    return paper.parts.get(kind=PartKind.ACTIONS)


def press(client, address, **given):
    return client.post(address, {**sent(client.get(address)), **given}, follow=True)


def test_a_decision_is_recorded_through_the_page(recommended, paper, officer, at):
    page, step = at("papers:decisions", paper.pk), at("papers:decide", recommended.pk)
    assert page in links(officer.get(at("papers:detail", paper.pk)))
    assert "To approve the work plan. Not recorded" in words(officer.get(page))
    shown = press(
        officer, step, outcome="amended", minute="Minute 12", text="To approve it in part"
    )
    assert "Agreed as amended, Minute 12 To approve it in part" in words(shown)
    assert step not in links(shown)
    assert "Agreed as amended" in words(officer.get(at("meeting", paper.meeting_id)))
    event = AuditEvent.objects.first()
    assert (event.verb, event.by_name) == (
        "recorded the decision on",
        "Democratic services officer",
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"outcome": "amended"}, "Enter the words that were agreed"),
        ({"outcome": "agreed", "text": "Otherwise"}, "Enter the words that were agreed"),
        ({"outcome": "referred"}, "Enter to whom it was referred"),
        ({"outcome": "deferred", "referred_to": "Cabinet"}, "Enter to whom it was referred"),
        ({"outcome": ""}, "Choose what was decided."),
        ({"outcome": "agreed", "minute": ""}, "Enter the minute."),
    ],
)
@pytest.mark.each
def test_a_decision_says_what_belongs_to_it(recommended, officer, at, told, said):
    step = at("papers:decide", recommended.pk)
    refused = press(officer, step, **{"minute": "Minute 12", **told})
    assert said in " ".join(errors(refused).values()) and not MeetingDecision.objects.exists()


@pytest.mark.parametrize("text", ["To approve the  work plan.", "To approve the work plan"])
def test_no_amendment_says_what_was_recommended(recommended, decide, officer, at, text):
    step, amended = at("papers:decide", recommended.pk), {"outcome": "amended", "text": text}
    refused = press(officer, step, minute="Minute 12", **amended)
    assert "These are the words that were recommended." in errors(refused)["text"]
    page = at("papers:correct_decision", decide().pk)
    refused = press(officer, page, why="A slip", **amended)
    assert "These are the words that were recommended." in errors(refused)["text"]


def test_nothing_is_decided_before_the_meeting(recommended, paper, officer, at, clock, decide):
    clock.move_to(noon(2012, 4, 3))
    assert at("papers:decisions", paper.pk) not in links(officer.get(at("papers:detail", paper.pk)))
    assert at("papers:decide", recommended.pk) not in links(
        officer.get(at("papers:decisions", paper.pk))
    )
    with pytest.raises(ValidationError, match="The meeting is on 4 April 2012"):
        decide(at=noon(2012, 4, 3))
    assert decide(at=MEETING)


def test_a_decision_is_recorded_once_and_corrected(decide, recommended, officer, at):
    decision = decide()
    step, page = at("papers:decide", recommended.pk), at("papers:correct_decision", decision.pk)
    assert "recorded this already: Agreed, Minute 12" in words(officer.get(step, follow=True))
    with pytest.raises(ValidationError, match="recorded this already"):
        decide()
    assert "Say why." in words(press(officer, page, minute="Minute 13"))
    shown = press(officer, page, minute="Minute 13", why="A slip")
    assert "Agreed, Minute 13" in words(shown)
    assert AuditEvent.objects.first().reason == "A slip"
    opened = sent(officer.get(page))
    deciding.correct_decision(
        decision, by=AuditEvent.objects.first().by, at=AFTER, why="More", minute="Minute 14"
    )
    late = officer.post(page, {**opened, "minute": "Minute 15", "why": "Again"})
    assert "changed while you were working on it" in words(late)


def test_recommendations_stay_as_they_were_put(decide, recommended, recommend, manager, at):
    decide()
    with pytest.raises(ValidationError, match="has decided. Its recommendations stay"):
        recommend("To approve more.")
    page = at("papers:recommendation", recommended.pk)
    assert "has decided" in words(press(manager, page, text="To approve less"))
    with pytest.raises(DatabaseError), transaction.atomic():
        MeetingDecision.objects.all().delete()


@pytest.mark.parametrize("role", Role)
def test_who_records_decisions(decide, everyone, role):
    if role == Role.DEMOCRATIC_SERVICES:
        assert decide(by=everyone[role])
        return
    with pytest.raises(NotPermitted, match="only for democratic services officer"):
        decide(by=everyone[role])


def test_a_decision_becomes_a_recommendation_of_a_new_review(decide, manager, at, paper):
    step = at("papers:make_row", decide().pk)
    page = at("papers:decisions", paper.pk)
    assert step in links(manager.get(page))
    shown = press(manager, step, where="recommendations new")
    assert "It is REC1 now." in words(shown)
    [row], [review] = Recommendation.objects.all(), Review.objects.all()
    assert (row.text, row.owner, row.review) == ("To approve the work plan.", "Director", review)
    assert review.title == "Decisions of Scrutiny committee, 4 April 2012"
    assert "REC1" in links(manager.get(page))[at("recommendations:detail", "REC1")]
    assert "recommendations new" not in manager.get(step).content.decode()


@pytest.mark.each
def test_a_decision_becomes_a_follow_on_action(decide, manager, at, programme, programme_manager):
    who = {"programme": programme, "by": programme_manager, "at": AFTER}
    workstream = add_workstream(title="Customer services", **who)
    decision = decide(outcome="amended", text="To approve it\n\nin part " + "x" * 300)
    press(manager, at("papers:make_row", decision.pk), where=f"follow-on {workstream.pk}")
    [row] = FollowOnAction.objects.all()
    assert row.detail == decision.text and len(row.title) == 300 and row.title.endswith("…")
    assert row.source == "Minute 12, Scrutiny committee, 4 April 2012"


def test_what_was_deferred_becomes_nothing(decide, manager, at, paper):
    step = at("papers:make_row", decide(outcome="deferred").pk)
    assert step not in links(manager.get(at("papers:decisions", paper.pk)))
    assert "Deferred: there is nothing to follow up." in words(manager.get(step, follow=True))


def test_a_row_is_made_once_and_by_those_who_keep_the_log(
    decide, programme_manager, finance_officer, democratic_services
):
    decision, how = decide(), {"at": AFTER, "log": "recommendations"}
    for person in (finance_officer, democratic_services):
        with pytest.raises(NotPermitted):
            deciding.make_row(decision, by=person, **how)
    deciding.make_row(decision, by=programme_manager, **how)
    with pytest.raises(ValidationError, match="It is REC1 already"):
        deciding.make_row(decision, by=programme_manager, **how)
    for wrong in ("risks", "follow-on"):
        with pytest.raises(ValidationError, match="Choose"):
            deciding.make_row(decision, by=programme_manager, at=AFTER, log=wrong)
    assert BecameRow.objects.count() == 1


@pytest.mark.each
def test_create_from_asks_for_the_permission_of_the_log(programme, auditor):
    told = {"text": "A", "owner": "", "source": "B", "body": "C", "on": AFTER.date()}
    with pytest.raises(NotPermitted):
        create_from("recommendations", programme=programme, by=auditor, at=AFTER, **told)


@pytest.fixture
def more(recommended, recommend):
    """Another recommendation of the paper, made before the meeting decides."""
    return recommend("To go on.")


def test_each_action_without_a_position_is_named_at_once(
    more, next_part, decide, programme_manager
):
    decide(more)
    who = {"by": programme_manager, "at": AFTER}
    with pytest.raises(ValidationError) as refused:
        actions.say_positions(next_part, answers={}, state="done", **who)
    names = {one.name for one in MeetingDecision.objects.all()}
    assert len(names) == 2 and set(refused.value.message_dict) == names


def test_the_next_paper_says_what_is_not_recorded_yet(more, next_part, manager, at, decide):
    pages = at("papers:last_actions", next_part.pk), at("papers:detail", next_part.paper_id)
    said = "Not recorded yet: what Scrutiny committee on 4 April 2012 decided on 1 recommendation."
    assert all(said in words(manager.get(page)) for page in pages)
    decide(more)
    assert not any("Not recorded yet" in words(manager.get(page)) for page in pages)


def test_the_next_paper_tells_how_far_the_actions_are(
    next_part, followed, manager, programme_manager, at
):
    decision = MeetingDecision.objects.get()
    page = at("papers:last_actions", next_part.pk)
    shown = manager.get(page)
    assert "How far it is: To approve the work plan." in words(shown)
    blank = press(manager, page, state="done")
    assert "Say how far this action is." in errors(blank)[decision.name]
    looked = press(manager, page, preview="yes", **{decision.name: "Half of it is done."})
    assert "(Agreed, Minute 12) Who acts: Director Position: Half of it" in words(looked)
    press(manager, page, state="done", **{decision.name: "Half of it is done."})
    deciding.make_row(decision, by=programme_manager, at=AFTER, log="recommendations")
    content = compose(followed, at=NEXT, since=None, meeting=next_part.paper.meeting)
    [action] = content["words"][-1]["actions"]
    assert action["position"] == "Half of it is done." and action["rows"] == ["REC1: received"]
    assert "REC1: received." in render_html(json.loads(json.dumps(content)))


def test_a_position_that_was_typed_and_not_saved_is_offered_again(next_part, manager, at):
    [decision] = MeetingDecision.objects.all()
    page, typed = at("papers:last_actions", next_part.pk), {decision.name: "Half done."}
    manager.post(at("papers:unsaved", next_part.pk), {**typed, "version": next_part.version})
    assert "did not save it" in words(manager.get(page))
    press_on = sent(manager.get(unsaved_at(page)))
    manager.post(page, press_on)
    next_part.refresh_from_db()
    assert next_part.answers == {str(decision.pk): "Half done."}


def test_a_position_of_several_paragraphs_is_a_text(next_part, followed, manager, at):
    decision, page = MeetingDecision.objects.get(), at("papers:last_actions", next_part.pk)
    shown = lxml_html.fromstring(manager.get(page).content)
    [area] = shown.xpath("//textarea[@data-editor]")
    assert area.get("name") == decision.name
    wrong = press(manager, page, **{decision.name: "![a](b)"})
    assert "A picture cannot stand" in errors(wrong)[decision.name]
    lost = press(manager, page, **{decision.name: "See [it](ref:row/R99)."})
    assert "leads nowhere" in errors(lost)[decision.name]
    press(manager, page, state="done", **{decision.name: "1. Half of it.\n\n   - **Soon** all."})
    content = compose(followed, at=NEXT, since=None, meeting=next_part.paper.meeting)
    [action] = content["words"][-1]["actions"]
    assert [one["type"] for one in action["blocks"]] == ["paragraph", "bullets"]
    assert action["blocks"][0]["number"] == f"{action['number']}.1"
    html = render_html(json.loads(json.dumps(content)))
    assert "<strong>Soon</strong> all." in html and "**" not in html


def test_a_row_says_how_far_an_action_is(next_part, manager, programme_manager, at):
    how = {"by": programme_manager, "at": AFTER, "log": "recommendations"}
    deciding.make_row(MeetingDecision.objects.get(), **how)
    press(manager, at("papers:last_actions", next_part.pk), state="done")
    next_part.refresh_from_db()
    assert next_part.is_done


def test_two_who_tell_of_one_action_see_both_versions(next_part, manager, programme_manager, at):
    decision, page = MeetingDecision.objects.get(), at("papers:last_actions", next_part.pk)
    opened = sent(manager.get(page))
    actions.say_positions(
        next_part, by=programme_manager, at=AFTER, answers={str(decision.pk): "Theirs"}
    )
    shown = manager.post(page, {**opened, decision.name: "Mine"})
    assert "changed while you were working on it" in words(shown)


def test_the_first_meeting_has_no_actions_to_tell_of(followed, paper):
    assert deciding.last_decisions(paper) == []


@pytest.mark.each
def test_what_is_told_is_of_its_moment(next_part, decide, followed):
    paper = next_part.paper
    assert deciding.last_decisions(paper, noon(2012, 4, 4)) == []
    assert [str(one) for one in deciding.last_decisions(paper, AFTER)] == ["Agreed, Minute 12"]


# --- A last meeting that agreed nothing -----------------------------------------------------------


@pytest.fixture
def september(body, start, followed):
    """A function that gives the standing part of the paper of 5 September."""

    def step():
        ahead = MeetingFactory(body=body, on=date(2012, 9, 5))
        paper = start(ahead, at=noon(2012, 8, 1), outlines=followed.outlines())
        return paper.parts.get(kind=PartKind.ACTIONS)

    return step


@pytest.fixture
def defer(decide, programme_manager):
    """A function by which the meeting of a paper defers something."""

    def step(paper):
        how = {"by": programme_manager, "at": AFTER, "text": "To choose a supplier."}
        row = actions.add_recommendation(paper=paper, **how)
        return decide(row, at=noon(2012, 6, 7), outcome="deferred", minute="Minute 3")

    return step


def told(part):
    return [(one.words, one.told) for one in deciding.last_decisions(part.paper)]


APRIL = ("To approve the work plan.", "Agreed, Minute 12, Scrutiny committee, 4 April 2012")


def test_what_was_deferred_is_told_and_when_the_rest_was_agreed(next_part, defer, september):
    defer(next_part.paper)
    assert told(september()) == [APRIL, ("To choose a supplier.", "Deferred, Minute 3")]


def test_what_was_agreed_before_a_meeting_of_which_nothing_is_recorded_says_when(
    next_part, september
):
    assert told(september()) == [APRIL]


def test_no_position_is_asked_of_what_was_deferred_and_none_is_printed(
    next_part, defer, september, programme_manager, followed
):
    defer(next_part.paper)
    part, who = september(), {"by": programme_manager, "at": noon(2012, 8, 1)}
    first, put_off = deciding.last_decisions(part.paper)
    actions.say_positions(part, answers={str(first.pk): "It is done"}, state="done", **who)
    part.refresh_from_db()
    content = compose(followed, at=noon(2012, 8, 2), since=None, meeting=part.paper.meeting)
    html = " ".join(lxml_html.fromstring(render_html(content)).text_content().split())
    assert "To choose a supplier. (Deferred, Minute 3)" in html
    assert html.count("Position:") == 1


def test_the_last_decisions_cost_the_same_however_many_there_are(
    next_part, decide, september, programme_manager, django_assert_num_queries
):
    part, how = september(), {"paper": next_part.paper, "by": programme_manager, "at": AFTER}
    rows = [actions.add_recommendation(text=f"To choose {n}.", **how) for n in range(4)]
    for row in rows:
        decide(row, at=noon(2012, 6, 7), outcome="deferred", minute="Minute 3")
        with django_assert_num_queries(4):
            assert told(part)
