"""Where pictures stand on a sheet, wherever the sheet before ends."""

import io

import pikepdf
import pytest

from reports.actions import change_definition
from reports.composition import compose
from reports.engine import engine
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import DRAWN

pytestmark = pytest.mark.once
LOWEST = (297 - 20) / 25.4 * 96  # of a sheet, in the units in which it is drawn
CODE, HEAT_MAP = 28 / 25.4 * 96, 80 / 25.4 * 96


def figures_of(pdf):
    """Where each tagged figure begins, as (sheet, x, y) from the top left."""
    found = []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for number, sheet in enumerate(opened.pages, start=1):
            steps = pikepdf.parse_content_stream(sheet)
            for place, step in enumerate(steps):
                if str(step.operator) == "BDC" and "Figure" in str(step.operands[0]):
                    moves = (one for one in steps[place : place + 6] if str(one.operator) == "cm")
                    if moved := next(moves, None):
                        found.append((number, *map(float, moved.operands[4:])))
    return found


@pytest.mark.parametrize("lines", [0, 1, 2, 3, 34, 35])  # the block goes over to the next sheet
def test_the_code_stands_on_its_sheet(write, definition, meeting, lines):
    write("background", "\n".join(["1. Line"] * lines) or "x", state="done")
    content = compose(definition, at=DRAWN, since=None, meeting=meeting)
    [code] = figures_of(engine.draw(content, 200, lambda *_: None).pdf)
    assert code[2] + CODE <= LOWEST


@pytest.mark.parametrize("lines", [36, 37])
def test_the_heat_map_stands_on_its_sheet(
    write, definition, meeting, risk, lines, democratic_services
):
    limits = {"risks": {"columns": ["reference", "title", "score"]}}  # an upright sheet
    who = {"by": democratic_services, "at": definition.created_at}
    definition = change_definition(definition, limits=limits, **who)
    write("background", "\n".join(["1. Line"] * lines), state="done")
    content = compose(definition, at=DRAWN, since=None, meeting=meeting)
    drawn = figures_of(engine.draw(content, 200, lambda *_: None).pdf)
    [heat_map, code] = (y for _, _, y in drawn)
    assert heat_map + HEAT_MAP <= LOWEST and code + CODE <= LOWEST
