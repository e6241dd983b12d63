"""The cover report of the demo after document 001: its front sheet, and what is asked for."""

import json

import pytest

from papers.models import MeetingDecision
from programme.models import User
from reports.models import Report
from tests.reports.printing import missing_from_pdf, render, texts
from tests.reports.verapdf import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "support-services-review"
PAPER = [PROGRAMME, "cover", "--at", "2008-09-15"]
CONFIRMED = {
    "Has a diversity impact assessment been made?": "Yes",
    "The Borough Solicitor confirms that it is lawful and within the constitution": "Yes",
    "The Director of Corporate Services confirms that its expenditure is within the budget": "Yes",
    "Is a recommendation contrary to the policy framework?": "No",
    "Signed by the proper officer on": "15 September 2008",
}


@pytest.fixture(scope="module")
def content(demo, tmp_path_factory):
    return json.loads(render(tmp_path_factory.mktemp("data"), "json", *PAPER).read_text())


@pytest.fixture
def front_sheet(content):
    return {one["label"]: one for one in content["words"][0]["fields"]}


def test_its_front_sheet_says_what_was_confirmed(front_sheet):
    assert {label: front_sheet[label]["answer"] for label in CONFIRMED} == CONFIRMED


def test_what_the_document_marks_is_its_kind(front_sheet):
    marked = front_sheet["What kind of report it is"]["answer"]
    assert marked == "Discussion; Discussion that leads to a decision"


def test_three_background_papers_are_listed(front_sheet):
    label = "Background papers, section 100D of the Local Government Act 1972"
    (table,) = front_sheet[label]["blocks"]
    dates = [row[0][0]["text"] for row in table["rows"]]
    assert dates == ["14 June 2007", "27 September 2007", "11 February 2008"]
    assert table["caption"] == label


def test_it_asks_for_three_things_and_was_published(demo, content):
    assert [one["number"] for one in content["words"][1]["recommendations"]] == [
        "1.1",
        "1.2",
        "1.3",
    ]
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="cover")
    assert (report.state, report.printed_body) == ("published", "Overview and Scrutiny Committee")


def test_its_pdf_is_valid_and_holds_the_appendices(content, tmp_path):
    pdf = render(tmp_path, "pdf", *PAPER)
    assert missing_from_pdf(texts(content), pdf) == set()
    assert broken_rules(pdf) == []


def test_legal_and_finance_cleared_the_version_of_15_september(demo):
    report = Report.objects.get(definition__programme__slug=PROGRAMME, definition__kind="cover")
    assert report.content["clearances"] == [
        {
            "label": "Lawful and within the constitution",
            "who": User.objects.get(username="legal").job_title,
            "on": "2008-09-15",
        },
        {"label": "Spending within the budget", "who": "Finance Officer", "on": "2008-09-15"},
    ]


def test_its_meeting_agreed_what_it_recommends(demo):
    found = MeetingDecision.objects.filter(recommendation__paper__programme__slug=PROGRAMME)
    assert {str(one) for one in found} == {"Agreed, Minutes of 6 October 2008"}
    assert found.count() == 3
