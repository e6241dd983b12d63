"""Savings as data: logs, overview and report section, against the closure document."""

import json
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from reports.adding_up import check
from savings import actions
from savings.log import CARRY_FORWARDS, LOGS, REALLOCATIONS, SAVINGS, TARGETS
from savings.models import Reallocation, Saving
from savings.reporting import SavingsSection
from tests.factories import as_at, as_now, noon
from tests.savings.conftest import SEPTEMBER_2008

TODAY = SEPTEMBER_2008.date()
LATER = noon(2008, 10, 20)


def section(programme, at=SEPTEMBER_2008):
    return SavingsSection().context(as_at(programme, at))


def table(content, key):
    return next(part for part in content["parts"] if part["key"] == key)


def pounds(part, column):
    return [None if row[column] is None else row[column] / 100 for row in part["rows"]]


@pytest.mark.parametrize("log", LOGS, ids=lambda log: log.name)
def test_a_log_gives_every_column_as_plain_values(programme, document, log):
    rows = log.rows(log.entries(as_now(programme)), as_now(programme))
    assert rows and json.loads(json.dumps(rows)) == rows
    assert {column.key for column in log.columns} <= set(rows[0])


def test_the_years_of_the_document(programme, document):
    years = table(section(programme), "savings-years")
    assert [row["year"] for row in years["rows"]] == ["2007/08", "2008/09", "2009/10", "2010/11"]
    assert pounds(years, "target") == [None, 1_316_000, 1_250_000, 1_250_000]
    assert pounds(years, "permanent") == [0, 1_316_000, 2_566_000, 3_816_000]
    assert pounds(years, "one_off") == [738_000, 0, 0, 0]
    assert pounds(years, "run_rate") == [0, 1_316_000, 2_566_000, 3_816_000]
    assert pounds(years, "cumulative") == [0, 1_316_000, 3_882_000, 7_698_000]
    assert years["totals"]["target"] == years["totals"]["full_year"] == 3_816_000_00
    assert "run_rate" not in years["totals"] and "cumulative" not in years["totals"]


def test_the_report_says_which_sum_is_increments_and_which_is_cash(programme, document):
    note = table(section(programme), "savings-years")["notes"][1]
    assert (
        "£1,316,000 + £1,250,000 + £1,250,000 = £3,816,000 is the sum of the yearly increments"
        in note
    )
    assert "If they last, the cash of the years 2008/09 to 2010/11 is £7,698,000" in note


def test_the_re_allocation_table_has_a_total_of_each_type(programme, document):
    part = table(section(programme), "reallocations")
    assert pounds(part, "permanent") == [55_000, 28_500, 28_500, 35_000, 130_000, None]
    assert pounds(part, "one_off") == [None] * 5 + [64_000]
    assert part["totals"] == {"permanent": 277_000_00, "one_off": 64_000_00}
    assert part["notes"] == [
        "S6, £34,000 a year from 2009/10, derives from A6, £64,000 spent in 2008/09.",
        "Approving body and date not recorded: A1, A2, A3, A4, A5 and A6. The totals include "
        "£277,000 a year permanent and £64,000 one-off of it.",
    ]


def test_the_balances_are_apart_by_pot_and_year(programme, document):
    rows = {
        (row["pot"], row["year"]): row for row in table(section(programme), "savings-pots")["rows"]
    }
    assert rows["Permanent, a year", "2008/09"]["left"] == 1_039_000_00
    assert (
        rows["One-off", "2007/08"]["carried_out"]
        == rows["One-off", "2008/09"]["carried_in"]
        == 738_000_00
    )
    assert (rows["One-off", "2007/08"]["left"], rows["One-off", "2008/09"]["left"]) == (
        0,
        674_000_00,
    )


def test_figures_that_documents_print_have_names(programme, document):
    figures = {
        one["key"]: one["value"] for part in section(programme)["parts"] for one in part["figures"]
    }
    assert figures["targets-increments"] == 3_816_000_00
    assert figures["targets-cash"] == 7_698_000_00
    assert (figures["reallocated-permanent"], figures["reallocated-one_off"]) == (
        277_000_00,
        64_000_00,
    )


def test_every_table_adds_up(programme, document):
    content = section(programme)
    assert check({"sections": [content]})["findings"] == []
    content["parts"][2]["totals"]["permanent"] += 1
    assert [one["place"] for one in check({"sections": [content]})["findings"]] == [
        "Total of Permanent, a year"
    ]


def test_identified_savings_are_named_as_not_counted(programme, document):
    assert section(programme)["notes"][0] == (
        "Identified and not approved, so not counted in the figures by year: S5 and S6."
    )


