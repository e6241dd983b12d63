"""What people do with milestones and periods, and what is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from milestones import actions
from milestones.choices import State
from milestones.models import Dependency, Milestone, Period
from programme import audit
from programme.records import StaleEntry
from tests.factories import MARCH_2012, noon

APRIL_2012 = noon(2012, 4, 9)


def messages(refused):
    return (
        refused.value.message_dict
        if hasattr(refused.value, "error_dict")
        else refused.value.messages
    )


def test_the_date_that_a_milestone_begins_with_is_its_baseline(add):
    milestone = add(due="Early December 2006")
    assert (milestone.baseline, milestone.due) == ("Early December 2006", "Early December 2006")
    assert (milestone.baseline_earliest, milestone.baseline_latest) == (
        date(2006, 12, 1),
        date(2006, 12, 10),
    )
    assert [str(row) for row in milestone.due_dates.all()] == ["Early December 2006"]
    assert (milestone.reference, milestone.state, milestone.created_at) == (
        "M1",
        State.PLANNED,
        MARCH_2012,
    )


@pytest.mark.parametrize("column", ["due", "forecast"])
def test_an_impossible_date_is_refused_beside_its_field(add, column):
    with pytest.raises(ValidationError) as refused:
        add(**{column: "31 February 2012"})
    assert "does not exist in the calendar" in messages(refused)[column][0]
    assert not Milestone.objects.exists()


def test_a_re_date_keeps_the_first_date_and_counts_the_extensions(milestone, act):
    act(actions.redate_milestone, milestone, due="Spring 2013", why="Consultation takes longer")
    found = act(
        actions.redate_milestone,
        milestone,
        due="June 2013",
        why="An election comes between",
        at=APRIL_2012,
    )
    assert (found.baseline, found.due, found.extensions) == ("Early December 2012", "June 2013", 2)
    assert (found.due_earliest, found.due_latest) == (date(2013, 6, 1), date(2013, 6, 30))
    assert [(row.due, row.why) for row in found.due_dates.all()] == [
        ("Early December 2012", ""),
        ("Spring 2013", "Consultation takes longer"),
        ("June 2013", "An election comes between"),
    ]
    assert "Re-dated twice: first due Early December 2012" in found.flags(date(2012, 4, 9))


def test_the_first_date_of_a_milestone_that_had_none_is_no_extension(add, act):
    found = act(actions.redate_milestone, add(), due="June 2012", why="The board asked for a date")
    assert (found.baseline, found.due, found.extensions) == ("June 2012", "June 2012", 0)


@pytest.mark.parametrize("due", ["", "   ", "Early December 2012", "31 February 2012"])
def test_a_re_date_to_nothing_new_or_nothing_real_is_refused(milestone, act, due):
    with pytest.raises(ValidationError) as refused:
        act(actions.redate_milestone, milestone, due=due, why="Because")
    assert list(messages(refused)) == ["due"]
    assert milestone.due_dates.count() == 1


def test_a_milestone_has_several_deliveries_and_the_final_one_completes_it(add, act):
    milestone = add(due="27 Feb 2007")
    act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2007, 4, 24),
        to_body="Programme Management Team",
    )
    found = act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2007, 4, 30),
        outcome="Risk log finished",
    )
    assert (found.state, found.delivered_on) == (State.IN_PROGRESS, None)
    found = act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2007, 5, 8),
        to_body="SMT",
        is_final=True,
    )
    assert (found.state, found.delivered_on, found.deliveries.count()) == (
        State.COMPLETE,
        date(2007, 5, 8),
        3,
    )
    assert str(found.slippage(date(2012, 3, 9))) == "70 days late"


def test_a_final_delivery_may_come_before_another_one_as_documents_have_it(add, act):
    milestone = add(due="Early February 2007")
    act(actions.deliver_milestone, milestone, delivered_on=date(2007, 3, 20))
    found = act(actions.deliver_milestone, milestone, delivered_on=date(2007, 2, 19), is_final=True)
    assert found.delivered_on == date(2007, 2, 19)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"delivered_on": date(2012, 3, 10)}, "delivered_on"),
        ({"delivered_on": date(2012, 3, 1), "ongoing": True}, "ongoing"),
    ],
)
def test_a_delivery_in_the_future_or_ongoing_without_an_end_is_refused(
    milestone, act, values, field
):
    with pytest.raises(ValidationError) as refused:
        act(actions.deliver_milestone, milestone, **values)
    assert list(messages(refused)) == [field]
    assert not milestone.deliveries.exists()


def test_nothing_is_delivered_after_the_final_delivery_until_it_is_reopened(milestone, act):
    act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 1), is_final=True)
    with pytest.raises(ValidationError, match="finally delivered already"):
        act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 2))
    act(actions.reopen_milestone, milestone, why="It was sent back")
    found = act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 2), is_final=True)
    assert (found.delivered_on, found.deliveries.count()) == (date(2012, 3, 2), 2)


def test_an_earlier_delivery_is_added_after_the_final_one_and_changes_nothing_else(milestone, act):
    act(actions.deliver_milestone, milestone, delivered_on=date(2007, 3, 20), is_final=True)
    found = act(actions.deliver_milestone, milestone, delivered_on=date(2007, 2, 19), to_body="PMT")
    assert (found.state, found.delivered_on) == (State.COMPLETE, date(2007, 3, 20))
    assert [str(one) for one in found.deliveries.order_by("id")] == [
        "20 March 2007",
        "19 February 2007 to PMT",
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"delivered_on": date(2012, 3, 2)}, "delivered_on"),
        ({"delivered_on": date(2012, 2, 1), "is_final": True}, "is_final"),
    ],
)
def test_a_later_or_second_final_delivery_is_refused_beside_its_field(
    milestone, act, values, field
):
    act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 1), is_final=True)
    with pytest.raises(ValidationError) as refused:
        act(actions.deliver_milestone, milestone, **values)
    assert list(messages(refused)) == [field]


def test_a_milestone_is_ticked_off_without_a_date_and_noted_as_ongoing(milestone, act):
    found = act(
        actions.complete_milestone, milestone, ongoing=True, comment="In progress and ongoing"
    )
    assert (found.state, found.ongoing, found.delivered_on) == (State.COMPLETE, True, None)
    assert found.flags(date(2013, 1, 1)) == ["Complete, and noted as ongoing"]
    found = act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 1), is_final=True)
    assert (found.delivered_on, found.ongoing) == (date(2012, 3, 1), True)


def test_reopening_a_complete_milestone_leaves_no_final_delivery(milestone, act):
    act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2012, 3, 1),
        is_final=True,
        ongoing=True,
    )
    found = act(actions.reopen_milestone, milestone, why="Not agreed after all")
    assert (found.state, found.delivered_on, found.ongoing) == (State.IN_PROGRESS, None, False)
    assert found.deliveries.count() == 1


def test_a_milestone_is_started_withdrawn_and_taken_up_again(milestone, act):
    assert act(actions.start_milestone, milestone).state == State.IN_PROGRESS
    assert act(actions.withdraw_milestone, milestone, why="Overtaken").state == State.WITHDRAWN
    assert act(actions.reopen_milestone, milestone, why="Needed after all").state == State.PLANNED


@pytest.mark.parametrize(
    ("first", "then", "values"),
    [
        (actions.complete_milestone, actions.start_milestone, {}),
        (actions.complete_milestone, actions.complete_milestone, {}),
        (actions.complete_milestone, actions.withdraw_milestone, {"why": "No"}),
        (actions.complete_milestone, actions.redate_milestone, {"due": "May 2012", "why": "No"}),
        (actions.start_milestone, actions.start_milestone, {}),
        (actions.start_milestone, actions.reopen_milestone, {"why": "No"}),
    ],
)
def test_a_step_that_is_not_open_is_refused(milestone, act, first, then, values):
    act(first, milestone)
    with pytest.raises(ValidationError, match="You cannot .* because it is"):
        act(then, milestone, **values)


def test_a_settled_milestone_is_commented_but_not_changed_until_it_is_reopened(milestone, add, act):
    act(actions.complete_milestone, milestone)
    for step, values in (
        (actions.change_milestone, {"title": "Mine"}),
        (actions.add_dependency, {"needs": add("Consultation held")}),
    ):
        with pytest.raises(ValidationError, match="because it is complete. Reopen it first."):
            act(step, milestone, **values)
    assert act(actions.comment_milestone, milestone, comment="Reported").comment == "Reported"


def test_every_change_stands_in_the_audit_trail_with_from_and_to(milestone, act, programme_manager):
    act(actions.comment_milestone, milestone, comment="Goes to the committee in April")
    event = audit.events_of(milestone).first()
    assert (event.by, event.at, event.verb) == (programme_manager, MARCH_2012, "commented on")
    assert event.changes == [
        {"field": "comment", "label": "Comment", "was": "", "now": "Goes to the committee in April"}
    ]


def test_saving_over_somebody_elses_newer_save_is_refused(milestone, act):
    act(actions.comment_milestone, milestone, comment="First")
    with pytest.raises(StaleEntry):
        act(actions.comment_milestone, milestone, comment="Second", version=milestone.version)


def test_a_forecast_changes_with_what_it_can_mean(milestone, act):
    found = act(actions.change_milestone, milestone, forecast="Q1 2012/13")
    assert (found.forecast_earliest, found.forecast_latest) == (date(2012, 4, 1), date(2012, 6, 30))
    found = act(actions.change_milestone, milestone, forecast="")
    assert (found.forecast_earliest, found.forecast_latest) == (None, None)


# --- Dependencies -------------------------------------------------------------------------------


def test_a_milestone_depends_on_another_until_that_ends(milestone, add, act):
    other = add("Consultation held")
    act(actions.add_dependency, milestone, needs=other)
    assert [row.needs for row in milestone.dependencies.standing()] == [other]
    act(actions.end_dependency, milestone, needs=other, at=APRIL_2012, why="Done without it")
    assert not milestone.dependencies.standing().exists()
    assert milestone.dependencies.standing(MARCH_2012 + timedelta(days=1)).exists()


def test_milestones_never_depend_on_each_other_in_a_circle(add, act):
    first, second, third = add("First"), add("Second"), add("Third")
    act(actions.add_dependency, first, needs=second)
    act(actions.add_dependency, second, needs=third)
    for needs in (first, third):
        with pytest.raises(ValidationError) as refused:
            act(actions.add_dependency, third, needs=needs)
        assert list(messages(refused)) == ["needs"]
    with pytest.raises(ValidationError, match="already"):
        act(actions.add_dependency, first, needs=second)
    assert Dependency.objects.count() == 2


def test_a_milestone_of_another_programme_is_no_dependency(milestone, outsider, act):
    theirs = actions.add_milestone(
        programme=outsider.memberships.get().programme, by=outsider, at=MARCH_2012, title="Theirs"
    )
    with pytest.raises(ValidationError, match="Choose a milestone of this programme"):
        act(actions.add_dependency, milestone, needs=theirs)


# --- Periods ------------------------------------------------------------------------------------


def test_closing_a_period_rolls_over_what_is_unfinished_and_records_it(
    add, act, period, programme_manager
):
    march, april = period(), period("April 2012", 4)
    done, planned = add("Done", period=march), add("Planned", period=march)
    act(actions.complete_milestone, done)
    closed = actions.close_period(
        march, by=programme_manager, at=APRIL_2012, why="Reported to the committee"
    )
    planned.refresh_from_db()
    assert (planned.period, planned.roll_overs) == (april, 1)
    row = planned.roll_over_rows.get()
    assert (row.from_period, row.to_period, row.recorded_at, row.why) == (
        march,
        april,
        APRIL_2012,
        "Reported to the committee",
    )
    assert Milestone.objects.get(pk=done.pk).period == march
    assert (closed.closed_at, closed.closed_by) == (APRIL_2012, programme_manager)
    assert audit.events_of(planned).first().verb == "rolled over"
    assert audit.events_of(march).first().changes[0]["now"] == planned.reference


def test_the_last_period_closes_only_when_nothing_is_left_in_it(
    add, act, period, programme_manager
):
    march = period()
    left = add(period=march)
    with pytest.raises(ValidationError, match="Add the next period first"):
        actions.close_period(march, by=programme_manager, at=APRIL_2012)
    act(actions.complete_milestone, left)
    assert actions.close_period(march, by=programme_manager, at=APRIL_2012).closed_at == APRIL_2012


def test_periods_are_closed_in_order_and_once(period, programme_manager):
    march, april = period(), period("April 2012", 4)
    with pytest.raises(ValidationError, match="Close March 2012 first"):
        actions.close_period(april, by=programme_manager, at=APRIL_2012)
    actions.close_period(march, by=programme_manager, at=APRIL_2012)
    for step, values in ((actions.close_period, {}), (actions.change_period, _days("March", 3))):
        with pytest.raises(ValidationError, match="closed already"):
            step(march, by=programme_manager, at=APRIL_2012, **values)


def _days(label, month, first=1, last=28):
    return {
        "label": label,
        "starts_on": date(2012, month, first),
        "ends_on": date(2012, month, last),
    }


@pytest.mark.parametrize(
    ("values", "field"),
    [
        (_days("March 2012", 5), "label"),
        (_days("Late March", 3, 28, 31), "starts_on"),
        (_days("Backwards", 5, 28, 1), "ends_on"),
        (_days("", 5), "label"),
    ],
)
def test_a_period_that_overlaps_or_ends_before_it_begins_is_refused(
    programme, programme_manager, period, values, field
):
    period()
    with pytest.raises(ValidationError) as refused:
        actions.add_period(programme=programme, by=programme_manager, at=MARCH_2012, **values)
    assert list(messages(refused)) == [field]
    assert Period.objects.count() == 1


def test_a_period_is_changed_by_one_person_at_a_time(period, programme_manager):
    march = period()
    found = actions.change_period(
        march, by=programme_manager, at=APRIL_2012, version=1, **_days("Spring", 3)
    )
    assert (found.label, found.version) == ("Spring", 2)
    with pytest.raises(StaleEntry, match="Spring was changed by Programme manager"):
        actions.change_period(
            march, by=programme_manager, at=APRIL_2012, version=1, **_days("Mine", 3)
        )


def test_nothing_moves_into_a_closed_period(milestone, add, act, period, programme_manager):
    march = period()
    actions.close_period(march, by=programme_manager, at=APRIL_2012)
    march.refresh_from_db()
    for attempt in (
        lambda: act(actions.change_milestone, milestone, period=march),
        lambda: add(period=march),
    ):
        with pytest.raises(ValidationError) as refused:
            attempt()
        assert list(messages(refused)) == ["period"]


def test_a_milestone_reopened_after_its_period_was_closed_moves_into_the_current_one(
    add, act, period, programme_manager
):
    march, april = period(), period("April 2012", 4)
    milestone = add(period=march)
    act(actions.complete_milestone, milestone)
    actions.close_period(march, by=programme_manager, at=APRIL_2012)
    found = act(actions.reopen_milestone, milestone, why="Not agreed after all", at=APRIL_2012)
    assert (found.period, found.roll_overs) == (april, 1)
