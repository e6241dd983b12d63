"""Every step of an assessment or an action, from every state, and what the trail says of it."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from equality import actions
from equality.choices import STEPS, State
from equality.models import Answer, Assessment, PlanAction, Progress
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012, ProgrammeFactory

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
TAKE = {
    "start": lambda one, **who: actions.start_action(one, **who),
    "finish": lambda one, **who: actions.finish_action(one, done_on=TODAY, **who),
    "drop": lambda one, **who: actions.drop_action(one, why="Nobody asked", **who),
    "reopen": lambda one, **who: actions.reopen_action(one, why="It is not", **who),
}
LEADS_TO = {"start": "under_way", "finish": "done", "drop": "dropped", "reopen": "reopened"}


def last_event():
    return AuditEvent.objects.order_by("id").last()


def changes():
    return {change["label"]: (change["was"], change["now"]) for change in last_event().changes}


# --- assessments


def test_the_first_version_takes_its_legal_regime_from_its_date(assessment):
    assert (assessment.reference, assessment.edition, assessment.regime) == ("EA1", 1, "after")
    assert changes()["Age"] == ("no", "yes")


@pytest.mark.parametrize(
    ("details", "regime"),
    [
        ({"assessed": "July 2008"}, "before"),
        ({"assessed": "July 2008", "regime": "after"}, "after"),
        ({"assessed": "TBC"}, ""),
        ({}, ""),
    ],
)
def test_a_suggested_regime_never_overrides_what_was_said(programme, who, details, regime):
    assert (
        actions.add_assessment(programme=programme, title="Review", **details, **who).regime
        == regime
    )


def test_a_regime_that_is_emptied_follows_from_the_date_again(assessment, who):
    assert (
        actions.change_assessment(assessment, regime="", assessed="July 2008", **who).regime
        == "before"
    )
    assert actions.change_assessment(assessment, title="Contact centre", **who).regime == "before"


def test_a_date_that_no_calendar_has_is_refused(programme, who):
    with pytest.raises(ValidationError, match="does not exist"):
        actions.add_assessment(programme=programme, title="Review", assessed="31 June 2012", **who)


# --- versions


@pytest.mark.each
def test_who_owns_a_version_and_an_action_owns_the_next_unless_they_left(
    assessment, action, who, auditor, workstream_lead
):
    actions.change_assessment(assessment, owner_user=auditor, **who)
    actions.change_action(action, owner_user=workstream_lead, **who)
    workstream_lead.memberships.update(ended_at=MARCH_2012, ended_by=auditor)
    new = actions.add_version(assessment, why="A year has passed", **who)
    carried = new.actions.get()
    assert (new.owner_user, carried.owner_user) == (auditor, None)
    assert carried.owner == action.owner


def test_a_new_version_supersedes_the_old_one_which_stays_as_it_was(assessment, action, who):
    actions.answer_question(assessment, question="shared", text="Staff", **who)
    assessment.refresh_from_db()
    new = actions.add_version(assessment, why="A year has passed", assessed="March 2013", **who)
    old = Assessment.objects.get(reference="EA1")
    assert (new.reference, new.edition, new.supersedes, new.state) == ("EA2", 2, old, "current")
    assert (old.state, old.title, old.evidence, old.answers.get().text) == (
        "superseded",
        new.title,
        new.evidence,
        "Staff",
    )
    assert (new.age, new.sex, new.regime, new.answers.count()) == (True, True, "after", 0)


@pytest.mark.parametrize(
    ("assessed", "regime"), [("", ""), ("July 2009", "before"), ("March 2012", "after")]
)
def test_the_law_of_a_new_version_is_not_that_of_the_old_one(programme, who, assessed, regime):
    old = actions.add_assessment(programme=programme, title="Review", assessed="July 2008", **who)
    assert actions.add_version(old, why="Again", assessed=assessed, **who).regime == regime


def test_unfinished_actions_are_carried_over_with_their_status(assessment, in_state, who):
    for state in ("not_recorded", "under_way", "done", "dropped", "reopened"):
        in_state(state)
    new = actions.add_version(assessment, why="A year has passed", **who)
    carried = [
        (one.reference, one.carried_from.reference, one.state)
        for one in new.actions.order_by("number")
    ]
    assert carried == [
        ("EQ6", "EQ1", "not_recorded"),
        ("EQ7", "EQ2", "under_way"),
        ("EQ8", "EQ5", "reopened"),
    ]
    assert set(assessment.actions.values_list("in_force", flat=True)) == {False}


def test_nothing_is_carried_over_when_nobody_wants_it(assessment, action, who):
    new = actions.add_version(assessment, why="A fresh start", carry_over=False, **who)
    assert new.actions.count() == 0
    assert PlanAction.objects.in_force().count() == 0


def test_both_versions_say_what_happened(superseded):
    said = {
        event.reference: event.verb
        for event in AuditEvent.objects.filter(reason="A year has passed")
    }
    assert said == {
        "EA2": "made a new version:",
        "EQ2": "carried over",
        "EQ1": "superseded",
        "EA1": "superseded",
    }


def test_a_superseded_version_is_never_changed_and_nothing_is_half_saved(
    superseded, programme, who
):
    old, _ = superseded
    events = AuditEvent.objects.count()
    for change in (
        lambda: actions.change_assessment(old, title="Another", **who),
        lambda: actions.add_version(old, why="Again", **who),
        lambda: actions.answer_question(old, question="shared", text="Staff", **who),
        lambda: actions.add_action(programme=programme, assessment=old, text="One more", **who),
    ):
        with pytest.raises(
            ValidationError, match="EA1 is superseded by EA2 and stays as it was. Change EA2."
        ):
            change()
    assert (AuditEvent.objects.count(), Answer.objects.count(), PlanAction.objects.count()) == (
        events,
        0,
        2,
    )


def test_an_action_of_a_superseded_version_is_never_changed(superseded, who):
    _, old = superseded
    message = "EQ1 belongs to EA1, which is superseded by EA2 and stays as it was. Change EQ2."
    for change in (
        lambda: actions.change_action(old, text="Another", **who),
        lambda: actions.note_progress(old, as_at=TODAY, text="Begun", **who),
        *(lambda take=take: take(old, **who) for take in TAKE.values()),
    ):
        with pytest.raises(ValidationError, match=message):
            change()
    assert not Progress.objects.exists()


def test_a_finished_action_of_a_superseded_version_points_to_the_new_version(
    assessment, in_state, who
):
    done = in_state("done")
    actions.add_version(assessment, why="A year has passed", **who)
    with pytest.raises(ValidationError, match="stays as it was. Change EA2."):
        actions.reopen_action(done, why="It is not", **who)


def test_superseded_is_said_before_somebody_saved_first(superseded, who):
    with pytest.raises(ValidationError, match="superseded"):
        actions.change_assessment(superseded[0], version=1, title="Another", **who)


# --- questions


def test_an_answer_keeps_its_date_as_printed_and_the_doubt_about_it(assessment, who):
    actions.answer_question(
        assessment,
        question="shared",
        text="Staff",
        dated="October 2009",
        doubt="probably 2008",
        **who,
    )
    row = assessment.answers.get()
    assert (row.dated, row.dated_earliest) == ("October 2009", date(2009, 10, 1))
    assert row.note == "“October 2009” is kept as printed: probably 2008"
    assert changes()["Results shared with: date"] == ("", "October 2009")


def test_an_answer_is_given_anew_and_the_earlier_one_stays_in_its_history(assessment, who):
    for text in ("Staff", "Everybody"):
        actions.answer_question(assessment, question="shared", text=text, **who)
        assessment.refresh_from_db()
    assert changes() == {"Results shared with: answer": ("Staff", "Everybody")}
    assert [row.text for row in Answer.history.order_by("history_id")] == ["Staff", "Everybody"]


def test_the_same_answer_again_leaves_no_trace(assessment, who):
    actions.answer_question(assessment, question="next", text="None", **who)
    events = AuditEvent.objects.count()
    actions.answer_question(assessment, question="next", text="None", **who)
    assert (AuditEvent.objects.count(), Answer.history.count()) == (events, 1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"question": "whose"}, "question"),
        ({"doubt": "probably 2008"}, "doubt"),
        ({"dated": "31 June 2012"}, "dated"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(assessment, who, values, field):
    with pytest.raises(ValidationError) as refused:
        actions.answer_question(
            assessment, **{"question": "shared", "text": "Staff", **values}, **who
        )
    assert set(refused.value.message_dict) == {field}
    assert not Answer.objects.exists()


# --- actions


def test_what_a_plan_leaves_blank_stays_blank(add):
    entry = add()
    assert (entry.reference, entry.importance, entry.resources, entry.dates, entry.state) == (
        "EQ1",
        None,
        "",
        "",
        "not_recorded",
    )


def test_an_end_before_a_start_is_refused(add, action, who):
    for change in (
        lambda: add(starts="April 2009", ends="March 2009"),
        lambda: actions.change_action(action, ends="December 2011", **who),
    ):
        with pytest.raises(ValidationError) as refused:
            change()
        assert set(refused.value.message_dict) == {"ends"}
    assert PlanAction.objects.get().ends == "February 2012"


def test_an_assessment_of_another_programme_is_refused(assessment, programme_manager, who):
    elsewhere = ProgrammeFactory()
    programme_manager.memberships.create(
        programme=elsewhere, role="programme_manager", granted_at=elsewhere.created_at
    )
    with pytest.raises(ValidationError, match="of this programme"):
        actions.add_action(programme=elsewhere, assessment=assessment, text="Plan", **who)


@pytest.mark.parametrize("state", State)
@pytest.mark.parametrize("step", TAKE)
def test_a_step_is_taken_from_the_states_that_allow_it_and_from_no_other(
    in_state, who, state, step
):
    entry = in_state(state)
    if state in STEPS[step]:
        assert TAKE[step](entry, **who).state == LEADS_TO[step]
    else:
        with pytest.raises(ValidationError, match="You cannot .* because it is "):
            TAKE[step](entry, **who)


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_finished_is_reopened_before_it_is_changed(in_state, who, state):
    entry = in_state(state)
    message = f"You cannot {{}} EQ1 because it is {state}. Reopen it first."
    with pytest.raises(ValidationError, match=message.format("change")):
        actions.change_action(entry, owner="Director", **who)
    with pytest.raises(ValidationError, match=message.format("note progress of")):
        actions.note_progress(entry, as_at=TODAY, text="Begun", **who)


def test_it_can_be_done_on_a_day_that_nobody_knows(add, who):
    assert actions.finish_action(add(starts="Already undertaken"), **who).done_on is None


def test_nothing_is_done_or_noted_in_the_future(action, who):
    with pytest.raises(ValidationError, match="future"):
        actions.finish_action(action, done_on=TODAY + A_DAY, **who)
    with pytest.raises(ValidationError, match="future"):
        actions.note_progress(action, as_at=TODAY + A_DAY, text="Done", **who)


@pytest.mark.parametrize(
    ("step", "state"), [(actions.drop_action, "not_started"), (actions.reopen_action, "done")]
)
def test_dropping_and_reopening_need_a_reason(in_state, who, step, state):
    with pytest.raises(ValidationError) as refused:
        step(in_state(state), why=" ", **who)
    assert set(refused.value.message_dict) == {"why"}


def test_what_is_reopened_is_neither_done_nor_dropped_any_more(in_state, who):
    entry = actions.reopen_action(in_state("dropped"), why="Somebody asked", **who)
    assert (entry.state, entry.done_on, entry.dropped_why) == ("reopened", None, "")
    assert changes()["Why it was dropped"] == ("Nobody asked", "")


@pytest.mark.each
def test_notes_of_progress_are_kept_one_beside_the_other(action, who):
    for days, text in ((0, "Half done"), (-9, "Begun")):
        actions.note_progress(action, as_at=TODAY + days * A_DAY, text=text, **who)
    assert [note.text for note in action.notes.in_order()] == ["Begun", "Half done"]
    assert changes() == {"Progress as at 29 February 2012": ("", "Begun")}


def test_an_old_page_is_noticed(assessment, action, who):
    actions.change_action(action, owner="Director", **who)
    actions.change_assessment(assessment, owner="Director", **who)
    with pytest.raises(StaleEntry):
        actions.start_action(action, version=1, **who)
    with pytest.raises(StaleEntry):
        actions.answer_question(assessment, question="next", text="None", version=1, **who)