def test_the_section_answers_for_its_moment(programme, document, programme_manager):
    later = {"by": programme_manager, "at": LATER}
    before = section(programme)
    saving = Saving.objects.get(reference="S1")
    saving = actions.post_achieved(
        saving, financial_year="2008/09", amount=5, evidence="Accounts", **later
    )
    actions.change_saving(saving, comment="Looked at", **later)
    actions.withdraw_reallocation(
        Reallocation.objects.get(reference="A1"), why="Not filled", **later
    )
    assert section(programme) == before
    assert section(programme, LATER) != before


def test_the_picture_says_its_figures_in_words(programme, document):
    chart = section(programme)["extra"]["chart"]
    assert chart["years"][1] == {
        "label": "2008/09",
        "values": [1_316_000_00, 0],
        "mark": 1_316_000_00,
    }


def test_achieved_amounts_stand_in_their_year_as_plain_data(programme, document, who):
    saving = actions.post_achieved(
        Saving.objects.get(reference="S1"),
        financial_year="2008/09",
        amount=5_00,
        evidence="Accounts",
        **who,
    )
    assert saving.achieved == 5_00
    content = section(programme)
    assert pounds(table(content, "savings-years"), "achieved") == [None, 5, None, None]
    assert json.loads(json.dumps(content)) == content


def test_a_programme_without_savings_has_an_empty_section(programme):
    content = section(programme)
    assert (content["rows"], content["notes"], content["extra"]["chart"]["years"]) == ([], [], [])
    assert "parts" not in content


def test_tiles_keep_the_kinds_apart(programme, document):
    assert [line["text"] for line in SAVINGS.tile(as_now(programme, TODAY)).lines] == [
        "£1,316,000 permanent in 2008/09",
        "£0 one-off in 2008/09",
        "£1,316,000 a year run-rate on 12 September 2008",
    ]
    assert [line["text"] for line in REALLOCATIONS.tile(as_now(programme, TODAY)).lines] == [
        "£277,000 a year permanent",
        "£64,000 one-off",
        "6 without a recorded approval",
    ]
    assert [log.tile(as_now(programme, TODAY)).count for log in (TARGETS, CARRY_FORWARDS)] == [3, 1]


def test_what_waits_for_an_approval_needs_somebody(programme, document, carry, add_saving):
    add_saving(10, date(2008, 6, 1), "one_off")
    carry(5, "2008/09", approved=False)
    needs = [need.text for log in LOGS for need in log.needs(as_now(programme, TODAY))]
    assert needs[0] == "S5 Unified structure: has begun and is not approved"
    assert sum("approval not recorded" in text for text in needs) == 6
    assert needs[-1] == "C2 Net underspend: waits for an approval"


def test_potential_savings_stand_apart_and_in_no_total(programme, add_saving, who):
    add_saving(1_000)
    maybe = {"kind": "permanent", "amount": 500_00, "starts_on": date(2008, 4, 1)}
    potential = actions.add_saving(
        programme=programme, title="Shared vans", certainty="potential", **maybe, **who
    )
    assert SAVINGS.needs(as_now(programme, TODAY)) == []  # though it should have begun by then
    content = section(programme)
    assert "S2" not in [row["reference"] for row in content["rows"]]
    assert content["totals"]["permanent"] == 1_000_00
    apart = next(one for one in content["parts"] if one["key"] == "savings-potential")
    assert [row["reference"] for row in apart["rows"]] == ["S2"]
    with pytest.raises(ValidationError, match="say that it is committed first"):
        actions.approve_saving(potential, body="Cabinet", undated=True, **who)


def test_totals_say_what_of_them_nobody_approved(programme, document):
    assert section(programme)["notes"][1].startswith("The totals of this table include £")


TOTALS, SUMS = "The totals of this table", "The sum of permanent savings"


@pytest.mark.parametrize(
    ("limit", "said"),
    [
        ({}, {TOTALS, SUMS}),
        ({"columns": ["permanent"]}, {TOTALS, SUMS}),
        ({"columns": ["one_off"]}, {TOTALS}),
        ({"columns": ["comment"]}, set()),
        ({"sentence": "{count} savings."}, set()),
    ],
)
def test_a_note_about_columns_is_said_where_they_are_printed(programme, document, limit, said):
    notes = SavingsSection().context(as_now(programme, TODAY), limit)["notes"]
    assert {words for words in (TOTALS, SUMS) for note in notes if note.startswith(words)} == said


@pytest.mark.parametrize(
    ("limit", "said"),
    [({}, True), ({"columns": ["comment"]}, False), ({"sentence": "{count} savings."}, False)],
)
def test_a_total_that_is_not_printed_is_not_spoken_of(programme, document, limit, said):
    limit = {"filter": {"state": ["identified"]}, **limit}
    (note, *_) = SavingsSection().context(as_now(programme, TODAY), limit)["notes"]
    assert note.startswith("Shows identified only: ") and " savings." in note
    assert ("The total is of these" in note) == said
