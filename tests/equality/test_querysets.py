"""Sets of actions: what is overdue, what is blank, and where each stands."""

from datetime import date, timedelta

import pytest

from equality import actions
from equality.models import Assessment, PlanAction, Progress
from equality.querysets import BLANKS, counts, counts_by_assessment, overdue
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def references(condition):
    return list(
        PlanAction.objects.filter(condition).order_by("number").values_list("reference", flat=True)
    )


def test_overdue_begins_the_day_after_the_last_day_that_the_words_can_mean(action, add):
    add(ends="N/A")
    assert references(overdue(date(2012, 2, 29))) == []
    assert references(overdue(date(2012, 3, 1))) == ["EQ1"]


@pytest.mark.parametrize("state", ["done", "dropped"])
def test_what_is_finished_is_not_overdue(in_state, who, state):
    actions_ended = PlanAction.objects.filter(pk=in_state(state).pk)
    actions_ended.update(
        ends="2011", ends_earliest=date(2011, 1, 1), ends_latest=date(2011, 12, 31)
    )
    assert references(overdue(TODAY)) == []


@pytest.mark.parametrize(
    ("column", "values"),
    [
        ("importance", {"importance": 1}),
        ("owner", {"owner": "Head of Print"}),
        ("dates", {"ends": "N/A"}),
        ("resources", {"resources": "no"}),
        ("measure", {"measure": "Letters sent"}),
        ("target", {"target": "All"}),
    ],
)
def test_a_blank_is_counted_until_something_is_written(add, column, values):
    add()
    filled = add(**values)
    assert references(BLANKS[column]) == ["EQ1"]
    assert filled.reference not in references(BLANKS[column])


def test_everything_is_counted_in_one_query(action, in_state, django_assert_num_queries):
    in_state("done")
    with django_assert_num_queries(1):
        found = counts(PlanAction.objects.all(), TODAY)
    wanted = {
        "n_all": 2,
        "n_late": 1,
        "n_unfinished": 1,
        "n_done": 1,
        "n_blank_importance": 2,
        "n_blank_owner": 1,
    }
    assert {name: found[name] for name in wanted} == wanted


def test_each_assessment_is_counted_by_itself(
    assessment, action, programme, who, django_assert_num_queries
):
    other = actions.add_assessment(programme=programme, title="Another", **who)
    with django_assert_num_queries(1):
        found = counts_by_assessment(PlanAction.objects.all(), TODAY)
    assert found[assessment.pk]["n_late"] == 1
    assert other.pk not in found


def test_the_last_note_of_progress_counts_as_it_was_known(
    programme, action, add, who, django_assert_num_queries
):
    actions.note_progress(action, as_at=TODAY, text="Half done", **who)
    actions.note_progress(action, as_at=TODAY - A_DAY, text="Begun", **who)
    actions.note_progress(action, as_at=TODAY, text="Done", **{**who, "at": MARCH_2012 + A_DAY})
    entries = [action, add()]
    for position, text in ((as_at(programme), "Half done"), (as_now(programme), "Done")):
        with django_assert_num_queries(1):
            Progress.objects.attach_to(entries, position)
        assert (entries[0].progress.text, entries[1].progress) == (text, None)


def test_versions_and_actions_that_stand(superseded):
    assert [one.reference for one in Assessment.objects.current()] == ["EA2"]
    assert [one.reference for one in PlanAction.objects.in_force()] == ["EQ2"]
