"""Every score that likelihood times impact can give has exactly one band."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from risks.banding import REACHABLE, Thresholds

EDGES = {1: "green", 5: "green", 6: "amber", 12: "amber", 15: "red", 25: "red"}


def problems(**ranges):
    with pytest.raises(ValidationError) as caught:
        Thresholds(**ranges).check()
    return " ".join(caught.value.messages)


@pytest.mark.parametrize(("score", "key"), EDGES.items())
def test_the_edges_of_the_usual_bands(score, key):
    assert Thresholds().band(score).key == key


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
    assert problems(green=(15, 25), red=(1, 5)) == "Red must lie above amber, and amber above green."


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
def test_thresholds_that_fail_the_check_leave_a_score_without_one_band_or_are_out_of_order(green, amber, red):
    thresholds = Thresholds(green, amber, red)
    try:
        thresholds.check()
    except ValidationError:
        doubtful = any(len(thresholds.bands_of(score)) != 1 for score in REACHABLE)
        assert doubtful or not green[0] <= green[1] < amber[0] <= amber[1] < red[0] <= red[1]
