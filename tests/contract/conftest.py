"""The world of the contract's tests."""

from pathlib import Path

import pytest
import time_machine

from programme.models import Programme, User
from tests.contract.kit import KITS
from tests.contract.rows import Story
from tests.contract.world import NOW, World
from tests.factories import ProgrammeFactory

FOLDER = Path(__file__).parent
IN_ORDER = [*KITS]


@pytest.fixture
def story(db):
    """What has been made in this test; it can be told where nothing was there before."""
    story = Story()
    if User.objects.exists():
        story.told = None
    with story.listening():
        yield story


@pytest.fixture
def programme(story):
    """The programme, with the same number in every test."""

    def make():
        return ProgrammeFactory(name="Shared management", slug="shared-management").pk

    return Programme.objects.get(pk=story.remember("programme", make))


@pytest.fixture
def w(programme, story):
    """The programme on 10 March 2012."""
    with time_machine.travel(NOW, tick=False):
        yield World(programme, story)


@pytest.fixture
def full(w, kit):
    """A log with a row in every state that its kit names, and rows past the ninth."""

    def make():
        w.fill(kit, 11)
        for subject in kit.subjects:
            w.make(kit, subject)

    w.once((kit.name, "full"), make)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What is `alike` runs on the second database with the first case that it is tried with. A log
    is tried at one go: rows that one test of it has made and pages that one has opened are there
    for the next.
    """
    ours = [place for place, item in enumerate(items) if item.path.parent == FOLDER]
    for place, item in zip(ours, sorted((items[one] for one in ours), key=log_of), strict=True):
        items[place] = item
    tried = set()
    for item in items:
        if item.get_closest_marker("alike"):
            if item.function in tried:
                item.add_marker("once")
            tried.add(item.function)


def log_of(item):
    """The place of the log that a test tries; before all of them what tries no single one."""
    kit = item.callspec.params.get("kit") if hasattr(item, "callspec") else None
    return IN_ORDER.index(kit.name) if kit else -1
