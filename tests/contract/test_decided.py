"""What a decision fixed is changed by a step of the same weight, or the decision falls."""

import re
from contextlib import nullcontext

import pytest
from django.core.exceptions import ValidationError

from programme.authorization import NotPermitted, may
from programme.authors import may_decide
from programme.log import logs
from programme.records import change_entry
from programme.ui.views import EditView
from tests.contract.kit import (
    DECISIONS,
    each_closed_subject,
    each_falling,
    each_fixing,
    each_fixing_open,
    each_log,
)
from tests.contract.world import Refused, standing
from tests.reading import given_back, words


def tried(w, kit, what):
    """The decision, a row over which it stands, and what is typed against it."""
    decision, subject, typed = kit.decision(what)
    entry = w.make(kit, subject)
    return decision, entry, {n: v(w) if callable(v) else v for n, v in typed.items()}


def test_every_decision_of_every_log_is_tried():
    declared = [(log.name, decision) for log in logs() for decision in log.decisions]
    assert {(kit.name, decision) for kit, decision in DECISIONS} == set(declared)


@each_log
def test_everything_that_could_be_typed_against_a_decision_is_tried(kit):
    columns = {field.name for field in kit.log.model._meta.fields}
    form = kit.views(EditView)[0].view.form_class
    for decision, (_, typed) in kit.decided.items():
        assert set(decision.names) <= columns
        assert set(typed) == set(decision.names) & set(form.base_fields)


@pytest.mark.alike
@each_fixing_open
def test_the_form_leaves_out_what_was_decided_and_says_how_it_is_changed(w, kit, what):
    decision, entry, typed = tried(w, kit, what)
    page = w.open(kit.edit_url(entry))
    assert set(page.context["form"].fields).isdisjoint(decision.fixed(entry))
    assert (decision.in_words(entry) in words(page)) == bool(typed)


@pytest.mark.alike
@each_fixing_open
def test_a_plain_edit_cannot_change_what_was_decided(w, kit, what):
    decision, entry, typed = tried(w, kit, what)
    url, before = kit.edit_url(entry), standing(entry)
    page = given_back(w.open(url))
    for name, value in typed.items():
        with pytest.raises(Refused):
            w.press(url, {**page, name: value}, by="programme_manager")
    with pytest.raises(Refused, match=re.escape(decision.advice)) if typed else nullcontext():
        w.press(url, {**page, **typed}, by="programme_manager")
    assert standing(entry) == before


@pytest.mark.alike
@each_fixing
def test_no_action_can_change_what_was_decided_but_the_steps_that_may(w, kit, what):
    decision, entry, _ = tried(w, kit, what)
    who, before = {**w.who, "by": w.person("auditor")}, standing(entry)
    for name in decision.fixed(entry):
        with pytest.raises(ValidationError, match=re.escape(decision.advice)):
            change_entry(entry, **w.who, **{name: "Another"})
        for step in decision.steps.split():
            with pytest.raises(NotPermitted):
                change_entry(entry, **who, step=step, **{name: "Another"})
    assert decision.fixed(entry) and standing(entry) == before


@each_falling
def test_a_plain_edit_takes_back_the_decision_and_says_so(w, kit, what):
    _, subject, typed = kit.decision(what)
    for name, value in typed.items():
        entry = w.make(kit, subject)
        url = kit.edit_url(entry)
        done = w.send(url, w.filled_in(url, {name: value}), follow=True)
        before, entry = entry, type(entry).objects.get(pk=entry.pk)
        assert entry.state != before.state and not kit.decision(what)[0].fixed(entry)
        assert f"It is {entry.get_state_display().lower()} now." in words(done)


@pytest.mark.alike
@each_closed_subject
def test_what_was_decided_on_a_row_that_is_settled_by_now_is_not_its_authors_alone(w, kit, subject):
    entry, lead = w.make(kit, subject), w.person("workstream_lead")
    past = entry.history.order_by("history_date", "history_id")
    before = [row.instance for row in past if not row.instance.is_closed]
    decided = {
        name: decision
        for decision in kit.log.decisions
        for name in (decision.fixed(before[-1]) if before else ())
    }
    theirs = [name for name in decided if may_decide(entry, name, lead)]
    assert [name for name in theirs if not may(lead, decided[name].permission, w.programme)] == []
