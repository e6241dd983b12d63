"""What is still written once the body that authorised the programme has closed it: each step that a
log leaves open, through its page, and mistakes that are put right.
"""

import pytest

from programme.models import Programme
from tests.contract.kit import KITS, each_log, to_be_typed
from tests.contract.test_mistakes import corrected, first
from tests.contract.test_steps import assert_it_stands, assert_its_page_says_so
from tests.contract.test_withdrawals import withdraw
from tests.factories import MARCH_2012
from tests.reading import links, words

STILL_OPEN = [
    pytest.param(kit, step, id=f"{name}-{step.name}")
    for name, kit in KITS.items()
    for step in kit.steps
    if kit.log.after_closing.has_step(step.name.partition(":")[2].removeprefix(kit.log.prefix))
]


def close(w):
    closed = {"closed_on": MARCH_2012.date(), "closed_by": "Executive", "fixed_at": MARCH_2012}
    Programme.objects.filter(pk=w.programme.pk).update(**closed)


def test_every_step_that_a_log_leaves_open_is_tried():
    steps = {step.values[1].name for step in STILL_OPEN}
    assert {"savings:post", "benefits:post", "equality:answer"} < steps
    assert {"equality:action_note_progress", "recommendations:update"} < steps


@pytest.mark.alike
@pytest.mark.parametrize(("kit", "step"), STILL_OPEN)
def test_a_step_that_stays_open_is_taken_through_its_page(w, kit, step):
    subject = step.begins[0]
    entry = w.make(kit, subject)
    close(w)
    page, url = w.open(kit.url(entry), step.by), step.url(entry)
    assert url in links(page)
    data = w.filled_in(url, to_be_typed(step.typed, w, entry), step.by)
    done = words(w.send(url, data, step.by, follow=True))
    assert "Nothing was saved" not in done
    assert_it_stands(step, subject, entry)
    assert_its_page_says_so(step, entry, words(page), done)


@pytest.mark.alike
@each_log
def test_a_mistake_in_a_row_is_put_right_and_a_row_is_withdrawn(w, kit):
    entry = first(w, kit)
    close(w)
    assert "corrected a mistake in" in words(corrected(w, kit, entry))
    entry.refresh_from_db()
    assert withdraw(w, kit, entry).status_code == 302
    gone = type(entry).objects.as_at(None).filter(pk=entry.pk)
    assert not gone.exists() and Programme.objects.get(pk=w.programme.pk).fixed_at
