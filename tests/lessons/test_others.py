"""Lessons over programmes: sought, offered to a new one, adopted or set aside, shown to readers."""

import pytest
import time_machine
from django.core.exceptions import ValidationError

from lessons import actions
from lessons.models import Lesson, TakenUp
from lessons.others import lessons_table
from programme.authorization import NotPermitted, Role
from programme.first_steps import first_steps
from programme.models import AuditEvent, Programme
from tests.factories import MARCH_2012, MembershipFactory, ProgrammeFactory, noon, person
from tests.reading import errors, words

LATER = noon(2012, 6, 1)
HOME = "/programmes/new-programme/lessons/"
OFFERED = f"{HOME}offered/"
ADOPT = f"{OFFERED}shared-management/L1/adopt/"
ASIDE = f"{OFFERED}shared-management/L2/set-aside/"


@pytest.fixture
def new(db, programme_manager):
    """A new programme of the same manager."""
    found = ProgrammeFactory(name="New programme", slug="new-programme", stage="Review")
    MembershipFactory(programme=found, user=programme_manager, role=Role.PROGRAMME_MANAGER)
    return found


@pytest.fixture
def learned(add, programme):
    """Lessons of a programme that is closed by now."""
    said = {"recommendation": "Name three options", "applies_to": "both"}
    found = [add(**said), add("Date the quick wins", stage="Implementation", kind="well")]
    found.append(add("Only here", applies_to="this"))
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=programme.pk).update(**closed)
    return found


@time_machine.travel(LATER, tick=False)
def test_a_new_programme_adopts_and_sets_aside_what_a_closed_one_has_learned(
    new, learned, programme, programme_manager, auditor, signed_in
):
    client = signed_in(programme_manager)
    checklist = words(client.get("/programmes/new-programme/first-steps/"))
    assert "Lessons of other programmes: adopt or set aside Not done yet" in checklist
    assert OFFERED in client.get(HOME).content.decode()
    offered = client.get(OFFERED)
    assert ADOPT in offered.content.decode() and ASIDE not in offered.content.decode()
    everything = client.get(f"{OFFERED}?stage=").content.decode()
    assert ADOPT in everything and ASIDE in everything and "Only here" not in everything
    form = client.get(ADOPT)
    assert "Name three options" in words(form)
    made = client.post(ADOPT, {"stage": "Start"}, follow=True)
    assert "Taken over from L1 of Shared management" in words(made)
    assert 'href="/programmes/shared-management/lessons/L1/"' in made.content.decode()
    assert "L1 of this programme already" in words(client.post(ADOPT, {"stage": "Again"}))
    own = Lesson.objects.get(programme=new)
    assert (own.stage, own.recommendation, own.applies_to) == ("Start", "Name three options", "")
    assert set(errors(client.post(ASIDE, {"why": ""}))) == {"why"}
    aside = words(client.post(ASIDE, {"why": "We have no quick wins"}, follow=True))
    assert "Adopted as L1" in aside and "Set aside We have no quick wins" in aside
    assert "0 lessons" in words(client.get(f"{OFFERED}?stage="))
    assert "adopt or set aside Done" in words(client.get("/programmes/new-programme/first-steps/"))
    source = "/programmes/shared-management/lessons/L1/"
    assert "New programme Adopted as L1" in words(client.get(source))
    assert "Adopted as L1" not in words(client.get(f"{source}?at=2012-04-01"))
    assert "Taken up by" not in words(signed_in(auditor).get(source))  # reads the old one alone
    past = words(client.get(f"{OFFERED}?at=2012-04-01"))
    assert "Adopted as L1" not in past and "Any stage" not in past
    told = AuditEvent.objects.filter(programme=new, verb__in=["took over", "set aside"])
    assert told.count() == 2 and {one.by for one in told} == {programme_manager}


def test_only_what_somebody_reads_is_offered_and_each_is_answered_once(
    new, learned, programme, programme_manager, outsider, signed_in
):
    lead = person(new, Role.WORKSTREAM_LEAD)
    assert not Lesson.objects.offered_to(new, lead).exists()
    for url in (ADOPT, ASIDE):
        assert "no such lesson" in words(signed_in(lead).get(url, follow=True))
        assert "no such lesson" in words(signed_in(lead).post(url, {"stage": "A", "why": "B"}))
    who = {"by": programme_manager, "at": LATER}
    one, other, _ = learned
    with pytest.raises(ValidationError, match="whose logs you read"):
        actions.take_over_lesson(new, one, by=lead, at=LATER)
    with pytest.raises(NotPermitted):
        actions.set_lesson_aside(new, one, by=outsider, at=LATER, why="Mine")
    with pytest.raises(ValidationError, match="closed"):
        actions.take_over_lesson(programme, one, **who)
    actions.set_lesson_aside(new, other, why="Not ours", **who)
    with pytest.raises(ValidationError, match="answered already"):
        actions.set_lesson_aside(new, other, why="Again", **who)
    assert actions.take_over_lesson(new, other, **who).reference == "L1"  # somebody thought again
    with pytest.raises(ValidationError, match="L1 of this programme already"):
        actions.take_over_lesson(new, other, **who)
    assert [one.in_words for one in TakenUp.objects.all()] == ["Set aside", "Adopted as L1"]
    told = lessons_table([other], programme_manager).rows[0][4]
    assert told == "New programme: set aside, New programme: adopted as L1"
    assert [*Lesson.objects.offered_to(new, programme_manager)] == [one]
    assert len(first_steps(new)) > 0


def test_the_lessons_of_all_programmes_are_sought_by_whoever_reads_them(
    new, learned, programme_manager, auditor, committee_member, outsider, signed_in, client
):
    actions.add_lesson(
        programme=new,
        title="Ask early",
        stage="review",
        kind="well",
        by=programme_manager,
        at=LATER,
    )
    asked = {
        "": ["Ask early", "Name the options first", "Date the quick wins", "Only here"],
        "?q=OPTIONS three": ["Name the options first"],
        "?stage=Review&kind=well": ["Ask early"],
        "?programme=shared-management&kind=well": ["Date the quick wins"],
        "?q=nothing+such": [],
    }
    reader = signed_in(programme_manager)
    for query, titles in asked.items():
        shown = words(reader.get(f"/lessons/{query}"))
        assert [title for title in asked[""] if title in shown] == titles, query
    assert "Ask early" not in words(signed_in(auditor).get("/lessons/"))
    for stranger in (outsider, committee_member):
        assert "0 lessons" in words(signed_in(stranger).get("/lessons/"))
    assert client.get("/lessons/").status_code == 302
