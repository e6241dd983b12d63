"""The arithmetic of savings, worked by hand, and the rules that hold for any savings."""

from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programme.financial_years import financial_year_of, last_day, span
from savings.arithmetic import Pots, by_year, in_year, whole_months
from savings.choices import Kind

YEARS = ["2010/11", "2011/12", "2012/13", "2013/14"]


@dataclass(frozen=True)
class Line:
    amount: int  # pence
    starts_on: date
    kind: str = "permanent"
    ends_on: date | None = None
    earlier: tuple = ()


@dataclass(frozen=True)
class Spent:
    amount: int
    financial_year: str
    kind: str = "permanent"


days = st.dates(min_value=date(2000, 1, 1), max_value=date(2030, 12, 31))
lines = st.builds(Line, st.integers(1, 10**10), days, st.sampled_from(["permanent", "one_off"]))


@pytest.mark.parametrize(
    ("starts_on", "months"),
    [
        (date(2010, 4, 1), 12),
        (date(2010, 4, 2), 11),
        (date(2010, 10, 1), 6),
        (date(2010, 10, 15), 5),
        (date(2010, 12, 31), 3),
        (date(2011, 1, 1), 3),
        (date(2011, 2, 28), 1),
        (date(2011, 3, 1), 1),
        (date(2011, 3, 2), 0),
        (date(2011, 3, 31), 0),
    ],
)
def test_whole_months_from_the_start_to_the_end_of_march(starts_on, months):
    assert whole_months(starts_on) == months


@pytest.mark.parametrize(
    ("amount", "starts_on", "part"),
    [
        (12_000_00, date(2010, 10, 1), 6_000_00),
        (100, date(2010, 8, 1), 67),
        (1, date(2010, 10, 1), 1),
        (100, date(2011, 3, 2), 0),
        (1_316_000_00, date(2010, 4, 1), 1_316_000_00),
        (35_000_01, date(2010, 12, 1), 11_666_67),
    ],
)
def test_the_first_year_brings_its_twelfths_to_the_nearest_penny(amount, starts_on, part):
    line = Line(amount, starts_on)
    assert in_year(line, financial_year_of(starts_on)) == part


def test_four_years_with_part_years_and_a_one_off():
    """£120,000 from October 2010, £60,000 from 15 July 2011 (8 months), £50,000 once in 2011/12,
    £24,000 from March 2013."""
    savings = [
        Line(120_000_00, date(2010, 10, 1)),
        Line(60_000_00, date(2011, 7, 15)),
        Line(50_000_00, date(2011, 9, 1), "one_off"),
        Line(24_000_00, date(2013, 3, 1)),
    ]
    figures = by_year(savings, YEARS)

    def pounds(name):
        return [getattr(year, name) // 100 for year in figures]

    assert pounds("permanent") == [60_000, 160_000, 182_000, 204_000]
    assert pounds("one_off") == [0, 50_000, 0, 0]
    assert pounds("in_year") == [60_000, 210_000, 182_000, 204_000]
    assert pounds("full_year") == [120_000, 60_000, 24_000, 0]
    assert pounds("run_rate") == [120_000, 180_000, 204_000, 204_000]
    assert pounds("cumulative") == [60_000, 220_000, 402_000, 606_000]
    assert pounds("cash") == [60_000, 270_000, 452_000, 656_000]


def test_increments_are_not_cash():
    targets = [
        Line(1_316_000_00, date(2008, 4, 1)),
        Line(1_250_000_00, date(2009, 4, 1)),
        Line(1_250_000_00, date(2010, 4, 1)),
    ]
    last = by_year(targets, ["2008/09", "2009/10", "2010/11"])[-1]
    assert (last.run_rate, last.cumulative) == (3_816_000_00, 7_698_000_00)


@given(st.lists(lines, max_size=8))
def test_the_figures_follow_from_each_other(savings):
    years = span("1999/00", "2031/32")
    figures = by_year(savings, years)
    permanent = [line for line in savings if line.kind == Kind.PERMANENT]
    assert (
        figures[-1].run_rate
        == sum(year.full_year for year in figures)
        == sum(line.amount for line in permanent)
    )
    assert figures[-1].cumulative == sum(year.permanent for year in figures)
    assert sum(year.one_off for year in figures) == sum(
        line.amount for line in savings if line.kind == Kind.ONE_OFF
    )
    for year in figures:
        assert 0 <= year.permanent <= year.run_rate
        assert year.cash == year.cumulative + year.cumulative_one_off


@given(lines)
def test_the_year_after_the_first_brings_all_of_a_permanent_line_and_nothing_of_a_one_off(line):
    first = financial_year_of(line.starts_on)
    later = span(first, "2032/33")[1]
    assert in_year(line, later) == (line.amount if line.kind == Kind.PERMANENT else 0)
    assert 0 <= in_year(line, first) <= line.amount
    assert line.starts_on <= last_day(first)


# --- pots


def test_an_empty_account_has_no_years_and_nothing_left():
    assert (
        Pots([], []).years,
        Pots([], []).left("permanent", "2010/11"),
        Pots([], []).overdrawn(),
    ) == ([], 0, None)


def test_permanent_money_must_be_there_in_every_later_year():
    pots = Pots([Line(100, date(2010, 10, 1))], [Spent(70, "2012/13")])
    assert pots.left("permanent", "2009/10") == 0
    assert pots.left("permanent", "2010/11") == 30
    assert pots.left("permanent", "2013/14") == 30


def test_one_off_money_is_there_in_its_own_year_unless_it_is_carried_forward():
    saving = Line(100, date(2010, 6, 1), "one_off")
    assert [Pots([saving], []).left("one_off", year) for year in YEARS] == [100, 0, 0, 0]
    carried = Pots([saving], [Spent(10, "2011/12", "one_off")], [Spent(60, "2010/11")])
    assert [carried.left("one_off", year) for year in YEARS] == [40, 50, 0, 0]


@given(
    st.lists(lines, max_size=6),
    st.lists(st.builds(Spent, st.integers(1, 10**9), st.sampled_from(YEARS)), max_size=4),
)
def test_one_pot_never_changes_with_the_other(savings, spent):
    only = Pots([line for line in savings if line.kind == Kind.PERMANENT], spent)
    for year in YEARS:
        assert Pots(savings, spent).pot("permanent", year) == only.pot("permanent", year)
        assert Pots(savings, spent).left("one_off", year) == Pots(savings, []).left("one_off", year)


@given(
    st.lists(lines, max_size=6), st.sampled_from(YEARS), st.sampled_from(["permanent", "one_off"])
)
def test_what_is_left_can_be_spent_to_the_penny_and_not_a_penny_more(savings, year, kind):
    left = Pots(savings, []).left(kind, year)
    assert Pots(savings, [Spent(left, year, kind)]).overdrawn() is None
    short = Pots(savings, [Spent(left + 1, year, kind)]).overdrawn()
    assert (short.kind, short.left) == (kind, -1)
