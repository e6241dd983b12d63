"""The demo programme after document 000: all fifteen rows as its paper has them, its traps kept."""

from datetime import date

import pytest

from recommendations.log import RECOMMENDATIONS
from recommendations.models import Recommendation, Review
from reports.models import Report
from tests.factories import as_at

pytestmark = pytest.mark.django_db

PROGRAMME = "stockton-darlington"
PREVIOUSLY = ["REC2", "REC3", "REC5", "REC10"]


@pytest.fixture
def report(demo):
    return Report.objects.get(definition__programme__slug="stockton-darlington")


@pytest.fixture
def entries(demo):
    return {
        entry.reference: entry
        for entry in Recommendation.objects.filter(programme__slug="stockton-darlington")
    }


def test_fifteen_rows_under_the_references_of_the_paper(entries):
    assert [entry.printed_reference for entry in entries.values()] == [
        f"{number}." for number in range(1, 16)
    ]


def test_what_the_paper_does_not_say_stays_blank(entries):
    review = Review.objects.get(programme__slug="stockton-darlington")
    assert (review.held_on, review.rating, review.scale) == (None, "", "")
    for entry in entries.values():
        assert (entry.owner, entry.priority, entry.due_on, entry.partner_owners.count()) == (
            "",
            None,
            None,
            0,
        )


def test_only_three_rows_say_whether_they_are_accepted(entries):
    said = {ref: entry.response for ref, entry in entries.items() if entry.response}
    assert said == {"REC9": "deferred", "REC13": "accepted", "REC15": "accepted"}


def test_every_row_is_answered_and_has_a_position_as_at_1_may_2008(entries):
    for entry in entries.values():
        assert entry.is_answered and entry.comments
        assert [update.as_at for update in entry.updates.all()] == [date(2008, 5, 1)]


def test_row_7_says_as_above_and_means_row_6(entries):
    assert (entries["REC7"].comments, entries["REC7"].as_above) == ("As Above", entries["REC6"])


def test_four_rows_were_previously_completed_on_a_date_that_nobody_knows(entries):
    said = {
        ref: entry.updates.get()
        for ref, entry in entries.items()
        if entry.updates.get().wording == "previously"
    }
    assert list(said) == PREVIOUSLY
    assert {update.completed_on for update in said.values()} == {None}


def test_row_9_was_put_off_and_is_flagged_because_it_reads_as_answered(entries):
    entry = entries["REC9"]
    assert (entry.response, entry.state) == ("deferred", "responded")
    assert entry.flags(date(2008, 5, 1), entry.updates.get()) == [
        "Put off, yet the position reads as if it had been answered"
    ]


def test_row_13_is_unfinished_and_nothing_is_verified(entries):
    assert entries["REC13"].state == "in_progress"
    claimed = [ref for ref, entry in entries.items() if entry.state == "claimed"]
    assert claimed == [*PREVIOUSLY, "REC12", "REC14"]
    assert not any(entry.verified_at for entry in entries.values())


def test_the_board_has_the_table_with_the_position_as_at_1_may_2008(report):
    heading, (section,) = report.content["heading"], report.content["sections"]
    assert (report.state, heading["kind"], heading["body"]) == (
        "published",
        "recommendations",
        "Partnership Project Board",
    )
    assert heading["position_as_at"] == "2008-05-01T17:00:00+01:00"
    assert [c["label"] for c in section["columns"] if "Position" in c["label"]] == [
        "Position as at 1 May 2008"
    ]
    assert len(section["rows"]) == 15 and all(row["position_2008-05-01"] for row in section["rows"])
    assert [row["response"] for row in section["rows"]].count("Not recorded") == 12
    assert section["notes"] == [
        "No recommendation in this table has an owner, a priority or a due date.",
        "REC7: the comments “As Above” mean those on REC6.",
        "REC2, REC3, REC5 and REC10: “Previously completed” – "
        "on an earlier date that is not known.",
        "REC2, REC3, REC5, REC10, REC12 and REC14: "
        "claimed complete by Programme Manager, not verified yet.",
        "REC9: put off, yet the position reads as if it had been answered.",
    ]


def test_the_report_draws_on_what_the_log_says_today(report):
    position = as_at(report.definition.programme, report.position_at)
    found = RECOMMENDATIONS.rows(RECOMMENDATIONS.entries(position), position)
    (section,) = report.content["sections"]
    assert [row["text"] for row in found] == [row["text"] for row in section["rows"]]
