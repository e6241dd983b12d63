"""The pages of workstreams and follow-on actions: nothing that somebody typed is lost."""

from datetime import timedelta

import pytest
import time_machine

from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.reading import errors, rows, typed, words
from tests.workstreams.conftest import TAKEN
from workstreams import actions
from workstreams.choices import State
from workstreams.models import FollowOnAction, Position, ProgressScale, Workstream

SLUG = "/programmes/shared-management/"
LIST, FOLLOW_ON = f"{SLUG}workstreams/", f"{SLUG}follow-on/"
TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
SCRIPT = "<script>alert('W1')</script>"
MOST_QUERIES = 8


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


def references(response):
    return [row[0] for row in rows(response)]


# --- the registers


@pytest.fixture
def register(workstream, add, in_state):
    """W1 reasonable with four follow-on actions, W2 good, W3 without a position."""
    add("Markets", progress="Good", owner="Head of Markets")
    add("Print and mail")
    for state in State:
        in_state(state)


@pytest.mark.usefixtures("register")
class TestRegisters:
    def test_the_key_counts_the_words_and_leads_to_them(self, manager):
        key = manager.get(LIST).context["key"]
        assert [(item["word"], item["count"]) for item in key] == [
            ("Good", 1),
            ("Reasonable", 1),
            ("Poor", 0),
            ("Not yet commenced", 0),
            ("No position yet", 1),
        ]
        assert [references(manager.get(LIST + item["url"])) for item in (key[0], key[4])] == [
            ["W2"],
            ["W3"],
        ]


# --- one workstream


def test_a_workstream_shows_its_purpose_its_position_and_what_goes_on_after_it(
    manager, workstream, propose
):
    propose()
    shown = words(manager.get(f"{LIST}W1/"))
    for said in (
        "One contact point",
        "Better service levels",
        "Reasonable",
        "Begun",
        "Move in together",
        "Programme manager",
    ):
        assert said in shown
    assert [step["label"] for step in manager.get(f"{LIST}W1/").context["actions"]] == [
        "Record the position",
        "Correct a mistake",
        "Withdraw: added by mistake",
    ]


def test_papers_that_do_not_agree_are_shown_on_the_page_and_marked_in_the_register(
    manager, workstream, who
):
    for progress, source in (("Not yet commenced", "Section 3.2"), ("Poor", "Appendix C")):
        actions.add_position(
            Workstream.objects.get(), as_at=TODAY, progress=progress, source=source, **who
        )
    assert "The papers do not agree on progress as at 9 March 2012." in words(
        manager.get(f"{LIST}W1/")
    )
    assert "See the note" in words(manager.get(LIST))


def test_a_position_is_recorded_in_the_words_of_the_programme(manager, workstream):
    page = manager.get(f"{LIST}W1/position/")
    offered = [word for word, _ in page.context["form"]["progress"].field.choices]
    assert offered == ["", "Good", "Reasonable", "Poor", "Not yet commenced"]
    assert (typed(page, "progress"), typed(page, "text")) == (None, "Begun")
    values = {
        "as_at": "9 March 2012",
        "progress": "Poor",
        "text": "Waits\nfor staff",
        "version": workstream.version,
    }
    shown = words(manager.post(f"{LIST}W1/position/", values, follow=True))
    assert (
        "You recorded the position of W1." in shown
        and "for staff" in shown
        and Workstream.objects.get().progress == "Poor"
    )


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("as_at", "10 March 2012"),
        ("as_at", "31 February 2012"),
        ("as_at", ""),
        ("progress", ""),
        ("progress", "Green"),
        ("text", "x" * 5_001),
        ("text", "Cost \u202e001"),
        ("source", "x" * 121),
    ],
)
def test_a_bad_position_is_refused_beside_its_field_and_kept(manager, workstream, field, text):
    values = {"as_at": "9 March 2012", "progress": "Good", "text": "Half done", field: text}
    response = manager.post(f"{LIST}W1/position/", values)
    assert set(errors(response)) == {field}
    assert typed(response, field) == text
    assert Position.objects.count() == 1


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", ""), ("title", "x" * 121), ("owner", "x" * 121), ("note", "x" * 2_001)],
)
def test_a_bad_workstream_is_refused_beside_its_field_and_kept(manager, field, text):
    response = manager.post(f"{LIST}add/", {"title": "Markets", field: text})
    assert set(errors(response)) == {field}
    assert typed(response, field) == text
    assert not Workstream.objects.exists()


