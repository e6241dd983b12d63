"""A mistake, and the reports that showed it."""

import pytest
from django.core.exceptions import ValidationError

from programme import mistakes, withdrawals
from programme.position import Position
from reports.changes import ChangesSection
from risks import actions as risks
from risks.log import RISKS
from tests.factories import noon
from tests.reading import typed, words

LATER = noon(2012, 3, 28)
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
