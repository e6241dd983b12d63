"""Which plan, which entries and which band count, now and at a past moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from benefits import actions
from benefits.banding import Thresholds
from benefits.models import Actual, Benefit, VarianceBanding
from benefits.querysets import (
    in_band,
    linked_in_all,
    links_of,
    needing_attention,
    shares_of,
    with_standing,
)
from tests.benefits.conftest import TODAY, fresh, profile
from tests.factories import MARCH_2012

LATER = MARCH_2012 + timedelta(days=30)


@pytest.fixture
def later(programme_manager):
    return {"by": programme_manager, "at": LATER}


def standing(at=None, day=TODAY):
    return with_standing(list(Benefit.objects.as_at(at)), day=day, at=at)[0].stands


@pytest.mark.parametrize(
    ("day", "value"),
    [
        (date(2011, 6, 29), None),
        (date(2011, 6, 30), 900),
        (date(2011, 12, 30), 800),
        (date(2012, 3, 9), 600),
    ],
)
def test_a_plan_counts_by_its_last_period_that_has_ended(planned, day, value):
    planned()
    assert standing(day=day).planned == value


def test_the_plan_in_force_is_the_latest_known(planned, who, later):
    benefit = planned(9, 8, 6)
    profile(benefit, (9, 7), later, why="Two more clerks")
    assert standing(MARCH_2012).planned == 600
    assert standing().planned == 700


def test_a_page_of_benefits_takes_one_query(planned, django_assert_num_queries):
    benefits = [planned(), planned(9)]
    with django_assert_num_queries(1):
        assert [benefit.stands.planned for benefit in with_standing(benefits, day=TODAY)] == [
            600,
            900,
        ]


def test_entries_count_until_they_are_taken_back(planned, post, later):
    benefit = post(planned(), 9)
    actions.reverse_actual(benefit.actuals.get(), why="Wrong", **later)
    assert Actual.objects.standing(MARCH_2012).count() == 1
    assert Actual.objects.standing().count() == 0
    assert (standing(MARCH_2012).actual, standing().actual) == (900, None)


@pytest.mark.parametrize(
    ("value", "key"), [(6, "green"), (6.2, "green"), (6.5, "amber"), (9, "red"), (None, "none")]
)
def test_benefits_are_found_by_band(planned, post, value, key):
    benefit = planned()
    if value:
        post(benefit, value)
    for band in ("red", "amber", "green", "none"):
        found = in_band(Benefit.objects.all(), band, thresholds=Thresholds(), day=TODAY)
        assert found.count() == (band == key)


def test_bands_of_the_past_are_found_too(planned, post):
    post(planned(), 9)
    past = Benefit.objects.as_at(MARCH_2012)
    assert in_band(past, "red", thresholds=Thresholds(), day=TODAY, at=MARCH_2012).count() == 1


def test_red_and_claimed_benefits_need_somebody(planned, post, claimed, add):
    add()
    post(planned(), 6)
    red, waits = post(planned(), 9), claimed()
    no_percentage = post(
        planned(5, 5, 5, baseline=5, target=5), 6
    )  # worse, where the plan was that nothing changes
    found = needing_attention(Benefit.objects.all(), TODAY, Thresholds())
    assert {benefit.pk for benefit in found} == {red.pk, waits.pk, no_percentage.pk}


def test_links_and_shares_are_seen_as_they_stood(add, add_saving, link, partners, who, later):
    benefit, saving = add(kind="financial"), add_saving()
    link(benefit, saving, 100)
    actions.set_split(fresh(benefit), shares={partners[0]: Decimal("12.5")}, **who)
    link(benefit, saving, 0, **later)
    actions.set_split(fresh(benefit), shares={partners[0]: None}, **later)
    assert links_of([benefit]) == shares_of([benefit]) == {}
    assert [row.amount for row, _ in links_of([benefit], MARCH_2012)[benefit.pk]] == [100_00]
    assert shares_of([benefit], MARCH_2012)[benefit.pk] == [(partners[0], Decimal("12.5"))]
    assert (linked_in_all(saving), linked_in_all(saving, MARCH_2012)) == (0, 100_00)


def test_thresholds_apply_from_their_day_and_from_when_they_were_known(programme, later):
    bands = {"green_to": 10, "amber_from": 10, "amber_to": 20, "red_from": 20}
    actions.set_bands(programme=programme, applies_from=date(2012, 4, 1), **bands, **later)
    thresholds = VarianceBanding.objects.thresholds
    assert thresholds(programme, date(2012, 3, 31)) == Thresholds()
    assert thresholds(programme, date(2012, 4, 1)).green_to == 10
    assert thresholds(programme, date(2012, 4, 1), MARCH_2012) == Thresholds()
