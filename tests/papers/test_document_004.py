"""The joint committee's paper of the demo after document 004, numbered as the document is."""

import json

import pytest
from django.core.management import CommandError, call_command

from papers.models import MeetingDecision
from reports.cleared import standings
from reports.models import Report
from tests.reports.printing import missing_from_page, missing_from_pdf, render, texts
from tests.reports.verapdf import broken_rules

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "staffordshire-connects"
PAPER = [PROGRAMME, "joint-committee", "--at", "2010-12-02"]
# The last numbered paragraph of each of its sections.
LAST = {"purpose": "1.6", "recommended": "2.7", "background": "3.6", "detail": "4.17"}
LAST |= {"conclusions": "5.6"}


@pytest.fixture(scope="module")
def content(demo, tmp_path_factory):
    return json.loads(render(tmp_path_factory.mktemp("data"), "json", *PAPER).read_text())


def numbers(part):
    rows = part.get("blocks") or part.get("recommendations") or part["actions"]
    return [row["number"] for row in rows if row.get("number")]


def test_its_sections_have_the_paragraphs_of_the_document(content):
    found = {one["key"]: numbers(one) for one in content["words"]}
    assert {key: found[key][-1] for key in LAST} == LAST
    assert found.pop("last-actions") == ["4.18", "4.19", "4.20"]
    assert all(len(found[key]) == int(last.split(".")[1]) for key, last in LAST.items())


def test_each_action_from_the_last_meeting_has_its_position_below_the_detail(content, tmp_path):
    (part,) = [one for one in content["words"] if one["key"] == "last-actions"]
    page = render(tmp_path, "html", *PAPER).read_text()
    detail, rest = page.split("<h3>Actions from the last meeting</h3>")
    assert "<h2>4. Detail</h2>" in detail and rest.count("<strong>Position:</strong>") == 3
    assert all(row["position"] and row["position"] in rest for row in part["actions"])
    assert "4.20" in rest.partition("<h2>5. Conclusions</h2>")[0]


def test_its_appendices_have_letters(content, tmp_path):
    page = render(tmp_path, "html", *PAPER).read_text()
    headings = [
        "5. Conclusions",
        "Appendix A: Where the work plan meets the workstreams",
        "Appendix B: The scoping papers in short",
        "Appendix C: Tiers of a programme of several partners",
        "Appendix D: Reserves",
        "Appendix E: About this report",
    ]
    places = [page.index(f"<h2>{heading}</h2>") for heading in headings]
    assert places == sorted(places) and "<caption>Table A.1</caption>" in page


def test_the_sum_that_the_document_gets_wrong_is_explained(content):
    (balance,) = [one for one in content["findings"] if "balance" in one["key"]]
    assert (balance["printed"], balance["computed"]) == ("£129,700", "£129,790")
    assert balance["note"]


def test_who_may_draw_on_the_call_stands_beside_it(content):
    rows = {row["number"]: row for row in content["words"][1]["recommendations"]}
    assert "£85,000" in rows["2.4"]["text"] and "Director" in rows["2.4"]["delegation"]


def test_it_was_published_whole(demo, content, tmp_path):
    report = Report.objects.get(
        definition__programme__slug=PROGRAMME, definition__kind="joint-committee"
    )
    assert report.state == "published"
    assert missing_from_page(texts(content), render(tmp_path, "html", *PAPER)) == set()
    pdf = render(tmp_path, "pdf", *PAPER)
    assert missing_from_pdf(texts(content), pdf) == set()
    assert broken_rules(pdf) == []


def test_another_meeting_is_picked_by_its_day(demo, tmp_path):
    picked = render(tmp_path, "json", *PAPER, "--meeting", "2010-12-17")
    assert json.loads(picked.read_text())["heading"]["meeting_on"] == "2010-12-17"


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2010-12-18", "meets on: 2010-09-24, 2010-12-17"),
        ("next week", "for example 2010-12-17"),
    ],
)
def test_a_day_without_a_meeting_is_refused(demo, tmp_path, day, words):
    with pytest.raises(CommandError, match=words):
        call_command("render_report", *PAPER, "--meeting", day, "--output", str(tmp_path / "x"))


def test_it_was_cleared_with_a_condition_that_was_met(demo):
    report = Report.objects.get(
        definition__programme__slug=PROGRAMME, definition__kind="joint-committee"
    )
    assert [one["label"] for one in report.content["clearances"]] == ["Legal", "Finance"]
    (condition,) = [one for one in standings(report) if one.met]
    assert "£129,700" in condition.answer.words and "£129,790" in condition.met.how


def test_its_meeting_agreed_each_of_the_seven(demo):
    of_meeting = {"programme__slug": PROGRAMME, "meeting__on": "2010-12-17"}
    found = MeetingDecision.objects.filter(
        **{f"recommendation__paper__{name}": value for name, value in of_meeting.items()}
    )
    assert [one.outcome for one in found] == ["agreed"] * 7
