"""Milestones in downloads, on the overview and in the committee's report."""

from datetime import date

import pytest

from closure.paper.achievement import AchievementSection
from milestones import actions
from milestones.log import MILESTONES
from milestones.models import Milestone
from milestones.reporting import AllMilestones, MilestonesSection
from tests.factories import MARCH_2012, as_at, as_now, noon

APRIL_2012 = noon(2012, 4, 9)


def read(programme, at=MARCH_2012):
    return MILESTONES.rows(MILESTONES.entries(as_at(programme, at)), as_at(programme, at))


def section(programme, at=MARCH_2012, since=None):
    return MilestonesSection().context(as_at(programme, at, since))


def test_the_report_shows_the_current_period_and_the_next_as_at_its_moment(
    programme, add, act, period
):
    march, april, may = period(), period("April 2012", 4), period("May 2012", 5)
    for title, place in (
        ("Next one", april),
        ("This one", march),
        ("A later one", may),
        ("This one too", march),
    ):
        add(title, period=place)
    act(actions.complete_milestone, Milestone.objects.get(title="This one"), at=APRIL_2012)
    content = section(programme)
    assert [(row["period"], row["title"], row["state"]) for row in content["rows"]] == [
        ("Current period", "This one", "Planned"),
        ("Current period", "This one too", "Planned"),
        ("Next period", "Next one", "Planned"),
    ]
    assert content["extra"]["periods"] == {
        "Current period": "March 2012",
        "Next period": "April 2012",
    }
    assert section(programme, at=APRIL_2012)["rows"][0]["state"] == "Complete"


def test_a_complete_and_ongoing_milestone_is_printed_as_both(programme, add, act, period):
    milestone = add(comment="In progress and ongoing", period=period())
    act(actions.complete_milestone, milestone, ongoing=True)
    row = section(programme)["rows"][0]
    assert (row["state"], row["flagged"], row["comment"]) == (
        "Complete",
        "Complete, and noted as ongoing",
        "In progress and ongoing",
    )


def test_columns_that_are_blank_in_every_row_are_not_printed(programme, add, period):
    add(period=period())
    content = section(programme)
    assert [column["key"] for column in content["columns"]] == [
        "period",
        "reference",
        "title",
        "state",
        "comment",
    ]
    assert sum(column["width"] for column in content["columns"]) == pytest.approx(100, abs=0.1)
    assert content["extra"]["timeline"] == {}


def test_dates_are_printed_as_written_and_no_year_is_invented(programme, add, period):
    march = period()
    for due in ("Early December 2006", "On completion of strategy", "27 March"):
        add(due=due, period=march)
    rows = section(programme)["rows"]
    assert [row["due"] for row in rows] == [
        "Early December 2006",
        "On completion of strategy",
        "27 March",
    ]
    assert [row["due_latest"] for row in read(programme)] == ["2006-12-10", None, None]
    assert (
        rows[0]["flagged"]
        == "Overdue: due Early December 2006; Slippage: 1,916 to 1,925 days late so far"
    )
    assert (
        rows[1]["flagged"]
        == rows[2]["flagged"]
        == "Due date kept as written: no date can be read from it"
    )


def test_what_nobody_has_placed_in_a_period_is_printed_while_it_is_unfinished(programme, add, act):
    add("Unfinished")
    act(actions.complete_milestone, add("Finished"), at=APRIL_2012)
    later = noon(2012, 5, 1)
    assert [row["title"] for row in section(programme, later)["rows"]] == ["Unfinished"]
    assert section(programme, later)["rows"][0]["period"] == "Not placed in a period"
    assert [row["title"] for row in section(programme, later, since=MARCH_2012)["rows"]] == [
        "Unfinished",
        "Finished",
    ]


def test_after_a_period_was_closed_the_report_moves_on(programme, add, period, programme_manager):
    march = period()
    period("April 2012", 4)
    add(period=march)
    actions.close_period(march, by=programme_manager, at=APRIL_2012)
    row = section(programme, APRIL_2012)["rows"][0]
    assert (row["period"], row["flagged"]) == ("Current period", "Rolled over once")
    assert section(programme, APRIL_2012)["notes"] == ["Current period: April 2012."]
    assert section(programme, MARCH_2012)["notes"] == ["Current period: March 2012."]


