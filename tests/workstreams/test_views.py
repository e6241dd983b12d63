"""The pages of workstreams and follow-on actions: nothing that somebody typed is lost."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme.models import AuditEvent
from tests.factories import MARCH_2012
from tests.reading import errors, rows, typed, words
from tests.workstreams.conftest import TAKEN
from workstreams import actions
from workstreams.choices import State
from workstreams.log import FOLLOW_ON as FOLLOW_ON_LOG
from workstreams.log import WORKSTREAMS
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
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["W1", "W2", "W3"]),
            ("?progress=Good", ["W2"]),
            ("?progress=Poor", []),
            ("?progress=none", ["W3"]),
            ("?owner=Head of Legal", ["W1"]),
            ("?q=CONTACT levels", ["W1"]),
            ("?progress=Green", []),
            ("?sort=-title", ["W3", "W2", "W1"]),
            ("?sort=progress", ["W3", "W2", "W1"]),
        ],
    )
    def test_the_address_says_which_workstreams_are_shown(self, manager, query, found):
        assert references(manager.get(LIST + query)) == found
        assert [
            row["reference"]
            for row in json.loads(manager.get(f"{LIST}download/json/{query}").content)["rows"]
        ] == found

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("", ["FA1", "FA2", "FA3", "FA4"]),
            ("?state=live", ["FA1", "FA2"]),
            ("?state=withdrawn", ["FA4"]),
            ("?workstream=W1&owner=Executive Director", ["FA2", "FA3"]),
            ("?workstream=W2", []),
            ("?late=yes", ["FA1", "FA2"]),
            ("?q=move management", ["FA2", "FA3"]),
            ("?sort=-state", ["FA4", "FA1", "FA3", "FA2"]),
        ],
    )
    def test_the_address_says_which_actions_are_shown(self, manager, query, found):
        assert references(manager.get(FOLLOW_ON + query)) == found
        assert [
            row["reference"]
            for row in json.loads(manager.get(f"{FOLLOW_ON}download/json/{query}").content)["rows"]
        ] == found

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

    @pytest.mark.parametrize(
        "sort", [f"{sign}{name}" for name in WORKSTREAMS.register.split() for sign in ("", "-")]
    )
    def test_every_heading_can_be_pressed(self, manager, sort):
        assert len(references(manager.get(f"{LIST}?sort={sort}&at=2012-03-09"))) == 3

    @pytest.mark.parametrize(
        "sort", [f"{sign}{name}" for name in FOLLOW_ON_LOG.register.split() for sign in ("", "-")]
    )
    def test_every_heading_of_the_actions_can_be_pressed(self, manager, sort):
        assert len(references(manager.get(f"{FOLLOW_ON}?sort={sort}&at=2012-03-09"))) == 4

    @pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
    @pytest.mark.parametrize("log", [LIST, FOLLOW_ON])
    def test_just_what_is_shown_can_be_downloaded(self, manager, log, kind):
        assert len(manager.get(f"{log}download/{kind}/").content) > 100


def test_an_empty_register_says_what_to_do_first(manager):
    assert "Add the first workstream" in words(manager.get(LIST))
    assert "Propose what has to go on" in words(manager.get(FOLLOW_ON))
    assert "Add the workstream first" in words(manager.get(f"{FOLLOW_ON}propose/"))


@pytest.mark.parametrize(
    "query", ["", "?at=2012-03-09", "?progress=Good&q=work&owner=Officer&sort=-title"]
)
def test_the_workstreams_cost_the_same_few_queries_for_1_3_and_60_rows(manager, add, query):
    costs = []
    for wanted in (1, 3, 60):
        while Workstream.objects.count() < wanted:
            add("Work", progress="Good", owner="Officer")
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(manager.get(LIST + query))) == min(wanted, 50)
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= MOST_QUERIES


@pytest.mark.parametrize(
    "query", ["", "?at=2012-03-09", "?state=live&q=move&workstream=W1&sort=-due_on"]
)
def test_the_actions_cost_the_same_few_queries_for_1_3_and_60_rows(manager, propose, query):
    costs = []
    for wanted in (1, 3, 60):
        while FollowOnAction.objects.count() < wanted:
            propose(owner="Officer", due_on=TODAY)
        with CaptureQueriesContext(connection) as queries:
            assert len(rows(manager.get(FOLLOW_ON + query))) == min(wanted, 50)
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= MOST_QUERIES


def test_the_registers_of_a_past_day(manager, workstream, propose, who):
    propose()
    later = {**who, "at": MARCH_2012 + A_DAY}
    actions.add_position(workstream, as_at=TODAY + A_DAY, progress="Poor", text="Stuck", **later)
    actions.change_workstream(Workstream.objects.get(), title="Law", **later)
    actions.accept_follow_on(FollowOnAction.objects.get(), **TAKEN, **later)
    with time_machine.travel(MARCH_2012 + A_DAY, tick=False):
        for log, now, then in (
            (LIST, "Stuck", "Legal services"),
            (FOLLOW_ON, "Executive Director", "Legal services"),
        ):
            present, past = (
                str(rows(manager.get(f"{log}{query}"))) for query in ("", "?at=2012-03-09")
            )
            assert now in present and now not in past
            assert then in past and then not in present


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
        "Record the position"
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


def test_a_workstream_as_it_stood_has_no_buttons_and_no_later_positions(
    manager, workstream, who, propose
):
    later = {**who, "at": MARCH_2012 + A_DAY}
    actions.add_position(workstream, as_at=TODAY, progress="Poor", text="Stuck", **later)
    with time_machine.travel(MARCH_2012 + A_DAY, tick=False):
        propose(at=MARCH_2012 + A_DAY)
        then = manager.get(f"{LIST}W1/?at=2012-03-09")
    assert then.context["actions"] == []
    assert (
        "Stuck" not in words(then)
        and "Move in together" not in words(then)
        and "Propose" not in words(then)
    )
    assert manager.get(f"{LIST}W1/?at=2012-03-08").status_code == 404


def test_a_position_is_recorded_in_the_words_of_the_programme(manager, workstream):
    page = manager.get(f"{LIST}W1/position/")
    offered = [word for word, _ in page.context["form"]["progress"].field.choices]
    assert offered == ["", "Good", "Reasonable", "Poor", "Not yet commenced"]
    assert (typed(page, "progress"), typed(page, "text")) == ("Reasonable", "Begun")
    values = {
        "as_at": "9 March 2012",
        "progress": "Poor",
        "text": "Waits\nfor staff",
        "version": workstream.version,
    }
    shown = words(manager.post(f"{LIST}W1/position/", values, follow=True))
    assert (
        "W1 saved." in shown
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


def test_a_position_of_an_old_page_is_held_back_and_kept(manager, workstream):
    values = {"as_at": "9 March 2012", "progress": "Good", "text": "Half done", "version": "1"}
    response = manager.post(f"{LIST}W1/position/", values)
    assert "changed W1 since you opened this page" in words(response)
    assert typed(response, "text") == "Half done"


@pytest.mark.parametrize(
    ("field", "text"),
    [("title", ""), ("title", "x" * 121), ("owner", "x" * 121), ("note", "x" * 2_001)],
)
def test_a_bad_workstream_is_refused_beside_its_field_and_kept(manager, field, text):
    response = manager.post(f"{LIST}add/", {"title": "Markets", field: text})
    assert set(errors(response)) == {field}
    assert typed(response, field) == text
    assert not Workstream.objects.exists()


def test_a_workstream_is_added_and_changed(manager):
    values = {"title": "Markets", "purpose": "Keep them?\nWhere?", "owner": "Head of Markets"}
    assert "W1 saved." in words(manager.post(f"{LIST}add/", values, follow=True))
    manager.post(f"{LIST}W1/edit/", {**values, "note": "In Appendix C only", "version": "1"})
    shown = words(manager.get(f"{LIST}W1/"))
    assert "In Appendix C only" in shown and "Head of Markets" in shown


def test_somebody_else_saved_first_and_both_versions_are_shown(manager, workstream, who):
    actions.change_workstream(workstream, title="Law", **who)
    values = {"title": "Legal", "purpose": "", "version": str(workstream.version)}
    response = manager.post(f"{LIST}W1/edit/", values)
    shown = words(response)
    assert "W1 was changed while you were working on it" in shown
    assert "Law" in shown and "Legal" in shown and Workstream.objects.get().title == "Law"
    version = dict(response.context["hidden_inputs"])["version"]
    manager.post(
        f"{LIST}W1/edit/",
        {**values, "version": version, "pick_title": "yours", "pick_purpose": "theirs"},
    )
    changed = Workstream.objects.get()
    assert (changed.title, changed.purpose) == ("Legal", workstream.purpose)


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


@pytest.mark.parametrize(
    ("state", "offered"),
    [
        ("proposed", ["Accept", "Withdraw"]),
        ("accepted", ["Say that it is done", "Withdraw"]),
        ("done", ["Reopen"]),
        ("withdrawn", ["Reopen"]),
    ],
)
def test_the_buttons_are_the_steps_that_are_open(manager, in_state, state, offered):
    in_state(state)
    page = manager.get(f"{FOLLOW_ON}FA1/")
    assert [step["label"] for step in page.context["actions"]] == offered
    assert State(state).label in words(page)
    assert ("/FA1/edit/" in page.content.decode()) == (state in ("proposed", "accepted"))


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
        ("edit", "proposed", {"title": "Move", "due_on": "31 February 2012"}, "due_on"),
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


def test_a_script_stays_text_everywhere(manager, add, propose, who):
    workstream = add(SCRIPT, purpose=f"{SCRIPT}\n{SCRIPT}", owner=SCRIPT, note=SCRIPT)
    actions.add_position(
        workstream, as_at=TODAY, progress="Good", text=f"{SCRIPT}\n{SCRIPT}", source=SCRIPT, **who
    )
    propose(
        SCRIPT,
        workstream=workstream,
        detail=SCRIPT,
        owner=SCRIPT,
        plan=SCRIPT,
        monitoring_body=SCRIPT,
        source=SCRIPT,
    )
    page = f"{LIST}{workstream.reference}/"
    pages = [
        LIST,
        page,
        f"{page}edit/",
        f"{page}position/",
        FOLLOW_ON,
        f"{FOLLOW_ON}FA1/",
        f"{FOLLOW_ON}FA1/accept/",
    ]
    for address in (*pages, f"{FOLLOW_ON}propose/", SLUG):
        assert "<script>alert" not in manager.get(address).content.decode()
