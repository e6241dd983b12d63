"""Figures worked by hand: typed into the forms, read from register, page and report."""

from csv import DictReader
from datetime import date
from io import StringIO

import pytest
from django.urls import reverse

from budgets.log import BUDGET, RESERVES
from budgets.models import Line, Reserve
from budgets.reporting import BudgetSection, ReservesSection
from programme import mistakes
from tests.factories import as_now
from tests.reading import errors, sent, words

DAY = date(2026, 10, 1)
MOVED = {"on": "1 October 2026", "what": "Invoice"}
DECIDED = {"authority": "Joint Committee", "on": "1 October 2026"}
BECAUSE = {"reason": "More work", "authority": "Cabinet"}


def page(name, *args):
    return reverse(f"budgets:{name}", args=["shared-management", *args])


@pytest.fixture
def finance(signed_in, finance_officer):
    return signed_in(finance_officer)


@pytest.fixture
def post(finance):
    """A function that sends a form of the budget as the finance officer, and shows its answer."""

    def send(name, *args, **typed):
        return finance.post(page(name, *args), typed, follow=True)

    return send


@pytest.fixture
def add(post):
    """A function that adds a budget line of 2026/27."""

    def add_line(allocation, **typed):
        about = {"title": "Advice", "financial_year": "2026/27", "allocation": allocation}
        assert "Advice" in words(post("add", **{**about, **typed}))
        return Line.objects.latest("pk")

    return add_line


