"""Sets of recommendations: the five tables, and positions as at any day."""

from datetime import date, timedelta

import pytest

from recommendations import actions
from recommendations.choices import State, Table
from recommendations.models import Recommendation, TableColumns, Update
from recommendations.querysets import in_table
from tests.factories import MARCH_2012, ProgrammeFactory, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def references(table, today=TODAY, since=None):
    found = Recommendation.objects.filter(in_table(table, as_now(None, today, since)))
    return list(found.order_by("number").values_list("reference", flat=True))


@pytest.mark.parametrize("state", State)
def test_a_recommendation_is_live_until_it_is_verified_or_settled(in_state, state):
    entry = in_state(state)
    live = state in ("received", "responded", "in_progress", "claimed", "reopened")
    assert (entry.reference in references(Table.LIVE)) == live
    assert Recommendation.objects.live().filter(pk=entry.pk).exists() == live
    assert entry.reference in references(Table.ALL)


@pytest.mark.parametrize("state", State)
def test_only_what_was_verified_is_completed(in_state, state):
    entry = in_state(state)
    assert (entry.reference in references(Table.COMPLETED)) == (state in ("verified", "closed"))


def test_completed_counts_from_the_report_before(in_state):
    in_state("verified")
    assert references(Table.COMPLETED, since=MARCH_2012 - A_DAY) == ["REC1"]
    assert references(Table.COMPLETED, since=MARCH_2012) == []


def test_what_was_rejected_and_closed_is_not_completed(in_state, who):
    actions.close_recommendation(in_state("responded", "rejected"), why="No", **who)
    assert references(Table.COMPLETED) == references(Table.LIVE) == []


def test_overdue_begins_the_day_after(recommendation):
    assert references(Table.OVERDUE, today=date(2012, 3, 1)) == []
    assert references(Table.OVERDUE, today=date(2012, 3, 2)) == ["REC1"]


def test_an_extension_that_is_asked_for_has_its_table(recommendation, add, who):
    add(due_on=TODAY)
    actions.request_extension(recommendation, due_on=TODAY, why="Late papers", **who)
    assert references(Table.EXTENSION) == ["REC1"]


def test_the_position_is_the_last_one_on_or_before_the_day(recommendation, who):
    for days, text in ((-20, "Begun"), (-10, "Half done"), (0, "Done")):
        actions.add_update(recommendation, as_at=TODAY + days * A_DAY, text=text, **who)
    days = [TODAY + number * A_DAY for number in (-30, -20, -11, -10, 0)]
    Update.objects.attach_to([recommendation], as_now(None))
    texts = [recommendation.position_on(day) for day in days]
    assert [update and update.text for update in texts] == [
        None,
        "Begun",
        "Begun",
        "Half done",
        "Done",
    ]


def test_of_two_positions_for_one_day_the_later_one_counts_once_it_is_known(recommendation, who):
    actions.add_update(recommendation, as_at=TODAY, text="Begun", **who)
    actions.add_update(
        recommendation, as_at=TODAY, text="Corrected", **{**who, "at": MARCH_2012 + A_DAY}
    )
    for position, text in ((as_at(None), "Begun"), (as_now(None), "Corrected")):
        Update.objects.attach_to([recommendation], position)
        assert recommendation.position_on(TODAY).text == text


def test_positions_cost_one_query_however_many_they_are(add, who, django_assert_num_queries):
    entries = [add() for _ in range(5)]
    for entry in entries:
        actions.add_update(entry, as_at=TODAY, text="Begun", **who)
    with django_assert_num_queries(1):
        Update.objects.attach_to(entries, as_now(None))
    assert all(entry.position_on(TODAY) for entry in entries)
    assert not any(entry.position_on(TODAY - A_DAY) for entry in entries)


def test_the_days_of_the_table_are_as_they_were_chosen_then(programme, who):
    actions.set_columns(programme=programme, days=[TODAY], **who)
    actions.set_columns(programme=programme, days=[], **{**who, "at": MARCH_2012 + A_DAY})
    assert TableColumns.objects.days(programme, MARCH_2012) == [TODAY]
    assert TableColumns.objects.days(programme) == []
    assert TableColumns.objects.days(ProgrammeFactory()) == []
