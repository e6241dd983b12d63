"""The demo after document 001: the communications that it proves, blanks where it is silent."""

from datetime import date

import pytest

from communications.models import Communication, Feedback
from reports.models import Report

pytestmark = pytest.mark.django_db

PROGRAMME = "support-services-review"

# A word of each communication, its audience, with whom it consults, and its state.
ROWS = [
    ("Focus groups", "users", "users", "done"),
    ("all employees", "staff", "", "done"),
    ("Questions and answers", "staff", "staff", "done"),
    ("discussion group", "staff", "staff", "done"),
    ("options", "other", "others", "done"),
    ("report to Cabinet", "members", "", "done"),
    ("improvement plan", "members", "", "done"),
    ("presentation", "members", "", "done"),
    ("report to scrutiny", "members", "", "done"),
    ("Project closure", "members", "", "planned"),
    ("trade unions", "trade_unions", "trade_unions", "planned"),
    ("briefings", "staff", "", "planned"),
    ("Face-to-face", "staff", "", "planned"),
    ("during the implementation", "staff", "staff", "under_way"),
    ("newsletter", "", "", "done"),
    ("markets", "", "others", "done"),
    ("help facility", "users", "users", "under_way"),
    ("Communication plan", "partners", "", "done"),
    ("regular forum", "partners", "", "planned"),
    ("lessons", "other", "others", "done"),
]
REPORTED = {
    "CM6": (date(2007, 6, 14), "Cabinet"),
    "CM7": (None, "Overview and Scrutiny Committee, June 2007"),
    "CM8": (date(2007, 9, 27), "Audit, Governance and Improvement Review Committee"),
    "CM9": (date(2008, 2, 11), "Overview and Scrutiny Committee"),
}


@pytest.fixture
def plan(demo):
    return {
        entry.reference: entry for entry in Communication.objects.filter(programme__slug=PROGRAMME)
    }


@pytest.fixture
def section(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    (section,) = [
        section for section in report.content["sections"] if section["key"] == "communications"
    ]
    return section


def test_each_communication_of_the_document_stands_in_its_place(plan):
    assert len(plan) == len(ROWS)
    for entry, (word, *facts) in zip(plan.values(), ROWS, strict=True):
        assert word in entry.title, entry.reference
        assert [entry.audience, entry.consultation, entry.state] == facts, entry.reference


def test_reports_to_members_stand_with_their_day_and_body(plan):
    assert {ref: (plan[ref].done_on, plan[ref].done_where) for ref in REPORTED} == REPORTED
    assert (plan["CM10"].due, plan["CM10"].due_latest) == ("6 October 2008", date(2008, 10, 6))


def test_trade_unions_are_met_at_key_stages_whenever_those_are(plan):
    assert (plan["CM11"].due, plan["CM11"].due_latest) == ("At key stages", None)


def test_what_the_document_does_not_say_stays_blank(plan):
    for entry in plan.values():
        assert (entry.owner, entry.message, entry.opens_on, entry.closes_on) == ("", "", None, None)
    assert [ref for ref, entry in plan.items() if entry.due] == ["CM10", "CM11"]
    assert [ref for ref, entry in plan.items() if entry.done_on] == ["CM6", "CM8", "CM9"]


def test_five_pieces_of_feedback_without_a_day_or_an_answer(plan):
    found = Feedback.objects.filter(communication__in=plan.values()).order_by(
        "communication__number"
    )
    assert [row.communication.reference for row in found] == ["CM2", "CM3", "CM4", "CM5", "CM11"]
    assert not any(row.given_on or row.answers.exists() for row in found)


def test_the_committee_has_what_is_due_what_was_done_and_what_was_said(section):
    assert [(count["word"], count["count"]) for count in section["extra"]["counts"]] == [
        ("Overdue", 0),
        ("Still to be done", 7),
        ("Done", 13),
        ("Cancelled", 0),
    ]
    assert [row["reference"] for row in section["rows"][:7]] == [
        "CM10",
        "CM11",
        "CM12",
        "CM13",
        "CM14",
        "CM17",
        "CM19",
    ]
    assert section["notes"] == [
        "No owner is given for 20 of 20 communications.",
        "Done on a day that is not known: CM1, CM2, CM3, CM4, CM5, CM7, CM15, CM16, CM18, CM20.",
        "CM11: due date kept as written: no date can be read from it.",
    ]
    (heard,) = section["parts"]
    assert heard["notes"] == ["Not answered yet: 5 of 5."]
    assert [row["reference"] for row in heard["rows"]] == ["CM2", "CM3", "CM4", "CM5", "CM11"]
