"""The pages of reviews and recommendations: nothing that somebody typed is lost."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import AuditEvent
from recommendations import actions
from recommendations.choices import State
from recommendations.models import Recommendation, Review, Update
from tests.factories import MARCH_2012
from tests.reading import errors, rows, typed, words

SLUG = "/programmes/shared-management/"
LIST, ADD, TABLE = (
    f"{SLUG}recommendations/",
    f"{SLUG}recommendations/add/",
    f"{SLUG}recommendations/table/",
)
REVIEWS, COLUMNS = f"{SLUG}reviews/", f"{SLUG}recommendations/columns/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('REC1')</script>"
MOST_QUERIES = 8


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
def register(recommendation, add, in_state, who):
    """REC1 overdue, REC2 verified, REC3 with an extension requested, REC4 put off and not dated."""
    in_state("verified")
    actions.request_extension(
        in_state("responded"), due_on=date(2012, 6, 1), why="Late papers", **who
    )
    add(
        "Engage the lawyers",
        response="deferred",
        priority=1,
        owner="Head of Legal",
        printed_reference="9.",
    )


@pytest.mark.usefixtures("register")
class TestRegister:
    def test_the_key_counts_the_five_tables_and_leads_to_them(self, manager):
        key = manager.get(LIST).context["key"]
        assert [(item["word"], item["count"]) for item in key] == [
            ("Live", 3),
            ("Completed since the last meeting", 1),
            ("Extension requested", 1),
            ("Overdue", 1),
            ("All", 4),
        ]
        assert references(manager.get(LIST + key[3]["url"])) == ["REC1"]

    def test_overdue_and_asked_for_stand_in_words(self, manager):
        shown = words(manager.get(LIST))
        assert "1 March 2012 Overdue" in shown
        assert "Asked for 1 June 2012" in shown


@pytest.mark.parametrize(("address", "most"), [(REVIEWS, MOST_QUERIES), (TABLE, MOST_QUERIES + 4)])
def test_other_lists_cost_the_same_for_1_and_10_rows(manager, add, programme, who, address, most):
    costs = []
    for wanted in (1, 10):
        while Recommendation.objects.count() < wanted:
            actions.add_review(programme=programme, title="Audit", kind="audit", **who)
            add()
        with CaptureQueriesContext(connection) as queries:
            assert manager.get(address).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= most


# --- the response table


def test_the_response_table_has_a_column_for_each_day_that_is_asked_for(
    manager, recommendation, who
):
    for on, text in ((date(2012, 1, 5), "Begun"), (TODAY, "Half done")):
        actions.add_update(recommendation, as_at=on, text=text, **who)
    shown = words(manager.get(f"{TABLE}?days=5 January 2012, 1/2/2012; 9 March 2012"))
    assert (
        "Position as at 5 January 2012 Position as at 1 February 2012 Position as at 9 March 2012"
        in shown
    )
    assert "Begun Begun Half done" in shown


def test_without_days_it_shows_those_of_the_report(manager, recommendation, programme, who):
    actions.set_columns(programme=programme, days=[date(2012, 1, 5)], **who)
    shown = words(manager.get(TABLE))
    assert "Position as at 5 January 2012 Position as at 9 March 2012" in shown


@pytest.mark.parametrize("text", ["31 February 2012", "next week", SCRIPT])
def test_a_day_that_is_none_is_said_beside_the_field_and_kept(manager, recommendation, text):
    response = manager.get(TABLE, {"days": text, "table": "live"})
    assert response.context["problem"] and response.context["typed"] == text
    assert (
        'aria-invalid="true"' in response.content.decode()
        and SCRIPT not in response.content.decode()
    )
    assert "Position as at 9 March 2012" in words(response)
    assert 'name="table" value="live"' in response.content.decode()


def test_the_response_table_keeps_the_filters_of_the_register(manager, recommendation, add):
    add("Engage the lawyers")
    assert "Engage" not in words(manager.get(f"{TABLE}?table=overdue"))


# --- one recommendation


def test_the_auditor_is_offered_what_the_claimant_is_not(auditor, signed_in, in_state):
    in_state("claimed")
    assert [step["label"] for step in signed_in(auditor).get(page("REC1")).context["actions"]] == [
        "Verify"
    ]


@pytest.mark.parametrize("state", ["closed", "superseded"])
def test_what_is_over_offers_no_change(manager, in_state, state):
    in_state(state)
    assert "/REC1/edit/" not in manager.get(page("REC1")).content.decode()


@pytest.mark.parametrize("state", State)
def test_a_recommendation_shows_in_every_state(manager, in_state, state):
    entry = in_state(state)
    assert State(entry.state).label in words(manager.get(page(entry.reference)))


def test_as_above_leads_to_the_row_that_it_means(manager, recommendation, add, who):
    second = actions.respond_to_recommendation(
        add(), response="accepted", comments="As Above", as_above=recommendation, **who
    )
    actions.add_update(second, as_at=TODAY, wording="as_above", same_as=recommendation, **who)
    shown = manager.get(page("REC2")).content.decode()
    assert shown.count(f'<a href="{page("REC1")}">REC1') == 2
    assert "means this by “as above”" in words(manager.get(page("REC1")))


def test_a_script_stays_text_everywhere(manager, review, add, partner, who):
    actions.change_review(review, title=SCRIPT, summary=SCRIPT, reviewing_body=SCRIPT, **who)
    entry = add(
        SCRIPT,
        printed_reference="<b>1</b>",
        owner=SCRIPT,
        comments=SCRIPT,
        evidence=SCRIPT,
        workstream=SCRIPT,
    )
    actions.add_update(entry, as_at=TODAY, text=SCRIPT, **who)
    actions.set_owners(entry, owners={partner: SCRIPT}, **who)
    for address in (
        LIST,
        TABLE,
        REVIEWS,
        f"{REVIEWS}REV1/",
        page("REC1"),
        page("REC1", "edit"),
        page("REC1", "claim"),
        SLUG,
    ):
        shown = manager.get(address).content.decode()
        assert "<script>alert" not in shown and "<b>1</b>" not in shown


# --- forms


def test_a_review_and_its_recommendation_are_added_and_shown(manager):
    values = {
        "title": "Gateway 3",
        "kind": "gateway",
        "held_on": "1/3/2012",
        "scale": "confidence-5",
        "rating": "Amber/Red",
    }
    assert "Amber/Red" in words(manager.post(f"{REVIEWS}add/", values, follow=True))
    values = {
        "review": Review.objects.get().pk,
        "text": "Publish a plan",
        "printed_reference": "1.",
        "due_on": "1 June 2012",
    }
    shown = words(manager.post(ADD, {**values, "response": "accepted"}, follow=True))
    assert "REC1 saved." in shown and "1 June 2012" in shown and "Responded" in shown


def test_without_a_review_the_form_leads_to_one(manager):
    assert f'href="{REVIEWS}add/"' in manager.get(ADD).content.decode()
    assert set(errors(manager.post(ADD, {"text": "Publish a plan"}))) == {"review"}


def test_two_recommendations_with_one_reference_are_refused_and_what_was_typed_is_kept(
    manager, recommendation
):
    values = {
        "review": recommendation.review_id,
        "printed_reference": "1.",
        "text": "Another plan",
        "due_on": "1 June 2012",
    }
    response = manager.post(ADD, values)
    message = "REC1 has the reference 1 in this review already. Each stands once in a review."
    assert errors(response) == {"printed_reference": message}
    assert (typed(response, "text"), typed(response, "printed_reference")) == ("Another plan", "1.")
    assert Recommendation.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("text", ""),
        ("text", "x" * 5_001),
        ("owner", "Cost \u202e001"),
        ("printed_reference", "1" * 21),
        ("due_on", "31 February 2012"),
        ("due_on", "27 March 0027"),
        ("priority", "7"),
        ("response", "maybe"),
        ("review", "999999"),
    ],
)
def test_a_bad_value_is_refused_beside_its_field_and_kept(manager, review, field, text):
    values = {"review": review.pk, "text": "Publish a plan", field: text}
    response = manager.post(ADD, values)
    assert set(errors(response)) == {field}
    assert typed(response, field) == text
    assert not Recommendation.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"rating": "Amber"}, "scale"),
        ({"scale": "rag"}, "rating"),
        ({"scale": "rag", "rating": "Amber/Red"}, "rating"),
        ({"held_on": "10 March 2012"}, "held_on"),
        ({"title": " "}, "title"),
        ({"kind": "wizard"}, "kind"),
    ],
)
def test_a_review_with_a_bad_value_is_refused_beside_its_field(manager, programme, values, field):
    response = manager.post(f"{REVIEWS}add/", {"title": "Gateway 3", "kind": "gateway", **values})
    assert set(errors(response)) == {field}
    assert not Review.objects.exists()


STEPS = [
    ("respond", "received", {"response": "", "comments": ""}, "response"),
    ("respond", "received", {"response": "accepted", "as_above": "REC99"}, "as_above"),
    ("respond", "received", {"response": "accepted", "as_above": "REC1"}, "as_above"),
    ("update", "responded", {"as_at": "10 March 2012", "wording": "own", "text": "Done"}, "as_at"),
    ("update", "responded", {"as_at": "9 March 2012", "wording": "own", "text": ""}, "text"),
    ("update", "responded", {"as_at": "9 March 2012", "wording": "as_above"}, "same_as"),
    (
        "update",
        "responded",
        {"as_at": "9 March 2012", "wording": "as_above", "same_as": "six"},
        "same_as",
    ),
    (
        "update",
        "responded",
        {"as_at": "1 March 2012", "wording": "previously", "completed_on": "2 March 2012"},
        "completed_on",
    ),
    ("supersede", "responded", {"superseded_by": "REC1", "why": "Merged"}, "superseded_by"),
    ("supersede", "responded", {"superseded_by": "REC9", "why": "Merged"}, "superseded_by"),
    (
        "accept-risk",
        "responded",
        {"until": "8 March 2012", "approver": "Board", "why": "Cheap"},
        "until",
    ),
    ("re-date", "responded", {"due_on": "1 June 2012"}, "why"),
    ("re-date", "responded", {"due_on": "1 April 2012", "why": "Same"}, "due_on"),
    ("extension", "responded", {"due_on": "1 March 2012", "why": "Earlier"}, "due_on"),
    ("extension", "responded", {"due_on": "soon", "why": "Late papers"}, "due_on"),
    ("close", "verified", {"why": ""}, "why"),
    ("reopen", "closed", {"why": ""}, "why"),
]


@pytest.mark.parametrize(("step", "state", "values", "field"), STEPS)
def test_a_bad_step_is_refused_beside_its_field_and_nothing_typed_is_lost(
    manager, in_state, step, state, values, field
):
    entry = in_state(state)
    events = AuditEvent.objects.count()
    response = manager.post(page(entry.reference, step), {**values, "version": entry.version})
    assert set(errors(response)) == {field}
    assert {name: typed(response, name) for name in values} == values
    assert AuditEvent.objects.count() == events
    assert not Update.objects.exists()


def test_the_claimant_who_tries_to_verify_is_told_why_not(manager, in_state):
    entry = in_state("claimed")
    response = manager.post(page("REC1", "verify"), {"why": "I know it", "version": entry.version})
    assert errors(response) == {
        "__all__": "You claimed that REC1 is complete: somebody else has to verify it."
    }
    assert typed(response, "why") == "I know it"


def test_somebody_else_verifies_and_the_page_says_who(auditor, signed_in, in_state):
    entry = in_state("claimed")
    client = signed_in(auditor)
    assert "Claimed complete by" in words(client.get(page("REC1", "verify")))
    shown = client.post(
        page("REC1", "verify"), {"why": "Read the plan", "version": entry.version}, follow=True
    )
    assert "9 March 2012, Auditor" in words(shown)


def test_a_superseded_row_that_somebody_edits_says_which_one_to_change(manager, in_state):
    entry = in_state("superseded")
    response = manager.post(
        page("REC1", "edit"), {"text": "Another plan", "version": entry.version}
    )
    assert errors(response) == {
        "__all__": "REC1 is superseded by REC2: change REC2, or reopen this one first."
    }
    assert typed(response, "text") == "Another plan"


@pytest.mark.parametrize("decision", ["yes", "no"])
def test_an_extension_is_decided(partner_director, signed_in, recommendation, who, decision):
    entry = actions.request_extension(
        recommendation, due_on=date(2012, 6, 1), why="Late papers", **who
    )
    client, address = signed_in(partner_director), page("REC1", "extension/decide")
    assert set(errors(client.post(address, {"why": "Heard", "version": entry.version}))) == {
        "granted"
    }
    client.post(address, {"granted": decision, "why": "Heard", "version": entry.version})
    assert Recommendation.objects.get().due_on == (
        date(2012, 6, 1) if decision == "yes" else date(2012, 3, 1)
    )


def test_a_review_lists_its_recommendations(manager, recommendation):
    shown = words(manager.get(f"{REVIEWS}REV1/"))
    assert (
        "Gateway review 3" in shown
        and "REC1 1 Publish a communications plan Accepted Responded 1 March 2012" in shown
    )
