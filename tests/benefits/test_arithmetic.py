"""Worked arithmetic: baselines of zero and below, no movement, over-achievement, going down."""

from decimal import Decimal

import pytest

from benefits.arithmetic import (
    Standing,
    behind,
    divided,
    gains,
    progress,
    reached,
    resting_on_savings,
)
from benefits.banding import Thresholds
from tests.benefits.conftest import APRIL_2011, TODAY


def stands(direction, baseline, target, planned, actual):
    return Standing(direction, baseline, target, planned, actual)


@pytest.mark.parametrize(
    ("baseline", "target", "actual", "said"),
    [
        (0, 100, 50, "50.0%"),  # from nothing
        (-100, 100, 0, "50.0%"),  # from below zero
        (-200, -100, -150, "50.0%"),  # from below zero to below zero
        (-100, 0, -100, "0.0%"),
        (1000, 500, 750, "50.0%"),  # down
        (1000, 500, 250, "150.0%"),  # down, over-achieved
        (0, -100, -50, "50.0%"),  # down from nothing
        (1000, 500, 1100, "−20.0%"),  # the wrong way
        (0, 300, 100, "33.3%"),
        (0, 800, 1, "0.1%"),  # 0.125
        (0, 2000, 1, "0.1%"),  # 0.05 is rounded half up
        (0, 2000, -1, "−0.1%"),
        (0, 3000, -1, "0.0%"),  # never minus nothing
        (100, 100, 100, "not defined: the target equals the baseline"),
        (0, 0, 50, "not defined: the target equals the baseline"),
        (None, 100, 50, "not defined: no baseline"),
        (0, None, 50, "not defined: no target"),
        (0, 100, None, "not defined: no actual value"),
    ],
)
def test_progress_is_a_share_of_the_way_from_baseline_to_target(baseline, target, actual, said):
    assert str(progress(baseline, target, actual)) == said


@pytest.mark.parametrize(
    ("direction", "baseline", "planned", "actual", "value"),
    [
        ("up", 0, 100, 90, "10.0"),
        ("up", 0, 100, 100, "0.0"),
        ("up", 0, 100, 130, "-30.0"),  # over-achieved: ahead
        ("up", 0, 100, -50, "150.0"),
        ("up", -100, 0, -50, "50.0"),
        ("up", -100, 100, 0, "50.0"),
        ("down", 1000, 500, 600, "20.0"),
        ("down", 1000, 500, 400, "-20.0"),
        ("down", 0, -100, -90, "10.0"),
        ("down", -100, -200, -100, "100.0"),
        ("up", 100, 90, 95, "-50.0"),  # a dip that was planned, and came out smaller
        ("down", 0, 100, 120, "20.0"),  # a disbenefit: less is better, and more than planned came
    ],
)
def test_behind_plan_is_a_share_of_the_planned_movement(
    direction, baseline, planned, actual, value
):
    assert behind(direction, baseline, planned, actual).value == Decimal(value)


@pytest.mark.parametrize(
    ("planned", "actual", "why"),
    [
        (None, 5, "nothing is planned for this day yet"),
        (5, None, "no actual value"),
        (0, 5, "the plan asks for no change from the baseline"),
        (0, 0, "the plan asks for no change from the baseline"),
    ],
)
def test_where_a_percentage_has_no_meaning_it_says_why(planned, actual, why):
    found = behind("up", 0, planned, actual)
    assert (found.value, found.why) == (None, why)


@pytest.mark.parametrize(
    ("standing", "band", "words"),
    [
        (stands("up", 0, 1000, 1000, 950), "green", "5.0% behind plan"),
        (stands("up", 0, 1000, 1000, 949), "amber", "5.1% behind plan"),
        (stands("up", 0, 1000, 1000, 850), "amber", "15.0% behind plan"),
        (stands("up", 0, 1000, 1000, 849), "red", "15.1% behind plan"),
        (stands("up", 0, 1000, 1000, 1000), "green", "On plan"),
        (stands("up", 0, 1000, 1000, 1200), "green", "20.0% ahead of plan"),
        (stands("down", 1000, 500, 500, 650), "red", "30.0% behind plan"),
        (stands("up", 0, 10**6, 10**6, 10**6 - 1), "green", "Less than 0.1% behind plan"),
        (stands("up", 0, 10**6, 10**6, 10**6 + 1), "green", "Less than 0.1% ahead of plan"),
        (stands("up", 0, 0, 0, 0), "green", "On plan"),  # the target is the baseline, and holds
        (
            stands("up", 0, 100, 0, 20),
            "green",
            "Ahead of plan; a percentage is not defined: "
            "the plan asks for no change from the baseline",
        ),
        (
            stands("up", 0, 100, 0, -20),
            None,
            "Behind plan; a percentage is not defined: "
            "the plan asks for no change from the baseline",
        ),
        (stands("up", 0, 100, None, 20), None, "Not rated: nothing is planned for this day yet"),
        (stands("up", 0, 100, 50, None), None, "Not rated: no actual value"),
    ],
)
def test_the_band_and_the_words_of_a_standing(standing, band, words):
    found = standing.band(Thresholds())
    assert (found.key if found else None, standing.words) == (band, words)


def test_variance_is_actual_less_planned():
    assert stands("up", 0, 100, 50, 40).variance == -10
    assert stands("down", 0, 100, 50, 40).is_behind is False
    assert stands("up", 0, 100, None, 40).variance is None


def test_levels_replace_and_changes_add_to_the_baseline():
    assert reached("level", 1000, [900, 800]) == 800
    assert reached("change", 1000, [-100, -100]) == 800
    assert reached("level", 1000, []) is None and reached("change", 1000, []) is None


@pytest.mark.parametrize(
    ("amount", "shares", "parts"),
    [
        (100_00, ["50", "50"], [50_00, 50_00]),
        (1_00, ["33.33", "33.33", "33.34"], [33, 34, 33]),
        (1, ["50", "50"], [1, 0]),
        (100_00, ["60", "15"], [60_00, 15_00]),  # a quarter is not split
        (-1_00, ["33.33", "33.33", "33.34"], [-33, -34, -33]),
        (0, ["100"], [0]),
        (5, [], []),
    ],
)
def test_parts_add_up_to_the_whole(amount, shares, parts):
    assert divided(amount, [Decimal(share) for share in shares]) == parts


def test_gains_of_changes_are_kept_by_year_and_of_levels_by_the_last():
    entries = [(APRIL_2011.replace(year=2010), 100), (APRIL_2011, 200), (TODAY, 300)]
    assert gains("up", "change", 0, entries) == {"2010/11": 100, "2011/12": 500}
    assert gains("up", "level", 50, entries) == {"2011/12": 250}
    assert gains("down", "level", 500, entries) == {"2011/12": 200}
    assert gains("up", "level", 0, []) == {}


@pytest.mark.parametrize(
    ("links", "rests"),
    [
        ([], 0),
        ([(100, "2010/11", True)], 200),  # a permanent saving counts in each year
        ([(100, "2011/12", True)], 100),
        ([(100, "2010/11", False)], 100),  # a one-off one in its own
        ([(900, "2010/11", True)], 450),  # never more than was gained
        ([(100, "2010/11", True), (50, "2011/12", False)], 250),
        ([(100, "2012/13", True)], 0),
    ],
)
def test_a_pound_gained_rests_on_savings_year_by_year(links, rests):
    assert resting_on_savings({"2010/11": 150, "2011/12": 300}, links) == rests


def test_a_loss_rests_on_no_saving():
    assert resting_on_savings({"2011/12": -100}, [(100, "2010/11", True)]) == 0
