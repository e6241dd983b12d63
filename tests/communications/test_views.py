"""The pages of the communications plan as people use them: nothing that somebody typed is lost."""

from datetime import timedelta

import pytest
import time_machine

from communications import actions
from communications.models import Answer, Communication, Feedback
from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.reading import errors, rows, typed, words

LIST, ADD = (
    "/programmes/shared-management/communications/",
    "/programmes/shared-management/communications/add/",
)
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('CM1')</script>"
MOST_QUERIES = 8
BRIEFING = {
    "title": "Briefing",
    "audience": "staff",
    "message": "Kept",
    "channel": "Meeting",
    "due": "Early December 2012",
}


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


def page(reference, step=""):
    return f"{LIST}{reference}/{step + '/' if step else ''}"


def references(response):
    return [row[0] for row in rows(response)]


# --- the register


@pytest.fixture
def register(add, in_state, hear):
    """CM1 overdue, CM2 done with feedback that waits, CM3 a consultation still to be done."""
    add(due="1 March 2012", owner="Director")
    hear(in_state("done", audience="trade_unions"))
    add(
        "Focus groups",
        audience="users",
        consultation="users",
        due="At key stages",
        channel="Town hall",
    )


@pytest.mark.usefixtures("register")
class TestRegister:
    def test_the_key_counts_how_they_stand_and_leads_there(self, manager):
        key = manager.get(LIST).context["key"]
        assert [(item["word"], item["count"]) for item in key] == [
            ("Overdue", 1),
            ("Still to be done", 1),
            ("Done", 1),
            ("Cancelled", 0),
        ]
        assert references(manager.get(LIST + key[0]["url"])) == ["CM1"]

    def test_what_to_notice_stands_in_words(self, manager):
        shown = words(manager.get(LIST))
        for text in (
            "1 March 2012 Overdue",
            "1 1 not answered",
            "At key stages No date can be read from it",
            "Town hall",
        ):
            assert text in shown


def test_a_communication_of_a_past_day_with_what_was_heard_then(manager, briefing, hear, who):
    hear(briefing)
    later = {"by": who["by"], "at": MARCH_2012 + A_DAY}
    actions.answer_feedback(
        Feedback.objects.get(), answer="It comes earlier", answered_on=TODAY, **later
    )
    actions.add_feedback(briefing, source="Unions", said="Too short", **later)
    with time_machine.travel(MARCH_2012 + 2 * A_DAY, tick=False):
        then, now = (
            words(manager.get(f"{page('CM1')}?at=2012-03-09")),
            words(manager.get(page("CM1"))),
        )
    assert "Not answered" in then and "It comes earlier" not in then and "Too short" not in then
    assert "10 March 2012" in now and "It comes earlier" in now and "Too short" in now
    assert "Add feedback" not in then and "Add feedback" in now


# --- the main job


def test_a_communication_goes_from_the_plan_to_its_feedback(manager):
    assert "Early December 2012 (1 to 10 December 2012)" in words(
        manager.post(ADD, BRIEFING, follow=True)
    )
    manager.post(page("CM1", "start"), {"version": 1})
    shown = manager.post(
        page("CM1", "done"),
        {"done_on": "8 March 2012", "done_where": "Town hall", "version": 2},
        follow=True,
    )
    assert "Done on 8 March 2012 Where Town hall" in words(shown)
    said = {"given_on": "9/3/2012", "source": "Trade unions", "said": "Too late", "version": 3}
    shown = words(manager.post(page("CM1", "feedback/add"), said, follow=True))
    assert "9 March 2012 Trade unions Too late Not answered" in shown
    answer = {"answer": "The next one comes earlier", "answered_on": "9 March 2012", "version": 4}
    shown = words(manager.post(page("CM1", "feedback/1/answer"), answer, follow=True))
    assert "9 March 2012: The next one comes earlier" in shown
    assert manager.get(page("CM1", "feedback/2/answer")).status_code == 404


