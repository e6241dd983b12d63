"""Slippage, flags, and what the database itself refuses."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from milestones import actions
from milestones.models import Milestone, Period
from milestones.slippage import measure
from programme.date_phrases import read


@pytest.mark.parametrize(
    ("delivered", "words"),
    [
        (date(2006, 12, 12), "2 to 11 days late"),
        (date(2006, 12, 10), "Up to 9 days late"),
        (date(2006, 12, 5), "Between 5 days early and 4 days late"),
        (date(2006, 12, 1), "Up to 9 days early"),
        (date(2006, 11, 30), "1 to 10 days early"),
    ],
)
def test_slippage_is_a_range_because_words_can_mean_several_days(delivered, words):
    assert str(measure(date(2006, 12, 1), date(2006, 12, 10), delivered, settled=True)) == words


@pytest.mark.parametrize(
    ("due", "delivered", "words"),
    [
        ("Third week February 2007", date(2007, 2, 15), "Up to 6 days early"),
        ("Third week February 2007", date(2007, 2, 22), "1 to 7 days late"),
        ("Late February 2008", date(2008, 3, 1), "1 to 9 days late"),
        ("Autumn 2012", date(2012, 11, 30), "Up to 90 days late"),
        ("Autumn 2012", date(2012, 12, 1), "1 to 91 days late"),
        ("2008/09", date(2009, 4, 1), "1 to 365 days late"),
        ("27 Feb 2007", date(2007, 2, 28), "1 day late"),
        ("27 Feb 2007", date(2007, 2, 26), "1 day early"),
    ],
)
def test_slippage_follows_from_the_words_of_the_due_date(due, delivered, words):
    span = read(due)
    assert str(measure(span.earliest, span.latest, delivered, settled=True)) == words


def test_slippage_of_one_day_is_one_number():
    due = date(2007, 2, 27)
    assert str(measure(due, due, date(2007, 5, 8), settled=True)) == "70 days late"
    assert str(measure(due, due, due, settled=True)) == "On the day"


def test_a_milestone_is_late_for_certain_only_when_its_last_possible_day_has_passed(milestone):
    assert milestone.slippage(date(2012, 12, 1)) is None
    possibly = milestone.slippage(date(2012, 12, 10))
    assert (possibly.is_certain, str(possibly)) == (
        False,
        "Not certainly late yet: up to 9 days late so far",
    )
    assert not milestone.is_overdue(date(2012, 12, 10))
    certainly = milestone.slippage(date(2012, 12, 11))
    assert (certainly.is_certain, str(certainly)) == (True, "1 to 10 days late so far")
    assert milestone.is_overdue(date(2012, 12, 11))


def test_a_date_that_cannot_be_read_is_kept_and_flagged_and_never_late(add):
    milestone = add(due="On completion of strategy")
    assert (milestone.due, milestone.due_earliest, milestone.due_latest) == (
        "On completion of strategy",
        None,
        None,
    )
    assert milestone.flags(date(2040, 1, 1)) == [
        "Due date kept as written: no date can be read from it"
    ]
    assert milestone.slippage(date(2040, 1, 1)) is None
    assert not milestone.is_overdue(date(2040, 1, 1))


def test_a_milestone_without_any_date_is_not_flagged(add):
    assert add().flags(date(2040, 1, 1)) == []


def test_a_forecast_after_the_due_date_is_flagged(add):
    milestone = add(due="March 2012", forecast="Autumn 2012")
    assert milestone.flags(date(2012, 3, 1)) == ["Forecast later than due: Autumn 2012"]


def test_a_period_of_another_programme_is_refused(milestone, period):
    from tests.factories import ProgrammeFactory

    milestone.period = period()
    milestone.period.programme = ProgrammeFactory()
    with pytest.raises(ValidationError, match="Choose a period of this programme"):
        milestone.clean()


@pytest.mark.parametrize(
    "values",
    [
        {"due_earliest": None},
        {"due_latest": None},
        {"due_latest": date(2012, 11, 1)},
        {"due": ""},
        {"delivered_on": date(2012, 3, 1)},
        {"ongoing": True},
    ],
)
def test_the_database_refuses_what_must_never_be_true(milestone, values):
    with pytest.raises(DatabaseError), transaction.atomic():
        Milestone.objects.filter(pk=milestone.pk).update(**values)


@pytest.mark.parametrize("table", ["due_dates", "deliveries", "roll_over_rows", "history"])
def test_what_was_recorded_cannot_be_changed_or_deleted(
    milestone, act, period, programme_manager, table
):
    first = period()
    period("April 2012", 4)
    act(actions.change_milestone, milestone, period=first)
    act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 1))
    actions.close_period(first, by=programme_manager, at=milestone.created_at)
    rows = getattr(milestone, table).all()
    column = {"history": "title", "due_dates": "due"}.get(table, "recorded_by_name")
    assert rows.exists()
    with pytest.raises(DatabaseError), transaction.atomic():
        rows.update(**{column: "Somebody else"})
    with pytest.raises(DatabaseError), transaction.atomic():
        rows._raw_delete(rows.db)


def test_a_dependency_that_has_ended_stays_as_it_is(milestone, add, act):
    other = add("Consultation held")
    act(actions.add_dependency, milestone, needs=other)
    act(actions.end_dependency, milestone, needs=other)
    with pytest.raises(DatabaseError), transaction.atomic():
        milestone.dependencies.update(ended_at=None, ended_by=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        milestone.dependencies.all()._raw_delete("default")


def test_the_days_of_a_period_are_written_out():
    assert (
        Period(starts_on=date(2012, 2, 1), ends_on=date(2012, 3, 31)).days
        == "1 February to 31 March 2012"
    )
