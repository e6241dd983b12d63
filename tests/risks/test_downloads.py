"""What is shown can be taken away: as CSV, XLSX and JSON, filtered and sorted alike, safe to open in a spreadsheet."""

import csv
import io
import json
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from risks import actions
from risks.log import RISKS
from tests.factories import MARCH_2012

DOWNLOAD = "/programmes/shared-management/risks/download/"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://127.0.0.1")']


@pytest.fixture
def fetch(auditor, signed_in):
    """A function that downloads the register as an auditor."""
    client = signed_in(auditor)
    return lambda kind, query="": client.get(f"{DOWNLOAD}{kind}/{query}")


def csv_rows(response):
    return list(csv.DictReader(io.StringIO(response.content.decode("utf-8-sig"))))


def sheet(response):
    return load_workbook(io.BytesIO(response.content)).active


@pytest.fixture
def register(add_risk):
    add_risk(
        "Savings come late",
        likelihood=3,
        impact=4,
        owner="Head of finance",
        review_on=date(2012, 6, 1),
    )
    add_risk("A partner leaves", likelihood=3, impact=5, owner="Director")
    add_risk("Nobody knows – “yet”")


@pytest.mark.usefixtures("register")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["R1", "R2", "R3"]),
        ("?band=red", ["R2"]),
        ("?sort=-score", ["R2", "R1", "R3"]),
        ("?q=partner&per_page=25&page=7", ["R2"]),
        ("?at=2012-03-08", []),
    ],
)
def test_all_three_hold_just_what_is_shown(fetch, query, found):
    assert [row["Ref"] for row in csv_rows(fetch("csv", query))] == found
    assert [row["reference"] for row in json.loads(fetch("json", query).content)["rows"]] == found
    assert [
        row[0].value for row in sheet(fetch("xlsx", query)).iter_rows(min_row=2) if row[0].value
    ] == found


@pytest.mark.usefixtures("register")
def test_a_csv_file_is_read_by_spreadsheets(fetch):
    answer = fetch("csv", "?at=2012-03-09")
    assert (
        answer["Content-Disposition"]
        == 'attachment; filename="shared-management-risks-2012-03-09.csv"'
    )
    assert answer.content.startswith("\ufeff".encode())
    rows = csv_rows(answer)
    assert (rows[0]["Score"], rows[0]["Band"], rows[0]["Review date"]) == (
        "12",
        "Amber",
        "2012-06-01",
    )
    assert (rows[2]["Risk"], rows[2]["Score"], rows[2]["Band"]) == ("Nobody knows – “yet”", "", "")


@pytest.mark.usefixtures("register")
def test_a_workbook_holds_numbers_and_days(fetch):
    cells = {
        head.value: cell.value
        for head, cell in zip(*sheet(fetch("xlsx")).iter_rows(max_row=2), strict=True)
    }
    assert (cells["Score"], cells["Review date"]) == (12, datetime(2012, 6, 1))


@pytest.mark.usefixtures("register")
def test_the_data_says_what_it_is_and_of_which_moment(fetch):
    body = json.loads(fetch("json", "?at=2012-03-09").content)
    assert (body["programme"], body["log"], body["at"][:10]) == (
        "shared-management",
        "risks",
        "2012-03-09",
    )
    assert [column["key"] for column in body["columns"]] == [column.key for column in RISKS.columns]
    assert body["rows"][1]["band"] == {"key": "red", "word": "Red"}


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_leaves_as_text(fetch, add_risk, programme_manager, text):
    risk = add_risk(text, owner=text)
    actions.add_mitigation(risk, by=programme_manager, at=MARCH_2012, text=text)
    (row,) = csv_rows(fetch("csv"))
    assert {row["Risk"], row["Risk owner"], row["Mitigation"]} == {f"'{text}"}
    cells = next(sheet(fetch("xlsx")).iter_rows(min_row=2))
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert text in [cell.value for cell in cells]


def test_the_file_costs_the_same_few_queries_however_long_it_is(
    fetch, add_risk, django_assert_num_queries
):
    for _ in range(5):
        add_risk(likelihood=1, impact=1)
    with django_assert_num_queries(9):
        assert len(csv_rows(fetch("csv"))) == 5


@pytest.mark.parametrize("kind", ["pdf", "html", "CSV"])
def test_there_is_no_other_format(fetch, kind):
    assert fetch(kind).status_code == 404


def test_the_issue_log_can_be_taken_away_too(in_state, auditor, signed_in):
    in_state("materialised")
    for kind in ("csv", "xlsx", "json"):
        assert (
            signed_in(auditor)
            .get(f"/programmes/shared-management/issues/download/{kind}/")
            .status_code
            == 200
        )
