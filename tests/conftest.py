"""Fixtures about the product's processes; what a browser needs stands in tests/e2e/, people in tests/people.py."""

import io

import hypothesis
import pytest
from django.core.management import call_command
from django.db import transaction

from programme import demo as demo_programmes
from tests.people import *  # noqa: F403  (every test knows the same people)
from tests.stack import Stack

# No test is about time: a busy machine must not fail one that only looks for a counterexample.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


@pytest.fixture(scope="module")
def demo(request, django_db_setup, django_db_blocker):
    """The demo programme that the module calls PROGRAMME, or all of them: loaded once for it, taken back after it."""
    only = getattr(request.module, "PROGRAMME", None)
    with django_db_blocker.unblock(), transaction.atomic():
        if only:
            demo_programmes.load(demo_programmes.FOLDER / f"{only}.toml")
        else:
            call_command("demo", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="session")
def demo_at_rest(tmp_path_factory):
    """A stack with the demo loaded and nothing running, to be copied: loading takes seconds, copying does not."""
    stack = Stack(tmp_path_factory.mktemp("demo"))
    stack.manage("migrate", "--verbosity", "0")
    stack.manage("demo")
    yield stack
    stack.close()


@pytest.fixture
def stack(demo_at_rest, tmp_path):
    """A stack of the test's own that begins with the demo's data. The test starts what it needs."""
    fresh = Stack(tmp_path / "data", like=demo_at_rest)
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory, demo_at_rest):
    """One web server on the demo's data, for the tests that only look."""
    shared = Stack(tmp_path_factory.mktemp("site"), like=demo_at_rest)
    shared.start_web()
    yield shared
    shared.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the last lines of the logs of its processes, as long as they are there."""
    report = yield
    if report.failed and call.when != "teardown":
        stacks = [
            value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Stack)
        ]
        report.sections += [("processes", stack.logs()) for stack in stacks]
    return report
