"""Geometry of the timeline. Pure functions: no models, no clock.

Units are those of the picture's own view box; every number is whole, so that a picture is the same
everywhere.
"""

from datetime import date, timedelta
from math import ceil

from programme.formats import clipped, counted

LINE_HEIGHT, FIRST_LINE, MOST_BARS = 26, 30, 36  # 36 bars fill a sheet
WIDTH, TITLE_X, SPAN_LEFT, SPAN_RIGHT = 760, 34, 300, 640
TITLE_SPACE, STATE_SPACE = 44, 18  # characters
SHORTEST_MONTH = 28  # days
TICK_SPACE = 58  # from one month that is named to the next, so that their names stand apart


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
    milestones = counted(len(bars), "milestone")
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
        """Firsts of months, as many as can be named without touching each other."""
        months = self.months()
        days = (self.end - self.start).days * TICK_SPACE / (SPAN_RIGHT - SPAN_LEFT)
        step = max(1, ceil(days / SHORTEST_MONTH))
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
