"""What is shown can be taken away: as CSV, XLSX and JSON, filtered and sorted alike, safe to
open in a spreadsheet.
"""

import csv
import io
from datetime import date, datetime

import pytest
from openpyxl import load_workbook

from risks import actions
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


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_leaves_as_text(fetch, add_risk, programme_manager, text):
    risk = add_risk(text, owner=text)
    actions.add_mitigation(risk, by=programme_manager, at=MARCH_2012, text=text)
    (row,) = csv_rows(fetch("csv"))
    line = " ".join(text.split())  # a line is kept without needless blanks
    assert [row["Risk"], row["Risk owner"], row["Mitigation"]] == [f"'{line}"] * 2 + [f"'{text}"]
    cells = next(sheet(fetch("xlsx")).iter_rows(min_row=2))
    assert all(cell.data_type != "f" and cell.hyperlink is None for cell in cells)
    assert text in [cell.value for cell in cells]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Vote", "Wait", "Done"]),
        ("?mitigations=late", ["Vote"]),
        ("?mitigations=waiting", ["Vote", "Wait"]),
        ("?mitigations_owner=Solicitor", ["Wait"]),
        ("?mitigations=late&mitigations_owner=Solicitor", []),
        ("?mitigations=rubbish", []),
    ],
)
def test_mitigations_of_what_is_shown_are_those_that_the_filter_lets_through(
    fetch, add_risk, programme_manager, query, found
):
    how, risk = {"by": programme_manager, "at": MARCH_2012}, add_risk("A partner leaves")
    actions.add_mitigation(risk, text="Vote", due_on=date(2012, 3, 1), **how)
    actions.add_mitigation(risk, text="Wait", owner="Solicitor", due_on=date(2032, 3, 1), **how)
    actions.add_mitigation(risk, text="Done", done_on=date(2012, 3, 9), **how)
    at = "&at=2012-03-09" if query else "?at=2012-03-09"
    assert [row["Mitigation"] for row in csv_rows(fetch("mitigations/csv", query + at))] == found
