"""A decision that became a row of a log and was corrected afterwards: both say so."""

import pytest
import time_machine
from django.urls import reverse

from papers import deciding
from papers.corrected import newer_decisions
from programme.log import logs
from recommendations.actions import change_recommendation
from recommendations.models import Recommendation
from tests.factories import noon
from tests.reading import words

MADE, CORRECTED, LATER = noon(2012, 4, 5), noon(2012, 4, 6), noon(2012, 4, 10)
OLDER = "REC1 was made before its decision was corrected"
NEWER = "was corrected on 6 April 2012: Agreed as amended, Minute 12, “Other words”."
[LOG] = [log for log in logs() if log.model is Recommendation]


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as now:
        yield now


@pytest.fixture
def decision(recommend, democratic_services, programme_manager):
    row, who = recommend("To note."), {"by": democratic_services, "at": MADE}
    decision = deciding.record_decision(row, outcome="agreed", minute="Minute 12", **who)
    deciding.make_row(decision, by=programme_manager, at=MADE, log="recommendations")
    return decision


@pytest.fixture
def correct(decision, democratic_services):
    """A function that corrects what was decided."""

    def step(**told):
        who = {"by": democratic_services, "at": CORRECTED, "why": "A slip"}
        return deciding.correct_decision(decision, **who, **told)

    return step


@pytest.fixture
def shown(signed_in, programme_manager, programme, paper):
    """A function that gives what the page of the decisions and that of the row say."""
    manager, slug = signed_in(programme_manager), programme.slug
    decisions = reverse("papers:decisions", args=[slug, paper.pk])
    row = reverse(LOG.detail_url_name, args=[slug, "REC1"])
    return lambda: (words(manager.get(decisions)), words(manager.get(row)))


def told(pages):
    return OLDER in pages[0], NEWER in pages[1]


@pytest.mark.once
def test_both_say_so_until_the_row_is_changed(correct, shown, programme_manager):
    assert told(shown()) == (False, False)
    correct(outcome="amended", text="Other words")
    assert told(shown()) == (True, True)
    who = {"by": programme_manager, "at": LATER}
    change_recommendation(Recommendation.objects.get(), text="Other words", **who)
    assert told(shown()) == (False, False)


def test_another_minute_is_nothing_to_say(correct, shown):
    correct(minute="Minute 13")
    assert told(shown()) == (False, False)


def test_the_row_of_another_programme_says_nothing(correct):
    correct(outcome="amended", text="Other words")
    row = Recommendation.objects.get()
    assert newer_decisions(LOG, row)
    row.programme_id = 0
    assert newer_decisions(LOG, row) == []
