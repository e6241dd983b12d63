"""What must never be false is held by the database itself."""

from datetime import date

import pytest
from django.db import Error, transaction

from benefits import actions
from benefits.models import Actual, Benefit, PartnerShare, PlannedValue, SavingsLink
from tests.benefits.conftest import DAYS
from tests.refusals import let_through


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


CANNOT_BE = [
    ("identified", {"state": "realising"}),
    ("identified", {"actual": 1, "actual_on": date(2012, 1, 1)}),
    ("identified", {"unit": "money"}),
    ("identified", {"cashable": "yes"}),
    ("profiled", {"measure": ""}),
    ("profiled", {"baseline": None, "baseline_on": None}),
    ("profiled", {"baseline_on": None}),
    ("profiled", {"target": None}),
    ("realising", {"state": "realised"}),
    ("realising", {"actual_on": None}),
    ("realised", {"claimed_by": None}),
    ("realised", {"verified_by": None}),
    ("realised", {"state": "realising"}),
    ("not_realised", {"not_realised_why": ""}),
    ("reopened", {"not_realised_why": "Because"}),
]


def test_a_benefit_that_cannot_be_is_refused(one_of_each_state):
    for state, columns in CANNOT_BE:
        one = Benefit.objects.filter(pk=one_of_each_state[state].pk)
        with pytest.raises(Error), transaction.atomic():
            one.update(**columns)
            pytest.fail(f"{state} with {columns}")


def test_nobody_verifies_what_they_claimed(realised):
    benefit = realised()
    refused_by_the_database(
        lambda: Benefit.objects.filter(pk=benefit.pk).update(verified_by=benefit.claimed_by)
    )


@pytest.fixture
def rows(planned, post, partners, add, add_saving, link, who):
    """A ledger of one entry, a share, and a link."""
    benefit = post(planned(), 9)
    actions.set_split(benefit, shares={partners[0]: 50}, **who)
    link(add(kind="financial"), add_saving(), 1)
    return benefit


def test_shares_and_links_stay_in_their_bounds(rows):
    refused_by_the_database(lambda: PartnerShare.objects.update(share=101))
    refused_by_the_database(lambda: SavingsLink.objects.update(amount=-1))


def test_numbers_and_periods_stand_once(rows):
    posted = {
        "benefit": rows,
        "on": date(2012, 1, 1),
        "value": 1,
        "evidence": "Log",
        "recorded_at": rows.created_at,
    }
    refused_by_the_database(lambda: Actual.objects.create(number=1, **posted))
    first = PlannedValue.objects.first()
    first.pk = None
    refused_by_the_database(lambda: first.save(force_insert=True))


KEPT = [
    "DELETE FROM benefits_benefit",
    "UPDATE benefits_benefit SET reference = 'X9'",
    "DELETE FROM benefits_historicalbenefit",
    "UPDATE benefits_historicalbenefit SET target = 1",
    "DELETE FROM benefits_actual",
    "UPDATE benefits_actual SET value = 1",
    "DELETE FROM benefits_plannedvalue",
    "UPDATE benefits_plannedvalue SET value = 1",
    "UPDATE benefits_historicalpartnershare SET share = 1",
    "UPDATE benefits_historicalsavingslink SET amount = 1",
]


def test_entries_ledger_and_their_past_are_kept(rows):
    assert let_through(KEPT) == []


@pytest.mark.parametrize(
    ("unit", "counted", "value", "written", "change"),
    [
        ("money", "", 34_000_00, "£34,000", "+£34,000"),
        ("money", "", -12_50, "−£12.50", "−£12.50"),
        ("percent", "", 97_50, "97.5%", "+97.5 percentage points"),
        ("percent", "", 100, "1%", "+1 percentage point"),
        ("number", "days", 1_234_05, "1,234.05 days", "+1,234.05 days"),
        ("number", "days", -100, "−1 days", "−1 days"),
        ("number", "calls", 0, "0 calls", "0 calls"),
        ("money", "", None, "", ""),
    ],
)
def test_values_are_written_with_their_unit(unit, counted, value, written, change):
    benefit = Benefit(unit=unit, counted=counted)
    assert (benefit.written(value), benefit.written_change(value)) == (written, change)


def test_a_benefit_says_what_a_plan_still_needs():
    assert Benefit().missing() == "a measure"
    assert Benefit(**DAYS, baseline=1).missing() == "a target"
    assert Benefit(**DAYS, baseline=1, target=1).missing() == ""
