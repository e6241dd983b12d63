"""What the database refuses is said beside a field, and one limit at a time."""

from django.apps import apps
from django.db import models

from programme.ui.forms import columns_of
from recommendations import actions
from risks import actions as risks
from tests.factories import MARCH_2012
from tests.reading import errors, sent, words

PROGRAMME = "/programmes/shared-management"
CHECKS = [
    one.name
    for model in apps.get_models()
    for one in model._meta.constraints
    if isinstance(one, models.CheckConstraint)
]


def test_of_every_constraint_it_is_known_of_which_columns_it_speaks():
    assert CHECKS and [name for name in CHECKS if not columns_of(name)] == []


def test_a_day_that_a_position_cannot_have_is_said_beside_its_field(
    programme, programme_manager, signed_in
):
    who = {"by": programme_manager, "at": MARCH_2012}
    review = actions.add_review(programme=programme, title="Gateway", kind="gateway", **who)
    entry = actions.add_recommendation(programme=programme, review=review, text="Plan", **who)
    actions.add_update(entry, as_at=MARCH_2012.date(), text="Begun", **who)
    client, row = signed_in(programme_manager), entry.updates.get()
    url = f"{PROGRAMME}/recommendations/REC1/rows/positions/{row.pk}/correct/"
    typed = {"completed_on": "1 March 2012", "mistake": "A slip"}
    found = errors(client.post(url, {**sent(client.get(url)), **typed}))
    assert set(found) == {"completed_on"}


def test_the_narrowest_of_several_limits_is_said_at_once(programme, programme_manager, signed_in):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = risks.add_risk(programme=programme, title="It rains", likelihood=3, impact=4, **who)
    client = signed_in(programme_manager)
    url = f"{PROGRAMME}/risks/R1/rows/assessments/{risk.assessments.get().pk}/correct/"
    for number, says in (
        ("-1", "Enter 1 or more."),
        ("0", "Enter 1 or more."),
        ("6", "from 1 to 5"),
    ):
        typed = {"likelihood": number, "mistake": "A slip"}
        assert says in errors(client.post(url, {**sent(client.get(url)), **typed}))["likelihood"]


def test_a_kind_that_was_typed_wrongly_is_said_in_the_history(
    programme, programme_manager, signed_in
):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = risks.add_risk(programme=programme, title="It rains", likelihood=3, impact=4, **who)
    client = signed_in(programme_manager)
    url = f"{PROGRAMME}/risks/R1/rows/assessments/{risk.assessments.get().pk}/correct/"
    typed = {**sent(client.get(url)), "kind": "inherent", "mistake": "A slip"}
    page = words(client.post(url, typed, follow=True))
    assert "3 x 4 = 12, kind: " in page and "3 x 4 = 12 , not 3 x 4 = 12 " not in page


def test_a_form_without_a_fact_to_correct_asks_for_nothing(
    programme, programme_manager, workstream_lead, signed_in
):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = risks.add_risk(programme=programme, title="It rains", **who)
    judged = {"kind": "current", "likelihood": 1, "impact": 2, "effective_on": MARCH_2012.date()}
    risks.assess_risk(risk, by=workstream_lead, at=MARCH_2012, **judged)
    page = signed_in(workstream_lead).get(f"{PROGRAMME}/risks/R1/correct-mistake/")
    assert "Rows that you added are below." in words(page)
    assert "What was wrong" not in words(page) and "Save the correction" not in words(page)
