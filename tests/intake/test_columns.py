"""Which field a column goes to: by its heading in people's words, and by what stands in it."""

import pytest

from tests.intake.making import workbook

pytestmark = pytest.mark.once


def fields(result):
    """{heading: field} of the first table."""
    columns = result["tables"][0]["columns"].values()
    return {one["heading"]: one.get("field") for one in columns}


def records(result):
    return [row.get("fields", {}) for row in result["rows"] if row["verdict"] != "not-a-record"]


RISK = ["R1", "Staff leave"]


@pytest.mark.parametrize(
    ("log", "head", "row", "expected"),
    [
        ("risks", ["Risk", "Consequence", "L"], ["A", "Loss", 3], {"Consequence": "effect"}),
        (
            "risks",
            ["Ref", "Risk", "Consequence", "L"],
            [*RISK, 4, 3],
            {"Consequence": "current_impact"},
        ),
        (
            "risks",
            ["Risk", "L", "I", "Residual likelihood", "Residual impact"],
            ["A", 4, 5, 2, 3],
            {"L": "inherent_likelihood", "Residual likelihood": "current_likelihood"},
        ),
        ("risks", ["Ref", "Risk", "RAG status"], [*RISK, "Red"], {"RAG status": None}),
        ("milestones", ["Milestone", "Target"], ["A", "May 2027"], {"Target": "due"}),
        (
            "milestones",
            ["Milestone", "Due", "% complete", "Status"],
            ["A", "May 2027", "50%", "On track"],
            {"Status": "done", "% complete": None},
        ),
        ("budgets", ["Budget", "Allocation"], ["Team", 500], {"Budget": "title"}),
        ("reserves", ["Reserve", "Held at 1.4.26 £", "Balance"], ["A", 5, 4], {"Balance": None}),
        ("equality-actions", ["Action", "Priority"], ["A", "High"], {"Priority": "importance"}),
        ("benefits", ["Benefit ID", "Title", "Value £"], ["B1", "A", 5], {"Title": "title"}),
        ("communications", ["Date", "Message"], ["1 May 2027", "A"], {"Date": "due"}),
    ],
)
def test_headings_in_peoples_words_with_what_stands_under_them(previewed, log, head, row, expected):
    found = fields(previewed(workbook(head, row), log))
    assert {heading: found[heading] for heading in expected} == expected


def test_columns_whose_heading_says_nothing_are_suggested_by_their_values_and_it_is_said(previewed):
    head = ["Column1", "Risk", None, "", "Column2"]
    rows = [["R1", "Staff leave", 3, 4, "Head of Payroll"], ["R2", "Money ends", 2, 5, "Director"]]
    result = previewed(workbook(head, *rows), "risks")
    assert records(result)[0] == {
        "reference": "R1",
        "title": "Staff leave",
        "current_likelihood": 3,
        "current_impact": 4,
        "current_score": 12,
        "owner": "Head of Payroll",
    }
    assert "Column C has no heading" in " ".join(result["said"])


def test_a_column_of_money_and_one_of_dates_are_suggested(previewed):
    rows = ["Saving\t\t\tOwner", "One team\t£1,200\t1/4/2027\tHead", "Fleet\t£50k\t2/4/2027\tHead"]
    found = fields(previewed("\n".join(rows).encode(), "savings"))
    assert (found["column B"], found["column C"]) == ("amount", "starts_on")


def test_two_columns_of_the_same_heading_are_not_told_apart_by_guess(previewed):
    content = workbook(["Risk", "L", "I", "L", "I"], ["A", 1, 2, 3, 4])
    row = records(previewed(content, "risks"))[0]
    assert "inherent_likelihood" not in row


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Open", None),
        ("Closed", "closed"),
        ("Closed - no longer a risk", "closed"),
        ("Now an issue: it happened", "materialised"),
        ("Live", None),
    ],
)
@pytest.mark.each
def test_a_status_says_which_risks_have_ended(previewed, status, state):
    content = workbook(["Ref", "Risk", "Status"], [*RISK, status])
    assert records(previewed(content, "risks"))[0].get("state") == state


def test_a_status_that_says_neither_is_asked_about(previewed):
    row = previewed(workbook(["Ref", "Risk", "Status"], [*RISK, "Perhaps"]), "risks")["rows"][0]
    assert "neither open nor closed" in row["questions"][0]["question"]


@pytest.mark.parametrize(
    ("status", "done"), [("Complete", True), ("Off track", None), ("100%", True), ("60%", None)]
)
def test_a_status_says_which_milestones_are_done(previewed, status, done):
    rows = ["A", "May 2027", status], ["B", "", "Yes"]
    content = workbook(["Milestone", "Due", "Complete"], *rows)
    assert records(previewed(content, "milestones"))[0].get("done") is done


def test_the_year_over_the_table_is_the_year_of_its_sums(previewed):
    content = workbook(["Budget 2026/27"], [], ["Budget", "Allocation"], ["Team", 500])
    assert records(previewed(content, "budgets"))[0]["financial_year"] == "2026/27"


@pytest.mark.parametrize(
    ("log", "head", "row", "words"),
    [
        ("milestones", ["Milestone", "Due"], ["A", 46200], "27 June 2026: is that meant?"),
        ("milestones", ["Milestone", "Due"], ["A", "End Q3"], "has no year"),
        ("milestones", ["Milestone", "Due"], ["A", "1 " * 99], "at most 120 characters"),
        (
            "budgets",
            ["Budget", "Year", "Allocation"],
            ["A", "2026/27", "9" * 20],
            "£10 billion",
        ),
        ("savings", ["Saving", "Owner", "26/27 £k"], ["A", "B", 5], "no entry stands without it"),
    ],
)
def test_what_no_entry_could_hold_is_asked_before_it_is_taken_in(previewed, log, head, row, words):
    asked = previewed(workbook(head, row), log)["rows"][0]["questions"]
    assert words in " ".join(one["question"] for one in asked)


def test_the_first_letters_of_a_choice_are_read_and_said(previewed):
    content = workbook(["Recommendation", "Priority"], ["A", "H"])
    row = previewed(content, "recommendations")["rows"][0]
    assert row["fields"]["priority"] == 2
    assert "is read as high" in row["readings"][0]
