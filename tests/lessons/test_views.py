"""The pages of lessons as people use them: nothing that somebody typed is lost."""

from datetime import timedelta

import pytest
import time_machine

from lessons.models import Lesson
from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.reading import errors, rows, typed, words

LIST, ADD = "/programmes/shared-management/lessons/", "/programmes/shared-management/lessons/add/"
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('L1')</script>"
MOST_QUERIES = 8
LESSON = {"title": "Name the options first", "stage": "Review", "kind": "improve", "cause": "Kept"}


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
def register(in_state, add):
    """L1 adopted, L2 proposed and gone well, L3 of the implementation for other programmes."""
    in_state("adopted")
    in_state("proposed", kind="well")
    add("Give quick wins a date", stage="Implementation", applies_to="others", cause="No schedule")


@pytest.mark.usefixtures("register")
class TestRegister:
    def test_the_key_counts_the_states_and_leads_to_them(self, manager):
        key = manager.get(LIST).context["key"]
        assert [(item["word"], item["count"]) for item in key] == [
            ("Recorded", 1),
            ("Proposed for adoption", 1),
            ("Adopted", 1),
            ("Not adopted", 0),
        ]
        assert references(manager.get(LIST + key[2]["url"])) == ["L1"]

    def test_the_decision_stands_below_the_state(self, manager):
        assert "Programme board, 9 March 2012" in " ".join(rows(manager.get(LIST))[0])


# --- the main job


def test_a_lesson_goes_from_the_form_to_a_plan(manager):
    assert "L1 Name the options first" in words(manager.post(ADD, LESSON, follow=True))
    manager.post(page("L1", "propose"), {"adopter": "Programme board", "version": 1})
    adopted = {
        "decided_by": "Programme board",
        "decided_on": "8 March 2012",
        "adopted_into": "Handbook",
        "version": 2,
    }
    shown = words(manager.post(page("L1", "adopt"), adopted, follow=True))
    assert "Decided by Programme board Decided on 8 March 2012 Adopted into Handbook" in shown
    assert "Reopen" in shown and f'href="{page("L1", "edit")}"' not in shown


def test_a_partner_director_declines_with_a_reason(partner_director, signed_in, in_state):
    lesson, client = in_state("proposed"), signed_in(partner_director)
    assert typed(client.get(page("L1", "decline")), "decided_by") == "Programme board"
    declined = {
        "decided_by": "Board",
        "decided_on": "9 March 2012",
        "why": "Too dear",
        "version": lesson.version,
    }
    assert "Why it was not adopted Too dear" in words(
        client.post(page("L1", "decline"), declined, follow=True)
    )


def test_the_form_names_the_stages_in_use(manager, add):
    add(stage="Implementation")
    assert "Used so far: Implementation" in words(manager.get(ADD))


# --- what is refused


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"stage": ""}, "stage"),
        ({"kind": "bad"}, "kind"),
        ({"cause": "\u202etxt"}, "cause"),
    ],
)
def test_a_bad_lesson_is_refused_beside_its_field_and_nothing_typed_is_lost(manager, values, field):
    response = manager.post(ADD, {**LESSON, **values})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in LESSON} == {
        **LESSON,
        **{k: v for k, v in values.items() if k in LESSON},
    }
    assert not Lesson.objects.exists()


BAD_STEPS = [
    ("propose", "recorded", {"adopter": ""}, "adopter"),
    (
        "adopt",
        "proposed",
        {"decided_by": "", "decided_on": "8 March 2012", "adopted_into": "Plan"},
        "decided_by",
    ),
    (
        "adopt",
        "proposed",
        {"decided_by": "Board", "decided_on": "10 March 2012", "adopted_into": "Plan"},
        "decided_on",
    ),
    (
        "adopt",
        "proposed",
        {"decided_by": "Board", "decided_on": "soon", "adopted_into": "Plan"},
        "decided_on",
    ),
    (
        "adopt",
        "proposed",
        {"decided_by": "Board", "decided_on": "8 March 2012", "adopted_into": ""},
        "adopted_into",
    ),
    (
        "decline",
        "proposed",
        {"decided_by": "Board", "decided_on": "8 March 2012", "why": ""},
        "why",
    ),
    ("reopen", "adopted", {"why": ""}, "why"),
    (
        "adopt",
        "recorded",
        {"decided_by": "Board", "decided_on": "8 March 2012", "adopted_into": "Plan"},
        "__all__",
    ),
]


@pytest.mark.parametrize(("step", "state", "values", "field"), BAD_STEPS)
def test_a_bad_step_is_refused_and_nothing_typed_is_lost(
    manager, in_state, step, state, values, field
):
    lesson, events = in_state(state), AuditEvent.objects.count()
    response = manager.post(page("L1", step), {**values, "version": lesson.version})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in values} == values
    assert AuditEvent.objects.count() == events


def test_an_adopted_lesson_that_somebody_edits_says_what_to_do(manager, in_state):
    lesson = in_state("adopted")
    response = manager.post(
        page("L1", "edit"), {**LESSON, "title": "Another", "version": lesson.version}
    )
    refusal = "You cannot change L1 because it is adopted. Reopen it first."
    assert errors(response) == {"__all__": refusal}
    assert typed(response, "title") == "Another"


@pytest.mark.parametrize(("state", "may"), [("adopted", True), ("proposed", False)])
def test_a_director_takes_back_a_decision_and_nothing_else(
    signed_in, partner_director, in_state, state, may
):
    lesson, director = in_state(state), signed_in(partner_director)
    offered = page("L1", "reopen") in director.get(page("L1")).content.decode()
    done = director.post(page("L1", "reopen"), {"why": "A slip", "version": lesson.version})
    assert offered == may and done.status_code == (302 if may else 403)
