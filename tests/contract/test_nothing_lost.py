"""Nothing typed is lost: a form is sent twice, or after somebody else has done the same."""

from functools import partial

import pytest
from django.test import Client

from programme.authorization import Role
from tests.contract.kit import KITS, each_log, each_step, to_be_typed
from tests.contract.test_mistakes import WHY, first, something_else, step_url, with_a_row
from tests.factories import MembershipFactory, person
from tests.reading import errors, sent, words

MANAGER = "programme_manager"
SENT_TWICE = "It was sent twice and saved once."


def adding(kit, w):
    return kit.add_url, to_be_typed(kit.typed, w, None), MANAGER


def editing(kit, w):
    return kit.edit_url(first(w, kit)), dict([kit.change[:2]]), MANAGER


def stepping(kit, w, step):
    entry = w.make(kit, step.begins[0])
    return step.url(entry), to_be_typed(step.typed, w, entry), step.by


def about_the_log(kit, w, form):
    return form.url(form.begin(w)), to_be_typed(form.typed, w, None), form.by


def correcting(kit, w):
    name, value, _ = kit.change
    url = step_url(kit, first(w, kit), "correct_mistake")
    return url, {name: value, "mistake": WHY}, MANAGER


def withdrawing(kit, w):
    return step_url(kit, first(w, kit), "withdraw_mistake"), {"mistake": WHY}, MANAGER


def correcting_a_row(kit, w, ledger):
    entry, row = with_a_row(w, kit, ledger)
    url = step_url(kit, entry, "correct_row", ledger.name, row.pk)
    return url, {**something_else(ledger), "mistake": WHY}, MANAGER


def forms_of(kit):
    """Every form of a log: (name, function of kit and world that gives address, typed, who)."""
    for begin in (adding, editing, correcting, withdrawing):
        yield begin.__name__, begin
    for step in kit.steps:
        yield step.name, partial(stepping, step=step)
    for form in kit.forms:
        yield form.name, partial(about_the_log, form=form)
    for ledger in kit.log.ledgers:
        yield f"row of {ledger.name}", partial(correcting_a_row, ledger=ledger)


FORMS = [(kit, name, begin) for kit in KITS.values() for name, begin in forms_of(kit)]
each_form_of_a_log = pytest.mark.parametrize(
    ("kit", "begin"),
    [(kit, begin) for kit, _, begin in FORMS],
    ids=[f"{kit.name}-{name}" for kit, name, _ in FORMS],
)


def colleague(w, role):
    """The browser of another person with the same role, and the same in other programmes."""
    browser, somebody = Client(), person(w.programme, Role(role), user__username="colleague")
    for held in w.person(role).memberships.exclude(programme=w.programme):
        MembershipFactory(programme=held.programme, user=somebody, role=held.role)
    browser.force_login(somebody)
    return browser


@pytest.mark.alike
@each_form_of_a_log
def test_a_form_saves_once_and_is_given_back_to_whoever_sends_the_same_after_it(w, kit, begin):
    url, typed, by = begin(kit, w)
    mine, other = w.filled_in(url, typed, by), colleague(w, by)
    data = {**sent(other.get(url)), **typed}
    first, second = (other.post(url, data) for _ in range(2))
    assert first.status_code == 302, errors(first)
    assert (second.status_code, second.url) == (302, first.url)
    assert SENT_TWICE in words(other.get(second.url))
    page = w.send(url, mine, by)
    if page.status_code == 200:
        kept = sent(page)
        assert {name: kept.get(name) for name in typed} == {n: str(v) for n, v in typed.items()}
        assert page.templates[0].name == "programme/conflict.html" or errors(page)
    else:
        assert page.status_code == 302
    assert w.open(url, by).status_code in (200, 302)


@pytest.mark.alike
@each_log
def test_a_form_about_a_row_that_was_withdrawn_meanwhile_says_so_and_gives_it_back(w, kit):
    entry, (name, value, _) = first(w, kit), kit.change
    typed = {kit.edit_url(entry): {name: value}}
    typed[step_url(kit, entry, "correct_mistake")] = {name: value, "mistake": "Mistyped"}
    is_open = [step for step in kit.steps if next(iter(kit.subjects)) in step.begins]
    typed |= {s.url(entry): to_be_typed(s.typed, w, entry) for s in is_open if s.by == MANAGER}
    opened = {url: w.filled_in(url, said) for url, said in typed.items()}
    withdraw = step_url(kit, entry, "withdraw_mistake")
    assert colleague(w, MANAGER).post(withdraw, {"mistake": WHY, "version": entry.version})
    for url, data in opened.items():
        page = w.send(url, data)
        assert f"withdrew {entry.reference} on " in errors(page)["__all__"] and WHY in words(page)
        kept = sent(page)
        assert all(kept[name] == str(said) for name, said in typed[url].items())
        assert w.open(url).url == kit.url(entry)


# Steps whose form begins with what is on record about the same facts.
REWRITING = {
    "benefits:measure",
    "benefits:profile",
    "benefits:split",
    "equality:answer",
    "milestones:comment",
    "objective_reword",
    "recommendations:owners",
    "recommendations:respond",
    "risks:change_mitigation",
}


@pytest.mark.alike
@each_step
def test_a_step_leaves_what_another_person_wrote_in_fields_that_nobody_touched(w, kit, step):
    entry = w.make(kit, step.begins[-1])
    url, typed = step.url(entry), to_be_typed(step.typed, w, entry)
    opened = w.open(url, step.by)
    mine, other = sent(opened), colleague(w, step.by)
    needed = {name for name, one in opened.context["form"].fields.items() if one.required}
    other.post(url, {**sent(other.get(url)), **typed})
    page = w.open(url, step.by)
    now = sent(page) if page.status_code == 200 else mine
    theirs = {name: now[name] for name in typed if now.get(name) != mine.get(name)}
    assert theirs or step.name not in REWRITING
    theirs = {name: value for name, value in theirs.items() if mine.get(name) or name not in needed}
    if theirs:
        rest = {name: value for name, value in typed.items() if name not in theirs}
        page = w.send(url, {**mine, **rest}, step.by)
        assert {one["name"] for one in page.context["merged"]} >= set(theirs)
        assert w.send(url, sent(page), step.by).status_code in (200, 302)
        kept = sent(w.open(url, step.by))
        assert {name: kept[name] for name in theirs} == theirs
