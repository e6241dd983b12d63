"""How events count when mistakes among them were put right."""

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, transaction

from programme import audit, mistakes, withdrawals
from programme.models import AuditEvent, Mistake
from risks.actions import add_risk, assess_risk, change_risk
from risks.log import RISKS
from tests.factories import MARCH_2012, noon

LATER = noon(2012, 4, 9)


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def risk(programme, who):
    return add_risk(programme=programme, title="A partner leaves", **who)


def correct(risk, who, **facts):
    how = {"by": who["by"], "at": LATER, "mistake": "A slip"}
    return mistakes.correct_mistake(RISKS, change_risk, risk, **how, **facts)


def counted():
    events = AuditEvent.objects.filter(subject_type="risks.risk").order_by("at", "id")
    return [
        (event.verb, [f"{line['was']} > {line['now']}" for line in changes])
        for event, changes in audit.as_they_count(events)
    ]


def test_only_the_last_change_that_said_so_is_put_right(risk, who):
    for owner in ("Director", "Treasurer", "Director"):
        risk = change_risk(risk, owner=owner, **who)
    correct(risk, who, owner="Registrar")
    assert counted()[1:] == [
        ("changed", [" > Director"]),
        ("changed", ["Director > Treasurer"]),
        ("changed", ["Treasurer > Registrar"]),
    ]


def test_a_correction_of_a_correction_counts_from_the_first(risk, who):
    risk = change_risk(risk, owner="Director", **who)
    risk = correct(risk, who, owner="Dierctor")
    correct(risk, who, owner="Registrar")
    assert counted()[1:] == [("changed", [" > Registrar"])]


def test_a_figure_that_only_the_corrected_row_changes_is_told_with_its_event(risk, who):
    current = {"kind": "current", "effective_on": who["at"].date()}
    risk = assess_risk(risk, **who, **current, likelihood=3, impact=4)
    risk = assess_risk(risk, **who, **current, likelihood=4, impact=4)
    for likelihood, impact in [(3, 3), (2, 3)]:
        *_, found = mistakes.rows_of(RISKS, risk)
        how = {"by": who["by"], "at": LATER, "mistake": "A slip"}
        risk = mistakes.correct_row(RISKS, *found, **how, likelihood=likelihood, impact=impact)
    told = ["3 > 2", "12 > 6", "3 x 4 = 12 > 2 x 3 = 6", "4 > 3"]
    assert counted()[2] == ("assessed", told)


def test_a_fact_that_was_typed_before_is_not_told_with_one_that_was_typed_since(risk, who):
    events = AuditEvent.objects.filter(subject_type="risks.risk").order_by("at", "id")
    risk = change_risk(risk, owner="Dierctor", **who)
    correct(risk, who, owner="Director", title="A council leaves")
    ((_, lines),) = audit.as_they_count(list(events)[1:])
    assert [line["field"] for line in lines] == ["owner"]


def test_a_change_after_a_correction_is_a_change(risk, who):
    risk = correct(risk, who, title="A council leaves")
    change_risk(risk, title="All councils leave", by=who["by"], at=LATER)
    assert counted() == [
        ("proposed", [" > A council leaves"]),
        ("changed", ["A council leaves > All councils leave"]),
    ]


def test_a_row_that_was_withdrawn_is_not_corrected(risk, who):
    how = {"by": who["by"], "at": LATER, "mistake": "Twice"}
    withdrawals.withdraw_mistake(RISKS, risk, **how)
    with pytest.raises(ValidationError, match="R1 was withdrawn: it was entered by mistake"):
        correct(risk, who, title="Another")


def test_the_database_keeps_what_was_a_mistake(risk, who):
    withdrawals.withdraw_mistake(RISKS, risk, by=who["by"], at=LATER, mistake="Twice")
    for change in (Mistake.objects.all().delete, lambda: Mistake.objects.update(why="")):
        with pytest.raises(Error), transaction.atomic():
            change()
