"""What people do with a budget, and where it is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets import actions
from budgets.models import Line, PeriodLock, Posting, Virement
from budgets.querysets import totals
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012, ProgrammeFactory, noon

MARCH, FEBRUARY = date(2012, 3, 1), date(2012, 2, 28)
MOVE = {
    "amount": 100_000,
    "on": MARCH,
    "reason": "More is needed there",
    "authority": "Section 151 officer",
}
SPEND = {"amount": 100_000, "on": MARCH, "what": "Fees"}
examples = settings(max_examples=25)
sums = st.integers(min_value=1, max_value=100_000_000)


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return " ".join(caught.value.messages)


def fresh(line):
    return Line.objects.get(pk=line.pk)


# --- lines


def test_a_line_begins_with_a_forecast_of_all_that_is_allocated(line):
    assert (line.reference, line.current_allocation, line.forecast, line.variance) == (
        "B1",
        3_000_000,
        3_000_000,
        0,
    )


def test_a_line_may_begin_with_another_forecast(add_line):
    assert add_line(forecast=2_500_000).variance == -500_000


def test_an_allocation_below_zero_is_income(add_line):
    assert add_line(pounds=-1).is_income
    above = "Income is forecast as a sum of 0 or below."
    assert refusal(add_line, pounds=-1, forecast=1) == above


ALLOCATED = {"financial_year": "2011/12", "reason": "More work", "authority": "Cabinet"}


def allocate(line, who, **changed):
    return actions.allocate_line(
        line, **{"allocation": line.allocation, **ALLOCATED, **changed}, **who
    )


def test_an_allocation_is_not_changed_without_reason_and_authority(line, who):
    for changed in ({"allocation": 1}, {"financial_year": "2012/13"}):
        assert "or move money by a virement" in refusal(actions.change_line, line, **changed, **who)
    assert "is what is allocated already" in refusal(allocate, line, who)


def test_a_corrected_allocation_carries_to_what_is_left(line, who):
    changed = allocate(line, who, allocation=3_500_000)
    assert (changed.allocation, changed.current_allocation, changed.virements) == (
        3_500_000,
        3_500_000,
        0,
    )


def test_an_allocation_cannot_fall_below_what_was_moved_away(line, add_line, who):
    line = actions.move_allocation(line, to=add_line("Other"), **MOVE, **who)
    assert "More has been moved out" in refusal(allocate, line, who, allocation=99_999)


def test_the_year_of_a_line_stays_once_money_has_moved(line, who):
    line = actions.post_spend(line, **SPEND, **who)
    assert "its year stays" in refusal(allocate, line, who, financial_year="2012/13")


def test_the_year_of_a_line_can_be_corrected_before(line, who):
    assert allocate(line, who, financial_year="2012/13").financial_year == "2012/13"


def test_saving_over_a_newer_save_is_refused(line, who):
    actions.change_line(line, comment="First", **who)
    with pytest.raises(StaleEntry):
        actions.change_line(line, version=line.version, comment="Second", **who)
    assert fresh(line).comment == "First"


# --- virements


@examples
@given(first=sums, second=sums, moved=sums)
def test_a_virement_never_changes_the_total(programme, add_line, who, first, second, moved):
    giver, taker = add_line("Giver", first), add_line("Taker", second)
    before = totals(Line.objects.all())
    if moved <= giver.left:
        actions.move_allocation(giver, to=taker, **{**MOVE, "amount": moved}, **who)
        assert fresh(giver).current_allocation == first * 100 - moved
    else:
        assert "left" in refusal(
            actions.move_allocation, giver, to=taker, **{**MOVE, "amount": moved}, **who
        )
    after = totals(Line.objects.all())
    assert (after["current_allocation"], after["allocation"]) == (
        before["current_allocation"],
        before["allocation"],
    )


def test_a_virement_shows_in_both_lines(line, add_line, who):
    other = add_line("Other", 10_000)
    actions.move_allocation(line, to=other, **MOVE, **who)
    assert [(x.allocation, x.virements) for x in (fresh(line), fresh(other))] == [
        (3_000_000, -100_000),
        (1_000_000, 100_000),
    ]
    assert [event.reference for event in AuditEvent.objects.filter(reason=MOVE["reason"])] == [
        "B1",
        "B2",
    ]


@pytest.mark.parametrize("record", [actions.post_spend, actions.commit_money])
def test_what_is_spent_or_committed_cannot_be_moved_away(line, add_line, who, record):
    line = record(line, amount=2_950_000, on=MARCH, what="Nearly all", **who)
    assert "B1 has £500 left" in refusal(
        actions.move_allocation, line, to=add_line("Other"), **MOVE, **who
    )
    assert not Virement.objects.exists()


@pytest.mark.parametrize("amount", [0, -100])
def test_a_virement_of_nothing_is_refused(line, add_line, who, amount):
    assert "above 0" in refusal(
        actions.move_allocation, line, to=add_line("Other"), **{**MOVE, "amount": amount}, **who
    )


def test_money_cannot_move_to_the_line_it_comes_from(line, who):
    assert "another line" in refusal(actions.move_allocation, line, to=line, **MOVE, **who)


def test_money_cannot_move_to_another_year(line, add_line, who):
    later = add_line("Later", year="2012/13")
    assert "2011/12" in refusal(actions.move_allocation, line, to=later, **MOVE, **who)


def test_money_cannot_move_to_another_programme(line, add_line, who):
    other = add_line("Other")
    other.programme = ProgrammeFactory()
    assert "this programme" in refusal(actions.move_allocation, line, to=other, **MOVE, **who)


def test_money_cannot_move_to_a_closed_line(line, add_line, who):
    closed = actions.close_line(add_line("Other"), why="Done", **who)
    assert refusal(actions.move_allocation, line, to=closed, **MOVE, **who) == "B2 is closed."


# --- postings


@examples
@given(
    amounts=st.lists(sums, min_size=1, max_size=4),
    record=st.sampled_from([actions.post_spend, actions.commit_money]),
)
def test_reversing_every_posting_leaves_nothing(add_line, who, amounts, record):
    line = add_line()
    for amount in amounts:
        line = record(line, amount=amount, on=MARCH, what="Fees", **who)
    assert line.spent + line.committed == sum(amounts)
    for posting in list(line.postings.all()):
        line = actions.reverse_posting(posting, on=MARCH, why="Not ours", **who)
    assert (line.spent, line.committed) == (0, 0)
    assert sum(line.postings.values_list("amount", flat=True)) == 0


def test_spend_is_added_up_and_kept_as_posted(line, who):
    line = actions.post_spend(line, **SPEND, **who)
    line = actions.post_spend(line, amount=5, on=FEBRUARY, what="Stamps", **who)
    assert (line.spent, line.left) == (100_005, 2_899_995)
    assert list(line.postings.order_by("number").values_list("number", "amount")) == [
        (1, 100_000),
        (2, 5),
    ]


def test_more_can_be_spent_than_is_allocated_and_it_shows(line, who):
    line = actions.post_spend(line, **{**SPEND, "amount": 3_000_001}, **who)
    assert (line.left, line.standing.label) == (-1, "Overspent")


@pytest.mark.parametrize(
    ("record", "amount", "says"),
    [
        (actions.post_spend, 0, "other than 0"),
        (actions.commit_money, 0, "above 0"),
        (actions.commit_money, -1, "above 0"),
    ],
)
def test_a_posting_of_nothing_is_refused(line, who, record, amount, says):
    assert says in refusal(record, line, **{**SPEND, "amount": amount}, **who)
    assert not Posting.objects.exists()


@pytest.mark.parametrize(
    ("on", "words"),
    [(date(2012, 3, 10), "future"), (date(2011, 3, 31), "1 April 2011 or a later day")],
)
def test_spend_is_dated_within_the_year_and_not_in_the_future(line, who, on, words):
    assert words in refusal(actions.post_spend, line, **{**SPEND, "on": on}, **who)


def test_spend_after_the_year_belongs_to_another_line(line, programme_manager):
    april = {"by": programme_manager, "at": noon(2012, 4, 20)}
    assert "ended on 31 March 2012" in refusal(
        actions.post_spend, line, **{**SPEND, "on": date(2012, 4, 2)}, **april
    )


def test_a_reversal_says_what_it_takes_back_and_why(line, who):
    line = actions.post_spend(line, **SPEND, **who)
    actions.reverse_posting(line.postings.get(), on=date(2012, 3, 8), why="Posted twice", **who)
    reversal = Posting.objects.get(amount=-100_000)
    assert (reversal.what, reversal.reverses.what) == ("Posted twice", "Fees")
    assert AuditEvent.objects.first().reason == "Posted twice"


def test_a_posting_cannot_be_taken_back_twice_nor_before_its_day_nor_its_reversal(line, who):
    line = actions.post_spend(line, **SPEND, **who)
    spend = line.postings.get()
    assert "1 March 2012 or a later day" in refusal(
        actions.reverse_posting, spend, on=FEBRUARY, why="No", **who
    )
    actions.reverse_posting(spend, on=MARCH, why="Posted twice", **who)
    assert "already" in refusal(actions.reverse_posting, spend, on=MARCH, why="Again", **who)
    reversal = Posting.objects.get(reverses=spend)
    assert "reversing entry" in refusal(
        actions.reverse_posting, reversal, on=MARCH, why="Back", **who
    )


def test_a_reversal_needs_a_reason(line, who):
    line = actions.post_spend(line, **SPEND, **who)
    assert "blank" in refusal(actions.reverse_posting, line.postings.get(), on=MARCH, why="", **who)


# --- forecast, closing


def test_a_forecast_above_the_allocation_is_over(line, who):
    line = actions.set_forecast(line, forecast=3_500_000, why="Two more months", **who)
    assert (line.variance, line.standing.label) == (500_000, "Forecast over")
    assert AuditEvent.objects.first().changes[0]["was"] == "£30,000"


def test_a_negative_forecast_is_refused(line, who):
    assert (
        refusal(actions.set_forecast, line, forecast=-1, **who) == "Enter a forecast of 0 or more."
    )


STEPS = {
    actions.post_spend: SPEND,
    actions.commit_money: SPEND,
    actions.set_forecast: {"forecast": 1},
    actions.close_line: {"why": "Again"},
    actions.change_line: {"comment": "Looked at"},
}


@pytest.mark.parametrize("step", STEPS)
def test_nothing_moves_on_a_closed_line(line, who, step):
    line = actions.close_line(line, why="The work is done", **who)
    assert "B1 because it is closed. Reopen it first." in refusal(step, line, **STEPS[step], **who)


def test_a_closed_line_can_be_opened_again(line, who):
    line = actions.close_line(line, why="The work is done", **who)
    line = actions.reopen_line(line, why="It is not", **who)
    assert actions.post_spend(line, **SPEND, **who).spent == 100_000
    assert "open" in refusal(actions.reopen_line, line, why="Again", **who)


def test_a_line_with_commitments_is_not_closed(line, who):
    line = actions.commit_money(line, **SPEND, **who)
    assert "£1,000 is still committed" in refusal(actions.close_line, line, why="Done", **who)


@pytest.mark.parametrize("step", STEPS)
def test_a_step_from_an_old_page_is_refused(line, who, step):
    actions.change_line(line, comment="Changed meanwhile", **who)
    with pytest.raises(StaleEntry):
        step(line, version=line.version, **STEPS[step], **who)


# --- locked periods


LOCKED_OUT = {
    actions.post_spend: SPEND,
    actions.commit_money: SPEND,
    actions.set_forecast: {"forecast": 1},
    actions.allocate_line: {"allocation": 1, **ALLOCATED},
}


@pytest.mark.parametrize("step", LOCKED_OUT)
def test_nothing_is_dated_in_a_locked_period(line, who, locked, step):
    message = refusal(step, line, **LOCKED_OUT[step], **who)
    assert "1 March 2012 to 31 March 2012 is locked, by Finance officer on 9 March 2012" in message
    assert fresh(line).version == line.version


def test_no_virement_is_dated_in_a_locked_period(line, add_line, who, locked):
    other = add_line("Other")
    assert "is locked" in refusal(actions.move_allocation, line, to=other, **MOVE, **who)
    assert (
        actions.move_allocation(line, to=other, **{**MOVE, "on": FEBRUARY}, **who).virements
        == -100_000
    )


def test_a_posting_of_a_locked_period_is_taken_back_in_an_open_one(
    line, programme, finance_officer, who
):
    line = actions.post_spend(line, **{**SPEND, "on": FEBRUARY}, **who)
    span = {"starts_on": date(2012, 2, 1), "ends_on": date(2012, 2, 29)}
    actions.lock_period(programme=programme, by=finance_officer, at=MARCH_2012, **span)
    assert "is locked" in refusal(
        actions.reverse_posting, line.postings.get(), on=date(2012, 2, 29), why="No", **who
    )
    assert actions.reverse_posting(line.postings.get(), on=MARCH, why="Not ours", **who).spent == 0


def test_words_can_be_changed_while_a_period_is_locked(line, who, locked):
    assert actions.change_line(line, comment="Looked at again", **who).comment == "Looked at again"


def test_no_line_is_added_to_a_year_that_is_locked(add_line, programme, finance_officer):
    year = {"starts_on": date(2010, 4, 1), "ends_on": date(2011, 3, 31)}
    actions.lock_period(programme=programme, by=finance_officer, at=MARCH_2012, **year)
    assert "31 March 2011" in refusal(add_line, year="2010/11")
    assert not Line.objects.exists()


def test_a_line_cannot_slip_into_a_locked_year(line, programme, finance_officer, who):
    year = {"starts_on": date(2010, 4, 1), "ends_on": date(2011, 3, 31)}
    actions.lock_period(programme=programme, by=finance_officer, at=MARCH_2012, **year)
    assert "is locked" in refusal(allocate, line, who, financial_year="2010/11")
    assert fresh(line).financial_year == "2011/12"


def test_a_lock_is_of_one_programme(locked):
    assert not PeriodLock.objects.in_force(ProgrammeFactory()).exists()


def test_an_unlocked_period_takes_postings_again(line, who, locked, finance_officer):
    actions.unlock_period(locked, by=finance_officer, at=MARCH_2012, why="A late invoice")
    assert actions.post_spend(line, **SPEND, **who).spent == 100_000
    assert AuditEvent.objects.filter(verb="unlocked the period", reason="A late invoice").exists()
    assert "already" in refusal(
        actions.unlock_period, locked, by=finance_officer, at=MARCH_2012, why="Again"
    )


def test_unlocking_needs_a_reason(locked, finance_officer):
    assert "Say why" in refusal(
        actions.unlock_period, locked, by=finance_officer, at=MARCH_2012, why=""
    )
    assert PeriodLock.objects.get().unlocked_at is None


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2012, 4, 2), date(2012, 4, 1), "before the first day"),
        (date(2012, 3, 31), date(2012, 4, 30), "locked already"),
        (date(2012, 1, 1), date(2012, 12, 31), "locked already"),
    ],
)
def test_a_period_that_makes_no_sense_is_not_locked(
    programme, finance_officer, locked, first, last, words
):
    span = {"starts_on": first, "ends_on": last}
    assert words in refusal(
        actions.lock_period, programme=programme, by=finance_officer, at=MARCH_2012, **span
    )
    assert PeriodLock.objects.count() == 1
