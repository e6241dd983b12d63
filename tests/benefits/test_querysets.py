"""Which plan, which entries and which band count, now and at a past moment."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from benefits import actions
from benefits.banding import Thresholds
from benefits.models import (
    Actual,
    Benefit,
    PartnerShare,
    PlannedValue,
    SavingsLink,
    VarianceBanding,
)
from programme.position import Position
from tests.benefits.conftest import TODAY, fresh, profile
from tests.factories import MARCH_2012

LATER = MARCH_2012 + timedelta(days=30)


@pytest.fixture
def later(programme_manager):
    return {"by": programme_manager, "at": LATER}


def position(at=None, day=TODAY):
    return Position(None, at, None, day)


def standing(at=None, day=TODAY):
    benefits = list(Benefit.objects.as_at(at))
    return PlannedValue.objects.attach_to(benefits, position(at, day))[0].stands


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
        PlannedValue.objects.attach_to(benefits, position())
    assert [benefit.stands.planned for benefit in benefits] == [600, 900]


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
        benefits = Benefit.objects.all()
        found = PlannedValue.objects.in_band(benefits, band, Thresholds(), position())
        assert found.count() == (band == key)


def test_bands_of_the_past_are_found_too(planned, post):
    post(planned(), 9)
    past = Benefit.objects.as_at(MARCH_2012)
    found = PlannedValue.objects.in_band(past, "red", Thresholds(), position(MARCH_2012))
    assert found.count() == 1


def test_red_and_claimed_benefits_need_somebody(planned, post, claimed, add):
    add()
    post(planned(), 6)
    red, waits = post(planned(), 9), claimed()
    # Worse, where the plan was that nothing changes.
    no_percentage = post(planned(5, 5, 5, baseline=5, target=5), 6)
    benefits = Benefit.objects.all()
    found = PlannedValue.objects.needing_attention(benefits, Thresholds(), position())
    assert {benefit.pk for benefit in found} == {red.pk, waits.pk, no_percentage.pk}


def test_links_and_shares_are_seen_as_they_stood(add, add_saving, link, partners, who, later):
    benefit, saving = add(kind="financial"), add_saving()
    link(benefit, saving, 100)
    actions.set_split(fresh(benefit), shares={partners[0]: Decimal("12.5")}, **who)
    link(benefit, saving, 0, **later)
    actions.set_split(fresh(benefit), shares={partners[0]: None}, **later)
    links, shares = SavingsLink.objects, PartnerShare.objects
    assert links.by_benefit([benefit]) == shares.by_benefit([benefit]) == {}
    then = links.by_benefit([benefit], MARCH_2012)[benefit.pk]
    assert [row.amount for row, _ in then] == [100_00]
    then = shares.by_benefit([benefit], MARCH_2012)[benefit.pk]
    assert then == [(partners[0], Decimal("12.5"))]
    assert (links.linked_in_all(saving), links.linked_in_all(saving, MARCH_2012)) == (0, 100_00)


def test_thresholds_apply_from_their_day_and_from_when_they_were_known(programme, later):
    bands = {"green_to": 10, "amber_from": 10, "amber_to": 20, "red_from": 20}
    actions.set_bands(programme=programme, applies_from=date(2012, 4, 1), **bands, **later)
    april = date(2012, 4, 1)

    def thresholds(day, at=None):
        return VarianceBanding.objects.thresholds(Position(programme, at, None, day))

    assert thresholds(date(2012, 3, 31)) == Thresholds()
    assert thresholds(april).green_to == 10
    assert thresholds(april, MARCH_2012) == Thresholds()
