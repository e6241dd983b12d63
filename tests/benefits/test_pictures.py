"""The picture of planned against actual values: places, words, and values below zero."""

import pytest
from django.template.loader import render_to_string

from benefits.pictures import LEFT, MOST_PERIODS, RIGHT, planned_and_actual


def chart(*periods, lines=()):
    named = [
        {
            "label": label,
            "planned": planned,
            "planned_text": f"£{planned}",
            "actual": actual,
            "actual_text": "" if actual is None else f"£{actual}",
        }
        for label, planned, actual in periods
    ]
    return {"title": "Telephones", "periods": named, "lines": list(lines)}


TARGET = {"key": "target", "value": 200, "text": "Target £200"}


def test_bars_begin_at_zero_and_the_largest_value_fills_the_width():
    picture = planned_and_actual(chart(("2008/09", 100, 50), lines=[TARGET]))
    period, half = picture["periods"][0], (RIGHT - LEFT) // 2
    assert (period["planned"], period["actual"]) == (
        {"x": LEFT, "width": half},
        {"x": LEFT, "width": half // 2},
    )
    assert picture["lines"][0]["x"] == RIGHT and picture["zero_x"] == LEFT


def test_values_below_zero_lie_to_the_left_of_the_zero_line():
    picture = planned_and_actual(chart(("2008/09", -100, 100)))
    middle = (LEFT + RIGHT) // 2
    assert picture["zero_x"] == middle
    assert picture["periods"][0]["planned"] == {"x": LEFT, "width": middle - LEFT}
    assert picture["periods"][0]["actual"] == {"x": middle, "width": RIGHT - middle}


def test_the_title_says_the_figures_in_words():
    said = planned_and_actual(chart(("2008/09", 10, 5), ("2009/10", 20, None), lines=[TARGET]))[
        "title"
    ]
    assert said == (
        "Telephones. Target £200; 2008/09: planned £10, actual £5; "
        "2009/10: planned £20, actual not posted"
    )


@pytest.mark.parametrize("periods", [[], [("2008/09", 0, 0)], [("2008/09", 0, None)]])
def test_nothing_to_draw_does_not_fail(periods):
    assert len(planned_and_actual(chart(*periods))["periods"]) == len(periods)


def test_many_periods_fit_a_sheet_and_a_small_value_is_seen():
    shown = planned_and_actual(
        chart(*((str(n), 10**9 if n else 1, 1) for n in range(MOST_PERIODS + 3)))
    )["periods"]
    assert len(shown) == MOST_PERIODS
    assert all(period["actual"]["width"] >= 2 for period in shown)


def test_the_drawing_escapes_what_it_is_given():
    svg = render_to_string(
        "benefits/planned_and_actual.svg", {"chart": chart(("<b>Q1</b>", 1, 1), lines=[TARGET])}
    )
    assert "&lt;b&gt;Q1" in svg and "<b>Q1" not in svg
