"""Geometry of the heat map."""

from risks.pictures import fitting, heat_map

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
