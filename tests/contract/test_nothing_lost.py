"""Nothing typed is lost, and nothing is saved twice: a form is sent again, from an old page, or
after somebody else has done the same.
"""

import pytest

from programme.ui.views import StepView
from tests.contract.again import MANAGER, colleague, is_given_back, is_saved_once, opened_apart
from tests.contract.kit import KITS, each_log, each_step, to_be_typed
from tests.contract.test_mistakes import WHY, first, step_url
from tests.contract.test_steps import (
    assert_it_is_taken,
    assert_its_page_says_so,
    how_often_noted,
)
from tests.contract.test_unsaid import answers_by_itself
from tests.contract.world import THEN, standing
from tests.reading import errors, given_back, sent, words

UNSAID = "does not say which version of {} it was about"
OVERTAKEN = "Somebody else changed {} since you opened this page."
READER = "scrutiny_officer"  # whom no message waits for
# Steps whose form begins with what is on record about the same facts.
REWRITING = {
    "benefits:measure",
    "benefits:profile",
    "benefits:split",
    "budgets:allocate",
    "budgets:forecast",
    "budgets:reserve_restate",
    "equality:answer",
    "equality:screen",
    "milestones:comment",
    "objective_reword",
    "recommendations:owners",
    "recommendations:respond",
    "risks:change_mitigation",
    "savings:revise",
}
# The same, of what has to be said each time: nobody leaves those fields alone.
SAID_AGAIN = {"objective_judge", "workstreams:position"}
each_rewriting = pytest.mark.parametrize(
    ("kit", "step"),
    [(kit, step) for kit in KITS.values() for step in kit.steps if step.name in REWRITING],
    ids=lambda one: one.name,
)


@pytest.mark.alike
@each_step
def test_a_step_on_an_old_page_is_given_back_taken_once_and_leaves_the_past(w, kit, step):
    entry = w.make(kit, step.begins[0])
    url, typed, past = step.url(entry), to_be_typed(step.typed, w, entry), kit.url(entry) + THEN
    then, opened = words(w.open(past, READER)), w.open(url, step.by)
    before = words(w.open(kit.url(entry))) if step.shows else ""
    noted = how_often_noted(entry)
    assert answers_by_itself(step.name, opened) == []
    data = {**sent(opened), **typed}
    w.overtake(entry)
    if step == kit.steps[0] or step.view.looked_at is not StepView.looked_at:
        comes_back(w, entry, url, without(data, "version"), step.by, UNSAID.format(entry.reference))
    data = comes_back(w, entry, url, data, step.by, OVERTAKEN.format(entry.reference))
    done = is_saved_once(w, url, data, step.by)
    assert_it_is_taken(kit, step, step.begins[0], entry, noted, done)
    assert_its_page_says_so(step, entry, before, words(w.open(done.url, step.by)))
    assert words(w.open(past, READER)) == then
    if step.name not in REWRITING | SAID_AGAIN:
        page = w.open(url, step.by)
        assert page.status_code == 302 or not rewritten(typed, opened, page)
    is_given_back(w, url, opened, typed, step.by)


def without(data, name):
    return {one: value for one, value in data.items() if one != name}


def comes_back(w, entry, url, data, by, said):
    """What is sent from the page that comes back, with all that was typed and the version of now,
    where a form says no version or an old one.
    """
    before = standing(entry)
    page = w.send(url, data, by)
    assert said in words(page) and standing(entry) == before
    again = sent(page)
    assert again["version"] not in ("", data.get("version"))
    assert again == {**{n: str(value) for n, value in data.items()}, "version": again["version"]}
    return again


def rewritten(typed, opened, page):
    """What stands in a form now in fields in which this was typed, and did not stand there before;
    {name: value}.
    """
    before, now = sent(opened), sent(page)
    return {name: now[name] for name in typed if now.get(name) != before.get(name)}


@pytest.mark.alike
@each_rewriting
def test_a_step_leaves_what_another_person_wrote_in_fields_that_nobody_touched(w, kit, step):
    entry = w.make(kit, step.begins[-1])
    url, typed = step.url(entry), to_be_typed(step.typed, w, entry)
    opened, other = w.open(url, step.by), colleague(w, step.by)
    mine, fields = sent(opened), opened.context["form"].fields
    other.post(url, opened_apart(opened, typed))
    theirs = rewritten(typed, opened, w.open(url, step.by))
    assert theirs
    theirs = {n: value for n, value in theirs.items() if mine.get(n) or not fields[n].required}
    if theirs:
        rest = {name: value for name, value in typed.items() if name not in theirs}
        page = w.send(url, {**mine, **rest}, step.by)
        assert {one["name"] for one in page.context["merged"]} >= set(theirs)
        assert w.send(url, sent(page), step.by).status_code in (200, 302)
        kept = sent(w.open(url, step.by))
        assert {name: kept[name] for name in theirs} == theirs


def finds_for_itself(step):
    """Whether it has a way of its own to find its row, to say what became of it, or to be sent."""
    ways = ("find", "child", "post", "give_back")
    return any(getattr(step.view, way) is not getattr(StepView, way) for way in ways)


@pytest.mark.alike
@each_log
def test_a_form_about_a_row_that_was_withdrawn_meanwhile_says_so_and_gives_it_back(w, kit):
    entry, (name, value, _) = first(w, kit), kit.change
    typed = {kit.edit_url(entry): {name: value}}
    typed[step_url(kit, entry, "correct_mistake")] = {name: value, "mistake": "Mistyped"}
    is_open = [step for step in kit.steps if next(iter(kit.subjects)) in step.begins]
    is_open = [step for step in is_open if step.by == MANAGER]
    tried = [step for step in is_open if step == is_open[0] or finds_for_itself(step)]
    typed |= {step.url(entry): to_be_typed(step.typed, w, entry) for step in tried}
    opened = {url: w.filled_in(url, said) for url, said in typed.items()}
    withdraw = step_url(kit, entry, "withdraw_mistake")
    assert colleague(w, MANAGER).post(withdraw, {"mistake": WHY, "version": entry.version})
    for url, data in opened.items():
        page = w.send(url, data)
        assert f"withdrew {entry.reference} on " in errors(page)["__all__"] and WHY in words(page)
        kept = given_back(page)
        assert all(kept[name] == str(said) for name, said in typed[url].items())
    assert w.open(url).url == kit.url(entry)
