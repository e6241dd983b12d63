"""The world of the contract's tests."""

import pytest
import time_machine

from tests.contract.world import NOW, World


@pytest.fixture
def w(programme):
    """The programme on 10 March 2012."""
    with time_machine.travel(NOW, tick=False):
        yield World(programme)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What is `alike` runs on the second database with the first log that it is tried with."""
    first = {}
    for item in items:
        if item.get_closest_marker("alike"):
            kit = item.callspec.params["kit"]
            if first.setdefault(item.function, kit) is not kit:
                item.add_marker("once")
