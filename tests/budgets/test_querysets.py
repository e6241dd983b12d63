"""Which lines, postings and periods count, now and at a past moment."""

from datetime import date

import pytest

from budgets import actions
from budgets.models import Line, PeriodLock, Posting, Virement
from budgets.querysets import STANDING, in_account, needing_attention, totals
from tests.factories import MARCH_2012, noon

MARCH = date(2012, 3, 1)
LATER = noon(2012, 3, 20)


def test_the_totals_of_march_2012(march_2012):
    found = totals(Line.objects.all())
    assert (found["count"], found["allocation"], found["spent"], found["forecast"]) == (
        5,
        14_500_000,
        1_497_800,
        14_500_000,
    )


def test_the_totals_of_no_lines_are_nothing(db):
    assert set(totals(Line.objects.all()).values()) == {0}


def test_totals_take_one_query(march_2012, django_assert_num_queries):
    with django_assert_num_queries(1):
        totals(Line.objects.all())


def test_a_line_is_seen_as_it_stood(line, add_line, programme_manager):
    later = {"by": programme_manager, "at": LATER}
    line = actions.post_spend(line, amount=100, on=MARCH, what="Fees", **later)
    line = actions.set_forecast(line, forecast=5, **later)
    line = actions.move_allocation(
        line, to=add_line("Other"), amount=7, on=MARCH, reason="R", authority="A", **later
    )
    actions.change_line(line, title="Advice", **later)
    then, now = (Line.objects.as_at(moment).get(reference="B1") for moment in (MARCH_2012, None))
    assert (then.title, then.current_allocation, then.spent) == (
        "Human resources support",
        3_000_000,
        0,
    )
    assert (now.title, now.current_allocation, now.spent) == ("Advice", 2_999_993, 100)
    assert (then.forecast, now.forecast) == (3_000_000, 5)


def test_a_line_is_not_there_before_it_was_added(line):
    assert not Line.objects.as_at(noon(2012, 1, 31)).exists()


def test_movements_are_known_from_when_they_were_recorded(line, add_line, programme_manager):
    later = {"by": programme_manager, "at": LATER}
    line = actions.post_spend(line, amount=100, on=MARCH, what="Fees", **later)
    actions.move_allocation(
        line, to=add_line("Other"), amount=7, on=MARCH, reason="R", authority="A", **later
    )
    known = [
        (Posting.objects.known_at(m).count(), Virement.objects.known_at(m).count())
        for m in (MARCH_2012, LATER, None)
    ]
    assert known == [(0, 0), (1, 1), (1, 1)]


def test_movements_come_newest_first(line, who):
    for day in (2, 5, 3):
        actions.post_spend(line, amount=day, on=date(2012, 3, day), what="Fees", **who)
    assert [posting.amount for posting in Posting.objects.newest_first()] == [5, 3, 2]


def test_a_period_was_locked_from_then_until_it_was_unlocked(programme, locked, finance_officer):
    actions.unlock_period(locked, by=finance_officer, at=LATER, why="A late invoice")
    moments = (noon(2012, 3, 8), MARCH_2012, LATER, None)
    assert [PeriodLock.objects.in_force(programme, moment).count() for moment in moments] == [
        0,
        1,
        0,
        0,
    ]
    assert [PeriodLock.objects.unlocked_by(programme, moment).count() for moment in moments] == [
        0,
        0,
        1,
        1,
    ]


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        (date(2012, 2, 1), date(2012, 2, 29), 0),
        (date(2012, 2, 1), date(2012, 3, 1), 1),
        (date(2012, 3, 31), date(2012, 3, 31), 1),
        (date(2012, 4, 1), date(2012, 4, 1), 0),
    ],
)
def test_periods_meet_when_they_share_a_day(locked, first, last, found):
    assert PeriodLock.objects.meeting(first, last).count() == found


def test_every_line_stands_in_one_band(add_line, who):
    actions.post_spend(add_line("Overspent", 1), amount=101, on=MARCH, what="Fees", **who)
    add_line("Forecast over", 1, forecast=101)
    add_line("Within budget", 1)
    fees = {"on": MARCH, "what": "Fees", **who}
    committed = actions.post_spend(add_line("Committed over", 1), amount=50, **fees)
    actions.commit_money(committed, amount=51, **fees)
    actions.post_spend(add_line("Spend above forecast", 1, forecast=40), amount=50, **fees)
    actions.post_spend(add_line("Within budget", -1), amount=-50, **fees)
    for standing, condition in STANDING.items():
        found = Line.objects.filter(condition)
        assert {line.title for line in found} == {standing.label}
        assert {line.standing for line in found} == {standing}


def test_a_closed_line_needs_nobody(add_line, who):
    over = add_line("Forecast over", 1, forecast=101)
    assert list(needing_attention(Line.objects.all())) == [over]
    actions.close_line(over, why="Done", **who)
    assert not needing_attention(Line.objects.all()).exists()


def test_a_closed_line_stays_in_the_account_of_its_year(line, who):
    actions.close_line(line, why="Done", **who)
    assert in_account(Line.objects.all(), date(2012, 3, 31)).exists()
    assert not in_account(Line.objects.all(), date(2012, 4, 1)).exists()


def test_an_open_line_stays_in_the_account_for_as_long_as_it_is_open(line):
    assert in_account(Line.objects.all(), date(2015, 1, 1)).exists()
