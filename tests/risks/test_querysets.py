"""Sets of risks: by band, by need, with what their rows print."""

from datetime import timedelta

import pytest

from risks import actions
from risks.banding import Thresholds
from risks.models import Assessment, Banding, Risk
from risks.querysets import in_band, needing_attention
from tests.factories import MARCH_2012, ProgrammeFactory, as_at, as_now

TODAY = MARCH_2012.date()
A_DAY = timedelta(days=1)


@pytest.fixture
def scored(add_risk):
    """R1 to R4: red, amber, green, not assessed."""
    return [
        add_risk(likelihood=3, impact=5),
        add_risk(likelihood=3, impact=4),
        add_risk(likelihood=1, impact=5),
        add_risk(),
    ]


def references(entries):
    return [risk.reference for risk in entries.order_by("number")]


@pytest.mark.parametrize(
    ("key", "found"), [("red", "R1"), ("amber", "R2"), ("green", "R3"), ("none", "R4")]
)
def test_risks_of_a_band(scored, key, found):
    assert references(in_band(Risk.objects.all(), Thresholds(), key)) == [found]


def test_risks_of_a_programme(scored, programme):
    assert references(Risk.objects.of(programme)) == ["R1", "R2", "R3", "R4"]
    assert not Risk.objects.of(ProgrammeFactory())


def test_red_risks_need_attention(scored):
    assert references(needing_attention(Risk.objects.all(), TODAY, Thresholds())) == ["R1"]


def test_a_risk_past_its_review_needs_attention(add_risk):
    for days in (-1, 0):
        add_risk(review_on=TODAY + days * A_DAY)
    assert references(needing_attention(Risk.objects.all(), TODAY, Thresholds())) == ["R1"]


def test_a_risk_whose_acceptance_ran_out_needs_attention(in_state):
    risk = in_state("accepted")
    Risk.objects.filter(pk=risk.pk).update(likelihood=1, impact=1, score=1)
    assert not needing_attention(Risk.objects.all(), TODAY, Thresholds())
    assert needing_attention(Risk.objects.all(), TODAY + A_DAY, Thresholds())


@pytest.mark.parametrize("state", ["closed", "materialised"])
def test_a_risk_that_is_over_needs_nothing(in_state, state):
    in_state(state)
    assert not needing_attention(Risk.objects.all(), TODAY, Thresholds())


def assess(risk, by, at, kind="current", likelihood=1, impact=1):
    return actions.assess_risk(
        risk, by=by, at=at, kind=kind, likelihood=likelihood, impact=impact, effective_on=at.date()
    )


def attached(programme, at=None, since=None):
    position = as_at(programme, at, since) if at else as_now(programme, since=since)
    return Assessment.objects.attach_to(list(Risk.objects.all()), position)


def test_rows_carry_the_score_of_the_report_before(programme, risk, programme_manager):
    assess(risk, programme_manager, MARCH_2012 + A_DAY)
    (row,) = attached(programme, since=MARCH_2012)
    assert (row.previous_score, row.score) == (15, 1)


def test_a_risk_that_was_not_there_at_the_report_before_has_no_score_of_it(programme, risk):
    (row,) = attached(programme, since=MARCH_2012 - A_DAY)
    assert row.previous_score is None


def test_rows_carry_inherent_and_target_as_they_were_known(programme, risk, programme_manager):
    assess(risk, programme_manager, MARCH_2012, "inherent", 5, 5)
    assess(risk, programme_manager, MARCH_2012 + A_DAY, "target", 2, 2)
    (now,) = attached(programme)
    assert (now.inherent_score, now.target_score) == (25, 4)
    (then,) = attached(programme, MARCH_2012)
    assert (then.inherent_score, then.target_score) == (25, None)


def test_rows_cost_one_query_however_many_they_are(scored, django_assert_num_queries):
    risks, position = list(Risk.objects.all()), as_now(scored[0].programme, since=MARCH_2012)
    with django_assert_num_queries(1):
        Assessment.objects.attach_to(risks, position)


def test_assessments_count_by_day_and_then_by_recording(risk, programme_manager):
    assess(risk, programme_manager, MARCH_2012, likelihood=2)
    assert [a.likelihood for a in Assessment.objects.in_order()] == [3, 2]
    assert [a.likelihood for a in Assessment.objects.known_at(MARCH_2012 - A_DAY)] == []


def test_of_two_bandings_for_one_day_the_later_one_counts(programme, programme_manager):
    for red_from in (15, 16):
        values = {
            "green_from": 1,
            "green_to": 5,
            "amber_from": 6,
            "amber_to": red_from - 1,
            "red_from": red_from,
            "red_to": 25,
        }
        actions.set_bands(
            programme=programme, by=programme_manager, at=MARCH_2012, applies_from=TODAY, **values
        )
    assert Banding.objects.thresholds(as_now(programme)).red == (16, 25)
