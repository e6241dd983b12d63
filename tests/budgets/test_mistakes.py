"""Postings, virements and calls that were typed wrongly."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from budgets import actions
from budgets.log import BUDGET, RESERVES
from budgets.models import Line
from programme import audit, mistakes, withdrawals
from programme.models import AuditEvent
from tests.factories import noon
from tests.reading import errors, sent

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


def test_a_forecast_below_what_is_spent_is_asked_back_of_a_correction_too(
    march_2012, who, signed_in, programme_manager
):
    actions.set_forecast(march_2012[3], forecast=20_000_00, **who)
    client = signed_in(programme_manager)
    url = reverse("budgets:correct_mistake", args=["shared-management", "B4"])
    typed = {**sent(client.get(url)), "forecast": "1", "mistake": "A slip"}
    page = client.post(url, typed)
    assert "£14,978 is spent already, more than £1." in errors(page)["sure"]
    assert "asked" in sent(page) and Line.objects.get(reference="B4").forecast == 20_000_00
    client.post(url, {**sent(page), "sure": "on"})
    assert Line.objects.get(reference="B4").forecast == 1_00


def test_spend_is_not_corrected_to_a_day_before_the_year_of_its_line(line, who, correct):
    line = actions.post_spend(line, amount=500_00, on=MARCH, what="Fees", **who)
    with pytest.raises(ValidationError, match="Enter 1 April 2011 or a later day"):
        correct(BUDGET, line, on=date(2011, 3, 31))


def test_a_virement_is_not_corrected_to_more_than_the_line_had_left(line, add_line, who, correct):
    moved = {"to": add_line("Legal advice"), "amount": 500_00, "on": MARCH, "reason": "More"}
    line = actions.move_allocation(line, **moved, authority="Board", **who)
    with pytest.raises(ValidationError, match="B1 has £30,000 left"):
        correct(BUDGET, line, amount=30_000_01)


def the_last(log, entry, name):
    return [one for one in mistakes.rows_of(log, entry) if one[0].name == name][-1]


def test_a_contribution_typed_wrongly_is_no_change(add_reserve, who, programme):
    reserve = actions.contribute_to_reserve(
        add_reserve(1_000), amount=500_00, on=MARCH, what="Havering", **who
    )
    ledger, row = the_last(RESERVES, reserve, "movements")
    how = {**who, "mistake": "A nought"}
    reserve = mistakes.correct_row(RESERVES, ledger, row, **how, amount=50_00)
    assert (reserve.contributed, reserve.balance_all) == (50_00, 1_050_00)
    (_, lines), *_ = reversed(audit.as_they_count(AuditEvent.objects.order_by("id")))
    assert [line["now"] for line in lines if line["field"] == "movement"] == [
        "Contribution of £50 on 1 March 2012: Havering"
    ]
    ledger, row = the_last(RESERVES, reserve, "movements")
    assert mistakes.correct_row(RESERVES, ledger, row, **how, never=True).contributed == 0


def test_what_was_drawn_is_put_right_within_what_is_approved(add_reserve, who):
    reserve = actions.request_call(add_reserve(1_000), amount=500_00, what="Fees", on=MARCH, **who)
    reserve = actions.approve_call(reserve.calls.get(), authority="Board", on=MARCH, **who)
    reserve = actions.draw_on_reserve(reserve, amount=50_00, on=MARCH, what="Invoice", **who)
    ledger, row = the_last(RESERVES, reserve, "movements")
    how = {**who, "mistake": "A nought"}
    with pytest.raises(ValidationError, match="More would be drawn than is approved"):
        mistakes.correct_row(RESERVES, ledger, row, **how, amount=500_01)
    assert mistakes.correct_row(RESERVES, ledger, row, **how, amount=500_00).drawn == 500_00


def test_who_decided_on_a_call_and_when_is_put_right(add_reserve, who):
    reserve = actions.request_call(add_reserve(1_000), amount=500_00, what="Fees", on=MARCH, **who)
    reserve = actions.approve_call(reserve.calls.get(), authority="Board", on=MARCH, **who)
    ledger, row = the_last(RESERVES, reserve, "decisions")
    how = {**who, "mistake": "The minutes say so"}
    with pytest.raises(ValidationError, match="Enter 1 March 2012 or a later day"):
        mistakes.correct_row(RESERVES, ledger, row, **how, on=date(2012, 2, 1))
    reserve = mistakes.correct_row(RESERVES, ledger, row, **how, authority="Cabinet")
    (call,) = reserve.calls.with_last_step()
    assert (call.state, call.authority, reserve.approved) == ("approved", "Cabinet", 500_00)
