"""The communications plan as plain rows: for downloads, the overview and the committee's report."""

import json
from datetime import timedelta

import pytest

from communications import actions
from communications.log import COMMUNICATIONS
from communications.models import Feedback
from communications.reporting import CommunicationsSection
from reports.adding_up import check
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
LATER = MARCH_2012 + A_DAY


def rows(programme, at=MARCH_2012):
    return COMMUNICATIONS.rows(COMMUNICATIONS.entries(as_at(programme, at)), as_at(programme, at))


@pytest.fixture
def section(programme):
    """A function that gives the section as it is frozen in a report."""
    section = CommunicationsSection()
    return lambda at=MARCH_2012, since=None: section.context(as_at(programme, at, since))


@pytest.fixture
def plan(add, in_state, hear):
    """CM1 still to be done, CM2 done and answered, CM3 cancelled, CM4 overdue, not answered."""
    add(
        due="At key stages", owner="Director", consultation="staff", opens_on=TODAY, closes_on=TODAY
    )
    hear(in_state("done"), answer="Heard")
    in_state("cancelled")
    hear(add(due="1 March 2012"))


def test_a_row_holds_a_value_for_every_column_and_is_plain_data(in_state, hear, programme):
    hear(
        hear(in_state("done", consultation="users", opens_on=TODAY)),
        "Too long",
        given_on=TODAY,
        answer="Heard",
    )
    (row,) = rows(programme)
    assert {column.key for column in COMMUNICATIONS.columns} <= set(row)
    assert json.loads(json.dumps(row)) == row
    assert (row["due"], row["due_earliest"], row["done_on"], row["opens_on"]) == (
        "April 2012",
        "2012-04-01",
        "2012-03-09",
        "2012-03-09",
    )
    assert (row["audience"], row["consultation"], row["standing"]) == ("Staff", "Users", "Done")
    assert row["feedback"] == [
        "Staff: Too late (not answered)",
        "9 March 2012, Staff: Too long (9 March 2012: Heard)",
    ]
    assert row["unanswered"] == 1


@pytest.mark.usefixtures("plan")
class TestSection:
    def test_what_is_overdue_stands_first_and_what_is_cancelled_last(self, section):
        content = section()
        assert [(row["standing"], row["reference"]) for row in content["rows"]] == [
            ("Overdue", "CM4"),
            ("Still to be done", "CM1"),
            ("Done", "CM2"),
            ("Cancelled", "CM3"),
        ]
        assert content["extra"]["group_by"] == "standing"
        assert [count["count"] for count in content["extra"]["counts"]] == [1, 1, 1, 1]

    def test_notes_say_what_a_reader_misses_and_flags_what_to_notice(self, section):
        assert section()["notes"] == [
            "No owner is given for 3 of 4 communications.",
            "CM4: overdue, due 1 March 2012.",
            "CM1: due date kept as written: no date can be read from it.",
        ]

    def test_feedback_stands_with_what_was_answered(self, section):
        (heard,) = section()["parts"]
        assert [(row["reference"], row["source"], row["answers"]) for row in heard["rows"]] == [
            ("CM2", "Staff", ["9 March 2012: Heard"]),
            ("CM4", "Staff", []),
        ]
        assert heard["notes"] == ["Not answered yet: 1 of 2."]

    def test_what_was_over_by_the_report_before_is_not_printed_again(self, section, who, add):
        actions.complete_communication(add(), done_on=TODAY, by=who["by"], at=LATER)
        content = section(LATER, MARCH_2012)
        assert [row["reference"] for row in content["rows"]] == ["CM1", "CM4", "CM5"]
        assert content["parts"][0]["rows"] == []

    def test_an_answer_brings_its_feedback_back_into_the_report(self, section, who):
        waiting = Feedback.objects.get(communication__reference="CM4")
        actions.answer_feedback(
            waiting, answer="We moved it", answered_on=TODAY, by=who["by"], at=LATER
        )
        (row,) = section(LATER, MARCH_2012)["parts"][0]["rows"]
        assert row["answers"] == ["9 March 2012: We moved it"]

    def test_it_adds_up_and_is_plain_data(self, section):
        content = section()
        assert json.loads(json.dumps(content)) == content
        assert check({"sections": [content]})["findings"] == []

    def test_a_document_can_be_held_against_the_counts(self, section):
        figures = {figure["key"]: figure["value"] for figure in section()["figures"]}
        assert figures == {"count": 4, "overdue": 1, "due": 1, "done": 1, "cancelled": 1}

    def test_the_log_at_a_glance(self, programme):
        tile = COMMUNICATIONS.tile(as_now(programme, TODAY))
        assert (tile.count, [line["text"] for line in tile.lines]) == (
            4,
            ["1 overdue", "1 still to be done", "1 done"],
        )
        assert COMMUNICATIONS.tile(as_at(programme, MARCH_2012 - A_DAY)).count == 0

    def test_what_needs_somebody_leads_to_the_page_where_it_is_done(self, programme):
        late, waiting = COMMUNICATIONS.needs(as_now(programme, TODAY))
        assert late.text == "CM4 Briefing on the new structure: overdue, due 1 March 2012"
        assert waiting.text == "CM4 Briefing on the new structure: feedback waits for an answer"
        assert late.url == "/programmes/shared-management/communications/CM4/"
