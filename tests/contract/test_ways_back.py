"""Every state that somebody can reach by mistake has a way back, and it is on record."""

import pytest

from programme import audit
from tests.contract.kit import each_closed_subject, each_subject, to_be_typed
from tests.reading import words

WHY = "That was a mistake"


def state_of(subject):
    return subject.partition(",")[0]


@each_subject
def test_no_state_is_a_dead_end(kit, subject):
    begins = {state_of(one) for step in kit.steps for one in step.begins}
    assert state_of(subject) in {*begins, "any"}


def leads_to(step, subject):
    return step.state.get(subject, "") if isinstance(step.state, dict) else step.state


@pytest.mark.alike
@each_closed_subject
def test_whatever_is_settled_by_mistake_is_opened_again_for_a_reason(w, kit, subject):
    found = [step for step in kit.steps if subject in step.begins and leads_to(step, subject)]
    (back,) = [step for step in found if leads_to(step, subject) not in kit.log.closed_states]
    entry = w.make(kit, subject)
    typed = {**to_be_typed(back.typed, w, entry), "why": WHY}
    done = w.send(
        back.url(entry), w.filled_in(back.url(entry), typed, back.by), back.by, follow=True
    )
    entry.refresh_from_db()
    assert not entry.is_closed and entry.settled_at is None and entry.settled_why == ""
    assert audit.events_of(entry).first().reason == WHY and WHY in words(done)
    assert entry.get_state_display() in words(w.open(kit.url(entry)))
