"""Every step of a communication: what it does, what it refuses, what the audit trail says."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from communications import actions
from communications.choices import STEPS, State
from communications.models import Answer, Communication, Feedback
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
FUNCTIONS = {
    "change": (actions.change_communication, {"title": "Two briefings"}),
    "start": (actions.start_communication, {}),
    "complete": (actions.complete_communication, {"done_on": TODAY, "done_where": "Town hall"}),
    "cancel": (actions.cancel_communication, {"why": "No longer needed"}),
    "reopen": (actions.reopen_communication, {"why": "It is needed"}),
    "feedback": (actions.add_feedback, {"source": "Staff", "said": "Too late"}),
}


def take(step, entry, who, **details):
    function, needed = FUNCTIONS[step]
    return function(entry, **{**needed, **details}, **who)


def last_event():
    return AuditEvent.objects.latest("id")


def test_a_communication_is_planned_under_its_own_reference(add):
    assert [add().reference, add().reference] == ["CM1", "CM2"]
    assert last_event().verb == "planned"


def test_it_begins_and_is_done_on_a_day_at_a_place(briefing, who):
    entry = take("complete", take("start", briefing, who), who)
    assert (entry.state, entry.done_on, entry.done_where, entry.settled_at) == (
        "done",
        TODAY,
        "Town hall",
        MARCH_2012,
    )
    assert {change["label"] for change in last_event().changes} >= {"State", "Done on", "Where"}


def test_a_day_that_no_paper_names_stays_blank(briefing, who):
    entry = take("complete", briefing, who, done_on=None, done_where="")
    assert (entry.state, entry.done_on, entry.done_where) == ("done", None, "")


def test_it_is_cancelled_for_a_reason(briefing, who):
    assert take("cancel", briefing, who).cancelled_why == last_event().reason == "No longer needed"


@pytest.mark.parametrize(("state", "after"), [("done", "under_way"), ("cancelled", "planned")])
def test_what_is_reopened_has_no_end_any_more(in_state, who, state, after):
    entry = take("reopen", in_state(state), who)
    assert (
        entry.state,
        entry.done_on,
        entry.done_where,
        entry.cancelled_why,
        entry.settled_at,
    ) == (after, None, "", "", None)
    assert entry.history.count() == 3


@pytest.mark.parametrize(
    ("step", "state"),
    [(step, state) for step in STEPS for state in State if state not in STEPS[step]],
)
def test_a_step_that_is_not_open_is_refused(in_state, who, step, state):
    entry = in_state(state)
    because = f"CM1 because it is {State(state).label.lower()}"
    with pytest.raises(ValidationError, match=because):
        take(step, entry, who)
    assert Communication.objects.get().version == entry.version


@pytest.mark.parametrize("state", sorted(Communication.CLOSED))
def test_what_is_settled_is_not_changed_before_it_is_reopened(in_state, who, state):
    entry = in_state(state)
    with pytest.raises(ValidationError, match="cannot change CM1 because .* Reopen it first"):
        take("change", entry, who)
    assert Communication.objects.get().version == entry.version


@pytest.mark.parametrize(
    ("step", "details", "field"),
    [
        ("complete", {"done_on": TODAY + A_DAY}, "done_on"),
        ("complete", {"done_on": TODAY - 2 * A_DAY}, "done_on"),
        ("cancel", {"why": ""}, "why"),
        ("feedback", {"given_on": TODAY + A_DAY}, "given_on"),
        ("feedback", {"said": ""}, "said"),
        ("feedback", {"source": ""}, "source"),
        ("change", {"closes_on": TODAY - 3 * A_DAY}, "closes_on"),
    ],
)
def test_a_step_says_beside_which_field_it_is_refused(add, who, step, details, field):
    entry = add(consultation="staff", opens_on=TODAY - A_DAY)
    with pytest.raises(ValidationError) as refused:
        take(step, entry, who, **details)
    assert set(refused.value.message_dict) == {field}
    assert not Feedback.objects.exists()


def test_a_consultation_that_was_done_does_not_open_later(add, who):
    entry = take("complete", add(consultation="staff", opens_on=TODAY), who)
    entry.opens_on = TODAY + A_DAY
    with pytest.raises(ValidationError) as refused:
        entry.clean()
    assert set(refused.value.message_dict) == {"opens_on"}


@pytest.mark.parametrize("state", State)
def test_feedback_comes_when_it_comes(in_state, who, state):
    take("feedback", in_state(state), who)
    assert Feedback.objects.get().number == 1
    assert last_event().changes[0]["now"] == "Staff: Too late"


def test_feedback_is_numbered_and_answered_once_or_more(briefing, hear, who):
    hear(briefing)
    hear(briefing, "Too long", answer="It is shorter now")
    first, second = Feedback.objects.all()
    assert (first.number, second.number, second.answers.get().answered_on) == (1, 2, TODAY)
    for text in ("We looked into it", "It comes earlier"):
        actions.answer_feedback(first, answer=text, answered_on=TODAY, **who)
    assert [answer.answer for answer in first.answers.all()] == [
        "We looked into it",
        "It comes earlier",
    ]
    assert last_event().verb == "answered feedback on"


@pytest.mark.parametrize("days", [1, -3])
def test_an_answer_comes_after_the_feedback_and_not_in_the_future(briefing, hear, who, days):
    hear(briefing, given_on=TODAY - 2 * A_DAY)
    with pytest.raises(ValidationError) as refused:
        actions.answer_feedback(
            Feedback.objects.get(), answer="Heard", answered_on=TODAY + days * A_DAY, **who
        )
    assert set(refused.value.message_dict) == {"answered_on"}
    assert not Answer.objects.exists()


@pytest.mark.parametrize("step", ["change", "start", "complete", "cancel", "feedback"])
def test_a_step_from_an_old_page_is_refused(briefing, who, step):
    actions.change_communication(briefing, owner="Director", **who)
    with pytest.raises(StaleEntry):
        take(step, briefing, who, version=briefing.version)
    assert not Feedback.objects.exists()


def test_nothing_is_recorded_when_nothing_differs(briefing, who):
    events = AuditEvent.objects.count()
    actions.change_communication(briefing, title=briefing.title, due=briefing.due, **who)
    assert AuditEvent.objects.count() == events
