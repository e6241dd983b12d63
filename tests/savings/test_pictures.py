"""The picture of money by year: places, words, and what stays legible in grey."""

import pytest
from django.template.loader import render_to_string

from savings.pictures import FILLS, LEFT, MOST_YEARS, RIGHT, yearly_bars


def chart(*years):
    named = [{"label": label, "values": values, "mark": mark} for label, values, mark in years]
    return {
        "title": "Savings",
        "series": ["Permanent", "One-off"],
        "mark": "Target",
        "years": named,
    }


def test_values_are_stacked_and_the_largest_fills_the_width():
    first, second = yearly_bars(chart(("2010/11", [50, 50], None), ("2011/12", [25, 0], 100)))[
        "years"
    ]
    half = (RIGHT - LEFT) // 2
    assert [(rect["x"], rect["width"]) for rect in first["rects"]] == [
        (LEFT, half),
        (LEFT + half, half),
    ]
    assert (len(second["rects"]), second["mark_x"]) == (1, RIGHT)


def test_the_title_says_the_figures_in_words():
    picture = chart(("2010/11", [100_00, 50_00], None), ("2011/12", [0, 0], None))
    assert (
        yearly_bars(picture)["title"]
        == "Savings. 2010/11: permanent £100, one-off £50; 2011/12: nothing"
    )


def test_the_two_series_differ_in_lightness():
    dark, light = (sum(int(fill[at : at + 2], 16) for at in (1, 3, 5)) for fill in FILLS)
    assert light - dark > 300


@pytest.mark.parametrize("years", [[], [("2010/11", [0, 0], None)]])
def test_nothing_to_draw_is_drawn_as_nothing(years):
    assert all(year["rects"] == [] for year in yearly_bars(chart(*years))["years"])


def test_a_small_sum_is_still_seen_and_many_years_fit_a_sheet():
    years = [(f"{2000 + n}", [1 if n else 10**9, 0], None) for n in range(MOST_YEARS + 3)]
    shown = yearly_bars(chart(*years))["years"]
    assert len(shown) == MOST_YEARS
    assert shown[-1]["rects"][0]["width"] >= 2


def test_the_drawing_escapes_what_it_is_given():
    svg = render_to_string("savings/yearly_bars.svg", {"chart": chart(("<b>2010</b>", [1, 1], 2))})
    assert "<title>Savings. &lt;b&gt;" in svg and "<b>2010" not in svg
