"""Geometry of the timeline."""

from itertools import pairwise

import pytest

from milestones.pictures import TICK_SPACE, timeline


def bar(earliest=None, latest=None, delivered=None) -> dict:
    return {
        "reference": "M1",
        "title": "Structure",
        "state": "Planned",
        "earliest": earliest,
        "latest": latest,
        "delivered": delivered,
    }


def test_a_bar_spans_the_days_that_its_date_can_mean():
    drawn = timeline(
        {
            "from": "2012-01-01",
            "to": "2012-12-31",
            "bars": [
                bar("2012-03-01", "2012-03-31"),
                bar("2012-03-01", "2012-05-31"),
                bar("2012-03-01", "2012-03-01"),
                bar(),
            ],
        }
    )["bars"]
    assert drawn[0]["x"] == drawn[1]["x"]
    assert drawn[3]["width"] == 0 < drawn[2]["width"] < drawn[0]["width"] < drawn[1]["width"]


def test_what_lies_outside_is_drawn_at_the_edge():
    drawn = timeline(
        {
            "from": "2012-01-01",
            "to": "2012-12-31",
            "bars": [bar("2011-01-01", "2013-01-01", "2014-01-01")],
        }
    )
    (only,) = drawn["bars"]
    assert only["x"] == drawn["left"]
    assert only["delivered_x"] == only["x"] + only["width"]


@pytest.mark.parametrize(
    "to", ["2006-12-31", "2007-02-28", "2007-06-30", "2008-10-01", "2012-10-01"]
)
def test_ticks_are_firsts_of_months_and_their_names_stand_apart(to):
    ticks = timeline({"from": "2006-11-15", "to": to, "bars": [bar()]})["ticks"]
    assert ticks[0]["text"] == "Dec 2006"
    places = [tick["x"] for tick in ticks]
    assert all(after - before >= TICK_SPACE - 1 for before, after in pairwise(places))


def test_one_day_and_a_span_turned_round_can_be_drawn():
    for start, end in (("2012-01-01", "2012-01-01"), ("2012-06-01", "2012-01-01")):
        assert (
            timeline({"from": start, "to": end, "bars": [bar("2012-01-01", "2012-01-01")]})["bars"][
                0
            ]["width"]
            > 0
        )


def test_more_milestones_than_a_sheet_holds_are_counted():
    drawn = timeline({"from": "2012-01-01", "to": "2012-12-31", "bars": [bar()] * 50})
    assert len(drawn["bars"]) + drawn["hidden"] == 50
    assert drawn["hidden"] > 0
