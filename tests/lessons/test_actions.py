"""Every step of a lesson: what it does, what it refuses, and what the audit trail says of it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from lessons import actions
from lessons.choices import STEPS, State
from lessons.models import Lesson
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012
from tests.lessons.conftest import DECIDED

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
NEEDED = {
    "change": {"title": "Name every option first"},
    "propose": {"adopter": "Programme board"},
    "adopt": {"adopted_into": "Project handbook", **DECIDED},
    "decline": {"why": "Too dear", **DECIDED},
    "reopen": {"why": "A new board"},
}


def take(step, lesson, who, **details):
    return getattr(actions, f"{step}_lesson")(lesson, **{**NEEDED[step], **details}, **who)


def last_event():
    return AuditEvent.objects.latest("id")


def test_a_lesson_is_recorded_under_its_own_reference(add):
    assert [add().reference, add().reference] == ["L1", "L2"]
    assert last_event().verb == "recorded"


def test_a_stage_has_one_spelling(add, who):
    add(stage="Review")
    lesson = add(stage="REVIEW")
    assert lesson.stage == "Review"
    assert actions.change_lesson(lesson, stage="review", **who).version == 1
    other = add(stage="implementation")
    assert actions.change_lesson(other, stage="Implementation", **who).stage == "Implementation"


def test_a_lesson_is_proposed_and_adopted_into_a_plan(lesson, who):
    lesson = take("propose", lesson, who)
    assert (lesson.state, lesson.adopter) == ("proposed", "Programme board")
    lesson = take("adopt", lesson, who)
    assert (lesson.state, lesson.decided_by, lesson.decided_on) == (
        "adopted",
        "Programme board",
        TODAY,
    )
    assert {change["label"]: change["now"] for change in last_event().changes}[
        "Adopted into"
    ] == "Project handbook"


def test_a_lesson_is_not_adopted_for_a_reason(in_state, who):
    lesson = take("decline", in_state("proposed"), who)
    assert (lesson.state, lesson.why_not, last_event().reason) == (
        "not_adopted",
        "Too dear",
        "Too dear",
    )


@pytest.mark.parametrize("state", sorted(STEPS["reopen"]))
def test_a_lesson_is_reopened_and_can_be_proposed_again(in_state, who, state):
    lesson = take("reopen", in_state(state), who)
    assert (lesson.state, lesson.decision, lesson.adopter) == ("recorded", "", "Programme board")
    assert take("propose", lesson, who).state == "proposed"


@pytest.mark.parametrize(
    ("step", "state"),
    [(step, state) for step in STEPS for state in State if state not in STEPS[step]],
)
def test_a_step_that_is_not_open_is_refused(in_state, who, step, state):
    lesson = in_state(state)
    with pytest.raises(ValidationError, match=f"L1 because it is {State(state).label.lower()}"):
        take(step, lesson, who)
    assert Lesson.objects.get().version == lesson.version


@pytest.mark.parametrize("state", sorted(Lesson.CLOSED))
def test_what_was_decided_on_is_not_changed_before_it_is_reopened(in_state, who, state):
    lesson = in_state(state)
    with pytest.raises(ValidationError, match="cannot change L1 because .* Reopen it first"):
        take("change", lesson, who)
    assert Lesson.objects.get().version == lesson.version


@pytest.mark.parametrize(
    ("step", "details", "field"),
    [
        ("adopt", {"decided_on": TODAY + A_DAY}, "decided_on"),
        ("adopt", {"decided_by": ""}, "decided_by"),
        ("adopt", {"adopted_into": ""}, "adopted_into"),
        ("decline", {"decided_on": TODAY + A_DAY}, "decided_on"),
        ("decline", {"why": ""}, "why"),
        ("change", {"adopter": ""}, "adopter"),
    ],
)
def test_a_step_says_beside_which_field_it_is_refused(in_state, who, step, details, field):
    with pytest.raises(ValidationError) as refused:
        take(step, in_state("proposed"), who, **details)
    assert set(refused.value.message_dict) == {field}


def test_a_proposal_without_an_adopter_is_refused(lesson, who):
    with pytest.raises(ValidationError) as refused:
        take("propose", lesson, who, adopter="")
    assert set(refused.value.message_dict) == {"adopter"}


@pytest.mark.parametrize(
    ("step", "state"), [("change", "recorded"), ("propose", "recorded"), ("adopt", "proposed")]
)
def test_a_step_from_an_old_page_is_refused(in_state, who, step, state):
    lesson = in_state(state)
    actions.change_lesson(lesson, owner="Director", **who)
    with pytest.raises(StaleEntry):
        take(step, lesson, who, version=lesson.version)


def test_nothing_is_recorded_when_nothing_differs(lesson, who):
    events = AuditEvent.objects.count()
    actions.change_lesson(lesson, title=lesson.title, **who)
    assert AuditEvent.objects.count() == events
