"""What must never be false is held by the database itself."""

from datetime import date, timedelta

import pytest
from django.db import Error, connection, transaction

from tests.factories import MARCH_2012
from workstreams import actions
from workstreams.models import FollowOnAction, Position, Workstream

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.mark.parametrize(
    ("state", "columns"),
    [
        ("proposed", {"state": "accepted"}),
        ("proposed", {"state": "done", "done_on": TODAY, "outcome": "They moved in"}),
        ("proposed", {"state": "withdrawn"}),
        ("proposed", {"accepted_at": MARCH_2012}),
        ("accepted", {"state": "proposed"}),
        ("accepted", {"state": "done"}),
        ("accepted", {"accepted_by": None}),
        ("accepted", {"accepted_by_name": ""}),
        ("accepted", {"owner": ""}),
        ("accepted", {"plan": ""}),
        ("accepted", {"monitoring_body": ""}),
        ("done", {"outcome": ""}),
        ("done", {"done_on": None}),
        ("done", {"state": "accepted"}),
        ("withdrawn", {"withdrawn_because": ""}),
        ("withdrawn", {"state": "proposed"}),
    ],
)
def test_facts_that_belong_together_stay_together(in_state, state, columns):
    action = in_state(state)
    refused_by_the_database(lambda: FollowOnAction.objects.filter(pk=action.pk).update(**columns))


@pytest.mark.parametrize("columns", [{"progress": ""}, {"position_on": None}])
def test_progress_is_that_of_a_day(workstream, columns):
    refused_by_the_database(lambda: Workstream.objects.filter(pk=workstream.pk).update(**columns))


def test_a_position_judges_progress(workstream):
    common = {
        "workstream": workstream,
        "as_at": TODAY,
        "recorded_at": MARCH_2012,
        "recorded_by_name": "Officer",
    }
    refused_by_the_database(lambda: Position.objects.create(**common, progress=""))


@pytest.mark.parametrize(
    "table", ["position", "progressscale", "historicalworkstream", "historicalfollowonaction"]
)
@pytest.mark.parametrize(
    "statement", ["UPDATE workstreams_{} SET id = id", "DELETE FROM workstreams_{}"]
)
def test_what_was_recorded_is_never_changed_or_deleted(programme, propose, who, table, statement):
    propose()
    actions.set_scale(programme=programme, words=["On track", "Behind"], applies_from=TODAY, **who)
    refused_by_the_database(lambda: connection.cursor().execute(statement.format(table)))


@pytest.mark.parametrize("model", [Workstream, FollowOnAction])
def test_an_entry_is_never_deleted_and_its_reference_stands_once(propose, model):
    propose()
    refused_by_the_database(model.objects.get().delete)
    copy = model.objects.get()
    copy.pk, copy.skip_history_when_saving = None, True
    refused_by_the_database(copy.save)


def test_it_is_overdue_the_day_after_and_only_while_it_is_to_be_done(in_state):
    action = in_state("proposed")
    assert (action.is_overdue(action.due_on), action.is_overdue(action.due_on + A_DAY)) == (
        False,
        True,
    )
    for state in ("done", "withdrawn"):
        action.state = state
        assert not action.is_overdue(action.due_on + A_DAY)


def test_a_workstream_shows_its_progress_where_others_show_a_state(workstream, add):
    assert (workstream.get_state_display(), add("Markets").get_state_display()) == (
        "Reasonable",
        "No position yet",
    )


def test_an_action_is_overdue_by_the_day_read_and_never_by_words_alone(propose):
    action = propose(due="Spring 2012")
    assert (action.due_on, action.is_overdue(date(2012, 6, 1))) == (date(2012, 5, 31), True)
    assert not propose(due="When the plan is agreed").is_overdue(date(2199, 12, 31))
