"""Risks as plain rows: for downloads, the overview and the committee's report."""

import json
from datetime import timedelta

import pytest

from programme.models import ReportedPosition
from risks import actions
from risks.banding import Thresholds
from risks.choices import State
from risks.log import ISSUES, RISKS
from risks.models import Risk
from risks.reporting import RisksSection, heat_map
from tests.factories import MARCH_2012, PartnerFactory, PositionFactory, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


def row_of(programme, at=MARCH_2012):
    (row,) = RISKS.rows(RISKS.entries(as_at(programme, at)), as_at(programme, at))
    return row


def test_a_row_is_plain_data(risk, programme, who):
    actions.change_risk(risk, lead_partner=PartnerFactory(programme=programme), **who)
    actions.add_mitigation(risk, text="Agree terms", owner="Director", due_on=TODAY, **who)
    row = row_of(programme)
    assert json.loads(json.dumps(row)) == row
    assert (row["score"], row["band"], row["mitigations"]) == (
        15,
        {"key": "red", "word": "Red"},
        ["Agree terms (Director) – due 9 March 2012"],
    )


def test_a_risk_that_is_not_assessed_has_blanks(add_risk, programme):
    add_risk()
    row = row_of(programme)
    assert (row["likelihood"], row["impact"], row["score"], row["band"], row["trend"]) == (
        None,
        None,
        None,
        None,
        "",
    )


@pytest.mark.parametrize(
    ("likelihood", "words"), [(4, "▲ Worse"), (3, "No change"), (2, "▼ Better")]
)
def test_the_trend_compares_with_the_report_before(
    risk, programme, programme_manager, likelihood, words
):
    later = {"by": programme_manager, "at": MARCH_2012 + A_DAY}
    actions.assess_risk(
        risk, kind="current", likelihood=likelihood, impact=5, effective_on=TODAY, **later
    )
    (row,) = RisksSection().rows(as_at(programme, MARCH_2012 + A_DAY, MARCH_2012))
    assert row["trend"] == words


def test_a_risk_that_the_report_before_did_not_show_is_new(risk, programme):
    (row,) = RisksSection().rows(as_at(programme, MARCH_2012, MARCH_2012 - A_DAY))
    assert row["trend"] == "New"


def test_without_a_report_before_there_is_no_trend(risk, programme):
    (row,) = RisksSection().rows(as_at(programme, MARCH_2012))
    assert row["trend"] == ""


@pytest.mark.parametrize("state", State)
def test_a_report_shows_the_risks_that_are_live(in_state, programme, state):
    in_state(state)
    shown = RisksSection().rows(as_at(programme, MARCH_2012))
    assert bool(shown) == (state not in ("closed", "materialised"))


def test_a_report_flags_impact_five_where_the_colour_does_not(add_risk, programme):
    add_risk(likelihood=1, impact=5)
    add_risk(likelihood=3, impact=5)
    section = RisksSection().context(as_at(programme, MARCH_2012))
    assert section["notes"] == [
        "Impact 5 whatever the score: R1, R2. If it happens, the effect is critical."
    ]


def test_a_report_in_which_colour_shows_every_impact_of_five_says_nothing(add_risk, programme):
    add_risk(likelihood=3, impact=5)
    assert RisksSection().context(as_at(programme, MARCH_2012))["notes"] == []


def test_a_report_holds_key_counts_and_heat_map_as_plain_data(risk, programme):
    extra = RisksSection().context(as_at(programme, MARCH_2012))["extra"]
    assert extra["counts"] == {"red": 1, "amber": 0, "green": 0}
    ranges = [(band["key"], band["low"], band["high"]) for band in extra["key"]]
    assert ranges == [("red", 15, 25), ("amber", 6, 12), ("green", 1, 5)]
    assert json.loads(json.dumps(extra)) == extra


