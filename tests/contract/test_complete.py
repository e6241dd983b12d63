"""The contract leaves nothing out: every log, state, step, form, filter and action."""

import re
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse

from programme.log import logs
from programme.ui.views import ListView, StepView
from tests.addresses import ADDRESSES
from tests.contract.kit import KITS, SLUG, each_log
from tests.contract.world import A_DAY, NOW


def test_every_log_is_in_the_contract():
    assert set(KITS) == {log.name for log in logs()}


@each_log
def test_every_step_and_every_form_of_a_log_is_in_its_kit(kit):
    assert {step.name for step in kit.steps} == {found.name for found in kit.views(StepView)}
    assert sorted(form.name for form in kit.forms) == sorted(kit.other_forms)


def test_every_step_belongs_to_a_log():
    steps = [
        address.view
        for address in ADDRESSES
        if isinstance(address.view, type) and issubclass(address.view, StepView)
    ]
    assert all(step.log in logs() for step in steps)


@pytest.mark.once
@each_log
def test_every_state_of_a_log_has_a_subject(w, kit):
    model = type(kit.add(w))
    states = {value for f in model._meta.fields if f.name == "state" for value, _ in f.flatchoices}
    named = {subject.partition(",")[0] for subject in kit.subjects}
    assert named == (states or {"any"})
    assert kit.log.closed_states <= states


@pytest.mark.once
@each_log
def test_every_filter_of_a_register_is_tried(w, kit):
    register = w.open(reverse(kit.log.url_name, args=[SLUG])).context["filterset"]
    tried = {name for query in kit.finds for name in re.findall(r"[?&](\w+)=", query)}
    # test_needs, test_owners and test_counts try these in every log
    elsewhere = {"needs", "person", "blank"}
    assert set(register.filters) <= tried | elsewhere
    assert kit.views(ListView)


@pytest.mark.parametrize("app", settings.ARTEFACTS)
def test_every_action_is_taken_by_a_page(app):
    actions, folder = import_module(f"{app}.actions"), Path(settings.BASE_DIR, app)
    named = [*folder.glob("views*"), *folder.glob("log*")]  # logs name what is put right
    files = [path for one in named for path in (one.rglob("*.py") if one.is_dir() else [one])]
    views = "".join(path.read_text() for path in files)
    public = {
        name
        for name, it in vars(actions).items()
        if getattr(it, "__module__", "").startswith(actions.__name__) and not name.startswith("_")
    }
    assert public <= set(re.findall(r"\bactions\.(\w+)", views))


@pytest.mark.once
def test_a_page_is_opened_anew_by_others_at_other_times_and_after_anything_was_written(w):
    kit = KITS["risks"]
    entry = w.make(kit, next(iter(kit.subjects)))
    page = w.open(kit.url(entry))
    assert w.open(kit.url(entry)) is page
    assert w.open(kit.url(entry), "auditor") is not page
    with time_machine.travel(NOW + A_DAY, tick=False):
        assert w.open(kit.url(entry)) is not page
    w.overtake(entry)
    assert w.open(kit.url(entry)) is not page
