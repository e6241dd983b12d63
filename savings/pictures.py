"""Geometry of the picture of money by year. Pure functions: no models, no clock.

Units are those of the picture's own view box; every number is whole. Series differ in lightness, so
that the picture is legible in grey, and each figure stands beside its bar.
"""

from programme.formats import money

FILLS = ("#1d4d5c", "#c8d5dc")  # dark, then light with a border: apart in grey too
# Bars lie between LEFT and RIGHT, figures in words to their right.
WIDTH, LEFT, RIGHT = 760, 64, 560
LINE, BAR, TOP, KEY = 34, 18, 8, 18
MOST_YEARS = 24  # fill a sheet


def yearly_bars(chart: dict) -> dict:
    """Places a bar for each year of `chart`: its values stacked in order, and its mark."""
    years = chart["years"][-MOST_YEARS:]
    whole = max((max(sum(year["values"]), year["mark"] or 0) for year in years), default=0) or 1
    bottom = TOP + len(years) * LINE
    keys = [*zip(FILLS, chart["series"], strict=True), (None, chart["mark"])]
    return {
        "width": WIDTH,
        "height": bottom + 10 + len(keys) * KEY,
        "left": LEFT,
        "bottom": bottom,
        "title": chart_title(chart["title"], chart["series"], years),
        "years": [_year(year, place, whole) for place, year in enumerate(years)],
        "keys": [
            {
                "fill": fill,
                "text": text,
                "y": bottom + 8 + place * KEY,
                "text_y": bottom + 19 + place * KEY,
            }
            for place, (fill, text) in enumerate(keys)
        ],
    }


def chart_title(title, series, years) -> str:
    """What the picture says, in words: the figures of each year."""
    said = []
    for year in years:
        parts = [
            f"{name.lower()} {money(value)}"
            for name, value in zip(series, year["values"], strict=True)
            if value
        ]
        said.append(f"{year['label']}: {', '.join(parts) or 'nothing'}")
    return f"{title}. {'; '.join(said)}" if said else title


def _year(year, place, whole):
    top = TOP + place * LINE
    edges, rects = 0, []
    for fill, value in zip(FILLS, year["values"], strict=True):
        left, edges = _x(edges, whole), edges + value
        if value > 0:
            rects.append({"x": left, "width": max(_x(edges, whole) - left, 2), "fill": fill})
    return {
        "label": year["label"],
        "figure": " + ".join(money(value) for value in year["values"] if value) or "nothing",
        "rects": rects,
        "mark_x": _x(year["mark"], whole) if year["mark"] else None,
        "y": top + 6,
        "mark_y": top + 2,
        "text_y": top + 19,
    }


def _x(value, whole) -> int:
    return round(LEFT + (RIGHT - LEFT) * min(max(value, 0) / whole, 1))
