"""An achieved amount typed wrongly is taken back by a reversing entry and posted rightly."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme import mistakes, withdrawals
from savings import actions
from savings.log import SAVINGS


@pytest.fixture
def correct(who):
    """A function that corrects the last achieved amount of a saving."""

    def take(saving, **facts):
        (ledger, row) = mistakes.rows_of(SAVINGS, saving)[-1]
        return mistakes.correct_row(SAVINGS, ledger, row, **who, mistake="A nought", **facts)

    return take


@pytest.fixture
def saving(add_saving, who):
    """A saving of £10,000, of which £50,000 is posted as achieved by mistake, and confirmed."""
    saving = add_saving(10_000)
    told = {"financial_year": "2008/09", "amount": 50_000_00, "evidence": "Ledger"}
    saving = actions.post_achieved(saving, **told, **who)
    return actions.confirm_achieved(saving, why="Seen", **who)


def test_the_ledger_keeps_the_mistake_and_its_reversing_entry(saving, correct):
    saving = correct(saving, amount=5_000_00)
    assert (saving.achieved, saving.state) == (5_000_00, "achieved")
    rows = saving.achievements.order_by("number")
    assert [(row.number, row.amount, row.evidence) for row in rows] == [
        (1, 50_000_00, "Ledger"),
        (2, -50_000_00, "A nought"),
        (3, 5_000_00, "Ledger"),
    ]


def test_an_amount_that_never_was_leaves_an_approved_saving(saving, correct):
    saving = correct(saving, never=True)
    assert (saving.achieved, saving.state) == (0, "approved")


def test_a_corrected_amount_obeys_the_rules_of_the_ledger(saving, correct):
    with pytest.raises(ValidationError, match="begins in 2008/09"):
        correct(saving, financial_year="2007/08")
    with pytest.raises(ValidationError, match="above 0"):
        correct(saving, amount=0)


def test_a_saving_is_not_corrected_under_what_is_spent_of_it(saving, reallocate, who):
    reallocate(10_000)
    with pytest.raises(ValidationError, match="more permanent money is re-allocated"):
        mistakes.correct_mistake(
            SAVINGS, actions.change_saving, saving, **who, mistake="A nought", amount=1_000_00
        )


def test_a_saving_that_money_is_spent_of_is_not_withdrawn_as_a_mistake(add_saving, reallocate, who):
    saving = add_saving(10_000, starts_on=date(2008, 4, 1))
    reallocate(10_000)
    with pytest.raises(ValidationError, match="more permanent money is re-allocated"):
        withdrawals.withdraw_mistake(SAVINGS, saving, **who, mistake="Twice")


def test_what_was_approved_is_put_right_with_the_amount(saving, who):
    how = {**who, "mistake": "A nought"}
    change = actions.change_saving
    changed = mistakes.correct_mistake(SAVINGS, change, saving, **how, amount=20_000_00)
    assert changed.approved_amount == changed.amount == 20_000_00
    with pytest.raises(ValidationError, match="its start stays"):
        mistakes.correct_mistake(SAVINGS, change, changed, **how, starts_on=date(2010, 4, 1))
