"""What must never be false is held by the database itself."""

from datetime import date

import pytest
from django.db import Error, transaction

from savings import actions
from savings.models import Achievement, Reallocation, Saving, Target
from tests.refusals import let_through

POSTED = {"financial_year": "2008/09", "amount": 100, "evidence": "Accounts"}


def refused_by_the_database(change):
    with pytest.raises(Error), transaction.atomic():
        change()


@pytest.fixture
def rows(document, who):
    """The rows of the closure document, with an achieved amount on S1."""
    actions.post_achieved(Saving.objects.get(reference="S1"), **POSTED, **who)


@pytest.mark.parametrize("model", [Saving, Target, Reallocation])
def test_sums_are_above_zero(rows, model):
    refused_by_the_database(lambda: model.objects.filter(reference__endswith="1").update(amount=0))


def test_the_pots_are_never_netted(rows):
    refused_by_the_database(
        lambda: Reallocation.objects.filter(reference="A1").update(pot="one_off")
    )


@pytest.mark.parametrize(("model", "state"), [(Saving, "approved"), (Reallocation, "approved")])
def test_nothing_is_approved_without_a_body(rows, model, state):
    refused_by_the_database(lambda: model.objects.filter(approved_body="").update(state=state))


def test_nothing_is_achieved_on_a_saving_that_is_not_approved(rows):
    refused_by_the_database(
        lambda: Saving.objects.filter(reference="S1").update(state="identified")
    )


def test_a_year_has_one_target_in_force(rows):
    refused_by_the_database(lambda: Target.objects.update(financial_year="2008/09"))


@pytest.mark.parametrize("amount", [0, -1])
def test_only_a_reversing_entry_is_below_zero(rows, amount):
    posted = Achievement.objects.get()
    values = {"saving": posted.saving, "number": 9, "recorded_at": posted.recorded_at, **POSTED}
    del values["amount"]
    refused_by_the_database(lambda: Achievement.objects.create(amount=amount, **values))


KEPT = [
    "DELETE FROM savings_{}",
    "UPDATE savings_{} SET reference = 'X9'",
    "DELETE FROM savings_historical{}",
    "UPDATE savings_historical{} SET amount = 1",
]
NAMES = ["saving", "target", "reallocation", "carryforward"]


def test_entries_their_past_and_achieved_amounts_are_kept(rows):
    ways = [statement.format(name) for name in NAMES for statement in KEPT]
    ways += ["DELETE FROM savings_achievement", "UPDATE savings_achievement SET amount = 1"]
    assert let_through(ways) == []


def test_a_saving_knows_its_first_year():
    saving = Saving(kind="permanent", amount=12_000_00, starts_on=date(2008, 10, 15))
    assert (saving.first_year, saving.months, saving.in_first_year) == ("2008/09", 5, 5_000_00)
    assert Saving(kind="one_off", amount=700, starts_on=date(2008, 10, 15)).in_first_year == 700
