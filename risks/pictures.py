"""Geometry of the heat map. Pure functions: no models, no clock.

Units are those of the picture's own view box; every number is whole, so that a picture is the same
everywhere.
"""

from programme.formats import counted

# Fill, ink and border of a band. All differ in lightness as well as in colour, and the word
# stands in each.
BAND_COLOURS = {
    "red": {"fill": "#a12020", "ink": "#ffffff", "border": 2},
    "amber": {"fill": "#f0a63c", "ink": "#0b0c0c", "border": 1},
    "yellow": {"fill": "#f7e69a", "ink": "#0b0c0c", "border": 1},
    "green": {"fill": "#d5eadf", "ink": "#0b0c0c", "border": 1},
}
NO_BAND = {"fill": "#ffffff", "ink": "#0b0c0c", "border": 1}

CELL_WIDTH, CELL_HEIGHT, LEFT, TOP = 88, 56, 44, 4
REFERENCE_SPACE = 13  # characters that fit into a cell's width


def heat_map(heatmap: dict) -> dict:
    """The map of likelihood (across) and impact (upward), each cell with place and words."""
    up = max(cell["impact"] for cell in heatmap["cells"])
    wide = max(cell["likelihood"] for cell in heatmap["cells"])
    cells = [_heat_cell(cell, up) for cell in heatmap["cells"]]
    grid_bottom, grid_right = TOP + up * CELL_HEIGHT, LEFT + wide * CELL_WIDTH
    return {
        "width": grid_right + 4,
        "height": grid_bottom + 46,
        "title": heat_map_title(heatmap["cells"]),
        "cells": cells,
        "impact_labels": [
            {"x": LEFT - 16, "y": TOP + (up - n) * CELL_HEIGHT + CELL_HEIGHT // 2 + 5, "text": n}
            for n in range(1, up + 1)
        ],
        "likelihood_labels": [
            {"x": LEFT + (n - 1) * CELL_WIDTH + CELL_WIDTH // 2, "y": grid_bottom + 20, "text": n}
            for n in range(1, wide + 1)
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
    risks = counted(total, "risk")
    return f"Heat map of {risks} by likelihood and impact" + (f": {held}" if held else "")


def _heat_cell(cell: dict, up: int) -> dict:
    band = cell["band"] or {"key": "none", "word": ""}
    x = LEFT + (cell["likelihood"] - 1) * CELL_WIDTH
    y = TOP + (up - cell["impact"]) * CELL_HEIGHT
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
