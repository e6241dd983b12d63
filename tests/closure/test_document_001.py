"""The closure document of the demo, against the tables of document 001."""

import pytest

from programme.models import User
from reports.models import Report
from reports.words import in_order

pytestmark = [pytest.mark.django_db, pytest.mark.once]

PROGRAMME = "support-services-review"
APPENDICES = [
    ("Appendix A", "milestones-all"),
    ("Appendix B", "objectives"),
    ("Appendix C", "workstreams"),
    ("Appendix D", "risks"),
    ("Appendix E", "equality"),
]


@pytest.fixture
def content(demo):
    return Report.objects.get(definition__kind="closure").content


def rows(content, key):
    return next(one for one in content["sections"] if one["key"] == key)["rows"]


def notes(content, key):
    return next(one for one in content["sections"] if one["key"] == key)["notes"]


def test_its_parts_stand_in_the_order_of_the_document(content):
    numbered = [(number, part["key"]) for number, part in in_order(content) if number]
    written = ["introduction", "overview", "organisation", "achieved", "achievement"]
    assert [key for _, key in numbered][:5] == written
    assert [one for one in numbered if "Appendix" in one[0]] == APPENDICES
    assert all(part["is_done"] for part in content["words"])


def test_it_says_who_reports_to_whom_and_what_was_reached(content):
    bodies = {row["name"]: row for row in rows(content, "organisation")}
    assert bodies["Programme Management Team"]["reports_to"] == "Programme Oversight Board"
    assert bodies["Programme Management Team"]["members"] == [
        "Project leader: Deputy Chief Executive"
    ]
    objectives, milestones, _ = rows(content, "achievement")
    assert (objectives["total"], objectives["goes_on"], objectives["unjudged"]) == (7, 3, 4)
    assert (milestones["total"], milestones["reached"], milestones["later"]) == (7, 7, 6)


def test_savings_are_targets_position_and_re_allocation_and_no_more(content):
    found = next(one for one in content["sections"] if one["key"] == "savings-at-closing")
    assert [row["target"] for row in found["rows"]] == [131_600_000, 125_000_000, 125_000_000]
    assert found["totals"]["target"] == 381_600_000
    position, passed_on = found["parts"]
    assert [row["reference"] for row in position["rows"]] == ["S1", "S2", "S3", "S4", "S5", "S6"]
    assert passed_on["totals"] == {"permanent": 27_700_000, "one_off": 6_400_000}
    keys = [one["key"] for one in content["sections"]]
    assert "savings" not in keys and not content["findings"]


def test_follow_on_actions_say_once_what_they_share(content):
    found = rows(content, "follow-on-plan")
    assert len(found) == 52 and len({row["workstream"] for row in found}) == 16
    (said,) = notes(content, "follow-on-plan")
    assert "plan that it moved into: Departmental service plan" in said.replace("Plan", "plan")
    assert "Audit, Governance and Improvement Review Committee" in said
    other = [row["reference"] for row in found if any("Plan" in one for one in row["otherwise"])]
    assert other == ["FA1"]


def test_lessons_stand_by_stage_and_explanations_are_printed(content):
    stages = [row["stage"] for row in rows(content, "lessons-learnt")]
    assert (stages.count("Review"), stages.count("Implementation")) == (11, 11)
    explained = rows(content, "explained")
    assert len(explained) == 4
    assert {(row["by"], row["on"]) for row in explained} == {("Programme Manager", "2008-09-15")}


def test_readiness_lists_what_contradicts_itself(demo, signed_in):
    client = signed_in(User.objects.get(username="scrutiny"))
    pages = [f"/programmes/{PROGRAMME}/closure/readiness/?page={number}" for number in (1, 2)]
    page = "".join(client.get(one).content.decode() for one in pages)
    assert "W14 Administration: papers do not agree on its progress" in page
    assert "not in Section 3.2, which names 15 of 16 workstreams" in page
    assert "Importance: left blank in 18 of 18 equality actions" in page
    assert "There is no objective g" in page
    assert "Explain</a>" not in page  # who scrutinises explains nothing
