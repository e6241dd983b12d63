"""Document 001, Appendix E: all eighteen actions as the paper has them, blanks and slips kept."""

import pytest

from equality.models import Assessment, PlanAction
from equality.querysets import BLANKS
from reports.models import Report

pytestmark = pytest.mark.django_db

PROGRAMME = "support-services-review"
ALL, CORPORATE, CUSTOMER = (
    "All Service Directors",
    "Service Director Corp Services",
    "Service Director Customer Transformation",
)

# Row by row: person responsible, start and end as printed, resources approved, a word of the
# measure, a word of the target.
ROWS = [
    (CORPORATE, "April 08", "", "yes", "Completed", ""),
    (ALL, "July 08", "", "yes", "problem area", ""),
    (ALL, "July 08", "", "yes", "Breakdowns", "whole workforce"),
    (ALL, "May 08", "", "yes", "already", ""),
    (ALL, "N/A", "", "yes", "council policy", ""),
    (ALL, "July 08", "", "yes", "New posts", "100%"),
    (ALL, "July 08", "", "yes", "Flexible", "employee survey"),
    (ALL, "July 08", "", "yes", "generic help facility", "in place"),
    (ALL, "On completion of strategy", "", "yes", "complete", "action plan"),
    (ALL, "April 2008", "March 2009", "yes", "reviews", "100%"),
    (CUSTOMER, "Already undertaken", "", "", "too few", "whole workforce"),
    (CUSTOMER, "Already undertaken", "", "yes", "particular groups", "whole workforce"),
    (ALL, "July 2008", "March 2009", "yes", "employee survey", "delivered"),
    (ALL, "July 2008", "March 2009", "yes", "another format", "Every request"),
    (ALL, "April 2008", "march 2009", "yes", "employee survey", "read by all"),
    (ALL, "July 08", "", "yes", "Service Plan / PPlus / internet", "quarterly"),
    (ALL, "July 08", "", "yes", "Business Transformation", "assessed"),
    (ALL, "July 08", "", "yes", "Service Plan / PPlus", "accessible"),
]

# Question by question: a word of the answer, and the date as printed.
QUESTIONS = {
    "completed": ("author", "July 2008"),
    "ratified": ("PMT", "July 2008"),
    "mainstreamed": ("departmental plans", "2008/09"),
    "shared": ("internal web site", "October 2009"),
    "published": ("web site", "October 2008"),
    "monitored": ("CDT", ""),
    "next": ("None", ""),
}


@pytest.fixture
def assessment(demo):
    return Assessment.objects.get(programme__slug=PROGRAMME)


@pytest.fixture
def plan(assessment):
    return list(assessment.actions.order_by("number"))


@pytest.fixture
def section(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    assert report.content["heading"]["position_as_at"].startswith("2008-09-12")
    return next(one for one in report.content["sections"] if one["key"] == "equality")


def test_the_head_of_the_plan(assessment):
    assert (assessment.reference, assessment.edition, assessment.organisation) == (
        "EA1",
        1,
        "Support Services Programme Management Team",
    )
    assert "BSS" in assessment.service_area and "CES" in assessment.service_area
    assert "BSS" in assessment.owner and "CES" in assessment.owner


def test_it_was_made_in_july_2008_before_the_act(assessment):
    assert (assessment.assessed, assessment.regime, assessment.limbs) == ("July 2008", "before", [])
    assert assessment.characteristics == ["Disability"]  # the only one that the document names


def test_eighteen_actions_with_importance_blank_in_all(plan):
    assert [action.reference for action in plan] == [f"EQ{number}" for number in range(1, 19)]
    assert {action.importance for action in plan} == {None}


@pytest.mark.parametrize("number", range(18), ids=lambda number: f"EQ{number + 1}")
def test_a_row_is_that_of_the_paper(plan, number):
    action, (owner, starts, ends, resources, measure, target) = plan[number], ROWS[number]
    assert (action.owner, action.starts, action.ends, action.resources) == (
        owner,
        starts,
        ends,
        resources,
    )
    assert measure in action.measure and target in action.target
    assert bool(action.target) == bool(target)


def test_what_the_paper_leaves_blank_stays_blank(assessment):
    blank = {
        name: assessment.actions.filter(condition).count() for name, condition in BLANKS.items()
    }
    assert blank == {
        "importance": 18,
        "owner": 0,
        "dates": 0,
        "resources": 1,
        "measure": 0,
        "target": 4,
    }


def test_a_status_is_set_only_where_the_words_of_a_row_say_it(plan):
    states = {action.reference: action.state for action in plan if action.state != "not_recorded"}
    assert states == {
        **dict.fromkeys(["EQ1", "EQ4", "EQ5", "EQ11", "EQ12"], "done"),
        "EQ17": "under_way",
    }
    assert {action.done_on for action in plan} == {None}


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_answer_is_that_of_the_paper(assessment, question):
    text, dated = QUESTIONS[question]
    row = assessment.answers.get(question=question)
    assert (text in row.text, row.dated) == (True, dated)


def test_october_2009_is_kept_as_printed_and_doubted(assessment):
    assert [row.question for row in assessment.answers.exclude(doubt="")] == ["shared"]
    assert "October 2008" in assessment.answers.get(question="shared").doubt


def test_the_committee_has_the_whole_plan_with_its_blanks_in_words(section):
    plan, questions = section["parts"]
    assert [row["reference"] for row in section["rows"]] == ["EA1"]
    assert [row["importance"] for row in plan["rows"]] == ["Blank in the plan"] * 18
    assert [row["dates"] for row in plan["rows"][9:11]] == [
        "April 2008 to March 2009",
        "Already undertaken",
    ]
    assert {one["word"]: one["count"] for one in section["extra"]["counts"]}["Importance"] == 18
    assert (len(questions["rows"]), questions["rows"][3]["dated"]) == (7, "October 2009")
    assert "kept as printed: probably October 2008" in questions["notes"][0]


def test_the_report_is_where_the_version_that_members_saw_is_named(demo, assessment):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="progress")
    shown = set(
        report.appearances.filter(log__startswith="equality").values_list("log", "reference")
    )
    references = PlanAction.objects.filter(assessment=assessment).values_list(
        "reference", flat=True
    )
    assert shown == {
        ("equality", "EA1"),
        *(("equality-actions", reference) for reference in references),
    }