def test_the_heat_map_has_a_band_in_each_of_its_25_places(risk, programme):
    cells = RisksSection().context(as_at(programme, MARCH_2012))["extra"]["heatmap"]["cells"]
    assert len({(cell["likelihood"], cell["impact"]) for cell in cells}) == len(cells) == 25
    assert all(
        cell["score"] == cell["likelihood"] * cell["impact"] and cell["band"]["word"]
        for cell in cells
    )
    assert [(c["likelihood"], c["impact"], c["references"]) for c in cells if c["count"]] == [
        (3, 5, ["R1"])
    ]


def test_a_report_with_new_bands_shows_them_and_the_old_report_does_not(risk, programme, who):
    bands = {
        "green_from": 1,
        "green_to": 8,
        "amber_from": 9,
        "amber_to": 15,
        "red_from": 16,
        "red_to": 25,
    }
    actions.set_bands(programme=programme, applies_from=TODAY, **bands, **who)
    assert RisksSection().rows(as_at(programme, MARCH_2012))[0]["band"]["key"] == "amber"
    assert RisksSection().rows(as_at(programme, MARCH_2012 - A_DAY)) == []


def test_the_register_at_a_glance(add_risk, programme):
    add_risk(likelihood=3, impact=5)
    add_risk(review_on=TODAY - A_DAY)
    tile = RISKS.tile(as_now(programme, TODAY))
    assert (tile.count, [line["text"] for line in tile.lines]) == (
        2,
        ["2 live", "1 red", "1 overdue for review"],
    )
    assert RISKS.tile(as_at(programme, MARCH_2012 - A_DAY)).count == 0


def test_what_needs_somebody_leads_to_the_page_where_it_is_done(add_risk, in_state, programme):
    add_risk("Red", likelihood=3, impact=5)
    add_risk("Late", review_on=TODAY)
    in_state("accepted")
    needs = RISKS.needs(as_now(programme, TODAY + A_DAY))
    assert [need.text for need in needs] == [
        "R1 Red: red, score 15",
        "R3 A partner leaves the agreement: red, score 15; acceptance ran out",
        "R2 Late: review overdue",
    ]
    assert needs[0].url == "/programmes/shared-management/risks/R1/"


def test_all_that_a_risk_needs_is_told_at_once(add_risk, programme):
    add_risk("Red and late", likelihood=3, impact=5, review_on=TODAY)
    (need,) = RISKS.needs(as_now(programme, TODAY + A_DAY))
    assert (need.text, need.kind) == ("R1 Red and late: red, score 15; review overdue", "red")


def test_an_old_issue_needs_somebody(programme, who):
    for days in (28, 29):
        actions.add_issue(programme=programme, title="Down", raised_on=TODAY - days * A_DAY, **who)
    assert [need.text for need in ISSUES.needs(as_now(programme, TODAY))] == [
        "I2 Down: open for more than four weeks"
    ]


def test_an_issue_row_names_its_risk(in_state, programme):
    in_state("materialised")
    (row,) = ISSUES.rows(ISSUES.entries(as_at(programme, MARCH_2012)), as_at(programme, MARCH_2012))
    assert (row["reference"], row["risk"], row["state"], row["raised_on"]) == (
        "I1",
        "R1",
        "Open",
        "2012-03-09",
    )
    assert {column.key for column in ISSUES.columns} <= set(row)


def test_the_trend_of_the_register_compares_with_the_last_published_position(risk, programme):
    PositionFactory(programme=programme, at=MARCH_2012)
    since = ReportedPosition.objects.last_before(programme, MARCH_2012 + A_DAY)
    position = as_at(programme, MARCH_2012 + A_DAY, since)
    assert RISKS.rows(RISKS.entries(position), position)[0]["trend"] == "No change"


def test_a_heat_map_of_nothing_is_a_heat_map(programme):
    assert sum(cell["count"] for cell in heat_map(Risk.objects.none(), Thresholds())["cells"]) == 0
