"""What of each row of a file is found to be a record, and what the others are said to be."""

import pytest

from tests.intake.making import sample, workbook

HEAD = ["Ref", "Risk", "Owner", "L", "I"]
ONE = ["R1", "Staff leave", "Director of People", 3, 4]
TWO = ["R2", "Money runs out", "Director of Finance", 2, 5]


def verdicts(result):
    """{row number: what it is} of a file of one sheet."""
    found = {}
    for row in result["rows"]:
        what = row["reasons"][0] if row["verdict"] == "not-a-record" else "record"
        found[int(row["where"].split()[-1])] = what
    return found


@pytest.mark.once
@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([HEAD, ONE, TWO], {1: "heading", 2: "record", 3: "record"}),
        ([["Risk log"], [], HEAD, ONE], {1: "title", 3: "heading", 4: "record"}),
        ([HEAD, ["PEOPLE"], ONE], {1: "heading", 2: "section row: People", 3: "record"}),
        ([HEAD, ONE, HEAD, TWO], {1: "heading", 2: "record", 3: "heading, repeated", 4: "record"}),
        (
            [HEAD, ONE, [], TWO, [], ["Source: risk workshop"]],
            {1: "heading", 2: "record", 3: "blank row", 4: "record", 6: "note"},
        ),
        (
            [HEAD, ONE, ["Total", None, None, 3, 4], ["", "Subtotal", "", 3, 4]],
            {1: "heading", 2: "record", 3: "total", 4: "subtotal"},
        ),
        (
            [HEAD, ONE, [], [None, "Number of risks", None, 1]],
            {1: "heading", 2: "record", 4: "count under the table"},
        ),
    ],
)
def test_each_row_is_said_as_what_it_is(previewed, rows, expected):
    assert verdicts(previewed(workbook(*rows), "risks")) == expected


@pytest.mark.once
def test_the_section_goes_to_the_workstream_and_is_said(previewed):
    row = previewed(workbook(HEAD, ["B   SYSTEMS AND DATA"], ONE), "risks")["rows"][0]
    assert row["fields"]["workstream"] == "Systems and data"
    assert "the section row above" in row["readings"][0]


def test_headings_on_two_lines_are_read_together(previewed):
    result = previewed(sample("01"), "risks")
    columns = result["tables"][0]["columns"]
    assert columns["I"] == {"heading": "Net (as it stands) L", "field": "current_likelihood"}


@pytest.mark.once
def test_headings_on_two_lines_without_merged_cells(previewed):
    over = [None, None, "Inherent", None, "Residual", None]
    under = ["Ref", "Risk", "L", "I", "L", "I"]
    result = previewed(workbook(over, under, ["R1", "Staff leave", 4, 5, 2, 3]), "risks")
    fields = result["rows"][0]["fields"]
    assert (fields["inherent_score"], fields["current_score"]) == (20, 6)


def test_tables_side_by_side_are_two(previewed):
    lines = previewed(sample("06"), "budgets")
    reserves = previewed(sample("06"), "reserves")
    assert [row["where"] for row in lines["rows"] if "fields" in row][-1] == "row 14"
    titles = [row["fields"]["title"] for row in reserves["rows"] if "fields" in row]
    assert titles[0] == "System replacement"
    assert len(titles) == 5


def test_a_hidden_sheet_is_said_and_hidden_rows_are_records(previewed):
    result = previewed(sample("04"), "recommendations")
    hidden = [row for row in result["rows"] if row.get("reasons") == ["hidden sheet"]]
    assert len(hidden) == 5
    told = [said for row in result["rows"] for said in row.get("readings", [])]
    assert "Tracker, row 21: a hidden row" in told


def test_a_column_that_is_not_for_others_is_left_out_and_said(previewed):
    columns = previewed(sample("04"), "recommendations")["tables"][0]["columns"]
    assert columns["G"]["left out"] == "its heading says that it is not for others"


def test_one_table_of_a_file_can_be_chosen(previewed):
    assert {
        row["where"].partition(",")[0]
        for row in previewed(sample("01"), "risks", chosen=2)["rows"]
        if "fields" in row
    } == {"Closed"}


@pytest.mark.once
def test_a_file_without_a_table_for_the_log_says_so_of_every_row(previewed):
    result = previewed(workbook(["Name", "Telephone"], ["Ann", "1234"]), "risks")
    assert all("no headings are recognised" in row["reasons"][0] for row in result["rows"])
    assert len(result["rows"]) == 2


def test_rows_without_headings_are_a_table_that_can_be_chosen(previewed):
    rows = ["R1\tStaff leave early\t3\t4", "R2\tMoney ends\t2\t5"]
    content = "\n".join(rows).encode()
    assert not previewed(content, "risks")["tables"][0]["taken"]
    result = previewed(content, "risks", chosen=1)
    assert result["counts"] == {"new": 2}
    assert result["rows"][0]["fields"] == {
        "reference": "R1",
        "title": "Staff leave early",
        "current_likelihood": 3,
        "current_impact": 4,
        "current_score": 12,
    }


@pytest.mark.parametrize(
    ("start", "log", "records"),
    [
        ("02", "milestones", 16),
        ("04", "recommendations", 10),  # 8(i) and 8(ii) are two rows of one
        ("06", "budgets", 8),
        ("06", "reserves", 5),
        ("07", "benefits", 11),
        ("08", "equality-actions", 9),
        ("09", "workstreams", 6),
        ("10", "communications", 9),
        ("10", "lessons", 4),
    ],
)
def test_the_samples_have_their_records_and_lose_no_row(previewed, start, log, records):
    result = previewed(sample(start), log)
    assert sum(row["verdict"] != "not-a-record" for row in result["rows"]) == records
    assert all(row["verdict"] != "not-a-record" or row["reasons"] for row in result["rows"])


def test_names_that_go_on_counting_are_records_without_another_cell(previewed):
    """As in a list of milestones by period, with nothing said yet of those of the next one."""
    rows = ["Milestone\tDone", "Current period\t", "1. Move\tyes", "2. Paint\tyes", "3. Lay\tyes"]
    rows += ["Next period\t", "1. Open\t", "2. Close\t", "", "Budget\tAllocation £", "Paint\t100"]
    found = previewed("\n".join(rows).encode(), "milestones")["rows"]
    assert [row["where"] for row in found if row["verdict"] == "new"] == [
        *("line 3", "line 4", "line 5"),
        *("line 7", "line 8"),
    ]
    assert all("workstream" not in row.get("fields", {}) for row in found)


def test_a_record_with_a_word_of_a_heading_after_a_blank_row_is_no_new_table(previewed):
    head = ["Ref", "Benefit", "Class", "Owner"]
    one, two = ["B1", "Lower cost", "Non-tangible", "Head"], ["x", "Two", "", "Monitoring Officer"]
    result = previewed(workbook(head, one, [], two), "benefits")
    assert len(result["tables"]) == 1


@pytest.mark.once
def test_a_line_of_dashes_and_a_hint_under_the_headings_are_no_records(previewed):
    rows = [HEAD, ["(unique)", "(say what)", "(post)", "(1 to 5)", "(1 to 5)"], ["---"] * 5, ONE]
    found = {1: "heading", 2: "hint under the headings", 3: "line between rows", 4: "record"}
    assert verdicts(previewed(workbook(*rows), "risks")) == found
