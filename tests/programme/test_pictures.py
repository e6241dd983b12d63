"""What the pictures of several logs share: words that fit, and bars of counts."""

from programme.formats import clipped
from programme.ui.pictures import LEFT, RIGHT, WORD_SPACE, count_bars


def test_long_titles_are_cut_at_a_word():
    assert clipped("Draft a structure of heads of service", 20) == "Draft a structure…"
    assert clipped("Short", 20) == "Short"


def test_bars_of_counts_are_as_long_as_the_largest_lets_them():
    rows = [
        {"word": "Good", "count": 4},
        {"word": "Poor", "count": 2},
        {"word": "x" * 50, "count": 0},
    ]
    good, poor, none = count_bars({"title": "Workstreams", "rows": rows})["rows"]
    assert (good["width"], poor["width"], none["width"]) == (
        RIGHT - LEFT,
        (RIGHT - LEFT) // 2,
        0,
    )
    assert len(none["word"]) <= WORD_SPACE


def test_counts_are_said_in_words_and_none_is_no_error():
    rows = [{"word": "Good", "count": 4}, {"word": "Poor", "count": 0}]
    assert (
        count_bars({"title": "Workstreams", "rows": rows})["title"] == "Workstreams: Good 4, Poor 0"
    )
    assert count_bars({"title": "Workstreams", "rows": rows[1:]})["rows"][0]["width"] == 0
