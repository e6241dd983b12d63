"""The content of a report: heading, sections in committee order, and what it compares with."""

import json
from datetime import date

import pytest

from reports import schedule
from reports.composition import compose
from reports.models import Report
from risks.actions import add_risk, assess_risk, close_risk
from risks.models import Risk
from tests.factories import BodyFactory, MeetingFactory, PartnerFactory, noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, london

pytestmark = pytest.mark.once

SECOND_DRAFT = london(2012, 4, 17)  # for the meeting of 2 May


def test_the_heading_says_who_reports_to_whom_and_from_when(definition, meeting):
    PartnerFactory(programme=definition.programme, name="First council")
    heading = compose(definition, at=DRAFT_MOMENT, since=None, meeting=meeting)["heading"]
    assert heading == {
        "title": "Programme management report",
        "kind": "programme-management",
        "programme": "Shared management",
        "programme_slug": "shared-management",
        "partners": ["First council"],
        "body": "Joint committee",
        "meeting_on": "2012-04-04",
        "position_as_at": "2012-03-20T17:00:00+00:00",
        "since": None,
        "version": 1,
        "supersedes": None,
        "reason": "",
        "proof_url": "http://127.0.0.1:8000/published/joint-committee/2012-04-04/programme-management/",
    }


def test_a_position_in_summer_is_londons(definition):
    heading = compose(definition, at=SECOND_DRAFT, since=DRAFT_MOMENT)["heading"]
    assert heading["position_as_at"] == "2012-04-17T17:00:00+01:00"
    assert (heading["since"], heading["meeting_on"]) == ("2012-03-20T17:00:00+00:00", None)


def test_a_body_that_is_not_public_proves_its_reports_behind_the_sign_in(programme, define):
    board = BodyFactory(programme=programme, is_public=False)
    heading = compose(
        define(board), at=DRAFT_MOMENT, since=None, meeting=MeetingFactory(body=board)
    )["heading"]
    assert heading["proof_url"] == "http://127.0.0.1:8000/programmes/shared-management/reports/"


@pytest.mark.parametrize("order", [["risks", "changes"], ["changes", "risks"]])
def test_sections_stand_in_committee_order(define, body, register, order):
    content = compose(define(body, sections=order), at=DRAFT_MOMENT, since=None)
    assert [section["key"] for section in content["sections"]] == order


@pytest.mark.each
def test_a_closure_document_tells_of_what_was_closed_whenever_that_was(
    programme, define, body, programme_manager
):
    who = {"by": programme_manager, "at": noon(2012, 2, 1)}
    add_risk(programme=programme, title="A partner leaves", likelihood=2, impact=2, **who)
    close_risk(Risk.objects.get(), by=programme_manager, at=noon(2012, 2, 8), why="They stay")
    closing = define(body, kind="closure", sections=["risks"])
    since = {"at": DRAFT_MOMENT, "since": noon(2012, 3, 1)}
    [section] = compose(closing, **since)["sections"]
    [closed] = section["parts"]
    assert (closed["title"], section["rows"]) == ("Risks: closed", [])
    [row] = closed["rows"]
    assert (row["reference"], row["settled_on"]) == ("R1", "2012-02-08")
    assert row["settled_why"] == "They stay"
    [section] = compose(define(body, kind="risk", sections=["risks"]), **since)["sections"]
    assert "parts" not in section


def test_content_is_plain_data_that_reads_back_the_same(definition, register):
    content = compose(definition, at=DRAFT_MOMENT, since=None)
    assert json.loads(json.dumps(content)) == content


def test_a_section_that_is_not_installed_is_named(definition):
    definition.sections = ["no-longer-kept"]
    with pytest.raises(LookupError, match="'no-longer-kept' is not installed"):
        compose(definition, at=DRAFT_MOMENT, since=None)


def test_progress_is_told_section_by_section(definition, register):
    told = []
    compose(
        definition,
        at=DRAFT_MOMENT,
        since=None,
        progress=lambda percent, words: told.append((percent, words)),
    )
    assert told == [(17, "What changed since the last report collected"), (30, "Risks collected")]


# --- The report before ----------------------------------------------------------------------------


def next_report(body, published):
    """The report of the meeting after."""
    MeetingFactory(body=body, on=date(2012, 5, 2))
    (due,) = schedule.raise_due(SECOND_DRAFT)
    return draw(due, SECOND_DRAFT)


def test_the_first_report_has_none_before_it(draft):
    assert draft.content["heading"]["since"] is None
    assert [row["trend"] for row in draft.content["sections"][1]["rows"]] == ["", ""]


def test_the_second_compares_scores_with_the_first(published, register, body, programme_manager):
    how = {
        "by": programme_manager,
        "at": noon(2012, 4, 2),
        "kind": "current",
        "effective_on": date(2012, 4, 2),
    }
    assess_risk(register[0], likelihood=2, impact=5, **how)
    content = next_report(body, published).content
    assert content["heading"]["since"] == "2012-03-20T17:00:00+00:00"
    assert [row["trend"] for row in content["sections"][1]["rows"]] == ["▼ Better", "No change"]


def test_a_draft_that_nobody_published_is_no_report_before(draft, body):
    assert next_report(body, draft).content["heading"]["since"] is None


def test_a_late_correction_does_not_move_what_the_next_report_compares_with(
    published, correct, publish, body
):
    second = publish(correct(published, noon(2012, 4, 20)), at=noon(2012, 4, 20))
    may = MeetingFactory(body=body, on=date(2012, 5, 2))
    before = Report.objects.previous(published.definition, SECOND_DRAFT, may)
    assert (before, before.position_at) == (second, published.position_at)


def test_an_early_correction_is_the_report_before(published, correct, publish, body):
    second = publish(correct(published, noon(2012, 3, 28)), at=noon(2012, 3, 28))
    may = MeetingFactory(body=body, on=date(2012, 5, 2))
    assert Report.objects.previous(published.definition, SECOND_DRAFT, may) == second


def test_a_report_to_another_body_is_no_report_before(published, programme, define):
    board = BodyFactory(programme=programme)
    meeting = MeetingFactory(body=board, on=date(2012, 5, 2))
    assert Report.objects.previous(define(board), SECOND_DRAFT, meeting) is None
