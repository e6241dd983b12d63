"""Every score that likelihood times impact can give has exactly one band."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from risks.banding import USUAL, Thresholds, reachable

REACHABLE = reachable(USUAL, USUAL)

EDGES = {1: "green", 5: "green", 6: "amber", 12: "amber", 15: "red", 25: "red"}


def problems(**ranges):
    with pytest.raises(ValidationError) as caught:
        Thresholds(**ranges).check()
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(("score", "key"), EDGES.items())
def test_the_edges_of_the_usual_bands(score, key):
    assert Thresholds().band(score).key == key


# A scheme's ranges, and the band at every edge of it: the highest green, the lowest and highest
# amber, the lowest red.
SCHEMES = {
    "usual": (Thresholds(), {5: "green", 6: "amber", 12: "amber", 15: "red"}),
    "cautious": (
        Thresholds((1, 3), (4, 9), (10, 25)),
        {3: "green", 4: "amber", 9: "amber", 10: "red"},
    ),
    "bold": (
        Thresholds((1, 9), (10, 19), (20, 25)),
        {9: "green", 10: "amber", 16: "amber", 20: "red"},
    ),
    "only the worst is red": (
        Thresholds((1, 4), (5, 20), (25, 25)),
        {4: "green", 5: "amber", 20: "amber", 25: "red"},
    ),
    "only the least is green": (
        Thresholds((1, 1), (2, 8), (9, 25)),
        {1: "green", 2: "amber", 8: "amber", 9: "red"},
    ),
    "edges between scores": (
        Thresholds((1, 7), (8, 14), (15, 25)),
        {6: "green", 8: "amber", 12: "amber", 15: "red"},
    ),
}


@pytest.mark.parametrize("name", SCHEMES)
def test_the_edges_of_several_schemes(name):
    thresholds, edges = SCHEMES[name]
    thresholds.check()
    assert {score: thresholds.band(score).key for score in edges} == edges
    assert [thresholds.band(score).key for score in (1, 25)] == ["green", "red"]


def test_impact_five_is_amber_or_green_by_score_alone():
    assert [Thresholds().band(likelihood * 5).key for likelihood in (1, 2, 3)] == [
        "green",
        "amber",
        "red",
    ]


def test_a_risk_that_is_not_assessed_has_no_band():
    assert Thresholds().band(None) is None


def test_fourteen_scores_can_occur():
    assert REACHABLE == (1, 2, 3, 4, 5, 6, 8, 9, 10, 12, 15, 16, 20, 25)


def test_the_usual_bands_are_in_order():
    Thresholds().check()


def test_a_gap_is_named():
    assert problems(amber=(6, 10)) == "No band for score 12. Every score that can occur needs one."


def test_a_gap_that_no_score_falls_into_is_none():
    Thresholds(amber=(6, 14), red=(15, 25)).check()
    Thresholds(amber=(6, 12), red=(13, 25)).check()


def test_an_overlap_is_named():
    assert "More than one band for score 5" in problems(amber=(5, 12))


def test_a_band_that_ends_before_it_begins_is_named():
    assert "Amber ends before it begins: 12 to 6." in problems(amber=(12, 6))


def test_bands_out_of_order_are_refused():
    said = "The bands must follow each other: Red, then Amber and Green."
    assert problems(green=(15, 25), red=(1, 5)) == said


ends = st.integers(0, 30)
ranges = st.tuples(ends, ends)


@given(ranges, ranges, ranges)
def test_thresholds_that_pass_the_check_give_every_score_one_band(green, amber, red):
    thresholds = Thresholds(green, amber, red)
    try:
        thresholds.check()
    except ValidationError:
        return
    assert all(len(thresholds.bands_of(score)) == 1 for score in REACHABLE)
    assert [thresholds.band(score).key for score in (1, 25)] == ["green", "red"]


@given(ranges, ranges, ranges)
def test_thresholds_that_fail_the_check_leave_a_score_without_one_band_or_are_out_of_order(
    green, amber, red
):
    thresholds = Thresholds(green, amber, red)
    try:
        thresholds.check()
    except ValidationError:
        doubtful = any(len(thresholds.bands_of(score)) != 1 for score in REACHABLE)
        assert doubtful or not green[0] <= green[1] < amber[0] <= amber[1] < red[0] <= red[1]
