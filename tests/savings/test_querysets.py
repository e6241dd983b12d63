"""Which savings, re-allocations and carry-forwards count, now and at a past moment."""

from datetime import date

import pytest

from savings import actions
from savings.account import Account, pots
from savings.choices import Kind, ReallocationState
from savings.models import Achievement, Reallocation, Saving
from savings.querysets import needing_attention, totals
from tests.factories import as_at, as_now, noon
from tests.savings.conftest import SEPTEMBER_2008

LATER = noon(2008, 10, 20)
POSTED = {"financial_year": "2008/09", "amount": 100, "evidence": "Accounts"}


def test_both_pots_come_from_three_queries(document, programme, django_assert_num_queries):
    with django_assert_num_queries(3):
        found = pots(programme)
    assert (found.left("permanent", "2008/09"), found.left("one_off", "2008/09")) == (
        1_039_000_00,
        674_000_00,
    )


def test_the_whole_account_comes_from_five_queries(document, programme, django_assert_num_queries):
    account = Account(as_now(programme))
    with django_assert_num_queries(5):
        assert (
            account.figures
            and account.target_figures
            and account.reallocations
            and account.achieved == {}
        )


def test_totals_of_the_two_kinds_are_apart_and_take_one_query(document, django_assert_num_queries):
    with django_assert_num_queries(1):
        found = totals(Reallocation.objects.all(), ReallocationState, Kind)
    assert (found["count"], found["permanent"], found["one_off"]) == (6, 277_000_00, 64_000_00)
    assert found["count_recorded"] == 6


def test_pots_and_figures_are_seen_as_they_stood(document, programme, programme_manager):
    later = {"by": programme_manager, "at": LATER}
    then = as_at(programme, SEPTEMBER_2008)
    before = [Account(then).pots.left(kind, "2008/09") for kind in ("permanent", "one_off")]
    figures = Account(then).figures
    actions.withdraw_reallocation(
        Reallocation.objects.get(reference="A1"), why="Not filled", **later
    )
    actions.approve_saving(
        Saving.objects.get(reference="S5"), body="Cabinet", undated=True, **later
    )
    first = Saving.objects.get(reference="S1")
    changed = {"amount": 2_000_000_00, "starts_on": first.starts_on, "why": "More was found"}
    actions.revise_saving(first, **changed, body="Cabinet", undated=True, **later)
    left = [Account(then).pots.left(kind, "2008/09") for kind in ("permanent", "one_off")]
    assert left == before
    assert Account(then).figures == figures
    assert pots(programme).left("one_off", "2008/09") == before[1] + 465_000_00


def test_achieved_amounts_are_known_from_when_they_were_posted(add_saving, programme_manager, who):
    saving = actions.post_achieved(add_saving(1), **POSTED, **who)
    actions.reverse_achieved(
        saving.achievements.get(), why="Not ours", by=programme_manager, at=LATER
    )
    by_year = Achievement.objects.by_year
    assert by_year([saving], SEPTEMBER_2008) == {(saving.pk, "2008/09"): 100}
    assert by_year([saving], None) == {(saving.pk, "2008/09"): 0}


@pytest.mark.parametrize(("today", "found"), [(date(2008, 3, 31), []), (date(2008, 4, 1), ["S1"])])
def test_a_saving_that_has_begun_unapproved_needs_somebody(add_saving, today, found):
    add_saving(1, approved=False)
    add_saving(1)
    assert [saving.reference for saving in needing_attention(Saving.objects.all(), today)] == found


def test_sets_by_state(document):
    assert Saving.objects.secured().count() == 4
    assert Reallocation.objects.counted().count() == 6
