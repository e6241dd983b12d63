"""What must never be false is held by the database itself."""

from datetime import timedelta

import pytest
from django.db import Error, connection, transaction

from programme.models import AuditEvent
from risks.models import Assessment, Banding, Issue, Risk
from tests.factories import MARCH_2012

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


FALSE_SCORES = [
    {"likelihood": 3, "impact": 5, "score": 14},
    {"likelihood": 0, "impact": 5, "score": 0},
    {"likelihood": 7, "impact": 5, "score": 35},
    {"likelihood": None, "impact": 5, "score": None},
    {"likelihood": None, "impact": None, "score": 15},
]


@pytest.mark.parametrize("columns", FALSE_SCORES)
def test_a_score_is_likelihood_times_impact_or_nothing(risk, columns):
    refused_by_the_database(lambda: Risk.objects.filter(pk=risk.pk).update(**columns))


@pytest.mark.parametrize(
    "columns",
    [
        {"state": "accepted"},
        {"state": "accepted", "accepted_until": TODAY},
        {"state": "accepted", "accepted_by": "Programme board"},
        {"state": "open", "accepted_until": TODAY, "accepted_by": "Programme board"},
    ],
)
def test_an_acceptance_has_an_end_and_an_approver_and_nothing_else_has(risk, columns):
    refused_by_the_database(lambda: Risk.objects.filter(pk=risk.pk).update(**columns))


def test_a_reference_stands_once_in_a_programme(risk):
    copy = Risk.objects.get(pk=risk.pk)
    copy.pk, copy.skip_history_when_saving = None, True
    refused_by_the_database(copy.save)


@pytest.mark.parametrize(("likelihood", "impact"), [(0, 5), (7, 1), (1, 0), (5, 7)])
def test_an_assessment_is_within_the_largest_matrix(risk, likelihood, impact):
    values = {
        "kind": "current",
        "effective_on": TODAY,
        "recorded_at": MARCH_2012,
        "recorded_by_name": "Officer",
    }
    refused_by_the_database(
        lambda: Assessment.objects.create(risk=risk, likelihood=likelihood, impact=impact, **values)
    )


@pytest.mark.parametrize(
    "statement", ["UPDATE risks_assessment SET likelihood = 1", "DELETE FROM risks_assessment"]
)
def test_an_assessment_is_never_changed_or_deleted(risk, statement):
    refused_by_the_database(lambda: connection.cursor().execute(statement))


def test_a_banding_is_never_changed_or_deleted(programme):
    banding = Banding.objects.create(
        programme=programme, applies_from=TODAY, recorded_at=MARCH_2012
    )
    refused_by_the_database(lambda: Banding.objects.update(red_from=20))
    refused_by_the_database(banding.delete)


@pytest.mark.parametrize(
    "columns",
    [{"state": "resolved"}, {"state": "resolved", "resolved_on": TODAY}, {"resolved_on": TODAY}],
)
def test_a_resolved_issue_says_how_and_when(in_state, columns):
    in_state("materialised")
    refused_by_the_database(lambda: Issue.objects.update(**columns))


def test_an_acceptance_runs_out_the_day_after_its_last_day(in_state):
    risk = in_state("accepted")
    assert not risk.acceptance_expired(TODAY)
    assert risk.acceptance_expired(TODAY + A_DAY)


def test_a_review_is_overdue_the_day_after_and_only_while_the_risk_is_live(in_state):
    risk = in_state("open")
    risk.review_on = TODAY
    assert (risk.review_overdue(TODAY), risk.review_overdue(TODAY + A_DAY)) == (False, True)
    risk.state = "closed"
    assert not risk.review_overdue(TODAY + A_DAY)


def test_impact_five_is_flagged_whatever_the_score(add_risk):
    assert add_risk(likelihood=1, impact=5).has_top_impact
    assert not add_risk(likelihood=5, impact=4).has_top_impact


def test_words_fit_between_risk_and_audit_trail(add_risk):
    add_risk(title="x" * 300)
    assert AuditEvent.objects.latest("id").title == "x" * 300


def test_a_day_before_1900_is_no_review_date(risk):
    risk.review = "1 January 1899"
    with pytest.raises(Exception, match="1900"):
        risk.full_clean()
