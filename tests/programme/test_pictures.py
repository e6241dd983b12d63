"""Geometry of heat map and timeline."""

from programme.ui.pictures import clipped, fitting, heat_map, timeline

RED = {"key": "red", "word": "Red"}


def cell(likelihood: int, impact: int, *references: str) -> dict:
    return {
        "likelihood": likelihood,
        "impact": impact,
        "score": likelihood * impact,
        "band": RED,
        "count": len(references),
        "references": list(references),
    }


def bar(earliest=None, latest=None, delivered=None) -> dict:
    return {
        "reference": "M1",
        "title": "Structure",
        "state": "Planned",
        "earliest": earliest,
        "latest": latest,
        "delivered": delivered,
    }


def test_likelihood_runs_across_and_impact_upward():
    low, high = heat_map({"cells": [cell(1, 1), cell(5, 5)]})["cells"]
    assert low["x"] < high["x"] and low["y"] > high["y"]


def test_a_crowded_cell_says_how_many_more_there_are():
    references = [f"R{n}" for n in range(1, 1001)]
    text = fitting(references, 13)
    assert text == "R1 R2 R3 +997"
    assert fitting(["R1"], 13) == "R1"


def test_the_title_counts_each_band():
    cells = [cell(5, 5, "R1", "R2"), {**cell(1, 1, "R3"), "band": None}]
    assert (
        heat_map({"cells": cells})["title"]
        == "Heat map of 3 risks by likelihood and impact: 2 Red, 1 no band"
    )


def test_a_bar_spans_the_days_that_its_date_can_mean():
    drawn = timeline(
        {
            "from": "2012-01-01",
            "to": "2012-12-31",
            "bars": [
                bar("2012-03-01", "2012-03-31"),
                bar("2012-03-01", "2012-05-31"),
                bar("2012-03-01", "2012-03-01"),
                bar(),
            ],
        }
    )["bars"]
    assert drawn[0]["x"] == drawn[1]["x"]
    assert drawn[3]["width"] == 0 < drawn[2]["width"] < drawn[0]["width"] < drawn[1]["width"]


def test_what_lies_outside_is_drawn_at_the_edge():
    drawn = timeline(
        {
            "from": "2012-01-01",
            "to": "2012-12-31",
            "bars": [bar("2011-01-01", "2013-01-01", "2014-01-01")],
        }
    )
    (only,) = drawn["bars"]
    assert only["x"] == drawn["left"]
    assert only["delivered_x"] == only["x"] + only["width"]


def test_ticks_are_firsts_of_months_and_never_crowd():
    ticks = timeline({"from": "2006-11-15", "to": "2012-10-01", "bars": [bar()]})["ticks"]
    assert ticks[0]["text"] == "Dec 2006"
    assert len(ticks) <= 8


def test_one_day_and_a_span_turned_round_can_be_drawn():
    for start, end in (("2012-01-01", "2012-01-01"), ("2012-06-01", "2012-01-01")):
        assert (
            timeline({"from": start, "to": end, "bars": [bar("2012-01-01", "2012-01-01")]})["bars"][
                0
            ]["width"]
            > 0
        )


def test_more_milestones_than_a_sheet_holds_are_counted():
    drawn = timeline({"from": "2012-01-01", "to": "2012-12-31", "bars": [bar()] * 50})
    assert len(drawn["bars"]) + drawn["hidden"] == 50
    assert drawn["hidden"] > 0


def test_long_titles_are_cut_at_a_word():
    assert clipped("Draft a structure of heads of service", 20) == "Draft a structure…"
    assert clipped("Short", 20) == "Short"
