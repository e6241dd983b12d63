"""Document 001 in the demo: objectives, workstreams, and the follow-on actions of both papers."""

from collections import Counter
from datetime import date

import pytest
from django.urls import reverse

from programme.models import Objective, User
from reports.models import Report
from tests.reading import words
from workstreams.models import FollowOnAction, Position, Workstream

pytestmark = pytest.mark.django_db

PROGRAMME = SLUG = "support-services-review"
POSITION = date(2008, 9, 12)

# Title, progress, and how many: purposes, items of the position, follow-on actions in section
# 3.2 and in Appendix C.
ROWS = {
    "W1": ("Diversity Impact Assessment", "Poor", 1, 2, 2, 2),
    "W2": ("Organisational framework", "Reasonable", 2, 4, 1, 2),
    "W3": ("Print and reprographics and mail management", "Reasonable", 1, 3, 0, 2),
    "W4": ("Legal Services", "Good", 5, 8, 6, 6),
    "W5": ("Business Process Re-engineering", "Poor", 4, 5, 1, 5),
    "W6": ("Organisational development", "Good", 3, 5, 2, 2),
    "W7": ("Reputation Management", "Good", 2, 4, 3, 3),
    "W8": ("Strategic Commissioning", "Reasonable", 5, 3, 3, 3),
    "W9": ("Shared Services", "Good", 2, 3, 1, 1),
    "W10": ("Assets, facilities and estate management", "Reasonable", 5, 3, 6, 6),
    "W11": ("NPS", "Good", 5, 6, 6, 6),
    "W12": ("Performance Management Framework", "Poor", 1, 2, 2, 2),
    "W13": ("Democratic Services, engagement and partnerships", "Reasonable", 4, 3, 2, 2),
    "W14": ("Administration", "Poor", 2, 2, 1, 1),
    "W15": ("Future strategy for markets", "Good", 4, 5, 1, 1),
    "W16": ("Generic help facility", "Good", 4, 6, 5, 5),
}


@pytest.fixture
def workstreams(demo):
    """The workstreams by reference, with their positions."""
    found = Workstream.objects.filter(programme__slug=SLUG).order_by("number")
    return {one.reference: one for one in Position.objects.attach_to(list(found), None)}


@pytest.fixture
def follow_on(demo):
    """The follow-on actions in their order."""
    return list(
        FollowOnAction.objects.filter(programme__slug=SLUG)
        .select_related("workstream")
        .order_by("number")
    )


@pytest.fixture
def sections(demo):
    """The sections of the published report by key."""
    report = Report.objects.get(definition__programme__slug=SLUG, definition__kind="progress")
    return {section["key"]: section for section in report.content["sections"]}


@pytest.fixture
def scrutiny(demo, signed_in):
    return signed_in(User.objects.get(username="scrutiny"))


def named_in(actions, paper):
    return [action for action in actions if paper in action.source]


@pytest.mark.parametrize("reference", ROWS)
def test_a_workstream_as_the_document_has_it(workstreams, follow_on, reference):
    one, (title, progress, purposes, items, in_32, in_c) = workstreams[reference], ROWS[reference]
    mine = [action for action in follow_on if action.workstream_id == one.pk]
    assert (one.title, one.progress, one.position_on, one.known[-1].source) == (
        title,
        progress,
        POSITION,
        "Appendix C",
    )
    assert (len(one.purpose.splitlines()), len(one.known[-1].text.splitlines())) == (
        purposes,
        items,
    )
    assert (len(named_in(mine, "Section 3.2")), len(named_in(mine, "Appendix C"))) == (in_32, in_c)


def test_seven_are_good_five_reasonable_and_four_poor(workstreams, sections):
    assert list(workstreams) == list(ROWS)
    assert Counter(one.progress for one in workstreams.values()) == {
        "Good": 7,
        "Reasonable": 5,
        "Poor": 4,
    }
    counts = [
        (row["word"], row["count"]) for row in sections["workstreams"]["extra"]["counts"]["rows"]
    ]
    assert counts == [("Good", 7), ("Reasonable", 5), ("Poor", 4), ("Not yet commenced", 0)]


