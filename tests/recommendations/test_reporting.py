"""Recommendations as plain rows: for downloads, the overview and the committee's response table."""

import json
from datetime import date, timedelta

import pytest

from programme.reporting import sections
from recommendations import actions
from recommendations.log import RECOMMENDATIONS, REVIEWS
from recommendations.reporting import (
    AllRecommendations,
    CompletedRecommendations,
    ExtensionRecommendations,
    LiveRecommendations,
    OverdueRecommendations,
)
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
LATER = date(2012, 6, 1)


def row_of(programme, at=MARCH_2012):
    (row,) = RECOMMENDATIONS.rows(
        RECOMMENDATIONS.entries(as_at(programme, at)), as_at(programme, at)
    )
    return row


def printed(programme, at=MARCH_2012, section=AllRecommendations, since=None):
    return section().context(as_at(programme, at, since))


def test_a_row_holds_a_value_for_every_column_and_is_plain_data(
    recommendation, partner, programme, who
):
    actions.set_owners(recommendation, owners={partner: "Director"}, **who)
    row = row_of(programme)
    assert {column.key for column in RECOMMENDATIONS.columns} <= set(row)
    assert json.loads(json.dumps(row)) == row
    assert (row["owners"], row["due_on"], row["review"]) == (
        ["Director, First council"],
        "2012-03-01",
        "REV1 Gateway review 3",
    )


def test_the_table_prints_the_position_as_at_its_own_day(recommendation, programme, who):
    actions.add_update(recommendation, as_at=TODAY, text="Begun", **who)
    section = printed(programme)
    assert [c["label"] for c in section["columns"] if "Position" in c["label"]] == [
        "Position as at 9 March 2012"
    ]
    assert section["rows"][0]["position_2012-03-09"] == "Begun"


def test_the_table_prints_one_column_for_each_day_that_was_chosen(recommendation, programme, who):
    for day, text in ((date(2012, 1, 5), "Begun"), (TODAY, "Done")):
        actions.add_update(recommendation, as_at=day, text=text, **who)
    actions.set_columns(programme=programme, days=[date(2011, 12, 1), date(2012, 2, 1)], **who)
    section = printed(programme)
    labels = [
        c["label"].removeprefix("Position as at ")
        for c in section["columns"]
        if "Position" in c["label"]
    ]
    # The report's own day comes last.
    assert labels == ["1 December 2011", "1 February 2012", "9 March 2012"]
    days = ("2011-12-01", "2012-02-01", "2012-03-09")
    assert [section["rows"][0][f"position_{day}"] for day in days] == [None, "Begun", "Done"]
    assert round(sum(column["width"] for column in section["columns"])) == 100


def test_a_position_that_was_entered_later_is_not_in_the_report(recommendation, programme, who):
    actions.add_update(
        recommendation, as_at=TODAY, text="Done", **{**who, "at": MARCH_2012 + A_DAY}
    )
    assert printed(programme)["rows"][0]["position_2012-03-09"] is None


def test_the_words_are_printed_and_notes_say_what_they_mean(recommendation, add, programme, who):
    second = actions.respond_to_recommendation(
        add(), response="accepted", comments="As Above", as_above=recommendation, **who
    )
    actions.add_update(
        second, as_at=TODAY, wording="previously", text="Previously completed.", **who
    )
    section = printed(programme)
    row = section["rows"][1]
    assert (row["comments"], row["position_2012-03-09"]) == ("As Above", "Previously completed.")
    assert "REC2: the comments “As Above” mean those on REC1." in section["notes"]
    assert (
        "REC2: “Previously completed” – on an earlier date that is not known." in section["notes"]
    )


def test_blanks_stay_blank_and_are_said(add, programme):
    add(response="accepted")
    section = printed(programme)
    assert section["notes"] == [
        "No recommendation in this table has an owner, a priority or a due date."
    ]
    assert not {"owners", "priority", "due_on"} & {column["key"] for column in section["columns"]}


