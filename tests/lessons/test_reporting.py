"""Lessons as plain rows: for downloads, the overview and the committee's report."""

import json
from datetime import timedelta

import pytest

from lessons.log import LESSONS
from lessons.reporting import LessonsSection
from reports.adding_up import check
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def rows(programme, at=MARCH_2012):
    return LESSONS.rows(LESSONS.entries(as_at(programme, at)), as_at(programme, at))


@pytest.fixture
def section(programme):
    """A function that gives the section as it is frozen in a report."""
    return lambda at=MARCH_2012: LessonsSection().context(as_at(programme, at))


@pytest.fixture
def log(in_state):
    """Review: L1 adopted, L3 recorded. Implementation: L2 not adopted, L4 proposed, gone well."""
    in_state("adopted", stage="Review", cause="Nobody wrote them down", effect="Talks led nowhere")
    in_state("not_adopted", stage="Implementation")
    in_state("recorded", stage="Review", applies_to="others")
    in_state("proposed", stage="Implementation", kind="well")


def test_a_row_holds_a_value_for_every_column_and_is_plain_data(in_state, programme):
    in_state("adopted", applies_to="both")
    (row,) = rows(programme)
    assert {column.key for column in LESSONS.columns} <= set(row)
    assert json.loads(json.dumps(row)) == row
    assert (row["kind"], row["state"], row["decided_on"]) == ("To improve", "Adopted", "2012-03-09")
    assert (row["decided_by"], row["adopted_into"], row["applies_to"]) == (
        "Programme board",
        "Project handbook",
        "This programme and others",
    )


@pytest.mark.usefixtures("log")
class TestSection:
    def test_lessons_stand_under_their_stage(self, section):
        content = section()
        assert content["extra"]["group_by"] == "stage"
        assert [(row["stage"], row["reference"]) for row in content["rows"]] == [
            ("Review", "L1"),
            ("Review", "L3"),
            ("Implementation", "L2"),
            ("Implementation", "L4"),
        ]

    def test_each_stage_is_counted(self, section):
        (counts,) = section()["parts"]
        found = [tuple(row.values()) for row in counts["rows"]]
        assert found == [("Review", 2, 0, 2, 1, 0, 1), ("Implementation", 2, 1, 1, 0, 1, 1)]
        assert tuple(counts["totals"].values()) == (4, 1, 3, 1, 1, 2)

    def test_what_was_decided_stands_in_words(self, section):
        decisions = [row["decision"] for row in section()["rows"]]
        assert decisions == [
            "Adopted by Programme board on 9 March 2012: Project handbook",
            "",
            "Not adopted, Programme board, 9 March 2012: Too dear",
            "",
        ]

    def test_a_document_can_be_held_against_the_counts(self, section):
        figures = {figure["key"]: figure["value"] for figure in section()["figures"]}
        assert figures == {"count": 4, "adopted": 1, "not_adopted": 1, "undecided": 2}

    def test_it_adds_up_and_is_plain_data(self, section):
        content = section()
        assert json.loads(json.dumps(content)) == content
        checked = check({"sections": [content]})
        assert checked["findings"] == [] and checked["checked"] >= 6

    def test_it_says_how_many_have_nobody_to_adopt_them(self, section):
        assert section()["notes"] == ["No adopter is named for 1 of 4 lessons."]

    def test_columns_that_are_blank_everywhere_are_not_printed(self, section):
        keys = {column["key"] for column in section()["columns"]}
        assert "cause" in keys and "happened" not in keys

    def test_the_section_of_a_past_moment(self, section):
        assert section(MARCH_2012 - A_DAY)["rows"] == []
        assert "parts" not in section(MARCH_2012 - A_DAY)

    def test_the_log_at_a_glance(self, programme):
        tile = LESSONS.tile(as_now(programme, TODAY))
        assert (tile.count, [line["text"] for line in tile.lines]) == (
            4,
            ["1 proposed for adoption", "1 adopted", "1 not adopted"],
        )
        assert LESSONS.tile(as_at(programme, MARCH_2012 - A_DAY)).count == 0

    def test_a_proposal_waits_for_somebody_to_decide(self, programme):
        (need,) = LESSONS.needs(as_now(programme, TODAY))
        title, rest = need.text.split(": ")
        assert title == "L4 Name the options first"
        assert rest == "proposed for adoption to Programme board, not decided yet"
        assert need.url == "/programmes/shared-management/lessons/L4/"
