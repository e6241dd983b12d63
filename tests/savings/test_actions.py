"""What people do with savings and their money, and where it is refused."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme.authorization import NotPermitted
from programme.models import AuditEvent
from programme.records import StaleEntry
from savings import actions
from savings.account import pots
from savings.models import Achievement, CarryForward, Reallocation, Target
from tests.factories import ProgrammeFactory
from tests.savings.conftest import CABINET

Y2008, Y2009 = "2008/09", "2009/10"
POSTED = {"financial_year": Y2008, "amount": 40_000_00, "evidence": "Budget monitoring, period 5"}
REVISED = {"amount": 120_00, "starts_on": date(2008, 10, 1), "why": "The contract came late"}
REVISED |= {"body": "Council", "on": date(2008, 6, 1)}


def refusal(step, *args, **kwargs):
    """What an action says when it refuses, by field; "" stands for the whole form."""
    with pytest.raises(ValidationError) as caught:
        step(*args, **kwargs)
    error = caught.value
    return (
        {k: " ".join(v) for k, v in error.message_dict.items()}
        if hasattr(error, "error_dict")
        else {"": error.messages[0]}
    )


def fresh(entry):
    return type(entry).objects.get(pk=entry.pk)


# --- targets


def test_a_year_has_one_target_in_force(add_target, who):
    first = add_target(1_316_000)
    assert refusal(add_target, 1) == {
        "financial_year": "There is a target for 2008/09 already: change that one."
    }
    later = add_target(1_250_000, Y2009)
    assert (
        "already"
        in refusal(actions.change_target, later, financial_year=Y2008, **who)["financial_year"]
    )
    actions.withdraw_target(first, why="Replaced", **who)
    assert add_target(1_400_000).reference == "T3"


def test_a_target_of_nothing_and_a_withdrawn_one_are_refused(add_target, who):
    assert refusal(add_target, 0) == {"amount": "Enter a sum above 0."}
    target = add_target(1)
    actions.withdraw_target(target, why="Not agreed", **who)
    assert "withdrawn" in refusal(actions.change_target, target, amount=2, **who)[""]
    assert Target.objects.get().amount == 100


# --- savings


def test_a_saving_is_identified_then_approved_then_achieved(add_saving, who):
    saving = add_saving(100_000, approved=False)
    assert (saving.reference, saving.state) == ("S1", "identified")
    saving = actions.approve_saving(saving, **CABINET, **who)
    assert (
        saving.state,
        saving.approved_body,
        saving.approved_by,
        saving.approved_on,
        saving.approved_amount,
    ) == (
        "approved",
        "Cabinet",
        "Deputy Chief Executive",
        date(2007, 6, 14),
        100_000_00,
    )
    actions.post_achieved(saving, **POSTED, **who)
    saving = actions.confirm_achieved(fresh(saving), why="Seen in the accounts", **who)
    assert (saving.state, saving.achieved) == ("achieved", 40_000_00)
    assert [event.verb for event in AuditEvent.objects.all()][:2] == [
        "confirmed",
        "posted an achieved amount on",
    ]


@pytest.mark.parametrize("amount", [0, -1])
def test_a_saving_of_nothing_is_refused(add_saving, amount):
    assert refusal(add_saving, amount) == {"amount": "Enter a sum above 0."}


@pytest.mark.parametrize(
    ("approval", "field", "words"),
    [
        ({"body": "", "on": date(2008, 9, 1)}, "body", "which body"),
        ({"body": "Cabinet"}, "on", "or say that the papers do not give it"),
        ({"body": "Cabinet", "on": date(2008, 9, 1), "undated": True}, "undated", "not both"),
        ({"body": "Cabinet", "on": date(2008, 9, 13)}, "on", "future"),
    ],
)
def test_an_approval_says_which_body_and_when(add_saving, who, approval, field, words):
    saving = add_saving(1, approved=False)
    assert words in refusal(actions.approve_saving, saving, **approval, **who)[field]
    assert fresh(saving).state == "identified"


def test_a_day_that_the_papers_do_not_give_stays_blank(add_saving, who):
    saving = actions.approve_saving(
        add_saving(1, approved=False), body="Cabinet", undated=True, **who
    )
    assert (saving.approved_on, saving.lacks_day) == (None, True)


def test_nothing_is_achieved_before_the_approval(add_saving, who):
    saving = add_saving(1, approved=False)
    said = "You cannot post an achieved amount on S1 because it is identified."
    assert refusal(actions.post_achieved, saving, **POSTED, **who) == {"": said}
    assert (
        "Nothing is posted"
        in refusal(actions.confirm_achieved, add_saving(1), why="Sure", **who)[""]
    )


@pytest.mark.parametrize(
    ("year", "words"), [("2007/08", "S1 begins in 2008/09."), ("2009/10", "2009/10 has not begun.")]
)
def test_money_is_achieved_in_a_year_that_the_saving_reaches_and_that_has_begun(
    add_saving, who, year, words
):
    assert refusal(
        actions.post_achieved, add_saving(1), **{**POSTED, "financial_year": year}, **who
    ) == {"financial_year": words}


def test_a_one_off_saving_is_achieved_in_its_year_alone(add_saving, who):
    saving = add_saving(738_000, date(2008, 3, 31), "one_off")
    assert (
        "one-off saving of 2007/08"
        in refusal(actions.post_achieved, saving, **POSTED, **who)["financial_year"]
    )
    assert (
        actions.post_achieved(saving, **{**POSTED, "financial_year": "2007/08"}, **who).achieved
        == 40_000_00
    )


def test_an_achieved_amount_is_taken_back_once_and_for_a_reason(add_saving, who):
    saving = actions.post_achieved(add_saving(100_000), **POSTED, **who)
    actions.confirm_achieved(saving, why="Seen", **who)
    posted = saving.achievements.get()
    saving = actions.reverse_achieved(posted, why="Counted twice", **who)
    assert (saving.achieved, saving.state) == (0, "approved")
    assert list(saving.achievements.values_list("amount", "evidence")) == [
        (40_000_00, POSTED["evidence"]),
        (-40_000_00, "Counted twice"),
    ]
    assert "already" in refusal(actions.reverse_achieved, posted, why="Again", **who)[""]
    reversing = Achievement.objects.get(reverses=posted)
    assert "reversing entry" in refusal(actions.reverse_achieved, reversing, why="Back", **who)[""]


def test_a_saving_with_achieved_money_keeps_its_start_and_cannot_be_withdrawn(add_saving, who):
    saving = actions.post_achieved(add_saving(100_000), **POSTED, **who)
    moved = {**REVISED, "amount": saving.amount, "starts_on": date(2009, 4, 1)}
    assert "its start stays" in refusal(actions.revise_saving, saving, **moved, **who)["starts_on"]
    assert "£40,000 was achieved" in refusal(actions.withdraw_saving, saving, why="No", **who)[""]


def test_a_withdrawn_saving_is_reopened_without_its_approval(add_saving, who):
    saving = actions.withdraw_saving(add_saving(1), why="Not possible", **who)
    assert "withdrawn" in refusal(actions.change_saving, saving, amount=1, **who)[""]
    saving = actions.reopen_saving(saving, why="It is", **who)
    assert (saving.state, saving.approved_body, saving.approved_amount) == ("identified", "", None)


def test_an_approved_saving_changes_by_a_changed_approval_alone(add_saving, who, workstream_lead):
    saving, lead = add_saving(100), {**who, "by": workstream_lead}
    for changed in ({"amount": 120_00}, {"starts_on": date(2029, 4, 1)}, {"title": "Another"}):
        said = refusal(actions.change_saving, saving, **changed, **lead)
        assert "Record a changed approval" in said[next(iter(changed))]
    with pytest.raises(NotPermitted):
        actions.revise_saving(saving, **REVISED, **lead)
    saving = actions.revise_saving(saving, **REVISED, **who)
    assert (saving.amount, saving.approved_amount, saving.approved_body) == (
        120_00,
        120_00,
        "Council",
    )


def test_a_changed_approval_says_something_new(add_saving, who):
    saving = add_saving(120, REVISED["starts_on"])
    assert "already" in refusal(actions.revise_saving, saving, **REVISED, **who)["amount"]


def test_a_saving_from_an_old_page_is_not_changed(add_saving, who):
    saving = add_saving(1)
    actions.change_saving(saving, comment="First", **who)
    with pytest.raises(StaleEntry):
        actions.change_saving(saving, version=saving.version, comment="Second", **who)
    assert fresh(saving).comment == "First"


# --- the two pots


def test_permanent_spending_from_one_off_money_is_refused(add_saving, reallocate):
    add_saving(738_000, date(2008, 6, 1), "one_off")
    assert refusal(reallocate, 35_000, "permanent", pot="one_off") == {
        "pot": "Permanent spending cannot be funded from one-off money. "
        "Permanent savings have £0 left from 2008/09 on."
    }
    assert "One-off money does not count" in refusal(reallocate, 35_000, "permanent")["amount"]
    assert not Reallocation.objects.exists()


def test_one_off_spending_from_permanent_money_is_refused(add_saving, reallocate):
    add_saving(100_000)
    assert (
        "One-off spending is funded from one-off money"
        in refusal(reallocate, 1, "one_off", pot="permanent")["pot"]
    )
    assert "Permanent money does not count" in refusal(reallocate, 1, "one_off")["amount"]


@pytest.mark.parametrize(
    ("kind", "starts_on"), [("permanent", date(2008, 10, 1)), ("one_off", date(2008, 10, 1))]
)
def test_a_re_allocation_is_no_larger_than_its_pot(add_saving, reallocate, kind, starts_on):
    add_saving(100_000, starts_on, kind)
    reallocate(60_000, kind)
    message = refusal(reallocate, 40_001, kind)["amount"]
    assert "£40,000" in message and "enter that or less" in message
    assert reallocate(40_000, kind).reference == "A2"


def test_identified_savings_fund_nothing(add_saving, reallocate):
    add_saving(100_000, approved=False)
    assert "£0 a year left" in refusal(reallocate, 1)["amount"]


def test_a_saving_of_a_later_year_funds_nothing_before(add_saving, reallocate):
    add_saving(100_000, date(2009, 4, 1))
    assert "£0 a year left from 2008/09 on" in refusal(reallocate, 1)["amount"]
    assert reallocate(100_000, year=Y2009).amount == 100_000_00


def test_a_permanent_sum_must_leave_what_later_years_have_promised(add_saving, reallocate):
    add_saving(100_000)
    reallocate(80_000, year="2010/11")
    assert "£20,000 a year left" in refusal(reallocate, 20_001)["amount"]


def test_one_off_money_needs_an_approved_carry_forward_to_reach_the_next_year(
    add_saving, reallocate, carry, who
):
    add_saving(738_000, date(2008, 3, 31), "one_off")
    asked = carry(738_000, approved=False)
    assert "£0 left in 2008/09" in refusal(reallocate, 64_000, "one_off")["amount"]
    actions.approve_carry_forward(asked, body="Cabinet", undated=True, **who)
    assert reallocate(64_000, "one_off").amount == 64_000_00
    assert "£0 left in 2007/08" in refusal(reallocate, 1, "one_off", "2007/08")["amount"]


def test_more_than_the_year_has_left_is_not_carried_forward(add_saving, reallocate, carry, who):
    add_saving(100, date(2008, 3, 31), "one_off")
    assert "£100 left in 2007/08" in refusal(carry, 101)["amount"]
    first, second = carry(60, approved=False), carry(60, approved=False)
    actions.approve_carry_forward(first, body="Cabinet", undated=True, **who)
    assert refusal(actions.approve_carry_forward, second, body="Cabinet", undated=True, **who)[
        ""
    ] == ("Only £40 of one-off money is left in 2007/08.")


@pytest.mark.parametrize(
    "step",
    [
        actions.withdraw_saving,
        lambda saving, why, **who: actions.revise_saving(
            saving, **{**REVISED, "amount": 59_999_00, "starts_on": saving.starts_on}, **who
        ),
    ],
)
def test_a_saving_that_money_rests_on_is_not_withdrawn_or_lowered(
    add_saving, reallocate, who, step
):
    saving = add_saving(100_000)
    reallocate(60_000)
    (message,) = refusal(step, saving, why="Not possible", **who).values()
    assert (
        "more permanent money is re-allocated or carried forward than there would be in 2008/09"
        in message
    )
    assert (fresh(saving).amount, fresh(saving).state) == (100_000_00, "approved")


def test_a_carry_forward_that_was_spent_is_not_dropped(add_saving, reallocate, carry, who):
    add_saving(100, date(2008, 3, 31), "one_off")
    carried = carry(100)
    spent = reallocate(30, "one_off")
    assert (
        "£30 more one-off money"
        in refusal(actions.drop_carry_forward, carried, why="No", **who)[""]
    )
    actions.withdraw_reallocation(spent, why="Not bought", **who)
    assert actions.drop_carry_forward(carried, why="No", **who).state == "dropped"


# --- re-allocations


def test_a_re_allocation_changes_within_its_pot(add_saving, reallocate, who):
    add_saving(100_000)
    row = reallocate(60_000)
    assert actions.change_reallocation(row, amount=100_000_00, **who).amount == 100_000_00
    assert (
        "£100,000 a year left"
        in refusal(actions.change_reallocation, row, amount=100_001_00, **who)["amount"]
    )
    assert "pot" in refusal(
        actions.change_reallocation, row, kind="permanent", pot="one_off", **who
    )


def test_an_approved_re_allocation_keeps_its_sum(add_saving, reallocate, who):
    add_saving(100_000)
    row = actions.approve_reallocation(reallocate(60_000), **CABINET, **who)
    assert "is approved" in refusal(actions.change_reallocation, row, amount=1, **who)["amount"]
    assert actions.change_reallocation(row, priority="High", **who).priority == "High"
    said = "You cannot approve A1 because it is approved."
    assert refusal(actions.approve_reallocation, row, **CABINET, **who) == {"": said}


def test_a_withdrawn_re_allocation_gives_its_money_back(add_saving, reallocate, who):
    add_saving(100_000)
    row = actions.withdraw_reallocation(reallocate(100_000), why="Post not filled", **who)
    assert "withdrawn" in refusal(actions.withdraw_reallocation, row, why="Again", **who)[""]
    assert reallocate(100_000).reference == "A2"


# --- derived savings


@pytest.fixture
def telephones(add_saving, reallocate):
    """£64,000 once in 2008/09 for voice over IP."""
    add_saving(100_000, date(2008, 6, 1), "one_off")
    return reallocate(64_000, "one_off", title="Voice over IP")


def test_one_off_spending_yields_a_permanent_saving_from_the_next_year(add_saving, telephones):
    saving = add_saving(34_000, date(2009, 4, 1), source=telephones)
    assert (saving.source, saving.first_year) == (telephones, Y2009)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"starts_on": date(2009, 3, 31)}, "starts_on"),
        ({"starts_on": date(2009, 4, 1), "kind": "one_off"}, "source"),
    ],
)
def test_what_derives_is_permanent_and_begins_in_a_later_year(
    add_saving, telephones, values, field
):
    assert field in refusal(add_saving, 34_000, source=telephones, approved=False, **values)


def test_nothing_derives_from_permanent_spending_or_another_programme(
    add_saving, reallocate, telephones
):
    add_saving(100_000)
    assert "source" in refusal(
        add_saving, 1, date(2009, 4, 1), source=reallocate(1), approved=False
    )
    telephones.programme = ProgrammeFactory()
    assert (
        "this programme"
        in refusal(add_saving, 1, date(2009, 4, 1), source=telephones, approved=False)["source"]
    )


def test_the_source_of_a_saving_is_not_withdrawn_or_moved_later(add_saving, telephones, carry, who):
    saving = add_saving(34_000, date(2009, 4, 1), source=telephones, approved=False)
    carry(64_00, Y2008)
    assert (
        "S2 derives from A1"
        in refusal(actions.withdraw_reallocation, telephones, why="No", **who)[""]
    )
    moved = refusal(
        actions.change_reallocation, telephones, amount=64_00_00, financial_year=Y2009, **who
    )
    assert "S2 derives from A1" in moved["financial_year"]
    actions.withdraw_saving(saving, why="No", **who)
    assert actions.withdraw_reallocation(telephones, why="No", **who).state == "withdrawn"


# --- carry-forwards


def test_a_decided_carry_forward_is_not_changed(add_saving, carry, who):
    add_saving(100, date(2008, 3, 31), "one_off")
    asked = carry(50, approved=False)
    assert actions.change_carry_forward(asked, amount=60_00, **who).amount == 60_00
    assert (
        "£100 left" in refusal(actions.change_carry_forward, asked, amount=101_00, **who)["amount"]
    )
    actions.approve_carry_forward(asked, body="Cabinet", undated=True, **who)
    said = "You cannot change C1 because it is approved. Reopen it first."
    assert refusal(actions.change_carry_forward, asked, amount=1, **who) == {"": said}
    assert CarryForward.objects.get().to_year == Y2008


def test_the_money_of_one_programme_is_not_there_for_another(add_saving, who):
    add_saving(100_000)
    assert pots(ProgrammeFactory()).years == []
