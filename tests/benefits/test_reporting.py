"""Benefits as data: the log, the overview and the section of the committee's report."""

import json
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

from benefits import actions
from benefits.log import BENEFITS
from benefits.pictures import planned_and_actual
from benefits.reporting import BenefitsSection
from reports.adding_up import check
from reports.changes import ChangesSection
from savings import actions as savings
from tests.benefits.conftest import APRIL_2011, POUNDS, QUARTERS, TODAY, fresh
from tests.factories import MARCH_2012, as_at, as_now

LATER = MARCH_2012 + timedelta(days=30)


@pytest.fixture
def later(programme_manager):
    return {"by": programme_manager, "at": LATER}


@pytest.fixture
def telephones(planned, post):
    """9,000 of the 10,000 pounds that were planned: changes add up, in two financial years."""
    benefit = planned(
        4_000,
        3_000,
        3_000,
        by=POUNDS,
        baseline=0,
        target=10_000,
        kind="financial",
        title="Telephones cost less",
    )
    return post(post(benefit, 4_000, date(2011, 6, 30)), 5_000)


def section(programme, at=MARCH_2012, since=None):
    return BenefitsSection().context(as_at(programme, at, since))


def rows_of(programme):
    return BENEFITS.rows(BENEFITS.entries(as_at(programme)), as_at(programme))


def table(content, key):
    return next((part for part in content.get("parts", []) if part["key"] == key), None)


def pounds(row, *names):
    return [None if row[name] is None else row[name] / 100 for name in names]


def test_the_log_gives_every_column_as_plain_values(programme, one_of_each_state):
    rows = rows_of(programme)
    assert len(rows) == 7 and json.loads(json.dumps(rows)) == rows
    assert {column.key for column in BENEFITS.columns} <= set(rows[0])


def test_the_register_shows_plan_actual_variance_and_band(programme, telephones):
    row = section(programme)["rows"][0]
    assert (row["baseline"], row["target"], row["planned"], row["actual"]) == (
        "£0",
        "£10,000",
        "£10,000",
        "£9,000",
    )
    assert (row["variance"], row["progress"], row["against_plan"]) == (
        "−£1,000",
        "90.0%",
        "10.0% behind plan",
    )
    assert row["band"] == {"key": "amber", "word": "Amber"} and row["state"] == "Being realised"


def test_where_a_percentage_has_no_meaning_the_report_says_so(programme, planned, post):
    post(planned(5, 5, 5, baseline=5, target=5), 5)
    row = section(programme)["rows"][0]
    assert (row["progress"], row["against_plan"]) == (
        "Not defined: the target equals the baseline",
        "On plan",
    )


def test_the_table_has_the_figures_of_the_picture(programme, telephones):
    content = section(programme)
    rows = [
        (row["period"], row["planned"], row["actual"])
        for row in table(content, "benefits-plan")["rows"]
    ]
    drawn = content["extra"]["charts"][0]["periods"]
    assert rows == [
        ("Q1 2011/12", "£4,000", "£4,000"),
        ("Q2 2011/12", "£7,000", "Not posted"),
        ("Q3 2011/12", "£10,000", "Not posted"),
        ("To 9 March 2012", "£10,000", "£9,000"),
    ]
    assert [
        (row["label"], row["planned_text"], row["actual_text"] or "Not posted") for row in drawn
    ] == rows


def test_what_changed_tells_actual_values_by_where_they_lead(programme, planned, post, later):
    benefit = post(planned(9, 8), 9.5)
    since = as_at(programme, LATER, MARCH_2012)
    benefit = post(benefit, 9, on=date(2012, 3, 12), **later)
    benefit = actions.reverse_actual(benefit.actuals.last(), why="Another council", **later)
    assert [row["change"] for row in ChangesSection().rows(since)] == []
    for value in (9.4, 9.6):
        benefit = post(benefit, value, on=date(2012, 3, 12), **later)
    (row,) = ChangesSection().rows(since)
    assert row["weight"] == "Other changes"
    assert row["change"] == [
        "Actual value from 9.5 to 9.6",
        "Actual value as at from 9 March 2012 to 12 March 2012",
        "4 actual values",
    ]


