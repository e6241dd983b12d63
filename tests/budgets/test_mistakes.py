"""Postings, virements and calls that were typed wrongly."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from budgets import actions
from budgets.log import BUDGET, RESERVES
from programme import mistakes, withdrawals
from tests.factories import noon

MARCH = date(2012, 3, 1)


@pytest.fixture
def correct(who):
    """A function that corrects the last row of a ledger of an entry."""

    def take(log, entry, **facts):
        (ledger, row) = mistakes.rows_of(log, entry)[-1]
        return mistakes.correct_row(log, ledger, row, **who, mistake="A nought", **facts)

    return take


def test_spend_is_taken_back_and_posted_rightly(line, who, correct):
    line = actions.post_spend(line, amount=500_00, on=MARCH, what="Fees", **who)
    line = correct(BUDGET, line, amount=50_00)
    assert line.spent == 50_00
    rows = line.postings.order_by("number").values_list("amount", "what")
    assert list(rows) == [(500_00, "Fees"), (-500_00, "A nought"), (50_00, "Fees")]


def test_a_posting_of_a_locked_day_stays_until_the_period_is_unlocked(line, who, correct, request):
    line = actions.post_spend(line, amount=500_00, on=MARCH, what="Fees", **who)
    request.getfixturevalue("locked")
    with pytest.raises(ValidationError, match="nothing can be dated 1 March 2012"):
        correct(BUDGET, line, amount=50_00)


def test_a_virement_is_put_right_on_both_lines(line, add_line, who, correct):
    other = add_line("Legal advice", 10_000)
    moved = {"to": other, "amount": 5_000_00, "on": MARCH, "reason": "More advice"}
    line = actions.move_allocation(line, **moved, authority="Board", **who)
    line = correct(BUDGET, line, amount=500_00)
    other.refresh_from_db()
    assert (line.current_allocation, other.current_allocation) == (29_500_00, 10_500_00)


def test_a_line_that_money_came_from_is_not_withdrawn(line, add_line, who):
    moved = {"to": add_line("Legal advice"), "amount": 5_000_00, "on": MARCH, "reason": "More"}
    line = actions.move_allocation(line, **moved, authority="Board", **who)
    for entry in (line, moved["to"]):
        with pytest.raises(ValidationError, match="rests on"):
            withdrawals.withdraw_mistake(BUDGET, entry, **who, mistake="Twice")


def test_a_call_is_put_right_with_what_became_of_it(add_reserve, who, correct):
    reserve = add_reserve(1_000)
    reserve = actions.request_call(reserve, amount=500_00, what="Fees", on=MARCH, **who)
    actions.approve_call(reserve.calls.get(), authority="Board", on=MARCH, **who)
    reserve = correct(RESERVES, reserve, amount=50_00)
    assert (reserve.approved, reserve.requested) == (50_00, 0)
    assert [str(call.state) for call in reserve.calls.with_last_step()] == ["approved"]
    then = reserve.calls.with_last_step(noon(2012, 3, 9)).values_list("amount", flat=True)
    assert list(then) == [50_00]


def test_an_allocation_is_put_right_with_what_is_allocated_now(line, add_line, who):
    moved = {"to": add_line("Legal advice"), "amount": 5_000_00, "on": MARCH, "reason": "More"}
    line = actions.move_allocation(line, **moved, authority="Board", **who)
    how = {**who, "mistake": "A nought"}
    line = mistakes.correct_mistake(BUDGET, actions.change_line, line, **how, allocation=40_000_00)
    assert (line.allocation, line.current_allocation) == (40_000_00, 35_000_00)
    with pytest.raises(ValidationError, match="its year stays"):
        mistakes.correct_mistake(BUDGET, actions.change_line, line, **how, financial_year="2012/13")
