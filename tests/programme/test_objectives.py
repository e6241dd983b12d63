"""Objectives: what was achieved, how well that meets them, and letters that a document leaves
out.
"""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from programme import actions
from programme.models import Achievement, AuditEvent, Objective
from programme.objectives import OBJECTIVES, ObjectivesSection, lettering_gaps
from programme.records import StaleEntry
from reports.changes import ChangesSection
from tests.factories import MARCH_2012, as_at
from tests.reading import errors, main_forms, typed, words

pytestmark = pytest.mark.once

SLUG = "/programmes/shared-management/"
LIST = f"{SLUG}objectives/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('a')</script>"
SAID = {"judgement": "partly", "statement": "Half of it", "author": "Project board"}


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def who(programme_manager):
    """The programme manager, on the day of the report."""
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def add(programme, who):
    """A function that adds an objective."""

    def add(reference="a", text="Spend less on management", **details):
        return actions.add_objective(
            programme=programme, reference=reference, text=text, **{**who, **details}
        )

    return add


@pytest.fixture
def judge(who):
    """A function that records an achievement of an objective as it stands now."""

    def judge(objective, **details):
        return actions.judge_objective(
            Objective.objects.get(pk=objective.pk), **{"as_at": TODAY, **SAID, **who, **details}
        )

    return judge


def refused(field, call, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        call(*args, **kwargs)
    return " ".join(error.value.message_dict[field])


# --- what can be done


def test_an_objective_keeps_the_letter_of_its_document(add):
    assert [(one.reference, one.number) for one in (add("f"), add("h"))] == [("f", 1), ("h", 2)]
    assert str(AuditEvent.objects.first()) == "Programme manager added the objective h"


@pytest.mark.each
@pytest.mark.parametrize("reference", ["a", "A"])
def test_a_letter_stands_once(add, reference):
    add()
    assert refused("reference", add, reference) == f"There is an objective {reference} already."


@pytest.mark.parametrize("reference", ["a)", "1 2", "..", "a/b", "add", "Download", "x" * 13])
@pytest.mark.each
def test_a_letter_that_cannot_stand_in_an_address_is_refused(add, reference):
    assert refused("reference", add, reference)


@pytest.mark.parametrize("reference", ["a", "1.2", "II", "O-3"])
@pytest.mark.each
def test_letters_numbers_and_parts_of_them_will_do(add, reference):
    assert add(reference).reference == reference


def test_the_latest_achievement_by_its_day_counts_and_all_are_kept(add, judge):
    objective = add()
    assert judge(objective).judgement == "partly"
    assert judge(objective, judgement="not_met", as_at=TODAY - A_DAY).judgement == "partly"
    assert judge(objective, judgement="met").judgement == "met"
    assert Achievement.objects.count() == 3
    assert AuditEvent.objects.first().changes[0] == {
        "field": "judgement",
        "label": "How well it was met",
        "was": "Partly met",
        "now": "Met",
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("judgement", "well"),
        ("judgement", ""),
        ("statement", ""),
        ("as_at", TODAY + A_DAY),
        ("author", "x" * 121),
    ],
)
def test_an_achievement_that_will_not_do_is_refused(add, judge, field, value):
    assert refused(field, judge, add(), **{field: value})
    assert not Achievement.objects.exists()


def test_a_stale_change_or_judgement_is_refused(add, judge, who):
    objective = add()
    judge(objective)
    with pytest.raises(StaleEntry):
        judge(objective, version=1)
    with pytest.raises(StaleEntry):
        actions.change_objective(objective, text="Spend more", version=1, **who)


@pytest.mark.each
@pytest.mark.parametrize("table", ["achievement", "historicalobjective"])
@pytest.mark.parametrize(
    "statement", ["UPDATE programme_{} SET id = id", "DELETE FROM programme_{}"]
)
def test_what_was_recorded_is_never_changed_or_deleted(add, judge, table, statement):
    judge(add())
    with pytest.raises(Error), transaction.atomic():
        connection.cursor().execute(statement.format(table))


@pytest.mark.each
def test_an_objective_is_never_deleted(add):
    with pytest.raises(Error), transaction.atomic():
        add().delete()


# --- rows and report


def test_letters_and_numbers_that_are_left_out_are_said_and_not_mended():
    assert lettering_gaps(["a", "b", "d", "h"]) == [
        "There is no objective c: the references go from b to d, as they were given.",
        "There are no objectives e, f, g: the references go from d to h, as they were given.",
    ]
    assert lettering_gaps(["1", "2", "4"]) == [
        "There is no objective 3: the references go from 2 to 4, as they were given."
    ]
    assert lettering_gaps(["a", "1", "O1", "O3", "b"]) == lettering_gaps([]) == []


