"""A correction of a report puts right what was typed wrongly by its moment, and nothing else."""

from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine

from programme.log import logs
from programme.models import AuditEvent
from programme.putting_right import as_if_right, corrections
from tests.contract.kit import each_ledger, each_log, to_be_typed
from tests.contract.test_mistakes import (
    WHY,
    corrected,
    each_ledger_that_can_go,
    first,
    something_else,
    step_url,
    with_a_row,
)
from tests.contract.world import NOW
from tests.factories import MARCH_2012


def as_corrected(w, until=NOW):
    """The programme as it stood on 9 March, with all that was put right until a moment."""
    then = w.position(MARCH_2012)
    named = [name for log in logs() for name in log.references(then)]
    return replace(then, corrected=tuple((name, until) for name in named))


def told(kit, position):
    """The rows of a log, with their child rows, as they stood on 9 March."""
    at = replace(position, day=MARCH_2012.date())
    with as_if_right(at):
        rows = kit.log.rows(kit.log.entries(at), at)
    return [{key: value for key, value in row.items() if key != "recorded_on"} for row in rows]


def sections_of(kit, position):
    with as_if_right(position):
        return [section.context(position) for section in kit.sections]


@each_log
def test_a_correction_takes_in_nothing_that_happened_later(w, kit):
    # That a version was made by mistake is what a correction takes in.
    steps = [step for step in kit.steps if not step.name.endswith("take_back_version")]
    steps.sort(key=lambda step: not step.parts)  # some name the second row of all
    later = MARCH_2012 + timedelta(hours=1)
    for step in steps:
        entry = w.make(kit, step.begins[0])
        with time_machine.travel(later, tick=False):
            w.press(step.url(entry), to_be_typed(step.typed, w, entry), by=step.by)
    then = w.position(MARCH_2012)
    assert sections_of(kit, as_corrected(w)) == sections_of(kit, then)
    assert corrections(then, {kit.name}) == []


@pytest.mark.alike
@each_log
def test_a_correction_puts_a_fact_right_and_leaves_no_trace(w, kit):
    entry, then = first(w, kit), w.position(MARCH_2012)
    wrong, history = told(kit, then), type(entry).history
    corrected(w, kit, entry)
    before, right = history.count(), told(kit, w.position(NOW))
    assert told(kit, as_corrected(w)) == right != wrong
    assert (told(kit, then), history.count()) == (wrong, before)
    (event,) = corrections(then, {kit.name})
    assert event == AuditEvent.objects.latest("id")
    assert told(kit, as_corrected(w, until=MARCH_2012)) == wrong


@pytest.mark.alike
@each_log
def test_a_correction_of_what_was_changed_later_is_none_of_the_earlier_position(w, kit):
    entry, (name, value, _) = first(w, kit), kit.change
    then, edit = w.position(MARCH_2012), kit.edit_url(entry)
    wrong, was = told(kit, then), w.filled_in(edit, {}).get(name, "")
    w.send(edit, w.filled_in(edit, {name: value}))
    url = step_url(kit, entry, "correct_mistake")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        w.send(url, w.filled_in(url, {name: was, "mistake": WHY}))
    assert told(kit, as_corrected(w, NOW + timedelta(hours=2))) == wrong
    assert corrections(then, {kit.name}) == []


@each_ledger
def test_a_correction_takes_in_the_row_that_stands_in_the_place_of_a_wrong_one(w, kit, ledger):
    entry, row = with_a_row(w, kit, ledger)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    ((name, value),) = something_else(ledger).items()
    w.send(url, w.filled_in(url, {name: value, "mistake": WHY}))
    assert told(kit, as_corrected(w)) == told(kit, w.position(NOW))
    with as_if_right(at := as_corrected(w)):
        mine = ledger.model.objects.filter(**{ledger.parent: entry.pk})
        rows = mine.known_at(at) if hasattr(mine, "known_at") else mine.as_at(at)
        assert getattr(row, name) not in [getattr(one, name) for one in rows]
        assert len(rows) == len({getattr(one, "number", one.pk) for one in rows})
    found = corrections(w.position(MARCH_2012), {kit.name})
    assert entry.reference in [one.reference for one in found] and len(found) <= 2  # where it lies


@pytest.mark.alike
@each_ledger_that_can_go
def test_a_correction_leaves_out_a_row_that_should_not_have_been_there(w, kit, ledger):
    entry, row = with_a_row(w, kit, ledger)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    w.send(url, w.filled_in(url, {"never": "on", "mistake": WHY}))
    assert told(kit, as_corrected(w)) == told(kit, w.position(NOW))
    found = corrections(w.position(MARCH_2012), {kit.name})
    assert entry.reference in [one.reference for one in found] and len(found) <= 2  # where it lies
