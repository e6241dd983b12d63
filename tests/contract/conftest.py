"""The world of the contract's tests."""

import pytest
import time_machine

from tests.contract.world import NOW, World


@pytest.fixture
def w(programme):
    """The programme on 10 March 2012."""
    with time_machine.travel(NOW, tick=False):
        yield World(programme)