def test_a_consultation_with_trade_unions_opens_and_closes(manager):
    days = {"consultation": "trade_unions", "opens_on": "1 March 2012", "closes_on": "8 March 2012"}
    manager.post(ADD, {**BRIEFING, **days})
    shown = words(manager.get(page("CM1")))
    assert "Consultation with Trade unions Consultation opens 1 March 2012" in shown
    assert "Consultation opens 1 March 2012 Consultation closes 8 March 2012" in shown
    assert "The consultation closed on 8 March 2012 and is not recorded as done." in shown


def test_what_is_cancelled_says_why_and_cannot_be_changed(manager, briefing):
    shown = manager.post(
        page("CM1", "cancel"), {"why": "No longer needed", "version": 1}, follow=True
    )
    assert "Why it was cancelled No longer needed" in words(shown)
    assert f'href="{page("CM1", "edit")}"' not in shown.content.decode()
    response = manager.post(page("CM1", "edit"), {**BRIEFING, "version": 2})
    refusal = "You cannot change CM1 because it is cancelled. Reopen it first."
    assert errors(response) == {"__all__": refusal}
    assert typed(response, "title") == "Briefing"


def test_script_in_a_communication_is_shown_as_text(manager, add, hear):
    hear(
        add(title=SCRIPT, message=SCRIPT, audience_words=SCRIPT, channel=SCRIPT),
        SCRIPT,
        source=SCRIPT,
        answer=SCRIPT,
    )
    for address in (LIST, page("CM1"), page("CM1", "feedback/1/answer")):
        assert SCRIPT not in manager.get(address).content.decode()


# --- what is refused


DATES = {"consultation": "staff", "opens_on": "8 March 2012", "closes_on": "7 March 2012"}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"due": "31 February 2012"}, "due"),
        ({"audience": "other"}, "audience_words"),
        ({"audience": "everybody"}, "audience"),
        ({"message": "\u202etxt"}, "message"),
        (DATES, "closes_on"),
        ({**DATES, "opens_on": "tomorrow"}, "opens_on"),
        ({"opens_on": "8 March 2012"}, "opens_on"),
    ],
)
def test_a_bad_plan_is_refused_beside_its_field_and_nothing_typed_is_lost(manager, values, field):
    sent = {**BRIEFING, **values}
    response = manager.post(ADD, sent)
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in sent} == sent
    assert (
        not Communication.objects.exists()
        and not AuditEvent.objects.filter(log="communications").exists()
    )


def test_a_consultation_that_ends_before_it_starts_is_told_when_it_opens(manager):
    response = manager.post(ADD, {**BRIEFING, **DATES})
    assert errors(response) == {
        "closes_on": "It opens on 8 March 2012: it cannot close before that."
    }


BAD_STEPS = [
    ("done", "planned", {"done_on": "10 March 2012", "done_where": "Town hall"}, "done_on"),
    ("done", "planned", {"done_on": "soon", "done_where": "Town hall"}, "done_on"),
    ("done", "done", {"done_on": "8 March 2012", "done_where": "Town hall"}, "__all__"),
    ("cancel", "planned", {"why": ""}, "why"),
    ("reopen", "cancelled", {"why": ""}, "why"),
    ("feedback/add", "done", {"source": "", "said": "Too late"}, "source"),
    ("feedback/add", "done", {"source": "Staff", "said": ""}, "said"),
    (
        "feedback/add",
        "done",
        {"given_on": "10 March 2012", "source": "Staff", "said": "Too late"},
        "given_on",
    ),
]


@pytest.mark.parametrize(("step", "state", "values", "field"), BAD_STEPS)
def test_a_bad_step_is_refused_and_nothing_typed_is_lost(
    manager, in_state, step, state, values, field
):
    entry, events = in_state(state), AuditEvent.objects.count()
    response = manager.post(page("CM1", step), {**values, "version": entry.version})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in values} == values
    assert AuditEvent.objects.count() == events and not Feedback.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"answer": "", "answered_on": "9 March 2012"}, "answer"),
        ({"answer": "Heard", "answered_on": "8 March 2012"}, "answered_on"),
    ],
)
def test_a_bad_answer_is_refused_and_nothing_typed_is_lost(manager, briefing, hear, values, field):
    version = hear(briefing, given_on=TODAY).version
    response = manager.post(page("CM1", "feedback/1/answer"), {**values, "version": version})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in values} == values
    assert not Answer.objects.exists()