def test_the_timeline_covers_whole_months_and_marks_the_day_where_it_lies_within(
    programme, add, act, period
):
    march = period()
    milestone = add(due="Early March 2012", period=march)
    add(due="N/A", period=march)
    act(actions.deliver_milestone, milestone, delivered_on=date(2012, 3, 8), is_final=True)
    timeline = section(programme)["extra"]["timeline"]
    assert (timeline["from"], timeline["to"], timeline["at"]) == (
        "2012-03-01",
        "2012-03-31",
        "2012-03-09",
    )
    assert timeline["bars"][0] == {
        "reference": "M1",
        "title": "Structure agreed",
        "earliest": "2012-03-01",
        "latest": "2012-03-10",
        "delivered": "2012-03-08",
        "state": "Complete",
    }
    assert timeline["bars"][1]["earliest"] is None
    assert "at" not in section(programme, noon(2012, 9, 1))["extra"]["timeline"]


def test_rows_tell_deliveries_dependencies_and_slippage(programme, add, act):
    milestone = add(due="Early December 2006")
    add("Consultation held")
    act(actions.add_dependency, milestone, needs=Milestone.objects.get(reference="M2"))
    act(
        actions.deliver_milestone,
        milestone,
        delivered_on=date(2006, 12, 12),
        to_body="PMT",
        is_final=True,
    )
    row = read(programme)[0]
    assert row["deliveries"] == ["12 December 2006 to PMT – final"]
    assert (row["depends_on"], row["slippage"]) == ("M2", "2 to 11 days late")
    assert (row["slippage_least"], row["slippage_most"]) == (2, 11)
    assert set(row) >= {column.key for column in MILESTONES.columns}


def test_deliveries_stand_as_recorded_and_are_flagged_where_their_dates_are_in_another_order(
    programme, add, act, period
):
    milestone = add(period=period())
    act(actions.deliver_milestone, milestone, delivered_on=date(2007, 3, 20), is_final=True)
    act(actions.deliver_milestone, milestone, delivered_on=date(2007, 2, 19), outcome="Board 4")
    content = section(programme)
    assert content["rows"][0]["deliveries"] == [
        "20 March 2007 – final",
        "19 February 2007: Board 4",
    ]
    assert (
        content["rows"][0]["flagged"] == "Deliveries as recorded, not in the order of their dates"
    )
    assert content["landscape"]


def test_the_overview_counts_what_is_unfinished_and_overdue(programme, add, act):
    add(due="Early March 2012")
    add(due="May 2012")
    act(actions.complete_milestone, add())
    tile = MILESTONES.tile(as_now(programme, date(2012, 3, 11)))
    assert tile.count == 3
    assert [line["text"] for line in tile.lines] == ["2 unfinished", "1 overdue", "1 complete"]


def test_overdue_milestones_and_a_period_that_is_over_need_somebody(programme, add, period):
    period()
    add(due="Early March 2012")
    assert MILESTONES.needs(as_now(programme, date(2012, 3, 10))) == []
    needs = MILESTONES.needs(as_now(programme, date(2012, 4, 1)))
    assert [need.text for need in needs] == [
        "M1 Structure agreed: overdue, due Early March 2012",
        "The period March 2012 is over: close it",
    ]
    assert needs[0].url.endswith("/milestones/M1/")


def test_a_closure_document_says_which_milestones_were_withdrawn_and_counts_them_apart(
    programme, add, act
):
    add("Kept")
    act(actions.withdraw_milestone, add("Gone"), why="The partners agreed", at=APRIL_2012)
    position = as_at(programme, APRIL_2012)
    content = AllMilestones().context(position)
    [gone] = content["parts"]
    assert [row["title"] for row in content["rows"]] == ["Kept"]
    assert [(row["title"], row["settled_why"]) for row in gone["rows"]] == [
        ("Gone", "The partners agreed")
    ]
    counted = AchievementSection().context(position)
    assert [row["total"] for row in counted["rows"]] == [1]
    assert counted["notes"] == ["Milestones: 1 more was set, and withdrawn."]
