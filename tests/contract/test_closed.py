"""Closed rows refuse edits and changes of their child rows, with the advice to reopen them.

What is open to a closed row all the same says so in its kit: it begins there. That is the step that
reopens it, and what is learned only when a row is closed: an earlier delivery, a comment, feedback.
"""

import re

import pytest
from django.contrib.messages import get_messages
from django.http import Http404

from tests.contract.kit import each_closed_subject, to_be_typed
from tests.contract.world import Refused, offered, standing

pytestmark = pytest.mark.alike


def advice(kit, subject, reference):
    """What is said to whoever changes a closed row: to reopen it where that can be done.

    A row that another one took the place of names that one.
    """
    if subject == "superseded":
        return f"{reference} (is superseded by|because it is superseded)"
    reopens = any(step.label == "Reopen" and subject in step.begins for step in kit.steps)
    return (
        rf"You cannot [a-z ]+ {reference} [a-z ]*because .*{'Reopen it first' if reopens else ''}"
    )


@each_closed_subject
def test_a_closed_row_offers_just_what_is_open_to_it(w, kit, subject):
    entry = w.make(kit, subject)
    is_open = {step.name for step in kit.steps if subject in (*step.begins, *step.not_yet)}
    assert offered(kit, entry, w.open(kit.url(entry))) == is_open


@each_closed_subject
def test_a_closed_row_refuses_to_be_edited(w, kit, subject):
    entry, (name, value, _) = w.make(kit, subject), kit.change
    typed = {**to_be_typed(kit.typed, w, None), name: value, "version": entry.version}
    before, url = standing(entry), kit.edit_url(entry)
    with pytest.raises(Refused, match=advice(kit, subject, entry.reference)):
        w.press(url, typed, by="programme_manager")
    assert standing(entry) == before


def shut_here_first(kit, subject):
    """The steps that no settled row before this one shuts: each is tried on one of them."""
    closed = [one for one in kit.subjects if kit.closed(one)]

    def first(step):
        return next((one for one in closed if one not in step.begins + step.also), None)

    return [step for step in kit.steps if not step.parts and first(step) == subject]


@each_closed_subject
def test_a_form_that_a_closed_row_refuses_is_not_opened_and_it_is_said_why(w, kit, subject):
    entry = w.make(kit, subject)
    for url in (kit.edit_url(entry), *(step.url(entry) for step in shut_here_first(kit, subject))):
        refused = w.open(url)
        if refused.status_code != 403:  # of a step that is not theirs
            assert refused.url == kit.url(entry), url
            *_, said = map(str, get_messages(refused.wsgi_request))
            assert re.search(rf"You cannot .*\b{entry.reference}\b.* because it ", said)


@each_closed_subject
def test_a_closed_row_refuses_every_step_and_child_that_is_not_open_to_it(w, kit, subject):
    entry = w.make(kit, subject)
    is_open = {step.name for step in kit.steps if subject in step.begins + step.also}
    for step in kit.steps:
        if step.name not in is_open:
            typed = to_be_typed(step.typed, w, entry)
            before = standing(entry)
            with pytest.raises((Refused, Http404)) as refusal:
                w.press(step.url(entry), typed, by=step.by)
            assert standing(entry) == before, step.name
            if not step.state and refusal.type is Refused:
                words = advice(kit, subject, entry.reference)
                assert re.search(words, str(refusal.value)), step.name
