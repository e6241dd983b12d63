"""Reserves, the calls on them, and the balance under each assumption."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from budgets import actions
from budgets.log import RESERVES
from budgets.models import Call, CallStep, Reserve
from budgets.reporting import ReservesSection
from programme.models import AuditEvent
from programme.records import StaleEntry
from tests.factories import MARCH_2012, as_at, as_now, noon
from tests.reading import errors, rows, typed, words

MARCH = date(2012, 3, 1)
DECIDED = {"authority": "Joint Committee", "on": MARCH}
LATER = noon(2012, 3, 20)
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def reserve(add_reserve):
    """RV1 with £1,000."""
    return add_reserve()


@pytest.fixture
def call(who):
    """A function that records a call of so many pounds on a reserve."""

    def ask(reserve, pounds=100, **details):
        actions.request_call(
            reserve,
            **{"amount": pounds * 100, "what": "Project work", "on": MARCH, **who, **details},
        )
        return Call.objects.filter(reserve=reserve).latest("number")

    return ask


def refusal(step, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        step(*args, **kwargs)
    return " ".join(caught.value.messages)


def balances(reserve):
    reserve = Reserve.objects.get(pk=reserve.pk)
    return [
        reserve.balance_approved // 100,
        reserve.balance_contingent // 100,
        reserve.balance_all // 100,
    ]


# --- balances


@pytest.mark.once
def test_each_balance_takes_off_the_calls_of_its_assumption(reserve, call, who):
    approved, contingent, _, withdrawn = (call(reserve, pounds) for pounds in (400, 150, 70, 5_000))
    actions.approve_call(approved, **DECIDED, **who)
    actions.make_call_contingent(contingent, **DECIDED, **who)
    actions.withdraw_call(withdrawn, on=MARCH, why="Not needed", **who)
    assert balances(reserve) == [600, 450, 380]


def test_the_balances_of_document_004(add_reserve, call, who):
    reserve = add_reserve(232_290)
    actions.make_call_contingent(call(reserve, 85_000), **DECIDED, **who)
    call(reserve, 17_500)
    assert balances(reserve) == [232_290, 147_290, 129_790]


steps = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from(["approve", "contingent", "withdraw"])), max_size=8
)


@pytest.mark.once
@settings(max_examples=20)
@given(steps)
def test_the_sums_of_a_reserve_are_those_of_its_calls_whatever_is_decided(
    add_reserve, call, who, steps
):
    reserve = add_reserve()
    calls = [call(reserve, pounds) for pounds in (100, 300, 500, 700)]
    take = {
        "approve": lambda one: actions.approve_call(one, **DECIDED, **who),
        "contingent": lambda one: actions.make_call_contingent(one, **DECIDED, **who),
        "withdraw": lambda one: actions.withdraw_call(one, on=MARCH, why="No", **who),
    }
    for which, step in steps:
        try:
            with transaction.atomic():
                take[step](calls[which])
        except ValidationError:
            continue
    kept = Reserve.objects.get(pk=reserve.pk)
    standing = list(Call.objects.filter(reserve=reserve).with_last_step())
    for state in ("approved", "contingent", "requested"):
        assert getattr(kept, state) == sum(one.amount for one in standing if one.state == state)
    assert kept.balance_approved >= 0


# --- steps


def test_a_contingent_call_can_be_approved_and_an_approved_one_withdrawn(reserve, call, who):
    one = call(reserve)
    actions.make_call_contingent(one, **DECIDED, delegation="Director", **who)
    actions.approve_call(one, **DECIDED, **who)
    actions.withdraw_call(one, on=MARCH, why="Money came from elsewhere", **who)
    assert list(one.steps.values_list("state", flat=True)) == [
        "requested",
        "contingent",
        "approved",
        "withdrawn",
    ]
    assert balances(reserve) == [1_000, 1_000, 1_000]
    assert AuditEvent.objects.first().reason == "Money came from elsewhere"


@pytest.mark.parametrize("step", [actions.approve_call, actions.make_call_contingent])
def test_a_withdrawn_call_is_not_decided_any_more(reserve, call, who, step):
    one = call(reserve)
    actions.withdraw_call(one, on=MARCH, why="Not needed", **who)
    assert "call 1 because it is withdrawn." in refusal(step, one, **DECIDED, **who)


def test_an_approved_call_is_not_approved_twice(reserve, call, who):
    one = call(reserve)
    actions.approve_call(one, **DECIDED, **who)
    said = refusal(actions.approve_call, one, **DECIDED, **who)
    assert said == "You cannot approve call 1 because it is approved."
    assert balances(reserve) == [900, 900, 900]


def test_more_than_is_left_is_asked_for_and_shown_but_not_approved(reserve, call, who):
    actions.approve_call(call(reserve, 800), **DECIDED, **who)
    large = call(reserve, 201)
    assert balances(reserve) == [200, 200, -1]
    assert (
        refusal(actions.approve_call, large, **DECIDED, **who)
        == "RV1 has £200 left after the calls that are approved."
    )
    assert CallStep.objects.filter(call=large).count() == 1


@pytest.mark.parametrize("amount", [0, -100])
def test_a_call_for_nothing_is_refused(reserve, who, amount):
    assert "above 0" in refusal(
        actions.request_call, reserve, amount=amount, what="Fees", on=MARCH, **who
    )


def test_a_decision_is_not_dated_before_the_call_nor_in_the_future(reserve, call, who):
    one = call(reserve)
    assert "1 March 2012 or a later" in refusal(
        actions.approve_call, one, authority="JC", on=date(2012, 2, 28), **who
    )
    assert "future" in refusal(
        actions.approve_call, one, authority="JC", on=date(2012, 3, 10), **who
    )


def test_a_decision_needs_an_authority(reserve, call, who):
    assert "on whose authority" in refusal(
        actions.approve_call, call(reserve), authority="", on=MARCH, **who
    )


def test_a_step_from_an_old_page_is_refused(reserve, call, who):
    one = call(reserve)
    with pytest.raises(StaleEntry):
        actions.approve_call(one, version=reserve.version, **DECIDED, **who)


def test_a_reserve_with_open_calls_is_not_closed_and_a_closed_one_takes_none(reserve, call, who):
    one = call(reserve)
    assert "£100 of calls are not decided" in refusal(
        actions.close_reserve, reserve, why="Done", **who
    )
    actions.withdraw_call(one, on=MARCH, why="Not needed", **who)
    actions.close_reserve(reserve, why="Done", **who)
    for step, values in (
        (actions.request_call, {"amount": 1, "what": "Fees", "on": MARCH}),
        (actions.change_reserve, {"comment": "Looked at"}),
    ):
        assert "RV1 because it is closed. Reopen it" in refusal(step, reserve, **values, **who)
    actions.reopen_reserve(reserve, why="Not done", **who)
    assert call(reserve).number == 2


def test_the_forecast_is_not_lowered_below_what_is_approved(reserve, call, who):
    actions.approve_call(call(reserve, 400), **DECIDED, **who)
    said = {"forecast_on": reserve.forecast_on, "why": "A grant was cut", **who}
    refused = refusal(actions.restate_opening, reserve, opening=399_99, **said)
    assert "£400 of calls are approved" in refused
    assert actions.restate_opening(reserve, opening=400_00, **said).balance_approved == 0


def test_the_opening_forecast_is_restated_for_a_reason_once_calls_rest_on_it(reserve, call, who):
    actions.change_reserve(reserve, opening=500_00, **who)
    actions.approve_call(call(reserve, 400), **DECIDED, **who)
    said = refusal(actions.change_reserve, reserve, opening=600_00, **who)
    assert "Restate the opening forecast, with a reason." in said


# --- what the database holds


@pytest.mark.each
@pytest.mark.parametrize("table", ["call", "callstep", "historicalreserve"])
@pytest.mark.parametrize(
    "statement", ["UPDATE budgets_{} SET recorded_by_name = 'X'", "DELETE FROM budgets_{}"]
)
def test_calls_and_their_steps_are_kept(reserve, call, table, statement):
    call(reserve)
    sql = statement.format(table).replace(
        "recorded_by_name", "updated_by_name" if "historical" in table else "recorded_by_name"
    )
    with connection.cursor() as cursor, pytest.raises(Error), transaction.atomic():
        cursor.execute(sql)


def test_a_call_that_was_withdrawn_by_mistake_is_put_back_and_decided_on(reserve, call, who):
    one, told = call(reserve), {"on": MARCH, **who}
    with pytest.raises(
        ValidationError, match="You cannot ask again call 1 because it is requested"
    ):
        actions.ask_again(one, why="Wanted", **told)
    actions.withdraw_call(one, why="The wrong call", **told)
    back = actions.ask_again(one, why="Wanted", **told)
    assert (back.requested, back.approved) == (one.amount, 0)
    approved = actions.approve_call(one, authority="Board", **told)
    assert (approved.requested, approved.approved) == (0, one.amount)
    steps = [step.state for step in one.steps.all()]
    assert steps == ["requested", "withdrawn", "requested", "approved"]


# --- the past, the report


def test_a_reserve_and_its_calls_are_seen_as_they_stood(
    reserve, call, programme, programme_manager
):
    one = call(reserve)
    actions.approve_call(one, **DECIDED, by=programme_manager, at=LATER)
    then, now = (Reserve.objects.as_at(moment).get() for moment in (MARCH_2012, None))
    assert (then.requested, then.approved, now.requested, now.approved) == (100_00, 0, 0, 100_00)
    assert [Call.objects.with_last_step(moment).get().state for moment in (MARCH_2012, None)] == [
        "requested",
        "approved",
    ]
    assert not Call.objects.with_last_step(MARCH_2012 - A_MINUTE).exists()


def test_the_section_prints_each_balance_and_the_one_that_a_document_prints(
    programme, add_reserve, call, who
):
    reserve = add_reserve(232_290, printed_balance=129_700_00, printed_in="Paragraph 4.9")
    actions.make_call_contingent(call(reserve, 85_000), **DECIDED, **who)
    call(reserve, 17_500)
    content = ReservesSection().context(as_at(programme, MARCH_2012))
    (row,) = content["rows"]
    shown = [
        row[name] // 100
        for name in (
            "opening",
            "balance_approved",
            "balance_contingent",
            "balance_all",
            "printed_balance",
        )
    ]
    assert shown == [232_290, 232_290, 147_290, 129_790, 129_700]
    assert content["notes"] == [
        "RV1: Paragraph 4.9 prints a balance of £129,700; with all calls it is £129,790, £90 apart."
    ]
    assert content["parts"][0]["totals"] == {
        "approved": 0,
        "contingent": 85_000_00,
        "requested": 17_500_00,
    }
    assert {"RV1-balance_all": 129_790_00}.items() <= {
        one["key"]: one["value"] for one in content["figures"]
    }.items()


@pytest.mark.once
@pytest.mark.parametrize(
    ("printed", "said"),
    [
        (165_500, ", which is the one after approved calls."),
        (105_500, ", which is the one after approved and contingent calls."),
        (105_000, "; with all calls it is £39,500, £65,500 apart."),
    ],
)
def test_a_printed_balance_is_told_by_the_assumption_that_it_fits(
    programme, add_reserve, call, who, printed, said
):
    reserve = add_reserve(215_500, printed_balance=printed * 100, printed_in="Doc 3")
    actions.approve_call(call(reserve, 50_000), **DECIDED, **who)
    actions.make_call_contingent(call(reserve, 60_000), **DECIDED, **who)
    call(reserve, 66_000)
    notes = ReservesSection().context(as_at(programme, MARCH_2012))["notes"]
    assert notes == [f"RV1: Doc 3 prints a balance of £{printed:,}{said}"]


def test_every_total_of_the_section_is_the_sum_of_its_rows(programme, add_reserve, call):
    for pounds in (1_000, 2_000):
        call(add_reserve(pounds))
    content = ReservesSection().context(as_at(programme, MARCH_2012))
    for table in [content, *content["parts"]]:
        assert all(
            total == sum(row[key] or 0 for row in table["rows"])
            for key, total in table["totals"].items()
        )


def test_the_section_answers_for_its_moment(programme, reserve, call, programme_manager):
    one = call(reserve)
    before = ReservesSection().context(as_at(programme, MARCH_2012))
    actions.approve_call(one, **DECIDED, by=programme_manager, at=LATER)
    actions.change_reserve(reserve, title="Renamed", by=programme_manager, at=LATER)
    assert ReservesSection().context(as_at(programme, MARCH_2012)) == before


def test_without_reserves_the_section_is_empty_and_a_printed_balance_that_agrees_needs_no_note(
    programme, add_reserve
):
    assert ReservesSection().context(as_at(programme, MARCH_2012))["rows"] == []
    add_reserve(100, printed_balance=100_00)
    assert ReservesSection().context(as_at(programme, MARCH_2012))["notes"] == []


def test_calls_that_wait_need_somebody(programme, reserve, call):
    call(reserve)
    assert [need.text for need in RESERVES.needs(as_now(programme, MARCH))] == [
        "RV1 Partnership reserves: £100 of calls wait for a decision"
    ]
    assert [line["text"] for line in RESERVES.tile(as_now(programme, MARCH)).lines] == [
        "£1,000 after approved calls",
        "£1,000 after approved and contingent calls",
        "£900 after all calls",
    ]


# --- pages


@pytest.fixture
def finance(signed_in, finance_officer):
    with time_machine.travel(MARCH, tick=False):
        yield signed_in(finance_officer)


def page(name, *args):
    return reverse(f"budgets:{name}", args=["shared-management", *args])


def test_a_finance_officer_adds_a_reserve_and_a_call_and_approves_it(finance):
    finance.post(
        page("reserve_add"),
        {"title": "Reserves", "opening": "£232,290", "forecast_on": "31 March 2012"},
    )
    finance.post(
        page("reserve_call", "RV1"),
        {"amount": "85k", "what": "Project work", "on": "1 March 2012", "version": 1},
    )
    answer = finance.post(
        page("reserve_approve", "RV1", 1),
        {"authority": "Joint Committee", "on": "1 March 2012", "version": 2},
        follow=True,
    )
    assert "Approved calls only £147,290" in words(answer)
    assert balances(Reserve.objects.get()) == [147_290, 147_290, 147_290]


def test_a_refused_approval_keeps_what_was_typed(finance, reserve, call):
    call(reserve, 2_000)
    answer = finance.post(
        page("reserve_approve", "RV1", 1), {"authority": "Joint Committee", "on": "1 March 2012"}
    )
    assert "RV1 has £1,000 left" in errors(answer)["__all__"]
    assert typed(answer, "authority") == "Joint Committee"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("opening", "lots"),
        ("opening", ""),
        ("opening", "-1"),
        ("forecast_on", "31 February 2012"),
        ("title", ""),
    ],
)
def test_bad_input_is_refused_beside_its_field(finance, field, value):
    good = {
        "title": "Reserves",
        "opening": "232,290",
        "forecast_on": "31 March 2012",
        "comment": "Kept",
    }
    answer = finance.post(page("reserve_add"), {**good, field: value})
    assert set(errors(answer)) == {field}
    assert (typed(answer, field), typed(answer, "comment")) == (value, "Kept")
    assert not Reserve.objects.exists()


def test_a_script_in_a_call_is_shown_as_text(finance, reserve, call):
    call(reserve, what="<script>alert(1)</script>", delegation="<b>Director</b>")
    shown = finance.get(page("reserve_detail", "RV1")).content.decode()
    assert "<script>alert(1)" not in shown and "<b>Director" not in shown


def test_balances_sort_the_register(finance, add_reserve, call):
    call(add_reserve(1_000), 900)
    add_reserve(500)
    assert [row[0] for row in rows(finance.get(f"{page('reserve_list')}?sort=balance_all"))] == [
        "RV1",
        "RV2",
    ]
    assert [row[0] for row in rows(finance.get(f"{page('reserve_list')}?sort=-opening"))] == [
        "RV1",
        "RV2",
    ]


@pytest.mark.once
def test_the_register_costs_the_same_for_one_and_for_many(finance, add_reserve):
    counts = []
    for more in (1, 2, 57):
        for _ in range(more):
            add_reserve()
        with CaptureQueriesContext(connection) as queries:
            finance.get(page("reserve_list"))
        counts.append(len(queries))
    assert len(set(counts)) == 1 and counts[0] <= 8


def test_a_reserve_as_at_a_moment_offers_no_step(finance, reserve, call):
    call(reserve)
    shown = words(finance.get(f"{page('reserve_detail', 'RV1')}?at=2012-02-10"))
    assert "No call has been made" in shown
    assert "Record a call" not in shown
