"""The pages of savings as people use them."""

import json
from datetime import date

import pytest
import time_machine
from django.urls import reverse

from savings import actions
from savings.models import Achievement, Reallocation, Saving
from tests.factories import MARCH_2012
from tests.reading import errors, rows, sent, typed, words

SAVING = {
    "title": "One payroll team",
    "kind": "permanent",
    "amount": "£1.2m",
    "starts_on": "1 October 2008",
    "comment": "Kept",
}
SPENDING = {
    "title": "Records Manager",
    "kind": "permanent",
    "pot": "permanent",
    "amount": "35k",
    "financial_year": "2008/09",
    "comment": "Kept",
}
LISTS = ["list", "target_list", "reallocation_list", "carry_forward_list"]


@pytest.fixture
def finance(signed_in, finance_officer):
    return signed_in(finance_officer)


def page(name, *args):
    return reverse(f"savings:{name}", args=["shared-management", *args])


def references(response):
    return [row[0] for row in rows(response)]


# --- the main job


@time_machine.travel(MARCH_2012, tick=False)
def test_a_finance_officer_takes_a_saving_from_identified_to_achieved(finance):
    assert "S1 One payroll team" in words(finance.post(page("add"), SAVING, follow=True))
    shown = words(finance.get(page("detail", "S1")))
    assert "£1,200,000 a year" in shown and "£600,000 (6 months from 1 October 2008)" in shown
    finance.post(page("approve", "S1"), {"body": "Cabinet", "on": "14 June 2008", "version": 1})
    finance.post(
        page("post", "S1"),
        {"financial_year": "2008-09", "amount": "£500k", "evidence": "Accounts", "version": 2},
    )
    finance.post(page("confirm", "S1"), {"why": "Seen in the accounts", "version": 3})
    shown = words(finance.get(page("detail", "S1")))
    assert "Achieved to date £500,000" in shown and "Approved by Cabinet" in shown
    assert Saving.objects.get().state == "achieved"


def test_an_achieved_amount_is_reversed_from_its_row(finance, add_saving, who):
    actions.post_achieved(
        add_saving(100), financial_year="2008/09", amount=100, evidence="Accounts", **who
    )
    finance.post(page("reverse", "S1", 1), {"why": "Counted twice"})
    assert "Taken back: Counted twice" in words(finance.get(page("detail", "S1")))
    assert Achievement.objects.count() == 2
    assert finance.get(page("reverse", "S1", 9)).status_code == 404


def test_saved_money_is_re_allocated_and_approved(finance, add_saving):
    add_saving(100_000)
    finance.post(page("reallocation_add"), SPENDING)
    assert "Approving body and date are not recorded" in words(
        finance.get(page("reallocation_detail", "A1"))
    )
    finance.post(
        page("reallocation_approve", "A1"), {"body": "Cabinet", "undated": "on", "version": 1}
    )
    assert "a day that the papers do not give" in words(
        finance.get(page("reallocation_detail", "A1"))
    )


def test_the_form_shows_what_is_left_of_each_pot(finance, add_saving):
    add_saving(100_000)
    assert "£100,000 a year" in words(finance.get(page("reallocation_add")))


# --- bad input


@pytest.mark.parametrize(
    ("change", "field", "says"),
    [
        ({"amount": "100,000.01"}, "amount", "The permanent pot has £100,000 a year left"),
        ({"pot": "one_off"}, "pot", "Permanent spending cannot be funded from one-off money"),
        ({"kind": "one_off", "pot": "one_off"}, "amount", "The one-off pot has £0 left in 2008/09"),
        ({"amount": "0"}, "amount", "above 0"),
        ({"amount": "a lot"}, "amount", "Enter a sum in pounds"),
        ({"financial_year": "2008/10"}, "financial_year", "one April to the next March"),
        ({"title": ""}, "title", "Fill in “Re-allocated to”"),
        ({"kind": ""}, "kind", "Choose"),
    ],
)
def test_a_re_allocation_is_refused_beside_its_field_and_keeps_what_was_typed(
    finance, add_saving, change, field, says
):
    add_saving(100_000)
    answer = finance.post(page("reallocation_add"), {**SPENDING, **change})
    assert says in errors(answer)[field]
    assert (
        typed(answer, "comment") == "Kept" and typed(answer, field) == {**SPENDING, **change}[field]
    )
    assert not Reallocation.objects.exists()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"amount": "1.005"}, "amount"),
        ({"starts_on": "31 February 2008"}, "starts_on"),
        ({"kind": "both"}, "kind"),
        ({"title": ""}, "title"),
    ],
)
def test_a_saving_is_refused_beside_its_field_and_keeps_what_was_typed(finance, change, field):
    answer = finance.post(page("add"), {**SAVING, **change})
    assert set(errors(answer)) == {field}
    assert (typed(answer, field), typed(answer, "comment")) == (change[field], "Kept")
    assert not Saving.objects.exists()


