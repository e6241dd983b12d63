"""Dates in words that were kept before they were asked back stand in the way of nothing else."""

import pytest
from django.core.exceptions import ValidationError

from risks import actions
from risks.models import Mitigation, Risk
from tests.factories import MARCH_2012

ASKED_BACK = "H1 2012"


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def risk(programme, who):
    """A risk with a mitigation, whose words nobody asked back then."""
    risk = actions.add_risk(programme=programme, title="A partner leaves", **who)
    actions.add_mitigation(risk, text="Agree terms", **who)
    Mitigation.objects.update(due=ASKED_BACK)
    Risk.objects.update(review=ASKED_BACK)
    return Risk.objects.get()


def test_a_row_whose_words_are_asked_back_by_now_is_changed_and_taken_on(risk, who):
    risk = actions.change_risk(risk, owner="Chief executive", **who)
    assert (risk.owner, risk.review, risk.review_on) == ("Chief executive", ASKED_BACK, None)
    actions.close_risk(risk, why="Over", mitigations="done", mitigations_why="Over", **who)
    assert Risk.objects.get().is_closed


def test_a_child_row_whose_words_are_asked_back_by_now_is_changed(risk, who):
    actions.change_mitigation(Mitigation.objects.get(), owner="Solicitor", **who)
    assert Mitigation.objects.get().owner == "Solicitor"


def test_such_words_are_refused_to_whoever_types_them_now(risk, who):
    with pytest.raises(ValidationError, match="Say which year H2 2012 is in"):
        actions.change_risk(risk, review="H2 2012", **who)
    with pytest.raises(ValidationError, match="Say which year H2 2012 is in"):
        actions.change_mitigation(Mitigation.objects.get(), due="H2 2012", **who)