def test_a_value_from_before_its_period_began_is_given_with_its_day(programme, planned, post, who):
    benefit = planned(9, 8)
    plan = [*((name, ends_on, 900) for name, ends_on in QUARTERS[:2])]
    plan += [("March 2012", date(2012, 3, 31), 600)]
    benefit = actions.set_profile(benefit, profile=plan, why="Monthly", **who)
    benefit = post(benefit, 8.5, on=date(2011, 9, 30))
    post(benefit, 7, on=date(2011, 10, 1))
    content = section(programme)
    rows = [row["actual"] for row in table(content, "benefits-plan")["rows"]]
    assert rows == ["Not posted", "8.5 days", "7 days, as at 1 October 2011"]
    said = planned_and_actual(content["extra"]["charts"][0])
    assert said["title"].endswith("March 2012: planned 6 days, actual 7 days, as at 1 October 2011")
    assert [period["as_at"] for period in said["periods"]] == ["", "", "1 October 2011"]


def test_page_and_pdf_draw_one_picture_with_a_text_alternative(programme, telephones):
    content = section(programme)
    html = render_to_string(
        "benefits/report.html",
        {"section": content, "heading": {"position_as_at": "2012-03-09"}, "wide": True},
    )
    assert (
        "Q1 2011/12: planned £4,000, actual £4,000; Q2 2011/12: planned £7,000, actual not posted"
        in html
    )
    assert "Green: up to 5% behind plan" in html


# --- the ledger since the report before


def test_the_report_lists_what_was_posted_since_the_one_before(programme, telephones, later):
    actions.reverse_actual(telephones.actuals.get(number=2), why="Another council", **later)
    first, second = section(programme), section(programme, LATER, MARCH_2012)
    assert [row["value"] for row in table(first, "benefits-ledger")["rows"]] == ["£4,000", "£5,000"]
    [row] = table(second, "benefits-ledger")["rows"]
    assert (row["value"], row["evidence"]) == ("−£5,000", "Takes back entry 2: Another council")
    assert (row["on"], row["recorded_on"]) == ("2012-03-09", "2012-04-08")


def test_a_correction_never_moves_the_report_before(programme, telephones, later, post):
    before = section(programme)
    benefit = actions.reverse_actual(
        telephones.actuals.get(number=2), why="Another council", **later
    )
    post(benefit, 1_000, **later)
    actions.change_benefit(fresh(benefit), owner="Head of Post", **later)
    actions.set_bands(
        programme=programme,
        applies_from=APRIL_2011,
        green_to=Decimal(50),
        amber_from=Decimal(50),
        amber_to=Decimal(60),
        red_from=Decimal(60),
        **later,
    )
    assert section(programme) == before
    after = section(programme, LATER, MARCH_2012)["rows"][0]
    assert (after["actual"], after["band"]["key"]) == ("£5,000", "green")


# --- a pound is never added twice


def test_gains_that_rest_on_savings_stand_apart(
    programme, telephones, planned, post, add_saving, link
):
    link(telephones, add_saving(6_000), 6_000)
    post(planned(2_000, by=POUNDS, baseline=0, target=2_000, kind="financial"), 1_500)
    part = table(section(programme), "benefits-money")
    assert [pounds(row, "gained", "in_savings", "beyond") for row in part["rows"]] == [
        [9000, 6000, 3000],
        [1500, 0, 1500],
    ]
    assert part["rows"][0]["rests_on"] == ["S1, £6,000 a year"]
    assert part["totals"] == {"in_savings": 6_000_00, "beyond": 4_500_00}
    assert "never add the two" in part["notes"][0]
    figures = {figure["key"]: figure["value"] for figure in part["figures"]}
    assert figures == {"benefits-in_savings": 6_000_00, "benefits-beyond": 4_500_00}


def test_every_table_adds_up(programme, telephones):
    content = section(programme)
    assert check({"sections": [content]})["findings"] == []
    table(content, "benefits-money")["totals"]["beyond"] += 1
    assert [one["place"] for one in check({"sections": [content]})["findings"]] == [
        "Total of Beyond the savings"
    ]


def test_partners_shares_of_a_gain_add_up(programme, telephones, partners, who, post):
    shares = dict(zip(partners, map(Decimal, ("33.33", "33.33", "33.34")), strict=True))
    actions.set_split(fresh(telephones), shares=shares, **who)
    part = table(section(programme), "benefits-partners")
    assert [pounds(row, "target", "gained") for row in part["rows"]] == [
        [3333, 2999.7],
        [3333, 2999.7],
        [3334, 3000.6],
    ]
    assert [row["share"] for row in part["rows"]] == ["33.33%", "33.33%", "33.34%"]


