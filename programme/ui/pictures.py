"""What the pictures of several logs share: bars of counts.

Pure functions: no models, no clock. Units are those of the picture's own view box; every number is
whole, so that a picture is the same everywhere. A log's own pictures stand in its `pictures.py`.
"""

from programme.formats import clipped

# Bars of counts: the word stands before them, the count after them.
WIDTH, LEFT, RIGHT = 760, 190, 700
LINE, TOP = 24, 8
WORD_SPACE = 34  # characters


def count_bars(chart: dict) -> dict:
    """Places one bar for each of the `rows` of `chart`, {"word", "count"}, in their order."""
    most = max((row["count"] for row in chart["rows"]), default=0) or 1
    return {
        "width": WIDTH,
        "height": TOP + len(chart["rows"]) * LINE,
        "left": LEFT,
        "title": counts_title(chart),
        "rows": [_counted(row, place, most) for place, row in enumerate(chart["rows"])],
    }


def counts_title(chart) -> str:
    """What the picture says, in words: how many there are of each word."""
    said = [f"{row['word']} {row['count']}" for row in chart["rows"]]
    return f"{chart['title']}: {', '.join(said)}"


def _counted(row, place, most):
    top, width = TOP + place * LINE, round((RIGHT - LEFT) * row["count"] / most)
    return {
        "word": clipped(row["word"], WORD_SPACE),
        "count": row["count"],
        "y": top + 2,
        "text_y": top + 14,
        "width": width,
        "count_x": LEFT + width + 8,
    }
