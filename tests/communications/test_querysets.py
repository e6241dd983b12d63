"""Sets of communications: how they stand, what waits for an answer, what was said about them."""

from datetime import timedelta

import pytest

from communications import actions
from communications.choices import Standing
from communications.models import Communication, Feedback
from communications.querysets import in_standing
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
TOMORROW = TODAY + A_DAY


def waiting(at=None):
    return references(Feedback.objects.waiting_in(Communication.objects.as_at(at), at))


def references(entries):
    return [entry.reference for entry in entries.order_by("number")]


@pytest.fixture
def plan(add, in_state):
    """CM1 overdue, CM2 due today, CM3 no date, CM4 done, CM5 cancelled, CM6 has closed."""
    add(due="8 March 2012")
    add(due="9 March 2012", consultation="staff", closes_on=TODAY)
    add(due="At key stages")
    in_state("done", due="1 March 2012")
    in_state("cancelled", due="1 March 2012")
    add(due="", consultation="users", closes_on=TODAY - A_DAY)


@pytest.mark.usefixtures("plan")
class TestStanding:
    @pytest.mark.parametrize(
        ("standing", "found"),
        [
            ("overdue", ["CM1", "CM6"]),
            ("due", ["CM2", "CM3"]),
            ("done", ["CM4"]),
            ("cancelled", ["CM5"]),
        ],
    )
    def test_communications_that_stand_so(self, standing, found):
        assert references(Communication.objects.filter(in_standing(standing, TODAY))) == found

    def test_a_row_and_a_set_say_the_same(self):
        for standing in Standing:
            alone = [
                entry.reference
                for entry in Communication.objects.all()
                if entry.standing(TOMORROW) == standing
            ]
            assert references(
                Communication.objects.filter(in_standing(standing, TOMORROW))
            ) == sorted(alone)

    def test_those_that_are_still_to_be_done(self):
        assert references(Communication.objects.unfinished()) == ["CM1", "CM2", "CM3", "CM6"]


def test_feedback_waits_until_it_is_answered_and_the_past_remembers(briefing, add, hear, who):
    hear(briefing)
    hear(add(), answer="Heard")
    assert waiting() == ["CM1"]
    later = MARCH_2012 + A_DAY
    actions.answer_feedback(
        Feedback.objects.first(), answer="Heard", answered_on=TODAY, by=who["by"], at=later
    )
    assert waiting() == []
    assert waiting(MARCH_2012) == ["CM1"]


def test_rows_carry_their_feedback_in_one_query(briefing, add, hear, django_assert_num_queries):
    hear(briefing)
    hear(briefing, "Too long", answer="Heard")
    entries = [*Communication.objects.all(), add()]
    with django_assert_num_queries(1):
        first, second = Feedback.objects.count_in(entries)
    assert (first.heard, first.unanswered, second.heard, second.unanswered) == (2, 1, 0, 0)
    (then, _) = Feedback.objects.count_in(entries, MARCH_2012 - A_DAY)
    assert (then.heard, then.unanswered) == (0, 0)
