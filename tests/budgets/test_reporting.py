"""The budget as data: the log, the overview and the section of the committee's report."""

from datetime import date

from budgets import actions
from budgets.log import BUDGET
from budgets.reporting import BudgetSection
from tests.factories import MARCH_2012, as_at, as_now, noon

MARCH = date(2012, 3, 1)
SECTION = BudgetSection()
ALWAYS = ["reference", "title", "allocation", "spend", "forecast", "variance", "comment"]


def section(programme, at=MARCH_2012):
    return SECTION.context(as_at(programme, at))


def keys(content):
    return [column["key"] for column in content["columns"]]


def test_the_section_prints_the_report_of_march_2012(programme, march_2012):
    content = section(programme)
    assert [row["spend"] for row in content["rows"]] == [0, 0, 0, 1_497_800, 0]
    assert content["totals"] == {
        "allocation": 14_500_000,
        "spend": 1_497_800,
        "forecast": 14_500_000,
        "variance": 0,
    }
    assert keys(content) == ALWAYS
    assert (content["notes"], content["landscape"]) == ([], False)


def test_virements_and_commitments_are_printed_when_there_are_any(programme, march_2012, who):
    first, second, *_ = march_2012
    first = actions.move_allocation(
        first, to=second, amount=500_000, on=MARCH, reason="R", authority="A", **who
    )
    actions.commit_money(first, amount=100_000, on=MARCH, what="Order", **who)
    content = section(programme)
    assert keys(content) == [
        "reference",
        "title",
        "allocation",
        "virements",
        "commitments",
        *ALWAYS[3:],
    ]
    assert [row["virements"] for row in content["rows"]] == [-500_000, 500_000, None, None, None]
    assert (content["totals"]["virements"], content["totals"]["commitments"]) == (0, 100_000)
    assert content["landscape"], "nine columns need a wide sheet"


def test_every_printed_total_is_the_sum_of_its_rows(programme, march_2012, who):
    actions.set_forecast(march_2012[0], forecast=2_000_000, **who)
    content = section(programme)
    for key, total in content["totals"].items():
        assert total == sum(row[key] or 0 for row in content["rows"])


def test_a_forecast_over_the_allocation_is_said_in_words(programme, march_2012, who):
    actions.set_forecast(march_2012[1], forecast=1_200_000, **who)
    assert "Forecast over allocation: B2 £2,000 over." in section(programme)["notes"]


def test_two_years_are_told_apart(programme, march_2012, add_line):
    add_line("Next year", 10_000, year="2012/13")
    content = section(programme)
    assert "financial_year" in keys(content)
    assert content["notes"] == [
        "2011/12: allocation £145,000, spend £14,978, forecast £145,000.",
        "2012/13: allocation £10,000, spend £0, forecast £10,000.",
    ]


def test_a_line_closed_in_a_past_year_is_left_out(programme, march_2012, who):
    actions.close_line(march_2012[0], why="Done", **who)
    assert len(section(programme)["rows"]) == 5
    assert len(section(programme, noon(2012, 4, 2))["rows"]) == 4


def test_the_section_of_an_empty_budget_has_no_rows(programme):
    content = section(programme)
    assert (content["rows"], content["notes"]) == ([], [])
    assert set(content["totals"].values()) == {0}


def test_the_section_answers_for_its_moment(programme, march_2012, programme_manager):
    later = {"by": programme_manager, "at": noon(2012, 3, 20)}
    before = section(programme)
    actions.post_spend(march_2012[0], amount=1, on=MARCH, what="Fees", **later)
    actions.change_line(march_2012[1], title="Renamed", comment="Changed", **later)
    assert section(programme) == before


def test_widths_fill_the_sheet(programme, march_2012):
    assert round(sum(column["width"] for column in section(programme)["columns"])) == 100


def test_the_log_gives_every_column_as_plain_values(programme, march_2012):
    (row, *_) = BUDGET.rows(BUDGET.entries(as_now(programme)), as_now(programme))
    assert {column.key for column in BUDGET.columns} <= set(row)
    assert row["standing"] == {"key": "green", "word": "Within budget"}
    assert (row["allocation"], row["left"], row["state"]) == (1_500_000, 1_500_000, "Open")


def test_the_tile_adds_up_the_budget_at_a_moment(programme, march_2012):
    today = MARCH_2012.date()
    now = BUDGET.tile(as_now(programme, today))
    assert (now.count, [line["text"] for line in now.lines]) == (
        5,
        ["£145,000 allocated", "£14,978 spent", "£145,000 forecast", "0 over their allocation"],
    )
    then = BUDGET.tile(as_at(programme, noon(2012, 2, 20)))
    assert then.lines[1]["text"] == "£0 spent"


def test_somebody_is_needed_where_too_much_is_expected_or_spent(programme, march_2012, who):
    actions.set_forecast(march_2012[0], forecast=1_600_000, **who)
    actions.post_spend(march_2012[1], amount=1_000_100, on=MARCH, what="Fees", **who)
    texts = [need.text for need in BUDGET.needs(as_now(programme, MARCH_2012.date()))]
    assert texts == ["B1 Line 1: forecast £1,000 over", "B2 Line 2: £1 overspent"]


def test_what_is_shown_of_the_log_is_named_as_its_rows_are(programme, march_2012):
    content = SECTION.context(as_now(programme, MARCH), {"filter": {"state": ["open"]}})
    assert content["notes"][0] == ("Shows open only: 5 of 5 budget lines. The total is of these 5.")


def test_variance_is_explained_where_it_is_printed(programme, march_2012, who):
    actions.set_forecast(march_2012[0], forecast=2_000_000, **who)
    for limit in ({"sentence": "{count} lines."}, {"columns": ["comment"]}, {}):
        notes = SECTION.context(as_now(programme, MARCH), limit)["notes"]
        assert any(note.startswith("Variance is") for note in notes) == (not limit)