def test_what_falls_to_no_partner_is_said_under_the_shares(programme, telephones, partners, who):
    thirds = {partner: Decimal("33.33") for partner in partners}
    actions.set_split(fresh(telephones), shares=thirds, **who)
    part = table(section(programme), "benefits-partners")
    assert part["notes"] == [
        "BEN1: 0.01% is not split, £1 of the target gain and £0.90 of the actual gain."
    ]
    assert len(part["rows"]) == 3 and check({"sections": [section(programme)]})["findings"] == []
    whole = dict(zip(partners, map(Decimal, ("33.33", "33.33", "33.34")), strict=True))
    actions.set_split(fresh(telephones), shares=whole, **who)
    assert table(section(programme), "benefits-partners")["notes"] == []


def test_shares_of_what_is_no_money_have_no_sum(programme, planned, partners, who):
    actions.set_split(planned(), shares={partners[0]: Decimal(60)}, **who)
    [row] = table(section(programme), "benefits-partners")["rows"]
    assert (row["share"], row["target"], row["gained"]) == ("60%", None, None)


# --- what the report says besides


def test_the_report_names_claims_bare_benefits_and_cash_without_a_saving(programme, claimed, add):
    claimed()
    add(kind="financial", cashable="yes")
    notes = section(programme)["notes"]
    assert notes[0] == "Claimed as realised, and not verified by somebody else yet: BEN1."
    assert notes[1] == "Without a measure, so without actual values: BEN2."
    assert notes[2].startswith("Freed staff time is not cash until a budget falls.") and notes[
        2
    ].endswith(": BEN2.")


def test_a_saving_that_was_lowered_is_named(programme, add, add_saving, link, who):
    saving = add_saving()
    link(add(kind="financial"), saving, 34_000)
    savings.change_saving(saving, amount=1_000_00, **who)
    assert section(programme)["extra"]["too_much"] == [
        "S1 Telephones: £34,000 is claimed by benefits; it brings £1,000."
    ]


def test_what_was_given_up_before_the_last_report_is_left_out(programme, add, who):
    actions.fail_benefit(add(), why="Too dear", **who)
    assert len(section(programme)["rows"]) == 1
    assert section(programme, LATER, MARCH_2012)["rows"] == []


def test_potential_benefits_stand_apart_and_in_no_count(programme, add, who):
    add()
    potential = add("Shared vans are cheaper", certainty="potential")
    content = section(programme)
    assert [row["reference"] for row in content["rows"]] == ["BEN1"]
    apart = next(one for one in content["parts"] if one["key"] == "benefits-potential")
    assert [row["reference"] for row in apart["rows"]] == ["BEN2"]
    assert BENEFITS.tile(as_now(programme)).count == 1
    with pytest.raises(ValidationError, match="say that it is committed first"):
        actions.validate_benefit(potential, why="Seen", **who)


def test_figures_that_documents_print_have_names(programme, one_of_each_state):
    figures = {figure["key"]: figure["value"] for figure in section(programme)["figures"]}
    assert (figures["count"], figures["red"], figures["green"]) == (7, 1, 1)
    assert (figures["identified"], figures["realised"], figures["not-realised"]) == (1, 1, 1)


def test_a_programme_without_benefits_has_an_empty_section(programme):
    content = section(programme)
    assert (content["rows"], content["notes"], content["extra"]["charts"]) == (
        [],
        [],
        [],
    ) and "parts" not in content


def test_the_tile_counts_red_claims_and_what_has_no_measure(programme, planned, post, claimed, add):
    post(planned(), 9), claimed(), add()
    tile = BENEFITS.tile(as_now(programme, TODAY))
    assert tile.count == 3
    assert [line["text"] for line in tile.lines] == [
        "1 red",
        "1 to be verified",
        "1 without a measure",
    ]


def test_all_that_a_benefit_needs_is_told_at_once(programme, planned, post, who):
    actions.claim_benefit(post(planned(title="Letters"), 9), why="Counted", **who)
    (need,) = BENEFITS.needs(as_now(programme, TODAY))
    waits = "claimed, and waits for somebody else to verify it"
    assert (need.text, need.kind) == (f"BEN1 Letters: 75.0% behind plan; {waits}", "red")


def test_what_is_red_or_claimed_needs_somebody(
    programme, planned, post, claimed, add_saving, link, add
):
    post(planned(title="Letters"), 9), claimed(title="Calls")
    saving = add_saving()
    link(add(kind="financial"), saving, 34_000)
    type(saving).objects.update(amount=1_00)
    assert [need.text for need in BENEFITS.needs(as_now(programme, TODAY))] == [
        "BEN1 Letters: 75.0% behind plan",
        "BEN2 Calls: claimed, and waits for somebody else to verify it",
        "S1 Telephones: £34,000 is claimed by benefits, more than it brings",
    ]
