"""Mitigations: late until they are done or withdrawn, and settled with their risk."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programme.models import AuditEvent
from risks import actions
from risks.log import RISKS
from risks.models import Mitigation
from tests.factories import MARCH_2012, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)
DONE = {"done_on": TODAY}
WHY = {"why": "Too dear"}


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def mitigation(risk, who):
    """It was due yesterday."""
    actions.add_mitigation(risk, text="Agree terms", due_on=TODAY - A_DAY, **who)
    return Mitigation.objects.get()


def lines(programme, position=None):
    position = position or as_now(programme, TODAY)
    (row,) = RISKS.rows(RISKS.entries(position), position)
    return row["mitigations"]


def refusal(action, *args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        action(*args, **kwargs)
    return " ".join(refused.value.messages)


def test_a_report_prints_day_and_lateness_and_what_became_of_it(programme, mitigation, who):
    assert lines(programme) == ["Agree terms – due 8 March 2012, 1 day late"]
    later = as_now(programme, TODAY + A_DAY)
    assert lines(programme, later) == ["Agree terms – due 8 March 2012, 2 days late"]
    actions.complete_mitigation(mitigation, **DONE, **who)
    assert lines(programme) == ["Agree terms – done"]


def test_what_was_withdrawn_says_why_in_the_history(programme, mitigation, who):
    actions.withdraw_mitigation(mitigation, **WHY, **who)
    assert lines(programme) == ["Agree terms – withdrawn"]
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.reason) == ("withdrew a mitigation of", "Too dear")
    assert [change["label"] for change in event.changes] == [
        "Mitigation 1: withdrawn",
        "Mitigation 1: why withdrawn",
    ]


@pytest.mark.parametrize(
    ("first", "said"),
    [
        ((actions.complete_mitigation, DONE), "Mitigation 1 is done already."),
        ((actions.withdraw_mitigation, WHY), "Mitigation 1 was withdrawn. Reopen it first."),
    ],
)
def test_a_settled_one_is_settled_once_and_can_be_reopened(mitigation, who, first, said):
    action, details = first
    action(mitigation, **details, **who)
    assert refusal(actions.complete_mitigation, mitigation, **DONE, **who) == said
    assert refusal(actions.withdraw_mitigation, mitigation, **WHY, **who) == said
    actions.reopen_mitigation(mitigation, **WHY, **who)
    assert Mitigation.objects.get().is_open
    assert "open already" in refusal(actions.reopen_mitigation, mitigation, **WHY, **who)


def test_a_withdrawn_one_is_not_changed(mitigation, who):
    actions.withdraw_mitigation(mitigation, **WHY, **who)
    assert "Reopen it first" in refusal(actions.change_mitigation, mitigation, text="Other", **who)


def test_it_is_not_done_tomorrow_nor_withdrawn_without_a_reason(mitigation, who):
    tomorrow = {"done_on": TODAY + A_DAY}
    assert "future" in refusal(actions.complete_mitigation, mitigation, **tomorrow, **who)
    said = refusal(actions.withdraw_mitigation, mitigation, why=" ", **who)
    assert said == "Say why it is withdrawn."


def test_a_risk_is_not_closed_over_an_open_one_without_a_word(risk, mitigation, who):
    risk.refresh_from_db()
    said = "R1 has 1 open mitigation. Say what becomes of them."
    assert refusal(actions.close_risk, risk, why="Over", **who) == said
    assert "Say why" in refusal(
        actions.close_risk, risk, why="Over", mitigations="withdrawn", mitigations_why=" ", **who
    )
    assert Mitigation.objects.get().is_open


def test_those_that_are_settled_with_their_risk_say_how(risk, mitigation, who):
    risk.refresh_from_db()
    how = {"mitigations": "done", "mitigations_why": "The partner signed"}
    actions.close_risk(risk, why="Over", **how, **who)
    assert Mitigation.objects.get().done_on == TODAY
    changes = AuditEvent.objects.latest("id").changes
    assert {"was": "open", "now": "done: The partner signed"}.items() <= changes[-1].items()


def test_the_past_shows_it_as_it_stood(programme, mitigation, programme_manager):
    tomorrow = MARCH_2012 + A_DAY
    actions.withdraw_mitigation(mitigation, **WHY, by=programme_manager, at=tomorrow)
    assert lines(programme, as_at(programme, tomorrow)) == ["Agree terms – withdrawn"]
    then = as_at(programme, MARCH_2012)
    assert lines(programme, then) == ["Agree terms – due 8 March 2012, 1 day late"]
    kind = RISKS.children["mitigations"]
    assert (kind.late(then), kind.late(as_at(programme, tomorrow))) == ((1, 1), (0, 0))


@pytest.mark.each
@pytest.mark.parametrize(
    "columns",
    [
        {"withdrawn_on": TODAY},
        {"withdrawn_why": "Too dear"},
        {"withdrawn_on": TODAY, "withdrawn_why": "Too dear", "done_on": TODAY},
    ],
)
def test_one_is_done_or_withdrawn_for_a_reason(mitigation, columns):
    with pytest.raises(IntegrityError), transaction.atomic():
        Mitigation.objects.filter(pk=mitigation.pk).update(**columns)
