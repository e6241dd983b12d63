"""The pages of lessons as people use them: nothing that somebody typed is lost."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lessons import actions
from lessons.log import LESSONS
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
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["L1", "L2", "L3"]),
            ("?stage=Implementation", ["L3"]),
            ("?kind=well", ["L2"]),
            ("?state=undecided", ["L2", "L3"]),
            ("?state=adopted", ["L1"]),
            ("?applies_to=others", ["L3"]),
            ("?applies_to=none&kind=improve", ["L1"]),
            ("?adopter=Programme board", ["L1", "L2"]),
            ("?q=SCHEDULE", ["L3"]),
            ("?q=schedule options", []),
            ("?stage=Nowhere", []),
            ("?sort=-stage", ["L1", "L2", "L3"]),
            ("?sort=-reference", ["L3", "L2", "L1"]),
        ],
    )
    def test_the_address_says_what_is_shown(self, manager, query, found):
        assert references(manager.get(LIST + query)) == found
        assert [
            row["reference"]
            for row in json.loads(manager.get(f"{LIST}download/json/{query}").content)["rows"]
        ] == found

    def test_the_key_counts_the_states_and_leads_to_them(self, manager):
        key = manager.get(LIST).context["key"]
        assert [(item["word"], item["count"]) for item in key] == [
            ("Recorded", 1),
            ("Proposed for adoption", 1),
            ("Adopted", 1),
            ("Not adopted", 0),
        ]
        assert references(manager.get(LIST + key[2]["url"])) == ["L1"]

    @pytest.mark.parametrize(
        "sort", [f"{sign}{name}" for name in LESSONS.register.split() for sign in ("", "-")]
    )
    def test_every_heading_can_be_pressed(self, manager, sort):
        assert len(references(manager.get(f"{LIST}?sort={sort}"))) == 3

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    def test_just_what_is_shown_can_be_downloaded(self, manager, kind):
        assert len(manager.get(f"{LIST}download/{kind}/").content) > 100

    def test_the_decision_stands_below_the_state(self, manager):
        assert "Programme board, 9 March 2012" in " ".join(rows(manager.get(LIST))[0])


def test_an_empty_register_says_what_to_do_first(manager):
    assert "Add the first lesson" in words(manager.get(LIST))


@pytest.mark.parametrize("query", ["", "?at=2012-03-09", "?stage=Review&q=options&sort=-stage"])
def test_a_page_costs_the_same_few_queries_for_1_3_and_60_rows(manager, add, query):
    costs = []
    for wanted in (1, 3, 60):
        while Lesson.objects.count() < wanted:
            add(adopter=f"Board {Lesson.objects.count() % 5}")
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(manager.get(LIST + query))) == min(wanted, 50)
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= MOST_QUERIES


def test_the_register_and_a_lesson_of_a_past_day(manager, lesson, who):
    actions.change_lesson(lesson, by=who["by"], at=MARCH_2012 + A_DAY, title="Name no options")
    with time_machine.travel(MARCH_2012 + 2 * A_DAY, tick=False):
        assert rows(manager.get(f"{LIST}?at=2012-03-09"))[0][1] == "Name the options first"
        assert references(manager.get(f"{LIST}?at=2012-03-08")) == []
        then = manager.get(f"{page('L1')}?at=2012-03-09")
    assert "Name the options first" in words(then) and "Propose for adoption" not in words(then)


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


def test_script_in_a_lesson_is_shown_as_text(manager, add):
    add(title=SCRIPT, happened=SCRIPT, stage=SCRIPT[:60])
    for address in (LIST, page("L1"), ADD):
        assert SCRIPT not in manager.get(address).content.decode()


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


def test_somebody_saved_first_shows_both_versions(manager, lesson, who):
    actions.change_lesson(lesson, owner="Head of Legal", **who)
    values = {**LESSON, "owner": "Director", "version": lesson.version}
    response = manager.post(page("L1", "edit"), values)
    owner = next(field for field in response.context["fields"] if field["name"] == "owner")
    assert (owner["yours"], owner["theirs"], owner["same"]) == ("Director", "Head of Legal", False)
    picked = {
        **values,
        "version": dict(response.context["hidden_inputs"])["version"],
        "pick_owner": "theirs",
    }
    manager.post(page("L1", "edit"), picked)
    assert Lesson.objects.get().owner == "Head of Legal"


def test_a_step_from_an_old_page_says_so_and_keeps_what_was_typed(manager, lesson, who):
    actions.change_lesson(lesson, owner="Head of Legal", **who)
    response = manager.post(page("L1", "propose"), {"adopter": "Board", "version": lesson.version})
    assert "changed L1 since you opened this page" in errors(response)["__all__"]
    assert typed(response, "adopter") == "Board"
    assert (
        manager.post(
            page("L1", "propose"), {"adopter": "Board", "version": typed(response, "version")}
        ).status_code
        == 302
    )


@pytest.mark.parametrize("step", ["edit", "propose", "adopt", "decline", "reopen"])
def test_a_form_of_the_past_leads_to_now(manager, lesson, step):
    assert manager.get(f"{page('L1', step)}?at=2012-03-09").url == page("L1", step)
