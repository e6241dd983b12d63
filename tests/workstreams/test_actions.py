"""Every step of workstreams and follow-on actions: what it changes, refuses and writes down."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012, MembershipFactory, PositionFactory, ProgrammeFactory, noon
from tests.workstreams.conftest import TAKEN
from workstreams import actions
from workstreams.choices import LIVE, STEPS, State
from workstreams.log import ACCEPTED
from workstreams.models import FollowOnAction, Position, ProgressScale, Workstream

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
OWN_WORDS = ["On track", "Behind"]


def refused(field, call, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        call(*args, **kwargs)
    return " ".join(error.value.message_dict[field])


def last_event():
    return AuditEvent.objects.first()


# --- workstreams and their positions


def test_workstreams_are_numbered_and_their_numbers_are_never_used_again(add):
    assert [add(title).reference for title in ("Legal", "Markets", "Print")] == ["W1", "W2", "W3"]


def test_a_position_counts_and_its_progress_stands_on_the_workstream(workstream):
    assert (workstream.progress, workstream.position_on) == ("Reasonable", TODAY)
    event = last_event()
    assert str(event) == "Programme manager recorded the position of W1"
    assert {change["label"]: change["now"] for change in event.changes} == {
        "Progress": "Reasonable",
        "Position as at": "9 March 2012",
        "Position as at 9 March 2012": "Begun",
    }


def test_a_position_of_an_earlier_day_is_kept_and_does_not_count(workstream, who):
    workstream = actions.add_position(workstream, as_at=TODAY - A_DAY, progress="Poor", **who)
    assert (workstream.progress, workstream.position_on) == ("Reasonable", TODAY)
    assert Position.objects.count() == 2


def test_of_two_positions_for_one_day_the_one_recorded_last_counts(workstream, who):
    assert actions.add_position(workstream, as_at=TODAY, progress="Good", **who).progress == "Good"


def test_no_position_of_the_future(workstream, who):
    said = refused(
        "as_at", actions.add_position, workstream, as_at=TODAY + A_DAY, progress="Good", **who
    )
    assert said == "10 March 2012 is in the future. Enter 9 March 2012 or an earlier day."


@pytest.mark.parametrize("progress", ["Green", "good", "", "On track"])
def test_progress_is_one_of_the_words_of_the_programme(workstream, who, progress):
    said = refused(
        "progress", actions.add_position, workstream, as_at=TODAY, progress=progress, **who
    )
    assert said.startswith(
        "On this day progress is judged in these words: Good, Reasonable, Poor, Not yet commenced."
    )
    assert Position.objects.count() == 1


def test_a_stale_position_is_refused(workstream, who):
    with pytest.raises(StaleEntry):
        actions.add_position(workstream, as_at=TODAY, progress="Good", version=1, **who)


def test_a_change_of_a_workstream_is_audited_and_leaves_its_progress(workstream, who):
    changed = actions.change_workstream(workstream, title="Law", **who)
    assert (changed.title, changed.progress, changed.version) == (
        "Law",
        "Reasonable",
        workstream.version + 1,
    )
    assert last_event().changes == [
        {"field": "title", "label": "Workstream", "was": "Legal services", "now": "Law"}
    ]


# --- the programme's own words


def test_a_programme_sets_its_own_words_from_a_day_on(programme, workstream, who):
    actions.set_scale(
        programme=programme, words=OWN_WORDS, applies_from=TODAY, why="As the board asked", **who
    )
    assert last_event().changes[0]["was"] == "Good, Reasonable, Poor, Not yet commenced"
    assert Workstream.objects.get().progress == "Reasonable"
    assert (
        actions.add_position(workstream, as_at=TODAY, progress="Behind", **who).progress == "Behind"
    )
    assert (
        actions.add_position(workstream, as_at=TODAY - A_DAY, progress="Poor", **who).progress
        == "Behind"
    )
    refused(
        "progress", actions.add_position, workstream, as_at=TODAY - A_DAY, progress="Behind", **who
    )


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["Good"], "Give 2 to 8 words"),
        ([str(n) for n in range(9)], "Give 2 to 8 words"),
        (["Good", "good"], "“good” stands there twice"),
        (["Good", "x" * 31], "is longer than 30 characters"),
        (["Good", "Ba\u202ed"], "hidden character"),
    ],
)
def test_words_that_cannot_be_used(programme, who, words, message):
    assert message in refused(
        "words", actions.set_scale, programme=programme, words=words, applies_from=TODAY, **who
    )
    assert not ProgressScale.objects.exists()


def test_words_that_are_set_already_are_refused(programme, who):
    call = {"programme": programme, "words": OWN_WORDS, "applies_from": TODAY, **who}
    actions.set_scale(**call)
    assert (
        refused("words", actions.set_scale, **call) == "Progress is judged in these words already."
    )


def test_what_was_reported_is_not_judged_in_other_words(programme, who):
    PositionFactory(programme=programme, at=noon(2012, 3, 8))
    call = {"programme": programme, "words": OWN_WORDS, **who}
    assert "The change can apply from the day after" in refused(
        "applies_from", actions.set_scale, applies_from=TODAY - A_DAY, **call
    )
    assert actions.set_scale(applies_from=TODAY, **call).words == OWN_WORDS


# --- follow-on actions


def test_a_follow_on_action_is_proposed_and_nobody_has_it(propose):
    action = propose(owner="Executive Director")
    assert (action.reference, action.state, action.accepted_at) == ("FA1", "proposed", None)
    assert action.missing() == ["a plan", "a monitoring body"]
    assert str(last_event()) == "Programme manager proposed FA1"


def test_the_new_owner_can_be_a_person(propose, who, partner_director, auditor):
    by = {**who, "by": partner_director}
    action = actions.accept_follow_on(propose(), owner_user=auditor, **TAKEN, **by)
    assert (action.owner, action.owner_user) == (TAKEN["owner"], auditor)


def test_acceptance_says_who_recorded_it_and_when(propose, who, partner_director):
    action = actions.accept_follow_on(propose(), **TAKEN, **{**who, "by": partner_director})
    assert (action.state, action.accepted_at, action.accepted_by) == (
        "accepted",
        MARCH_2012,
        partner_director,
    )
    assert (action.accepted_by_name, action.owner) == ("Partner director", "Executive Director")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("owner", "Enter the new owner."),
        ("plan", "Enter the plan that it moved into."),
        ("monitoring_body", "Enter the monitoring body."),
    ],
)
def test_acceptance_needs_owner_plan_and_body(propose, who, name, message):
    said = refused(name, actions.accept_follow_on, propose(), **{**TAKEN, name: ""}, **who)
    assert said.startswith(message)
    assert FollowOnAction.objects.get().state == "proposed"


@pytest.mark.parametrize("name", ACCEPTED.names)
def test_a_change_of_what_was_accepted_makes_the_acceptance_void(in_state, who, name):
    value = date(2029, 3, 31) if name == "due_on" else "Another"
    action = actions.change_follow_on(in_state("accepted"), **{name: value}, **who)
    assert (action.state, action.accepted_at, action.accepted_by, action.accepted_by_name) == (
        "proposed",
        None,
        None,
        "",
    )


def test_a_change_of_something_else_leaves_the_acceptance(in_state, who):
    action = actions.change_follow_on(in_state("accepted"), detail="By the summer", **TAKEN, **who)
    assert (action.state, action.detail) == ("accepted", "By the summer")


def test_done_says_what_was_done_and_when(in_state):
    action = in_state("done")
    assert (action.outcome, action.done_on, action.accepted_at) == (
        "They moved in",
        TODAY,
        MARCH_2012,
    )


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"outcome": "", "done_on": TODAY}, "outcome"),
        ({"outcome": "x", "done_on": TODAY + A_DAY}, "done_on"),
    ],
)
def test_done_needs_what_was_done_and_no_day_of_the_future(in_state, who, said, field):
    assert refused(field, actions.complete_follow_on, in_state("accepted"), **said, **who)


def test_it_is_withdrawn_for_a_reason_which_stays(in_state, who):
    assert in_state("withdrawn").withdrawn_because == "Overtaken"
    assert refused("why", actions.withdraw_follow_on, in_state("proposed"), why="", **who)


@pytest.mark.parametrize(("state", "back"), [("done", "accepted"), ("withdrawn", "proposed")])
def test_it_is_reopened_as_far_as_it_had_come(in_state, who, state, back):
    action = actions.reopen_follow_on(in_state(state), why="It is not", **who)
    assert (action.state, action.outcome, action.done_on, action.withdrawn_because) == (
        back,
        "",
        None,
        "",
    )
    assert last_event().reason == "It is not"


CALLS = {
    "change": (actions.change_follow_on, {"detail": "More"}),
    "accept": (actions.accept_follow_on, TAKEN),
    "complete": (actions.complete_follow_on, {"outcome": "Done", "done_on": TODAY}),
    "withdraw": (actions.withdraw_follow_on, {"why": "Overtaken"}),
    "reopen": (actions.reopen_follow_on, {"why": "It is back"}),
}


OPEN_TO = {**STEPS, "change": LIVE}


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", CALLS)
def test_each_step_is_open_to_its_states_and_to_no_other(in_state, who, step, state):
    action, (call, said) = in_state(state), CALLS[step]
    if state in OPEN_TO[step]:
        assert call(action, **said, **who).version == action.version + 1
    else:
        with pytest.raises(ValidationError, match=f"You cannot .* FA1 because it is {state}"):
            call(action, **said, **who)


@pytest.mark.parametrize("step", CALLS)
def test_a_stale_step_is_refused(in_state, who, step):
    action = in_state(next(iter(OPEN_TO[step])))
    with pytest.raises(StaleEntry):
        CALLS[step][0](action, **CALLS[step][1], version=action.version - 1, **who)


def test_a_workstream_of_another_programme_is_refused(workstream, propose, who):
    elsewhere = ProgrammeFactory()
    manager = MembershipFactory(programme=elsewhere).user
    other = actions.add_workstream(programme=elsewhere, title="Theirs", by=manager, at=MARCH_2012)
    assert (
        refused("workstream", propose, workstream=other) == "Choose a workstream of this programme."
    )
