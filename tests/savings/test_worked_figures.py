"""Figures worked by hand: typed into the forms, read from register, page and report."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from programme.financial_years import financial_year_of
from programme.formats import day
from savings.log import SAVINGS
from savings.models import Saving
from savings.reporting import SavingsSection
from tests.factories import MembershipFactory, as_now
from tests.reading import errors, sent, words

CABINET = {"body": "Cabinet", "on": "1 April 2025", "why": "Agreed"}


@pytest.fixture
def finance(signed_in, finance_officer):
    return signed_in(finance_officer)


@pytest.fixture
def manager(signed_in, programme, programme_manager):
    for role in ("partner_director", "finance_officer"):  # who approve correct what was approved
        MembershipFactory(programme=programme, user=programme_manager, role=role)
    return signed_in(programme_manager)


def page(name, *args):
    return reverse(f"savings:{name}", args=["shared-management", *args])


@pytest.fixture
def post(finance):
    """A function that sends a form of savings as the finance officer, and shows where it leads."""

    def send(name, *args, **typed):
        return finance.post(page(name, *args), typed, follow=True)

    return send


@pytest.fixture
def save(post):
    """A function that adds a saving with its amount, first and last day, and approves it."""

    def add(amount, starts_on, ends_on="", kind="permanent"):
        typed = {"title": "Payroll", "kind": kind, "amount": amount, "starts_on": starts_on}
        assert "Payroll" in words(post("add", ends_on=ends_on, **typed))
        reference = Saving.objects.latest("pk").reference
        post("approve", reference, version=1, **CABINET)
        return reference

    return add


def years(programme, on, *names, key="savings-years"):
    """Rows of a table of the report in pounds, by year."""
    parts = {part["key"]: part for part in SavingsSection().context(as_now(programme, on))["parts"]}
    in_pounds = [
        (row["year"], *((row[name] or 0) // 100 for name in names)) for row in parts[key]["rows"]
    ]
    return in_pounds


def test_what_was_achieved_stands_in_each_year(programme, finance, post, save):
    save("£100,000", "1 April 2025")
    for year, amount in [("2025/26", "90,000"), ("2026/27", "95,000")]:
        post("post", "S1", financial_year=year, amount=amount, evidence="Outturn")
    assert "£185,000" in words(finance.get(page("list")))
    assert years(programme, date(2027, 6, 1), "achieved") == [
        ("2025/26", 90_000),
        ("2026/27", 95_000),
        ("2027/28", 0),
    ]


def test_cash_runs_to_the_year_of_the_position(programme, save):
    save("£100,000", "1 October 2025")
    found = years(programme, date(2028, 5, 1), "cumulative", "run_rate")
    assert found[:3] == [
        ("2025/26", 50_000, 100_000),
        ("2026/27", 150_000, 100_000),
        ("2027/28", 250_000, 100_000),
    ]
    assert found[3:] == [("2028/29", 350_000, 100_000)]


def test_a_permanent_saving_ends(programme, save):
    save("£120,000", "15 June 2025", "30 September 2026")
    assert years(programme, date(2026, 6, 1), "permanent", "full_year", "run_rate") == [
        ("2025/26", 90_000, 120_000, 120_000),
        ("2026/27", 60_000, -120_000, 0),
        ("2027/28", 0, 0, 0),
    ]


def test_an_end_within_a_month_counts_whole_months(programme, save):
    save("£120,000", "1 April 2025", "15 June 2025")
    assert years(programme, date(2025, 6, 1), "permanent")[0] == ("2025/26", 20_000)


def test_another_yearly_amount_from_a_day_leaves_past_years_alone(programme, finance, post, save):
    save("£100,000", "1 April 2025")
    post("change_amount", "S1", amount="60,000", from_day="1 October 2026", **CABINET)
    assert "£100,000 a year before 1 October 2026" in words(finance.get(page("list")))
    assert years(programme, date(2028, 3, 1), "permanent", "full_year", "run_rate") == [
        ("2025/26", 100_000, 100_000, 100_000),
        ("2026/27", 80_000, -40_000, 60_000),
        ("2027/28", 60_000, 0, 60_000),
    ]


def test_the_rest_is_withdrawn_after_a_part_was_achieved(programme, post, save):
    for kind in ("permanent", "one_off"):
        save("£50,000", "1 April 2025", kind=kind)
    for reference in ("S1", "S2"):
        post("post", reference, financial_year="2025/26", amount="30,000", evidence="Outturn")
    assert "end it" in words(post("withdraw", "S1", why="It stopped"))
    post("end", "S1", last_day="31 March 2026", why="It stopped")
    post("end", "S2", why="No more came")
    assert years(programme, date(2027, 1, 1), "permanent", "one_off", "achieved") == [
        ("2025/26", 50_000, 30_000, 60_000),
        ("2026/27", 0, 0, 0),
    ]


def test_a_last_day_is_refused_where_none_can_be(post, save):
    typed = {"title": "Rent", "amount": "50", "starts_on": "1 April 2025"}
    once = post("add", kind="one_off", ends_on="31 March 2026", **typed)
    assert "a one-off saving comes once" in " ".join(errors(once).values()).lower()
    before = post("add", kind="permanent", ends_on="31 March 2025", **typed)
    assert "The last day must not be before the start." in errors(before).values()


def test_a_target_of_a_year_is_permanent_or_one_off(programme, post):
    typed = {"title": "Reduction", "financial_year": "2025/26"}
    post("target_add", kind="permanent", amount="100,000", **typed)
    post("target_add", kind="one_off", amount="40,000", **typed)
    twice = post("target_add", kind="one_off", amount="1", **typed)
    assert "There is a target for 2025/26 already" in words(twice)
    assert years(programme, date(2026, 5, 1), "target", "target_one_off") == [
        ("2025/26", 100_000, 40_000),
        ("2026/27", 0, 0),
    ]


def test_a_pot_says_what_its_year_does_not_cover(programme, finance, post, save):
    save("£84,000", "1 March 2026")
    spent = {"title": "A post", "kind": "permanent", "pot": "permanent", "amount": "84,000"}
    post("reallocation_add", financial_year="2025/26", **spent)
    found = years(
        programme, date(2026, 3, 1), "in_year", "allocated", "uncovered", key="savings-pots"
    )
    assert found[0] == ("2025/26", 7_000, 84_000, 77_000)
    said = "In 2025/26 permanent savings bring £7,000 and £84,000 of them is spent: £77,000 is not"
    assert said in words(finance.get(page("years")))
    needs = [need.text for need in SAVINGS.needs(as_now(programme, date(2026, 3, 1)))]
    assert any(text.startswith(said) for text in needs)


def test_the_run_rate_of_the_tile_leaves_out_what_has_not_begun(programme, save):
    save("£100,000", "1 April 2025")
    save("£40,000", "1 January 2027")
    save("£9,000", "1 April 2025", "31 March 2026")
    lines = [line["text"] for line in SAVINGS.tile(as_now(programme, date(2026, 11, 26))).lines]
    assert "£100,000 a year run-rate on 26 November 2026" in lines


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"starts_on": "1 June 2026"}, "Its amount changes before it would start."),
        ({"ends_on": "30 June 2025"}, "Enter 1 April 2026 or a later day."),
    ],
)
def test_a_corrected_first_or_last_day_fits_a_changed_amount(post, save, manager, typed, says):
    save("£36,000", "1 April 2025")
    post("change_amount", "S1", amount="48,000", from_day="1 April 2026", **CABINET)
    assert says in corrected(manager, **typed)


def test_a_corrected_last_day_fits_what_was_achieved(post, save, manager):
    save("£36,000", "1 April 2024")
    post("post", "S1", financial_year="2025/26", amount="24,000", evidence="Outturn")
    says = corrected(manager, ends_on="31 March 2025")
    assert "Money was achieved on S1 in 2025/26: take that back first." in says


def corrected(manager, **typed):
    """What the form says that corrects a mistake in S1."""
    form = manager.get(page("correct_mistake", "S1"))
    answer = manager.post(form.request["PATH_INFO"], {**sent(form), **typed, "mistake": "Slip"})
    return " ".join(errors(answer).values())


NEXT = date.today().year + 1  # what changes then is planned as the forms are sent


@pytest.fixture
def planned(post, save):
    """S1 brings £24,000 a year, and £36,000 from 1 April of the year after next."""
    save("24,000", "1 April 2025")
    change = {"amount": "36,000", "from_day": f"1 April {NEXT + 1}"}
    assert "£36,000" in words(post("change_amount", "S1", **change, **CABINET))


FALLS = f"A change that was planned falls away: £36,000 a year from 1 April {NEXT + 1}."


@pytest.mark.parametrize(
    ("step", "typed", "stands"),
    [
        ("end", {"last_day": f"30 September {NEXT}", "why": "It stops"}, (24_000_00, [])),
        (
            "revise",
            {"title": "Payroll", "amount": "30,000", "starts_on": "1 April 2025", **CABINET},
            (30_000_00, []),
        ),
        (
            "change_amount",
            {"amount": "12,000", "from_day": f"1 January {NEXT}", **CABINET},
            (12_000_00, [[f"{NEXT}-01-01", 24_000_00]]),
        ),
    ],
)
def test_a_planned_change_falls_away_once_that_is_said(planned, finance, post, step, typed, stands):
    asked = post(step, "S1", **{**sent(finance.get(page(step, "S1"))), **typed})
    assert FALLS in errors(asked)["sure"] and Saving.objects.get().amount == 36_000_00
    before = timezone.now()
    history = words(post(step, "S1", **{**sent(asked), "sure": "on"}))
    saving = Saving.objects.get()
    assert (saving.amount, saving.earlier_amounts) == stands and not saving.was_approved_as
    assert (
        "Change that was planned" in history
        and f"£36,000 a year from 1 April {NEXT + 1}" in history
    )
    assert Saving.objects.as_at(before).get().amount == 36_000_00


def test_another_day_is_asked_anew_and_one_after_the_change_is_not(planned, finance, post):
    typed = {**sent(finance.get(page("end", "S1"))), "why": "It stops"}
    asked = post("end", "S1", **{**typed, "last_day": f"30 September {NEXT}"})
    assert FALLS in errors(asked)["sure"]
    post("end", "S1", **{**sent(asked), "last_day": f"30 April {NEXT + 1}"})
    saving = Saving.objects.get()
    assert (saving.ends_on, saving.amount) == (date(NEXT + 1, 4, 30), 36_000_00)


def test_achieved_money_refuses_an_end_before_it_and_before_a_planned_change(planned, post):
    post("post", "S1", financial_year="2026/27", amount="9,000", evidence="Outturn")
    asked = post("end", "S1", last_day="30 June 2025", why="It stops", version=4)
    refused = post("end", "S1", **{**sent(asked), "sure": "on"})
    assert "Money was achieved on S1 in 2026/27: take that back first." in words(refused)


def test_what_changed_already_is_not_replaced(planned, post, save):
    save("10,000", "1 April 2024")
    post("change_amount", "S2", amount="12,000", from_day="1 April 2025", **CABINET)
    earlier = {"amount": "9,000", "from_day": "1 January 2025", **CABINET}
    assert "Enter a day after 1 April 2025." in words(post("change_amount", "S2", **earlier))


def test_a_start_in_a_far_year_is_asked_back(post):
    typed = {"title": "Payroll", "kind": "permanent", "amount": "9,000"}
    asked = post("add", **typed, starts_on="1 April 2199")
    assert "1 April 2199 is" in errors(asked)["sure"] and not Saving.objects.exists()
    post("add", **{**sent(asked), "sure": "on"})
    assert Saving.objects.get().starts_on == date(2199, 4, 1)


def test_sums_say_what_of_them_is_counted_now(programme, finance, save):
    save("100,000", "1 April 2024", "31 March 2026")
    save("7,000", f"1 April {NEXT + 1}")
    save("5,000", f"1 May {NEXT + 1}", kind="one_off")
    shown, today = words(finance.get(page("list"))), timezone.localdate()
    content = SavingsSection().context(as_now(programme, today))
    rate = "begun or not, ended or not, approved or not; approved and in force on"
    once = "is of every year, approved or not; approved and in"
    assert f"{rate} {day(today)}: £0 a year." in shown
    assert f"{once} {financial_year_of(today)}: £0." in shown
    said = " ".join(content["notes"])
    assert f"{rate} the day of the report: £0 a year." in said
    assert f"{once} the year of the report: £0." in said
    assert content["totals"]["permanent"] == 107_000_00


def test_sums_that_are_counted_now_need_no_note(programme, finance, save):
    save("9,000", "1 April 2024")
    assert "begun or not" not in words(finance.get(page("list")))
    assert SavingsSection().context(as_now(programme, timezone.localdate()))["notes"] == []


def test_a_planned_amount_is_not_the_run_rate_yet(programme, finance, planned):
    shown = words(finance.get(page("list")))
    assert "Shown here: £36,000 a year" in shown and ": £24,000 a year." in shown