def test_a_row_is_plain_data_and_the_past_stands_as_it_stood(programme, add, judge, who):
    objective = add()
    judge(objective, statement="Vision agreed\nStructures unified")

    def row_at(at):
        (row,) = OBJECTIVES.rows(OBJECTIVES.entries(as_at(programme, at)), as_at(programme, at))
        return row

    before = row_at(MARCH_2012)
    assert before == json.loads(json.dumps(before)) and {
        column.key for column in OBJECTIVES.columns
    } == set(before)
    assert (before["statement"], before["judgement"]) == (
        ["Vision agreed", "Structures unified"],
        "Partly met",
    )
    later = {"at": MARCH_2012 + A_DAY}
    judge(objective, judgement="met", **later)
    reworded = {"text": "Spend more", "why": "The board asked for it", **who, **later}
    actions.reword_objective(Objective.objects.get(), **reworded)
    assert row_at(MARCH_2012) == before
    assert (row_at(None)["text"], row_at(None)["judgement"]) == ("Spend more", "Met")


def test_the_section_counts_judgements_and_flags_the_gap(programme, add, judge):
    judge(add("f"))
    add("h")
    section = ObjectivesSection().context(as_at(programme, MARCH_2012))
    assert section["notes"] == [
        "There is no objective g: the references go from f to h, as they were given."
    ]
    figures = {figure["key"]: figure["value"] for figure in section["figures"]}
    assert (
        figures["count"],
        figures["judgement-partly"],
        figures["judgement-met"],
        figures["judgement-none"],
    ) == (2, 1, 0, 1)
    assert [row["word"] for row in section["extra"]["counts"]["rows"]][
        -1
    ] == "No achievement recorded yet"


@pytest.mark.each
def test_what_changed_tells_of_objectives(programme, add, judge):
    judge(add())
    changes = ChangesSection().rows(as_at(programme, MARCH_2012, MARCH_2012 - A_DAY))
    assert [(row["reference"], row["log"]) for row in changes] == [("a", "objectives")]


# --- pages


@pytest.fixture
def register(add, judge):
    """Objectives f and h; h is partly met."""
    add("f")
    judge(add("h", "Manage the risks"))


def test_the_register_flags_the_gap_and_counts_the_judgements(manager, register):
    page = manager.get(LIST)
    assert "There is no objective g" in words(page)
    assert [(item["word"], item["count"]) for item in page.context["key"] if item["count"]] == [
        ("Partly met", 1),
        ("No achievement recorded yet", 1),
    ]


def test_the_overview_shows_how_well_each_objective_was_met_now_and_then(manager, register, judge):
    assert "Manage the risks Partly met" in words(manager.get(SLUG))
    with time_machine.travel(MARCH_2012 + A_DAY, tick=False):
        judge(Objective.objects.get(reference="h"), judgement="met", at=MARCH_2012 + A_DAY)
        assert "Manage the risks Met" in words(manager.get(SLUG))
        assert "Manage the risks Partly met" in words(manager.get(f"{SLUG}?at=2012-03-09"))


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("as_at", "10 March 2012"),
        ("as_at", "soon"),
        ("judgement", ""),
        ("statement", ""),
        ("statement", "x" * 5_001),
        ("author", "x" * 121),
    ],
)
@pytest.mark.each
def test_a_bad_achievement_is_refused_beside_its_field_and_kept(manager, register, field, text):
    values = {"as_at": "9 March 2012", **SAID, field: text}
    response = manager.post(f"{LIST}f/judge/", values)
    assert set(errors(response)) == {field} and typed(response, field) == text
    assert Achievement.objects.count() == 1


def test_an_achievement_is_recorded_in_the_browser(manager, register):
    values = {"as_at": "9 March 2012", **SAID, "version": "1"}
    assert "Partly met" in words(manager.post(f"{LIST}f/judge/", values, follow=True))
    assert Objective.objects.get(reference="f").judgement == "partly"


def test_a_letter_that_is_taken_is_said_beside_the_field_and_the_text_is_kept(manager, register):
    response = manager.post(f"{LIST}add/", {"reference": "F", "text": "Another"})
    assert errors(response) == {"reference": "There is an objective F already."}
    assert typed(response, "text") == "Another"


def test_a_script_stays_text_everywhere(manager, add, judge):
    judge(add("a", SCRIPT), statement=f"{SCRIPT}\n{SCRIPT}", author=SCRIPT)
    for address in (SLUG, LIST, f"{LIST}a/", f"{LIST}a/edit/", f"{LIST}a/judge/"):
        assert "<script>alert" not in manager.get(address).content.decode()


def test_a_judged_objective_has_nothing_to_save(manager, register):
    pages = {one: manager.get(f"{LIST}{one}/edit/") for one in "fh"}
    forms = {one: main_forms(page) for one, page in pages.items()}
    assert len(forms["f"]) == 1 and not forms["h"], "no form without a button"
    said = {one: words(page) for one, page in pages.items()}
    assert "Save" in said["f"] and "Save" not in said["h"]
    assert "Reword it with a reason" in said["h"]
