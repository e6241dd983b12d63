"""An import that is taken back as a whole, and what forbids it."""

import pytest

from intake.choices import State
from intake.models import Import
from programme.entries import mistakes_of
from risks.actions import change_risk
from risks.models import Risk
from tests.intake.conftest import AT
from tests.intake.test_pages import HEAD, ONE, TWO, cells
from tests.reading import errors, words


@pytest.fixture
def take_back(manager):
    """A function that takes the import of a page back; the answer of its form."""

    def act(address):
        return manager.post(f"{address}take-back/", {"why": "The wrong file"}, follow=True)

    return act


def standing():
    return Risk.objects.exclude(pk__in=mistakes_of(Risk))


@pytest.mark.once
def test_what_was_added_is_withdrawn(bring, press, take_back):
    address = bring(cells(HEAD, ONE, TWO))
    assert "Take it back" in press(address, "apply")
    assert "is taken back" in words(take_back(address))
    assert not standing().exists() and Import.objects.get().state == State.TAKEN_BACK


@pytest.mark.once
def test_what_was_changed_is_as_before(bring, press, take_back):
    press(bring(cells(HEAD, ONE)), "apply")
    before = Risk.objects.values("owner", "likelihood", "impact", "score").get()
    address = bring(cells(HEAD, ["X1", "Staff leave", "Mayor", 5, 5, "1. Pay more\n2. Train"]))
    assert "0 rows added, 1 changed" in press(address, "apply")
    assert Risk.objects.get().score == 25
    assert "is taken back" in words(take_back(address))
    assert Risk.objects.values("owner", "likelihood", "impact", "score").get() == before


def test_a_row_that_somebody_touched_keeps_all(bring, press, take_back, programme_manager):
    address = bring(cells(HEAD, ONE, TWO))
    press(address, "apply")
    change_risk(Risk.objects.get(reference="X2"), by=programme_manager, at=AT, owner="Mayor")
    assert "Somebody changed X2 since" in errors(take_back(address))["__all__"]
    assert standing().count() == 2


def test_a_risk_that_the_file_closed_is_named(bring, press, take_back):
    press(bring(cells(HEAD, TWO)), "apply")
    head = ["Ref", "Risk", "Closed on", "Why closed"]
    address = bring(cells(head, [*TWO[:2], "1 May 2026", "Over"]))
    press(address, "apply")
    assert "X2 cannot be put back" in errors(take_back(address))["__all__"]
    assert Import.objects.last().state == State.DONE


def test_what_took_nothing_in_is_not_taken_back(bring, manager):
    page = manager.get(f"{bring(cells(HEAD, ONE))}take-back/", follow=True)
    assert "nothing of this import to take back" in words(page)