def test_section_32_has_fifteen_workstreams_and_appendix_c_sixteen(workstreams, follow_on):
    fifteen = {action.workstream.reference for action in named_in(follow_on, "Section 3.2")}
    assert set(ROWS) - fifteen == {"W3"}
    assert {action.workstream.reference for action in named_in(follow_on, "Appendix C")} == set(
        ROWS
    )
    assert "Appendix C only" in workstreams["W3"].note


def test_administration_is_not_yet_commenced_in_one_paper_and_begun_in_the_other(
    workstreams, sections
):
    said = [(position.source, position.progress) for position in workstreams["W14"].known]
    assert said == [("Section 3.2", "Not yet commenced"), ("Appendix C", "Poor")]
    flag = (
        "The papers do not agree on progress as at 12 September 2008. "
        "Section 3.2: not yet commenced; Appendix C: poor. Poor counts, as the last one recorded."
    )
    assert f"W14 Administration: {flag}" in sections["workstreams"]["notes"]
    assert [
        ref
        for ref, one in workstreams.items()
        if any("do not agree" in flag for flag in one.flags())
    ] == ["W14"]


def test_every_follow_on_action_is_in_a_departmental_plan_and_accepted_by_nobody(
    follow_on, sections
):
    assert (
        len(follow_on),
        len(named_in(follow_on, "Section 3.2")),
        len(named_in(follow_on, "Appendix C")),
    ) == (52, 42, 49)
    assert {action.state for action in follow_on} == {"proposed"}
    assert {action.monitoring_body for action in follow_on} == {
        "Audit, Governance and Improvement Review Committee"
    }
    plans = Counter(action.plan for action in follow_on)
    assert plans == {"Departmental service plan": 51, "Departmental plans of BSS and CES": 1}
    assert [action.owner for action in follow_on if action.owner] == ["Executive Director BSS"]
    assert sections["follow-on"]["notes"] == [
        "52 follow-on actions of 52: nobody has accepted them yet."
    ]


def test_the_papers_name_different_groups_that_monitor_performance(workstreams, follow_on):
    named = {
        action.source: action.title
        for action in follow_on
        if action.title.startswith("Monitor regularly")
    }
    assert named == {
        "Section 3.2": "Monitor regularly through the Business Management Group",
        "Appendix C": "Monitor regularly through the departmental management team and CDT",
    }
    assert workstreams["W12"].note


def test_seven_objectives_run_from_a_to_f_and_then_h(demo, sections):
    objectives = Objective.objects.filter(programme__slug=SLUG).order_by("number")
    assert [one.reference for one in objectives] == ["a", "b", "c", "d", "e", "f", "h"]
    assert [one.reference for one in objectives if one.judgement == "further"] == ["c", "d", "e"]
    for one in objectives:
        assert [(said.as_at, said.author) for said in one.achievements.all()] == [(POSITION, "")]
    assert sections["objectives"]["notes"] == [
        "There is no objective g: the references go from f to h, as they were given."
    ]
    assert [row["reference"] for row in sections["objectives"]["rows"]] == [
        "a",
        "b",
        "c",
        "d",
        "e",
        "f",
        "h",
    ]


def test_the_report_has_the_sections_in_the_order_of_the_document(sections):
    kept = [
        key
        for key in sections
        if key in ("milestones", "objectives", "workstreams", "follow-on", "savings", "risks")
    ]
    assert kept == ["milestones", "objectives", "workstreams", "follow-on", "savings", "risks"]


@pytest.mark.parametrize(
    ("name", "reference", "said"),
    [
        ("workstreams:detail", "W14", "Section 3.2: not yet commenced; Appendix C: poor."),
        ("workstreams:follow_on_detail", "FA27", "Executive Director BSS"),
        ("objective_detail", "h", "SMT approved it"),
    ],
)
def test_the_scrutiny_officer_reads_it_on_the_pages(scrutiny, name, reference, said):
    shown = words(scrutiny.get(reverse(name, args=[SLUG, reference])))
    assert said in shown
