"""The report of the demo after document 004: a reserve, two calls, a balance printed wrongly."""

import json

import pytest

from reports.models import Report
from tests.reports.printing import (
    column,
    missing_from_page,
    missing_from_pdf,
    render,
    section,
    texts,
)
from tests.reports.verapdf import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "staffordshire-connects"
REPORT = [PROGRAMME, "finance", "--at", "2010-12-02"]
PENCE = 100


@pytest.fixture(scope="module")
def content(demo, tmp_path_factory):
    return json.loads(render(tmp_path_factory.mktemp("data"), "json", *REPORT).read_text())


def test_one_reserve_and_its_balance_under_each_assumption(content):
    (row,) = section(content, "reserves")["rows"]
    assert (row["reference"], row["opening"], row["forecast_on"]) == (
        "RV1",
        232_290 * PENCE,
        "2011-03-31",
    )
    assert [row[f"balance_{which}"] // PENCE for which in ("approved", "contingent", "all")] == [
        232_290,
        147_290,
        129_790,
    ]
    assert row["printed_balance"] == 129_700 * PENCE


def test_two_calls_one_contingent_and_one_requested(content):
    assert column(content, "reserve-calls", "contingent") == [85_000 * PENCE, None]
    assert column(content, "reserve-calls", "requested") == [None, 17_500 * PENCE]
    assert column(content, "reserve-calls", "approved") == [None, None]
    assert section(content, "reserve-calls")["totals"] == {
        "approved": 0,
        "contingent": 85_000_00,
        "requested": 17_500_00,
    }


def test_the_printed_balance_and_the_two_sums_of_the_last_call_are_found_and_explained(content):
    balance, call = content["findings"]
    assert (balance["printed"], balance["computed"]) == ("£129,700", "£129,790")
    assert balance["note"].startswith("£232,290 less £85,000 and £17,500 is £129,790")
    assert (call["place"], call["printed"]) == ("Last approved call", "£85,000")
    assert call["computed"].startswith("nothing; printed as £86,700 in: Paragraph 4.9")
    assert call["note"]


def test_what_the_paper_prints_rightly_is_no_finding(content):
    assert [one["key"] for one in content["findings"]] == [
        "reserves.printed.RV1-balance_all",
        "reserves.printed.last-approved-call",
    ]
    assert content["checks"][-1] == "2 do not agree; 2 of them are explained in a note."


def test_the_report_was_published_with_its_explanations(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="finance")
    assert report.state == "published"
    assert {one["note"] for one in report.content["findings"]} == set(report.explanations.values())


def test_the_page_holds_every_row(content, tmp_path):
    assert missing_from_page(texts(content), render(tmp_path, "html", *REPORT)) == set()


def test_the_pdf_holds_every_row_with_the_explanations_and_complies(content, tmp_path):
    pdf = render(tmp_path, "pdf", *REPORT)
    notes = {one["note"] for one in content["findings"]}
    assert missing_from_pdf(texts(content) | notes | {"£129,700", "£129,790"}, pdf) == set()
    assert broken_rules(pdf) == []
