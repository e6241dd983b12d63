"""A mistake, and the reports that showed it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from programme import mistakes, withdrawals
from programme.position import Position
from reports import schedule
from reports.adding_up import check
from reports.changes import ChangesSection
from reports.composition import compose
from risks import actions as risks
from risks.log import RISKS
from tests.factories import MeetingFactory, noon
from tests.reading import typed, words
from tests.reports.drawn import draw

pytestmark = pytest.mark.once

LATER = noon(2012, 3, 28)
APRIL = noon(2012, 4, 20)
WHY = "The letter names another partner"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": LATER, "mistake": WHY}


def test_a_row_that_a_published_report_shows_is_not_withdrawn(published, register, who):
    with pytest.raises(ValidationError, match="A published report shows R1"):
        withdrawals.withdraw_mistake(RISKS, register[0], **who)


def test_a_row_that_only_a_draft_shows_is_withdrawn(draft, register, who):
    withdrawals.withdraw_mistake(RISKS, register[0], **who)
    now = Position.on(draft.definition.programme, LATER.date())
    assert [risk.reference for risk in RISKS.entries(now)] == ["R2"]


@pytest.mark.each
def test_what_rests_on_a_row_keeps_it(register, who):
    how = {"by": who["by"], "at": LATER}
    risk = risks.open_risk(register[0], **how)
    risks.materialise_risk(risk, **how, why="It came", owner="Director", raised_on=LATER.date())
    with pytest.raises(ValidationError, match="I1 .* rests on R1"):
        withdrawals.withdraw_mistake(RISKS, register[0], **who)


def test_a_corrected_mistake_is_offered_to_a_correction_of_the_report(
    published, register, who, correct, signed_in, democratic_services
):
    mistakes.correct_mistake(RISKS, risks.change_risk, register[0], **who, title="A council left")
    url = f"/programmes/{published.definition.programme.slug}/reports/{published.pk}/correct/"
    page = signed_in(democratic_services).get(url)
    assert typed(page, "rows") == "R1" and WHY in words(page)
    second = correct(published, LATER, rows=["R1"])
    assert second.content["differences"] == [
        {"place": "Risks: R1, Risk", "was": "A partner leaves", "now": "A council left"}
    ]


def test_the_next_report_says_nothing_of_a_mistake_that_the_last_one_printed(
    published, register, who
):
    mistakes.correct_mistake(RISKS, risks.change_risk, register[0], **who, title="A council left")
    programme = published.definition.programme
    assert ChangesSection().rows(Position.as_at(programme, LATER, published.position_at)) == []


@pytest.fixture
def worse(published, register, programme_manager):
    """R2 was green in the report, and is red since."""
    current = {"kind": "current", "likelihood": 5, "impact": 5, "effective_on": LATER.date()}
    return risks.assess_risk(register[1], by=programme_manager, at=LATER, **current)


def changed(published):
    position = Position.as_at(published.definition.programme, APRIL, published.position_at)
    return [(row["weight"], row["reference"]) for row in ChangesSection().rows(position)]


def test_a_correction_of_another_fact_hides_no_band_that_changed(published, worse, who):
    mistakes.correct_mistake(RISKS, risks.change_risk, worse, **who, title="Savings come too late")
    assert changed(published) == [("Bands that changed", "R2")]


def test_a_band_that_changed_only_by_a_correction_is_none_that_changed(published, register, who):
    (found,) = mistakes.rows_of(RISKS, register[1])
    mistakes.correct_row(RISKS, *found, **who, likelihood=5, impact=5)
    assert changed(published) == []


def test_a_band_that_was_put_right_and_then_changed_is_told_from_what_was_right(
    published, register, who, programme_manager
):
    (found,) = mistakes.rows_of(RISKS, register[1])
    mistakes.correct_row(RISKS, *found, **who, likelihood=5, impact=5)
    current = {"kind": "current", "likelihood": 3, "impact": 3, "effective_on": LATER.date()}
    risks.assess_risk(register[1], by=programme_manager, at=noon(2012, 3, 29), **current)
    position = Position.as_at(
        published.definition.programme, noon(2012, 4, 20), published.position_at
    )
    (row,) = ChangesSection().rows(position)
    assert row["change"][0].startswith("From red to amber")


def test_a_correction_says_the_same_under_what_changed_and_in_the_tables(
    published, worse, who, publish, correct, definition
):
    """A title and a score that were typed wrongly between two reports."""
    second = next_report(definition, publish)
    how = {**who, "at": noon(2012, 5, 3)}
    *_, found = mistakes.rows_of(RISKS, worse)
    mistakes.correct_row(RISKS, *found, **how, likelihood=3, impact=3)
    mistakes.correct_mistake(RISKS, risks.change_risk, worse, **how, title="Savings are late")
    third = correct(second, noon(2012, 5, 4), rows=["R2"])
    changes, table = third.content["sections"]
    (row,) = changes["rows"]
    assert row["title"] == "Savings are late" == table["rows"][1]["title"]
    assert row["change"][0].startswith("From green to amber")
    assert table["rows"][1]["band"]["word"] == "Amber" and third.content["findings"] == []


@pytest.mark.each
def test_what_changed_names_each_figure_of_an_assessment_that_was_put_right(
    published, register, who, programme_manager, correct, publish, definition
):
    """R2 went from 2 x 2 to 2 x 3 between the reports; it should have been 1 x 1."""
    current = {"kind": "current", "likelihood": 2, "impact": 3, "effective_on": LATER.date()}
    risk = risks.assess_risk(register[1], by=programme_manager, at=LATER, **current)
    second = next_report(definition, publish)
    *_, found = mistakes.rows_of(RISKS, risk)
    how = {**who, "at": noon(2012, 5, 3)}
    mistakes.correct_row(RISKS, *found, **how, likelihood=1, impact=1)
    (row,) = correct(second, noon(2012, 5, 4), rows=["R2"]).content["sections"][0]["rows"]
    told = " ".join(row["change"]).lower()
    assert all(one in told for one in ("likelihood from 2 to 1", "impact from 2 to 1")), told


def next_report(definition, publish):
    """The report for the meeting after, published."""
    MeetingFactory(body=definition.body, on=date(2012, 5, 9))
    at = noon(2012, 4, 26)
    (due,) = schedule.raise_due(at)
    return publish(draw(due, at), at=at)


def test_the_check_sees_what_changed_otherwise_than_in_the_tables(published, worse, definition):
    content = compose(definition, at=noon(2012, 4, 20), since=published.position_at)
    assert check(content)["findings"] == []
    (row,) = content["sections"][0]["rows"]
    row |= {"title": "Another", "change": ["From green to amber: score 4 to 25"]}
    assert {one["place"] for one in check(content)["findings"]} == {"R2: What", "R2: Band"}
