"""Every step of every log, through the page that offers it, in every state."""

import pytest
from django.http import Http404
from django.urls import reverse

from programme import audit
from programme.authorization import LOG_READERS
from programme.decided import fixed_facts, lifting
from programme.ui.views import EditView, FormView, StepView
from tests.contract.kit import (
    KITS,
    SLUG,
    each_live_subject,
    each_log,
    each_other_beginning,
    to_be_typed,
)
from tests.contract.world import THEN, Refused, offered, standing
from tests.reading import errors, links, told


def people(kit):
    """A reader for each set of permissions that the log's pages tell apart, with that set."""
    edit, found = kit.the(EditView), {}
    for role in sorted(LOG_READERS):
        may = {door.name for door in kit.doors if role in door.permission.roles}
        found.setdefault(frozenset("edit" if name == edit else name for name in may), role)
    return {role: names for names, role in found.items()}


def lookers(kit, subject):
    """Who looks at a row: everybody where a step is open for the first time, or a decision stands
    over it; elsewhere whoever takes most of the steps.
    """
    live = [one for one in kit.subjects if not kit.closed(one)]
    first = {next((one for one in live if one in step.begins), None) for step in kit.steps}
    decided = {one for one, _ in kit.decided.values()}
    found = people(kit)
    if subject in first | decided | {live[0]}:
        return found
    role = max(found, key=lambda role: len(found[role]))
    return {role: found[role]}


def edits(kit, entry):
    """A page leads to the form of an entry unless a decision fixed everything in it."""
    return {"edit"} if set(kit.log.form_fields) - set(fixed_facts(entry)) else set()


def _for_others(kit, entry, role):
    """Steps that are for others here: of those who decided, or who may without a decision."""
    needed = {step: lifting(entry, step.name) or step.otherwise for step in kit.log.step_views}
    return {kit.log.url(step.name) for step, one in needed.items() if one and role not in one.roles}


@pytest.mark.alike
@each_live_subject
def test_a_page_offers_to_everybody_just_the_steps_that_are_open_to_them(w, kit, subject):
    entry = w.make(kit, subject)
    is_open = {step.name for step in kit.steps if subject in (*step.begins, *step.not_yet)}
    for role, may in lookers(kit, subject).items():
        page = w.open(kit.url(entry), role)
        may -= _for_others(kit, entry, role)
        assert offered(kit, entry, page) == (is_open | edits(kit, entry)) & may, role
    if subject == next(iter(kit.subjects)):
        past = {address.partition("?")[0] for address in links(w.open(kit.url(entry) + THEN))}
        assert past.isdisjoint([kit.edit_url(entry), *(step.url(entry) for step in kit.steps)])


@pytest.mark.alike
@each_other_beginning
def test_a_step_is_taken_from_other_states(w, kit, step, subject):
    """The first of them, and what the row's page says after it, has test_nothing_lost.py."""
    entry = w.make(kit, subject)
    url, noted = step.url(entry), how_often_noted(entry)
    data = w.filled_in(url, to_be_typed(step.typed, w, entry), step.by)
    assert_it_is_taken(kit, step, subject, entry, noted, w.send(url, data, step.by))


def test_a_new_version_is_taken_back_on_both_databases(w):
    """As test_corrections.py takes every other step."""
    kit = KITS["equality"]
    step = kit.step("take_back_version")
    entry = w.make(kit, step.begins[0])
    w.take(step, entry)
    assert_it_stands(step, step.begins[0], entry)


def how_often_noted(entry):
    """How many events there are of it: a step that changes nothing adds none."""
    return audit.events_of(entry).count()


def assert_it_is_taken(kit, step, subject, entry, noted, done):
    """The answer `done` leads to the row, of which `noted` events were known before, and says what
    was done; the row is in its new state.
    """
    leads, reference = step.leads or (kit.log.detail_url_name, entry.reference)
    assert done.status_code == 302, errors(done)
    assert done.url == reverse(leads, args=[SLUG, reference])
    events = audit.events_of(entry)
    nothing = f"Nothing changed in {reference}: what you entered stood there already."
    says = (events.count() == noted and nothing) or step.says or f"You {events.first().deed}."
    assert says in told(done) and f"{reference} saved." not in told(done)
    assert_it_stands(step, subject, entry)


def assert_it_stands(step, subject, entry):
    """The row is in its new state."""
    state = step.state.get(subject, "") if isinstance(step.state, dict) else step.state
    assert state or step.shows
    entry.refresh_from_db()
    assert not state or entry.state == state


def assert_its_page_says_so(step, entry, before, after):
    """The page says in which state the row is, and what the step was about."""
    if step.state:
        assert step.leads or entry.get_state_display() in after
    if step.shows:
        assert after.count(step.shows) > before.count(step.shows)


@pytest.mark.alike
@each_live_subject
def test_a_step_that_is_not_open_is_refused_and_changes_nothing(w, kit, subject):
    entry = w.make(kit, subject)
    is_open = {step.name for step in kit.steps if subject in step.begins + step.also}
    for step in kit.steps:
        if step.name not in is_open:
            typed = to_be_typed(step.typed, w, entry)
            before = standing(entry)
            with pytest.raises((Refused, Http404), match=step.not_yet.get(subject, ".")):
                w.press(step.url(entry), typed, by=step.by)
            assert standing(entry) == before, step.name


@pytest.mark.alike
@each_log
def test_a_form_of_the_past_leads_to_now(w, kit):
    entry = kit.add(w)
    for url in [kit.add_url, kit.edit_url(entry), *(one.url(entry) for one in kit.steps[:1])]:
        assert w.open(url + THEN, "programme_manager").url == url
    assert all(one.view.dispatch is FormView.dispatch for one in kit.views(StepView))