# --- the words for progress


def test_a_programme_sets_its_words_and_the_old_ones_are_still_counted(manager, workstream):
    values = {
        "words": "On track\n\n Behind ",
        "applies_from": "9 March 2012",
        "why": "As the board asked",
    }
    shown = words(manager.post(f"{LIST}progress/", values, follow=True))
    assert "From 9 March 2012 progress is judged in these words: On track, Behind." in shown
    key = [(item["word"], item["count"]) for item in manager.get(LIST).context["key"]]
    assert key == [("On track", 0), ("Behind", 0), ("Reasonable", 1)]
    assert references(manager.get(f"{LIST}?progress=Reasonable")) == ["W1"]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("words", ""),
        ("words", "Good"),
        ("words", "Good\ngood"),
        ("words", "Good\n" + "x" * 31),
        ("applies_from", "soon"),
        ("why", ""),
    ],
)
def test_words_that_will_not_do_are_refused_beside_the_field_and_kept(
    manager, programme, field, text
):
    values = {
        "words": "On track\nBehind",
        "applies_from": "9 March 2012",
        "why": "Why not",
        field: text,
    }
    response = manager.post(f"{LIST}progress/", values)
    assert set(errors(response)) == {field}
    assert typed(response, field) == text
    assert not ProgressScale.objects.exists()


# --- one follow-on action


def test_it_is_proposed_from_the_workstream_accepted_done_and_reopened(manager, workstream):
    page = manager.get(f"{FOLLOW_ON}propose/?workstream=W1")
    assert page.context["form"]["workstream"].value() == workstream.pk
    manager.post(f"{FOLLOW_ON}propose/", {"workstream": workstream.pk, "title": "Move in together"})
    assert "Before it can be accepted it needs: a new owner, a plan, a monitoring body." in words(
        manager.get(f"{FOLLOW_ON}FA1/")
    )
    shown = words(manager.post(f"{FOLLOW_ON}FA1/accept/", {**TAKEN, "version": "1"}, follow=True))
    assert "9 March 2012 at 12.00pm, recorded by Programme manager" in shown
    done = {"outcome": "They moved in", "done_on": "9 March 2012", "version": "2"}
    assert "They moved in" in words(manager.post(f"{FOLLOW_ON}FA1/complete/", done, follow=True))
    manager.post(f"{FOLLOW_ON}FA1/reopen/", {"why": "They moved out", "version": "3"})
    assert FollowOnAction.objects.get().state == "accepted"


@pytest.mark.parametrize(
    ("step", "state", "values", "field"),
    [
        ("accept", "proposed", {**TAKEN, "owner": ""}, "owner"),
        ("accept", "proposed", {**TAKEN, "plan": " "}, "plan"),
        ("accept", "proposed", {**TAKEN, "monitoring_body": "x" * 121}, "monitoring_body"),
        ("complete", "accepted", {"outcome": "", "done_on": "9 March 2012"}, "outcome"),
        ("complete", "accepted", {"outcome": "Moved", "done_on": "10 March 2012"}, "done_on"),
        ("withdraw", "accepted", {"why": ""}, "why"),
        ("reopen", "done", {"why": ""}, "why"),
        ("edit", "proposed", {"title": ""}, "title"),
        ("edit", "proposed", {"title": "Move", "due": "31 February 2012"}, "due"),
    ],
)
def test_a_step_with_a_bad_value_is_refused_beside_its_field_and_changes_nothing(
    manager, in_state, step, state, values, field
):
    action = in_state(state)
    events = AuditEvent.objects.count()
    values = {"workstream": action.workstream_id, "version": action.version, **values}
    response = manager.post(f"{FOLLOW_ON}FA1/{step}/", values)
    assert set(errors(response)) == {field}
    assert typed(response, field) == values[field]
    assert AuditEvent.objects.count() == events


def test_a_proposal_needs_a_workstream_of_the_programme(manager, workstream):
    response = manager.post(
        f"{FOLLOW_ON}propose/", {"workstream": "999999", "title": "Move in together"}
    )
    assert (
        set(errors(response)) == {"workstream"} and typed(response, "title") == "Move in together"
    )


def test_a_step_that_is_closed_by_now_says_so(manager, in_state):
    in_state("done")
    page = manager.post(f"{FOLLOW_ON}FA1/withdraw/", {"why": "Late"})
    said = "You cannot withdraw FA1 because it is done. Reopen it first."
    assert said in words(page)