def printed(programme):
    """The section of the report, and its sums in pounds by reference."""
    section = BudgetSection().context(as_now(programme, DAY))
    names = ("allocation", "spend", "forecast", "variance")
    rows = {row["reference"]: tuple(row[n] // 100 for n in names) for row in section["rows"]}
    return section, rows


def needs(programme, log=BUDGET):
    return [need.text for need in log.needs(as_now(programme, DAY))]


def test_a_forecast_that_nobody_typed_follows_the_allocation(programme, post, add):
    giver, taker = add("50,000"), add("10,000")
    post("move", "B1", to=taker.pk, amount="20,000", on="1 October 2026", **BECAUSE)
    section, rows = printed(programme)
    assert rows == {"B1": (50_000, 0, 30_000, 0), "B2": (10_000, 0, 30_000, 0)}
    post("allocate", "B1", allocation="60,000", financial_year="2026/27", **BECAUSE)
    assert printed(programme)[1]["B1"] == (60_000, 0, 40_000, 0)
    assert needs(programme) == [] and giver.forecast == 50_000_00


def test_a_forecast_that_was_typed_stays_until_it_is_emptied(programme, post, add):
    add("50,000", forecast="45,000")
    post("allocate", "B1", allocation="60,000", financial_year="2026/27", **BECAUSE)
    assert printed(programme)[1]["B1"] == (60_000, 0, 45_000, -15_000)
    post("forecast", "B1", forecast="")
    assert printed(programme)[1]["B1"] == (60_000, 0, 60_000, 0)


def test_spend_and_commitments_above_the_allocation_are_named(programme, finance, post, add):
    add("50,000")
    post("spend", "B1", amount="30,000", **MOVED)
    post("commit", "B1", amount="30,000", **MOVED)
    assert "Committed over" in words(finance.get(page("list")))
    assert "B1 Advice" in words(finance.get(page("list") + "?standing=committed"))
    assert needs(programme) == ["B1 Advice: £10,000 more spent and committed than allocated"]
    note = "Spent and committed above allocation: B1 £10,000 more spent and committed than"
    assert any(text.startswith(note) for text in printed(programme)[0]["notes"])
    assert len(printed(programme)[0]["notes"]) == 1


def test_spend_above_the_forecast_is_named(programme, finance, post, add):
    add("50,000", forecast="20,000")
    post("spend", "B1", amount="£25,000", **MOVED)
    assert "Spend above forecast" in words(finance.get(page("list")))
    assert "B1 Advice" in words(finance.get(page("list") + "?standing=outrun"))
    assert needs(programme) == ["B1 Advice: £5,000 spent above forecast"]
    assert "Spent above forecast: B1 £5,000 spent above forecast." in printed(programme)[0]["notes"]


def test_spend_above_allocation_and_forecast_is_named_as_both(programme, finance, post, add):
    add("10,000", forecast="8,000")
    post("spend", "B1", amount="£11,000", **MOVED)
    both = "B1 Advice: £1,000 overspent; £3,000 spent above forecast"
    assert needs(programme) == [both]
    notes = printed(programme)[0]["notes"]
    assert "Spent above allocation: B1 £1,000 overspent." in notes
    assert "Spent above forecast: B1 £3,000 spent above forecast." in notes
    for standing in ("red", "outrun", "over"):
        assert "B1 Advice" in words(finance.get(page("list") + f"?standing={standing}"))


def test_spend_above_an_allocation_that_is_the_forecast_is_said_once(programme, post, add):
    add("10,000")
    post("spend", "B1", amount="£11,000", **MOVED)
    assert needs(programme) == ["B1 Advice: £1,000 overspent"]


def test_a_forecast_of_less_income_than_came_in_is_asked_back(post, add):
    add("-18,000")
    post("spend", "B1", amount="-19,500", **MOVED)
    asked = post("forecast", "B1", forecast="-17,250", version=2)
    assert "Income of £19,500 has come in already, more than £17,250." in words(asked)
    post("forecast", "B1", **{**sent(asked), "sure": "on"})
    assert Line.objects.get().forecast == -17_250_00
    post("forecast", "B1", forecast="-20,000", version=3)
    assert Line.objects.get().forecast == -20_000_00


def test_a_forecast_below_spend_is_asked_back(finance, post, add):
    add("50,000")
    post("spend", "B1", amount="30,000", **MOVED)
    asked = post("forecast", "B1", forecast="20,000", version=2)
    assert "£30,000 is spent already, more than £20,000" in words(asked)
    other = {**sent(asked), "sure": "on", "forecast": "10,000"}
    assert "£30,000 is spent already, more than £10,000" in words(post("forecast", "B1", **other))
    assert Line.objects.get().forecast == 50_000_00
    post("forecast", "B1", **{**sent(asked), "sure": "on"})
    assert Line.objects.get().forecast == 20_000_00


def test_a_refund_is_spend_below_zero(programme, finance, post, add):
    add("50,000")
    post("spend", "B1", amount="30,000", **MOVED)
    asked = post("spend", "B1", amount="(4,500)", on="1 October 2026", what="Refund")
    assert "On a line that is no income −£4,500 is money that comes in." in words(asked)
    post("spend", "B1", **{**sent(asked), "sure": "on"})
    assert "Credit" in words(finance.get(page("detail", "B1")))
    assert printed(programme)[1]["B1"] == (50_000, 25_500, 50_000, 0)
    post("reverse", "B1", 2, on="1 October 2026", why="It was another's")
    assert Line.objects.get().spent == 30_000_00


@pytest.mark.parametrize("step", ["spend", "commit"])
def test_money_that_goes_out_on_a_line_of_income_is_asked_back(post, add, step):
    add("-9,000")
    asked = post(step, "B1", amount="100", **MOVED)
    assert "On a line of income £100 is money that goes out." in words(asked)
    assert (Line.objects.get().spent, Line.objects.get().committed) == (0, 0)
    post(step, "B1", **{**sent(asked), "sure": "on"})
    assert Line.objects.get().spent + Line.objects.get().committed == 100_00


def test_a_commitment_below_zero_is_refused_and_not_asked_about(post, add):
    add("9,000")
    refused = words(post("commit", "B1", amount="-12", **MOVED))
    assert "Enter a sum above 0." in refused and "money that comes in" not in refused


def test_a_partners_contribution_is_an_allocation_below_zero(programme, finance, post, add):
    add("100,000")
    add("-£40,000")
    post("spend", "B2", amount="-10,000", **MOVED)
    section, rows = printed(programme)
    assert rows["B2"] == (-40_000, -10_000, -40_000, 0) and needs(programme) == []
    assert section["totals"]["allocation"] == 60_000_00
    post("forecast", "B2", forecast="-30,000")
    assert needs(programme) == ["B2 Advice: forecast £10,000 less income"]
    assert "£10,000 less income" in words(finance.get(page("list")))
    assert "Income is forecast as a sum of 0 or below" in words(
        post("forecast", "B2", forecast="5")
    )


# --- reserves


@pytest.fixture
def reserve(post):
    """A reserve of £100,000."""
    typed = {"title": "Pooled fund", "opening": "100,000", "forecast_on": "31 March 2027"}
    post("reserve_add", minimum="20,000", **typed)


def balances(programme):
    row = ReservesSection().context(as_now(programme, DAY))["rows"][0]
    names = ("balance_approved", "balance_contingent", "balance_all")
    return [row[name] // 100 for name in names]


@pytest.fixture
def call(post):
    def ask(number, amount, *steps):
        post("reserve_call", "RV1", amount=amount, **MOVED)
        return [post(f"reserve_{step}", "RV1", number, **DECIDED) for step in steps]

    return ask


def test_contingent_promises_count_before_an_approval(programme, post, reserve, call):
    call(1, "85,000", "make_contingent")
    refused = call(2, "50,000", "approve")[0]
    assert "RV1 has £15,000 left after the calls that are approved and £85,000" in words(refused)
    assert balances(programme) == [100_000, 15_000, -35_000]
    post("reserve_approve", "RV1", 1, **DECIDED)
    assert balances(programme) == [15_000, 15_000, -35_000]


def test_contributions_come_in_and_approved_money_is_drawn(programme, finance, post, reserve, call):
    post("reserve_contribute", "RV1", amount="30,000", **MOVED)
    call(1, "60,000", "approve")
    assert balances(programme) == [70_000, 70_000, 70_000]
    post("reserve_draw", "RV1", amount="25,000", **MOVED)
    shown = words(finance.get(page("reserve_detail", "RV1")))
    assert "Approved and not drawn £35,000" in shown and "Held now £105,000" in shown
    row = ReservesSection().context(as_now(programme, DAY))["rows"][0]
    assert (row["contributions"], row["drawn_in_all"]) == (30_000_00, 25_000_00)
    more = post("reserve_draw", "RV1", amount="35,001", **MOVED)
    assert "£35,000 is approved and not drawn yet" in words(more)
    back = post("reserve_withdraw", "RV1", 1, on="1 October 2026", why="Given up")
    assert "£25,000 was drawn on approved calls" in words(back)


def test_a_reserve_of_which_nothing_is_drawn_has_sums_of_nothing(finance, post, reserve, call):
    call(1, "50,000", "approve")
    shown = words(finance.get(page("reserve_detail", "RV1")))
    assert "Approved and not drawn £50,000" in shown and "Drawn £0" in shown
    csv = finance.get(page("reserve_download", "csv")).content.decode()
    row = next(DictReader(StringIO(csv.removeprefix("\ufeff"))))
    found = {name: row[name] for name in row if "rawn" in name or name.startswith("Held")}
    assert {*found.values()} == {"50000.00", "0.00", "100000.00"}, found


def test_a_report_without_money_moved_leaves_those_columns_out(programme, reserve, call):
    call(1, "50,000", "approve")
    section = ReservesSection().context(as_now(programme, DAY))
    assert {"held", "drawn_in_all"}.isdisjoint(one["key"] for one in section["columns"])


def test_a_movement_is_corrected_by_one_below_zero(post, reserve, call):
    call(1, "60,000", "approve")
    post("reserve_draw", "RV1", amount="25,000", **MOVED)
    post("reserve_draw", "RV1", amount="-5,000", **MOVED)
    assert Reserve.objects.get().drawn == 20_000_00
    assert "Only £20,000 was drawn" in words(post("reserve_draw", "RV1", amount="-20,001", **MOVED))
    less = post("reserve_contribute", "RV1", amount="-1", **MOVED)
    assert "Less would be left" in words(less)


def test_a_balance_below_the_one_that_must_be_kept_is_said(programme, finance, post, reserve, call):
    call(1, "85,000", "make_contingent")
    said = "The balance after approved and contingent calls, £15,000, is below the £20,000"
    assert said in words(finance.get(page("reserve_detail", "RV1")))
    assert any(said in text for text in needs(programme, RESERVES))
    notes = ReservesSection().context(as_now(programme, DAY))["notes"]
    assert any(said in note for note in notes)


def test_money_is_not_drawn_before_the_day_of_its_approval(post, reserve, call):
    call(1, "60,000", "approve")
    early = post("reserve_draw", "RV1", amount="25,000", on="30 September 2026", what="Fees")
    says = "£0 of calls was approved by 30 September 2026, and £25,000 drawn."
    assert says in errors(early)["on"] and not Reserve.objects.get().drawn
    post("reserve_draw", "RV1", amount="25,000", **MOVED)
    assert Reserve.objects.get().drawn == 25_000_00


@pytest.mark.parametrize("wrong", ["decisions", "movements"])
def test_no_correction_has_money_drawn_before_its_approval(
    post, reserve, call, signed_in, programme_manager, wrong
):
    call(1, "60,000", "approve")
    post("reserve_draw", "RV1", amount="25,000", **MOVED)
    client, entry = signed_in(programme_manager), Reserve.objects.get()
    (_, row) = [one for one in mistakes.rows_of(RESERVES, entry) if one[0].name == wrong][-1]
    url = page("reserve_correct_row", "RV1", wrong, row.pk)
    on = "2 October 2026" if wrong == "decisions" else "30 September 2026"
    answer = client.post(url, {**sent(client.get(url)), "on": on, "mistake": "Slip"})
    assert "£25,000 drawn. Enter a day on which it was approved." in errors(answer)["on"]


def test_a_balance_to_be_kept_is_not_below_zero(post):
    typed = {"title": "Pooled fund", "opening": "100,000", "forecast_on": "31 March 2027"}
    assert "Enter 0 or more" in errors(post("reserve_add", minimum="-5", **typed))["minimum"]
    assert not Reserve.objects.exists()


def test_sums_of_several_years_say_so(programme, finance, post, add):
    add("50,000")
    assert not any("together" in line["text"] for line in tile(programme))
    add("40,000", financial_year="2027/28")
    assert tile(programme)[0]["text"] == "2026/27 to 2027/28 together"
    assert "Total of 2 lines, 2026/27 to 2027/28" in words(finance.get(page("list")))


def tile(programme):
    return BUDGET.tile(as_now(programme, DAY)).lines


def test_the_tile_says_in_which_way_lines_are_over(programme, post, add):
    add("50,000")
    post("commit", "B1", amount="60,000", **MOVED)
    assert tile(programme)[3]["text"] == "1 committed over their allocation"
    add("10,000", forecast="12,000")
    assert tile(programme)[3]["text"] == "2 committed or forecast over their allocation"


def test_spend_that_would_turn_into_income_is_asked_back(finance, post, add, signed_in):
    add("50,000")
    post("spend", "B1", amount="30,000", **MOVED)
    for step, why in (("allocate", BECAUSE), ("correct_mistake", {"mistake": "Slip"})):
        typed = {**sent(finance.get(page(step, "B1"))), "allocation": "-5,000", **why}
        asked = post(step, "B1", **typed)
        says = "B1 has £30,000 of spend and £0 committed: −£5,000 makes it a line of income."
        assert says in errors(asked)["sure"] and Line.objects.get().allocation == 50_000_00
    post(step, "B1", **{**sent(asked), "sure": "on"})
    assert Line.objects.get().allocation == -5_000_00