def test_an_approval_without_a_day_asks_for_it(finance, add_saving):
    add_saving(1, approved=False)
    answer = finance.post(page("approve", "S1"), {"body": "Cabinet", "version": 1})
    assert "papers do not give it" in errors(answer)["on"]
    assert typed(answer, "body") == "Cabinet"


# --- registers


def test_the_registers_say_their_totals_by_kind(finance, document):
    assert "£277,000 a year permanent and £64,000 one-off" in words(
        finance.get(page("reallocation_list"))
    )
    assert "£277,000 a year permanent and £0 one-off" in words(
        finance.get(page("reallocation_list") + "?kind=permanent")
    )


@pytest.mark.parametrize(
    "name", ["download", "target_download", "reallocation_download", "carry_forward_download"]
)
def test_a_download_holds_what_the_register_shows(finance, document, name):
    found = json.loads(finance.get(page(name, "json")).content)
    assert found["rows"]
    assert finance.get(page(name, "csv")).content.count(b"\r\n") == len(found["rows"]) + 1
    assert finance.get(page(name, "xlsx")).content[:2] == b"PK"
    assert finance.get(page(name, "exe")).status_code == 404


# --- years and the past


def test_the_years_page_shows_the_picture_and_the_same_figures(finance, document):
    answer = finance.get(page("years"))
    assert (
        "<title>Savings by financial year. 2007/08: one-off savings in the year £738,000"
        in answer.content.decode()
    )
    for text in (
        "£7,698,000",
        "£277,000",
        "£1,039,000",
        "£674,000",
        "sum of the yearly increments",
    ):
        assert text in words(answer)


def test_before_anything_was_recorded_the_pages_are_empty(finance, document):
    assert "Nothing is recorded yet" in words(finance.get(page("years") + "?at=2008-09-01"))
    assert references(finance.get(page("list") + "?at=2008-09-01")) == []


def test_an_entry_is_shown_as_it_stood_and_offers_no_step(finance, document):
    assert finance.get(page("detail", "S1") + "?at=2008-09-01").status_code == 404
    shown = words(finance.get(page("detail", "S6") + "?at=2008-09-13"))
    assert "A6 Voice over IP , £64,000 one-off in 2008/09" in shown
    assert "Record the approval" not in shown


def test_an_amount_that_is_approved_while_somebody_types_another_is_said(finance, programme, who):
    values = {"kind": "permanent", "amount": 100_00, "starts_on": date(2008, 4, 1)}
    saving = actions.add_saving(programme=programme, title="Vans", **values, **who)
    typed_in = {**sent(finance.get(page("edit", "S1"))), "amount": "999", "comment": "Mine"}
    actions.approve_saving(saving, body="Cabinet", undated=True, **who)
    conflict = finance.post(page("edit", "S1"), typed_in)
    assert "You typed “999”. Cabinet approved S1 on a day not recorded." in words(conflict)
    finance.post(page("edit", "S1"), {**sent(conflict), "pick_comment": "yours"})
    saving.refresh_from_db()
    assert (saving.amount, saving.comment, saving.state) == (100_00, "Mine", "approved")


def test_the_register_says_what_of_its_sums_is_approved(finance, programme, add_saving, who):
    add_saving(1_000)
    maybe = {"programme": programme, "kind": "permanent", "starts_on": date(2008, 4, 1), **who}
    actions.add_saving(title="Vans", amount=200_00, **maybe)
    actions.add_saving(title="Boats", amount=300_00, certainty="potential", **maybe)
    said = words(finance.get(page("list")))
    assert "Shown here: £1,200 a year permanent and £0 one-off." in said
    assert "That includes £200 a year permanent and £0 one-off that nobody" in said
    assert "Potential, and not in these sums: £300 a year permanent and £0 one-off." in said
