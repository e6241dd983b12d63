"""Geometry of the pictures that are drawn as SVG templates. Pure functions: no models, no clock.

Units are those of the picture's own view box; every number is whole, so that a picture is the same everywhere.
"""

from datetime import date, timedelta

# Fill, ink and border of a band. The three differ in lightness as well as in colour, and the word stands in each.
BAND_COLOURS = {
    "red": {"fill": "#a12020", "ink": "#ffffff", "border": 2},
    "amber": {"fill": "#f0a63c", "ink": "#0b0c0c", "border": 1},
    "green": {"fill": "#d5eadf", "ink": "#0b0c0c", "border": 1},
}
NO_BAND = {"fill": "#ffffff", "ink": "#0b0c0c", "border": 1}

CELL_WIDTH, CELL_HEIGHT, LEFT, TOP = 88, 56, 44, 4
REFERENCE_SPACE = 13  # characters that fit into a cell's width

LINE_HEIGHT, FIRST_LINE, MOST_BARS = 26, 30, 36  # 36 bars fill a sheet
WIDTH, TITLE_X, SPAN_LEFT, SPAN_RIGHT = 760, 34, 300, 640
TITLE_SPACE, STATE_SPACE = 44, 18  # characters


def heat_map(heatmap: dict) -> dict:
    """The 5x5 map of likelihood (across) and impact (upward), each cell with its place and its words."""
    cells = [_heat_cell(cell) for cell in heatmap["cells"]]
    grid_bottom, grid_right = TOP + 5 * CELL_HEIGHT, LEFT + 5 * CELL_WIDTH
    return {
        "width": grid_right + 4,
        "height": grid_bottom + 46,
        "title": heat_map_title(heatmap["cells"]),
        "cells": cells,
        "impact_labels": [
            {"x": LEFT - 16, "y": TOP + (5 - n) * CELL_HEIGHT + CELL_HEIGHT // 2 + 5, "text": n}
            for n in range(1, 6)
        ],
        "likelihood_labels": [
            {"x": LEFT + (n - 1) * CELL_WIDTH + CELL_WIDTH // 2, "y": grid_bottom + 20, "text": n}
            for n in range(1, 6)
        ],
        "across": {"x": (LEFT + grid_right) // 2, "y": grid_bottom + 40},
        "upward": {"x": 12, "y": (TOP + grid_bottom) // 2},
    }


def heat_map_title(cells: list[dict]) -> str:
    """What the picture says, in words: how many risks each band holds, the worst band first."""
    counts: dict[str, int] = {}
    for cell in sorted(cells, key=lambda cell: -cell["score"]):
        word = cell["band"]["word"] if cell["band"] else "no band"
        counts[word] = counts.get(word, 0) + cell["count"]
    total = sum(counts.values())
    held = ", ".join(f"{count} {word}" for word, count in counts.items() if count)
    risks = "1 risk" if total == 1 else f"{total} risks"
    return f"Heat map of {risks} by likelihood and impact" + (f": {held}" if held else "")


def _heat_cell(cell: dict) -> dict:
    band = cell["band"] or {"key": "none", "word": ""}
    x = LEFT + (cell["likelihood"] - 1) * CELL_WIDTH
    y = TOP + (5 - cell["impact"]) * CELL_HEIGHT
    return {
        **BAND_COLOURS.get(band["key"], NO_BAND),
        "x": x,
        "y": y,
        "width": CELL_WIDTH,
        "height": CELL_HEIGHT,
        "left": x + 6,
        "right": x + CELL_WIDTH - 6,
        "middle": x + CELL_WIDTH // 2,
        "top": y + 14,
        "count_y": y + 35,
        "references_y": y + 50,
        "word": band["word"],
        "score": cell["score"],
        "count": cell["count"],
        "references": fitting(cell["references"], REFERENCE_SPACE),
    }


def fitting(references: list[str], space: int) -> str:
    """As many references as the space holds, and how many more there are."""
    text = " ".join(references)
    shown = len(references)
    while len(text) > space and shown:
        shown -= 1
        text = " ".join([*references[:shown], f"+{len(references) - shown}"])
    return text


def timeline(timeline: dict) -> dict:
    """Milestones against time: the span of days that each date can mean, and the day of delivery.

    Where `at` is given, a dashed line marks the day that the picture speaks of.
    """
    start, end = date.fromisoformat(timeline["from"][:10]), date.fromisoformat(timeline["to"][:10])
    scale = _Scale(start, max(end, start + timedelta(days=1)))
    bars = [_bar(bar, place, scale) for place, bar in enumerate(timeline["bars"][:MOST_BARS])]
    bottom = FIRST_LINE + len(bars) * LINE_HEIGHT
    return {
        "width": WIDTH,
        "height": bottom + 26,
        "bottom": bottom,
        "left": SPAN_LEFT,
        "title": timeline_title(timeline),
        "title_x": TITLE_X,
        "ticks": scale.ticks(),
        "at_x": scale.x(date.fromisoformat(timeline["at"][:10])) if timeline.get("at") else None,
        "bars": bars,
        "hidden": len(timeline["bars"]) - len(bars),
        "key_y": bottom + 9,
        "key_text_y": bottom + 18,
        "key_span_x": SPAN_LEFT + 34,
        "key_mark_x": SPAN_LEFT + 204,
        "key_mark_y": bottom + 14,
        "key_delivered_x": SPAN_LEFT + 217,
        "key_at_x": SPAN_LEFT + 290,
        "key_at_text_x": SPAN_LEFT + 304,
    }


def timeline_title(timeline: dict) -> str:
    """What the picture says, in words."""
    bars = timeline["bars"]
    delivered = sum(1 for bar in bars if bar["delivered"])
    milestones = "1 milestone" if len(bars) == 1 else f"{len(bars)} milestones"
    return f"Timeline of {milestones}, {delivered} delivered; the table holds the same dates"


class _Scale:
    """Places days between the two edges of the drawing."""

    def __init__(self, start: date, end: date):
        self.start, self.end = start, end

    def x(self, day: date) -> int:
        """The place of a day; days beyond the edge are drawn at the edge."""
        share = (day - self.start).days / (self.end - self.start).days
        return round(SPAN_LEFT + (SPAN_RIGHT - SPAN_LEFT) * min(max(share, 0), 1))

    def ticks(self) -> list[dict]:
        """At most eight firsts of months."""
        months = self.months()
        step = max(1, -(-len(months) // 8))
        return [
            {"x": self.x(first), "anchor": "middle", "text": first.strftime("%b %Y")}
            for first in months[::step]
        ]

    def months(self) -> list[date]:
        """The first of every month in the span."""
        number = self.start.year * 12 + self.start.month - (self.start.day == 1)
        last = self.end.year * 12 + self.end.month - 1
        return [date(month // 12, month % 12 + 1, 1) for month in range(number, last + 1)]


def _bar(bar: dict, place: int, scale: _Scale) -> dict:
    top = FIRST_LINE + place * LINE_HEIGHT
    span = _span(bar, scale)
    return {
        "reference": bar["reference"],
        "title": clipped(bar["title"], TITLE_SPACE),
        "state": clipped(bar["state"], STATE_SPACE),
        "y": top + 7,
        "text_y": top + 16,
        "middle_y": top + 12,
        "rule_y": top + LINE_HEIGHT - 1,
        "x": span[0],
        "width": span[1],
        "delivered_x": scale.x(date.fromisoformat(bar["delivered"][:10]))
        if bar["delivered"]
        else None,
    }


def _span(bar: dict, scale: _Scale) -> tuple[int, int]:
    """Left edge and width of the days that the date can mean; width 0 where there is no date."""
    if not (bar["earliest"] and bar["latest"]):
        return SPAN_LEFT, 0
    left = scale.x(date.fromisoformat(bar["earliest"][:10]))
    right = scale.x(date.fromisoformat(bar["latest"][:10]) + timedelta(days=1))
    return left, max(right - left, 4)


def clipped(text: str, space: int) -> str:
    """The text, cut at a word with an ellipsis where it is longer than the space."""
    if len(text) <= space:
        return text
    return text[: space - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"
