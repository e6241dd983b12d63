"""Days that cannot be are refused by steps, edits and corrections alike, in every log."""

from operator import attrgetter

import pytest

from programme.fields import DayField
from programme.formats import day
from tests.contract.kit import KITS
from tests.contract.test_mistakes import WHY, step_url, with_a_row
from tests.contract.world import A_DAY, NOW
from tests.reading import errors

TOMORROW = NOW.date() + A_DAY
# Days that somebody plans: they may lie ahead, and behind where they were typed late.
PLANNED = {
    *("due_on", "review_on", "opens_on", "closes_on", "starts_on", "ends_on"),
    *("forecast_on", "target_on"),
}


def days_of(model, names):
    columns = [model._meta.get_field(name) for name in names]
    return [column for column in columns if isinstance(column, DayField)]


FACTS = [
    (kit, one) for kit in KITS.values() for one in days_of(kit.log.model, kit.log.typed_fields)
]
ROWS = [
    (kit, ledger, one)
    for kit in KITS.values()
    for ledger in kit.log.ledgers
    for one in days_of(ledger.model, ledger.facts.split())
]
ALL_DAYS = [*FACTS, *((kit, one) for kit, _, one in ROWS)]


def names(found):
    return [f"{kit.name}-{rest[-1].name}" for kit, *rest in found]


def declaring(found, what):
    picked = [one for one in found if getattr(one[-1], what)]
    return pytest.mark.parametrize("case", picked, ids=names(picked))


@pytest.mark.parametrize(("kit", "column"), ALL_DAYS, ids=names(ALL_DAYS))
def test_every_day_that_people_type_says_which_days_it_may_be(kit, column):
    assert column.past or column.until or column.since or column.name in PLANNED


def with_a_fact(w, kit, name):
    """An entry in which somebody has typed this fact, or in which it can be typed."""
    made = (w.make(kit, subject) for subject in kit.subjects)
    return next(one for one in made if getattr(one, name) or name in kit.log.form_fields)


def refused(w, url, column, on):
    return errors(w.send(url, w.filled_in(url, {column.name: day(on), "mistake": WHY})))


@pytest.mark.alike
@declaring(FACTS, "past")
def test_a_fact_is_not_corrected_to_a_day_in_the_future(w, case):
    kit, column = case
    url = step_url(kit, with_a_fact(w, kit, column.name), "correct_mistake")
    assert "is in the future" in refused(w, url, column, TOMORROW)[column.name]


@pytest.mark.alike
@declaring(ROWS, "past")
def test_a_row_is_not_corrected_to_a_day_in_the_future(w, case):
    kit, ledger, column = case
    entry, row = with_a_row(w, kit, ledger)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    assert set(refused(w, url, column, TOMORROW)) == {column.name}


@pytest.mark.alike
@declaring(FACTS, "until")
def test_what_holds_until_a_day_is_not_corrected_to_one_before_it_was_said(w, case):
    kit, column = case
    url = step_url(kit, with_a_fact(w, kit, column.name), "correct_mistake")
    said = NOW.date() - A_DAY  # rows are made the day before
    assert "when it was said" in refused(w, url, column, said - A_DAY)[column.name]
    assert (
        w.send(url, w.filled_in(url, {column.name: day(said), "mistake": WHY})).status_code == 302
    )


@declaring(FACTS, "since")
def test_a_fact_is_not_corrected_to_a_day_before_the_one_that_it_follows(w, case):
    kit, column = case
    entry = with_a_fact(w, kit, column.name)
    first = attrgetter(column.since)(entry)
    url = step_url(kit, entry, "correct_mistake")
    if first:
        assert "is before" in refused(w, url, column, first - A_DAY)[column.name]
    assert "is in the future" in refused(w, url, column, TOMORROW)[column.name]


@declaring(ROWS, "since")
def test_a_row_is_not_corrected_to_a_day_before_the_one_that_it_follows(w, case):
    kit, ledger, column = case
    entry, row = with_a_row(w, kit, ledger)
    first = attrgetter(column.since.replace("__", "."))(row)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    assert "is before" in refused(w, url, column, first - A_DAY)[column.name]
