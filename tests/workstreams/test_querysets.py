"""Words that applied then, positions known then, and papers that do not agree."""

from datetime import timedelta

import pytest

from tests.factories import MARCH_2012, ProgrammeFactory, as_at, as_now
from workstreams import actions
from workstreams.choices import DEFAULT_SCALE, State
from workstreams.models import FollowOnAction, Position, ProgressScale, Workstream
from workstreams.querysets import disagreement, overdue

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def told(workstream, who):
    """A function that records what a paper says of W1."""

    def tell(progress, source="", day=TODAY, at=MARCH_2012):
        actions.add_position(
            Workstream.objects.get(),
            as_at=day,
            progress=progress,
            source=source,
            **{**who, "at": at},
        )

    return tell


def known(at=None):
    return Position.objects.attach_to(list(Workstream.objects.all()), at)[0].known


def test_words_are_those_that_applied_on_the_day_as_known_then(programme, who):
    later = {**who, "at": MARCH_2012 + A_DAY}
    actions.set_scale(
        programme=programme, words=["On track", "Behind"], applies_from=TODAY, **later
    )
    words = ProgressScale.objects.words
    assert words(as_now(programme)) == ("On track", "Behind")
    assert words(as_now(programme, TODAY - A_DAY)) == words(as_at(programme)) == DEFAULT_SCALE
    assert words(as_now(ProgrammeFactory())) == DEFAULT_SCALE


def test_positions_are_those_known_then_in_the_order_of_their_days(told):
    told("Poor", day=TODAY - A_DAY)
    told("Good", at=MARCH_2012 + A_DAY)
    assert [one.progress for one in known()] == ["Poor", "Reasonable", "Good"]
    assert [one.progress for one in known(MARCH_2012)] == ["Poor", "Reasonable"]


def test_two_papers_that_differ_about_one_day_do_not_agree(told):
    told("Not yet commenced", "Section 3.2")
    told("Poor", "Appendix C")
    assert [(one.source, one.progress) for one in disagreement(known())] == [
        ("Section 3.2", "Not yet commenced"),
        ("Appendix C", "Poor"),
    ]
    (workstream,) = Position.objects.attach_to([Workstream.objects.get()], None)
    assert workstream.flags() == [
        "The papers do not agree on progress as at 9 March 2012. "
        "Section 3.2: not yet commenced; Appendix C: poor. Poor counts, as the last one recorded."
    ]


@pytest.mark.parametrize(
    "papers",
    [
        [("Good", "Section 3.2"), ("Good", "Appendix C")],
        [("Poor", "Appendix C"), ("Good", "Appendix C")],
        [("Poor", ""), ("Good", "")],
        [("Poor", "Section 3.2")],
    ],
)
def test_papers_that_agree_or_correct_themselves_are_not_flagged(told, papers):
    for progress, source in papers:
        told(progress, source)
    assert disagreement(known()) == []


def test_an_earlier_disagreement_is_over_when_a_later_day_is_told(told):
    told("Poor", "Section 3.2", day=TODAY - A_DAY)
    told("Good", "Appendix C", day=TODAY - A_DAY)
    assert disagreement(known()) == []
    assert disagreement([]) == []


@pytest.mark.parametrize("state", State)
def test_an_action_is_live_until_it_is_done_or_withdrawn(in_state, state):
    action, live = in_state(state), state in ("proposed", "accepted")
    assert action.is_live == live
    assert FollowOnAction.objects.filter(overdue(TODAY)).exists() == live


def test_follow_on_actions_of_then_without_those_withdrawn(propose, in_state, who):
    in_state("withdrawn")
    action = propose("Share a building")
    actions.change_follow_on(
        action, title="Share two buildings", **{**who, "at": MARCH_2012 + A_DAY}
    )

    def titles(at):
        (workstream,) = FollowOnAction.objects.attach_to([Workstream.objects.get()], at)
        return [one.title for one in workstream.follow_on]

    assert (titles(MARCH_2012), titles(None)) == (["Share a building"], ["Share two buildings"])


def test_what_rows_print_costs_two_queries_however_many_they_are(add, django_assert_num_queries):
    workstreams = [add(f"Workstream {number}", progress="Good") for number in range(5)]
    with django_assert_num_queries(2):
        FollowOnAction.objects.attach_to(Position.objects.attach_to(workstreams, None), None)
    assert all(one.known for one in workstreams)
