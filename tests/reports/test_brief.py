"""What a member reads first: half a page of what changed in sentences, then exceptions."""

from datetime import date

import pytest

from papers.choices import PartKind
from reports.brief import HALF_A_PAGE, BriefSection, ExceptionsSection
from reports.choices import USUAL_SECTIONS, USUAL_WRITTEN
from reports.composition import compose
from reports.document import render_html
from reports.word.document import render_docx
from risks.actions import add_risk, assess_risk, change_risk
from tests.factories import as_at, noon
from tests.reports.moments import DRAFT_MOMENT
from tests.reports.word import opened

pytestmark = pytest.mark.once

AT = noon(2012, 4, 17)


@pytest.fixture
def april(programme_manager):
    return {"by": programme_manager, "at": noon(2012, 4, 2)}


def brief(programme, since=DRAFT_MOMENT):
    return BriefSection().context(as_at(programme, AT, since))


def said(content):
    return [f"{row['reference']}, {row['sentence']}" for row in content["rows"]]


def test_it_tells_in_sentences_the_weightiest_first(programme, register, april):
    change_risk(register[0], **april, why="He came", owner="Director")
    add_risk(programme=programme, **april, title="Staff leave", likelihood=5, impact=5)
    how = {"kind": "current", "likelihood": 3, "impact": 3, "effective_on": date(2012, 4, 2)}
    assess_risk(register[1], **april, **how)
    assert said(brief(programme)) == [
        "R2, Savings come late, went from green to amber: likelihood 2 to 3, impact 2 to 3, "
        "score 4 to 9.",
        "R3, Staff leave, is new: red.",
        "R1, A partner leaves: owner: Director.",
    ]


def many(programme, april, count):
    for number in range(count):
        how = {"title": f"Risk {number} " + "of many words " * 8, "likelihood": 3, "impact": 5}
        add_risk(programme=programme, **april, **how)


def test_it_ends_after_half_a_page_and_counts_the_rest(programme, register, april):
    many(programme, april, 30)
    content = brief(programme)
    shown = len(content["rows"])
    assert 5 < shown < HALF_A_PAGE and content["extra"]["rest"] == 30 - shown
    assert all(len(line) < 280 for line in said(content))


def test_the_paper_says_how_many_more_changed_and_where_they_stand(define, body, register, april):
    many(body.programme, april, 30)
    definition = define(body, sections=["brief", "changes", "risks"])
    content = compose(definition, at=AT, since=DRAFT_MOMENT)
    rest, page = content["sections"][0]["extra"]["rest"], render_html(content)
    assert f"{rest} more rows changed." in page and 'href="#section-changes"' in page
    written = [one.text for one in opened(render_docx(content)).paragraphs]
    assert any(one.startswith(f"{rest} more rows changed.") for one in written)


def test_the_first_report_has_nothing_to_compare_with(define, body, register):
    page = render_html(compose(define(body, sections=["brief", "risks"]), at=AT, since=None))
    assert "This is the first report: there is none before it to compare with." in page
    assert 'id="section-brief"' not in page


def test_exceptions_are_the_rows_that_need_somebody(programme, register):
    content = ExceptionsSection().context(as_at(programme, AT))
    assert content["rows"] == [
        {"log": "Risks", "reference": "R1", "what": "A partner leaves: red, score 15"}
    ]


def test_exceptions_beyond_what_a_log_says_are_counted(programme, register, april):
    many(programme, april, 25)
    content = ExceptionsSection().context(as_at(programme, AT))
    assert len(content["rows"]) == 20 and content["notes"] == ["Risks: 6 more."]


def test_without_an_exception_everything_is_as_it_should_be(programme):
    content = ExceptionsSection().context(as_at(programme, AT))
    assert content["extra"]["empty"] == "Everything is as it should be." and not content["rows"]


@pytest.mark.parametrize("kind", ["cover", "joint-committee"])
def test_a_members_paper_opens_with_what_it_asks_for_and_what_changed(kind):
    usual = USUAL_SECTIONS[kind]
    asked = usual.index("recommended")
    assert USUAL_WRITTEN["recommended"].kind == PartKind.RECOMMENDATIONS
    assert asked == 1 and usual[2] == "brief"
    assert kind == "cover" or usual.index("exceptions") < usual.index("workstreams")
