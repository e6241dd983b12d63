"""Geometry of the picture of planned against actual values. Pure functions: no models, no clock.

Units are those of the picture's own view box; every number is whole. A period has two bars, the
planned one light and the actual one dark; values may lie below zero, and the zero line is drawn
where it falls. Texts come with the values, so that the picture knows no unit.
"""

from programme.formats import lower_first

from .chart import actual_in_words

# Bars lie between LEFT and RIGHT, figures in words to their right.
WIDTH, LEFT, RIGHT = 760, 120, 560
LINE, BAR, TOP, KEY = 44, 15, 8, 18
MOST_PERIODS = 18  # fill a sheet


def planned_and_actual(chart: dict) -> dict:
    """Places two bars for each period of `chart`, and the lines of baseline and target."""
    periods = chart["periods"][-MOST_PERIODS:]
    scale = _Scale(chart, periods)
    bottom = TOP + len(periods) * LINE
    lines = [{**line, "x": scale.x(line["value"])} for line in chart["lines"]]
    keys = [
        ("light", "Planned"),
        ("dark", "Actual"),
        *((line["key"], line["text"]) for line in lines),
    ]
    return {
        "width": WIDTH,
        "height": bottom + 10 + len(keys) * KEY,
        "top": TOP - 4,
        "bottom": bottom,
        "zero_x": scale.x(0),
        "title": chart_title(chart, periods),
        "periods": [_period(period, place, scale) for place, period in enumerate(periods)],
        "lines": lines,
        "keys": [
            {
                "key": key,
                "text": text,
                "y": bottom + 8 + place * KEY,
                "text_y": bottom + 19 + place * KEY,
            }
            for place, (key, text) in enumerate(keys)
        ],
    }


def chart_title(chart, periods) -> str:
    """What the picture says, in words: the figures of each period."""
    said = [
        f"{period['label']}: planned {period['planned_text'] or 'nothing'}, "
        f"actual {actual_in_words(period, 'not posted')}"
        for period in periods
    ]
    marks = [line["text"] for line in chart["lines"]]
    marks[1:] = map(lower_first, marks[1:])  # the first begins a sentence
    return f"{chart['title']}. {'; '.join([*marks, *said])}"


class _Scale:
    """Places values between the two edges of the drawing; zero is always among them."""

    def __init__(self, chart, periods):
        values = [0, *(line["value"] for line in chart["lines"])]
        values += [
            period[name]
            for period in periods
            for name in ("planned", "actual")
            if period[name] is not None
        ]
        self.low, self.high = min(values), max(values)

    def x(self, value) -> int:
        return round(LEFT + (RIGHT - LEFT) * (value - self.low) / ((self.high - self.low) or 1))

    def bar(self, value):
        """Left edge and width of a bar from zero; None where there is no value."""
        if value is None:
            return None
        left, right = sorted([self.x(0), self.x(value)])
        return {"x": left, "width": max(right - left, 2)}


def _period(period, place, scale):
    top = TOP + place * LINE
    return {
        "label": period["label"],
        "as_at": period.get("as_at", ""),
        "as_at_y": top + 38,
        "planned": scale.bar(period["planned"]),
        "actual": scale.bar(period["actual"]),
        "planned_text": period["planned_text"],
        "actual_text": period["actual_text"] or "not posted",
        "planned_y": top + 4,
        "actual_y": top + 4 + BAR,
        "label_y": top + 24,
        "planned_text_y": top + 16,
        "actual_text_y": top + 31,
    }