@pytest.mark.parametrize(
    ("section", "found"),
    [
        (AllRecommendations, ["REC1", "REC2", "REC3", "REC4"]),
        (LiveRecommendations, ["REC1", "REC3", "REC4"]),
        (CompletedRecommendations, ["REC2"]),
        (ExtensionRecommendations, ["REC3"]),
        (OverdueRecommendations, ["REC1"]),
    ],
)
def test_the_five_tables(recommendation, in_state, programme, who, section, found):
    in_state("verified")
    actions.request_extension(in_state("responded"), due_on=LATER, why="Late papers", **who)
    in_state("claimed")
    assert [row["reference"] for row in printed(programme, section=section)["rows"]] == found


def test_the_whole_table_counts_the_five(recommendation, in_state, programme):
    in_state("verified")
    counts = printed(programme)["extra"]["counts"]
    assert [table["count"] for table in counts] == [1, 1, 0, 1, 2]


def test_completed_since_the_last_meeting(in_state, programme):
    in_state("verified")
    assert printed(programme, section=CompletedRecommendations, since=MARCH_2012 - A_DAY)["rows"]
    empty = printed(programme, section=CompletedRecommendations, since=MARCH_2012)
    assert (empty["rows"], empty["notes"]) == ([], [])


def test_the_rows_of_one_review_stand_together(recommendation, add, programme, who):
    audit = actions.add_review(programme=programme, title="Audit", kind="audit", **who)
    add(review=audit)
    add()
    assert [row["reference"] for row in printed(programme)["rows"]] == ["REC1", "REC3", "REC2"]


def test_every_table_can_be_chosen_for_a_report():
    keys = {
        "recommendations",
        *(f"recommendations-{table}" for table in ("live", "completed", "extension", "overdue")),
    }
    assert keys <= set(sections())


def test_a_section_is_plain_data(recommendation, programme):
    section = printed(programme)
    assert json.loads(json.dumps(section)) == section


def test_the_log_at_a_glance(recommendation, in_state, programme):
    in_state("verified")
    tile = RECOMMENDATIONS.tile(as_now(programme, TODAY))
    assert (tile.count, [line["text"] for line in tile.lines]) == (
        1,
        ["1 overdue", "0 with an extension requested", "1 completed since the last report"],
    )
    assert RECOMMENDATIONS.tile(as_at(programme, MARCH_2012 - A_DAY)).count == 0
    assert REVIEWS.tile(as_now(programme, TODAY)).count == 1


def test_what_needs_somebody_leads_to_the_page_where_it_is_done(
    recommendation, in_state, programme, who
):
    in_state("claimed")
    in_state("risk_accepted")
    actions.request_extension(in_state("responded"), due_on=LATER, why="Late papers", **who)
    needs = RECOMMENDATIONS.needs(as_now(programme, TODAY + A_DAY))
    assert [need.text.partition(": ")[2] for need in needs] == [
        "overdue, due 1 March 2012",
        "claimed complete, to be verified by somebody else",
        "acceptance of the risk ran out",
        "extension requested to 1 June 2012",
    ]
    assert needs[0].url == "/programmes/shared-management/recommendations/REC1/"


def test_all_that_a_recommendation_needs_is_told_at_once(recommendation, programme, who):
    actions.request_extension(recommendation, due_on=LATER, why="Late papers", **who)
    (need,) = RECOMMENDATIONS.needs(as_now(programme, TODAY + A_DAY))
    told = need.text.partition(": ")[2]
    assert told == "overdue, due 1 March 2012; extension requested to 1 June 2012"
    assert need.kind == "overdue"


def test_a_review_row_counts_its_recommendations(recommendation, in_state, programme):
    in_state("verified")
    (row,) = REVIEWS.rows(
        REVIEWS.entries(as_at(programme, MARCH_2012)), as_at(programme, MARCH_2012)
    )
    assert {column.key for column in REVIEWS.columns} <= set(row)
    assert (row["recommendations"], row["live"], row["kind"]) == (2, 1, "Gateway review")
