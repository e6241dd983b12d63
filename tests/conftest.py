"""Fixtures about the product's processes; what a browser needs stands in tests/e2e/, people in
tests/people.py.
"""

import gc
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, transaction
from django.db.backends.signals import connection_created
from django.test.signals import setting_changed
from hypothesis import HealthCheck

from tests import files, kept
from tests.begun import Beginning, is_remembered, remembered
from tests.own_database import Own
from tests.people import *  # noqa: F403  (every test knows the same people)
from tests.sharing import (  # noqa: F401
    pytest_addhooks,
    pytest_addoption,
    pytest_collection,
    pytest_runtestloop,
)
from tests.stack import Stack, on_postgres

# No test is about time: a busy machine must not fail one that only looks for a counterexample.
hypothesis.settings.register_profile(
    "untimed",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("untimed")

# Tests of a second and more, most of them with a browser or processes of their own.
LONG = (
    "tests/e2e/",
    "tests/test_markup",
    "tests/reports/test_faults",
    "tests/programme/test_adding_a_field",
)


# Where the database itself answers: what it refuses, finds and puts in order; of an app also rows
# that no step of the contract makes.
OF_DATABASE = {
    *("test_models", "test_querysets", "test_mistakes"),
    *("test_reserves", "test_reopened_periods", "test_ways_round"),
}

# Names in tests of what the database refuses, of two at once, and of what migrations write.
ASKS_IT = {
    *("DatabaseError", "Error", "IntegrityError", "let_through", "refused_by_the_database"),
    *("Thread", "import_module"),
}


@pytest.hookimpl(tryfirst=True)
def pytest_itemcollected(item):
    """What asks no database runs on one, and so does of an app what is not about the database:
    the contract asks the same on both. What expects an error of the database runs on both,
    wherever it stands (docs/testing.md).
    """
    if asks_a_database(item) and ASKS_IT & {*item.function.__code__.co_names}:
        item.add_marker("each")
    of_an_app = item.path.parent.name in settings.ARTEFACTS
    if not asks_a_database(item) or (of_an_app and not asks_otherwise(item)):
        item.add_marker("once")


def asks_a_database(item):
    """Whether a test wants rows, or a folder, where it may start processes with a database."""
    wanted = {"db", "tmp_path_factory"} & {*item.fixturenames}
    return wanted or item.get_closest_marker("django_db")


@pytest.hookimpl(tryfirst=True, specname="pytest_collection_modifyitems")
def pytest_first_cases(items):
    """What is tried with several values asks the database the same with each: the first runs on
    both, unless the test is marked `each`. The contract has its own rule.
    """
    tried = set()
    for item in items:
        case_of = item.nodeid.partition("[")[0]
        if case_of in tried and not asks_otherwise(item):
            item.add_marker("once")
        tried.add(case_of)


def asks_otherwise(item):
    """Whether each case of a test runs on both databases."""
    where = item.path.parent.name, item.path.stem
    return where[0] == "contract" or where[1] in OF_DATABASE or item.get_closest_marker("each")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Each process of a run begins with its share of the long tests, in the order of the others:
    at the end none is left with one while the rest have nothing to do. On PostgreSQL, where the
    fewer tests are, it ends with them: what mostly waits on one has what mostly works beside it.
    """
    processes = config.option.processes
    if processes == 1:
        return
    long = [item for item in items if item.nodeid.startswith(LONG)]
    short = [item for item in items if not item.nodeid.startswith(LONG)]
    cuts = [len(short) * number // processes for number in range(processes + 1)]
    shares = [
        (long[number::processes], short[cuts[number] : cuts[number + 1]])
        for number in range(processes)
    ]
    order = -1 if on_postgres() else 1
    items[:] = [item for share in shares for part in share[::order] for item in part]


def pytest_collection_finish():
    """What has been loaded by now stays: it need not be looked through for waste again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


def pytest_process_begins(config):
    """A process that shares the tests with others has the files of its data for itself."""
    folder = Path(config.option.basetemp).with_suffix(".data")
    (folder / "static").mkdir(parents=True)
    stores = {**settings.STORAGES["default"], "OPTIONS": {"location": folder / "published"}}
    set_for_all("DATA_DIR", folder)
    set_for_all("STATIC_ROOT", folder / "static")
    set_for_all("STORAGES", {**settings.STORAGES, "default": stores})


def set_for_all(name, value):
    setattr(settings, name, value)
    setting_changed.send(sender=None, setting=name, value=value, enter=True)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup():
    """Before it has a database, no test begins with anything; files are there for all."""
    Beginning.now = Beginning()
    files.take_back()


@pytest.hookimpl(tryfirst=True)
def pytest_fixture_setup(fixturedef):
    """What fixtures write is made once in a process (tests/begun.py)."""
    if fixturedef.argname == "_django_db_helper":
        Beginning.now = Beginning(told=0)
    if is_remembered(fixturedef):
        fixturedef.func = remembered(fixturedef.func)


@pytest.fixture(scope="session")
def own_database(django_test_environment, django_db_blocker):
    """The database of the tests of this process, which can begin with what is kept."""
    own = Own()
    let_notice(connection)
    connection_created.connect(let_notice)
    with django_db_blocker.unblock():
        yield own
        own.close()


def let_notice(connection, **_):
    """What is written is noticed on every connection: while the loop of a browser runs Django has
    another one than before.
    """
    if notice not in connection.execute_wrappers:
        connection.execute_wrappers.append(notice)


def notice(*call):
    return Beginning.now.notice(*call)


@pytest.fixture(scope="session")
def django_db_setup(own_database):
    """Begins with the empty tables, whose migrations ran once for all processes and runs."""
    own_database.begin_with(kept.empty())


@pytest.fixture(scope="module")
def demo(request, own_database, django_db_setup):
    """The demo programme that the module calls PROGRAMME, or all of them; taken back after it.

    In a run that needs all of them anyhow, none is made alone.
    """
    modules = {item.module for item in request.session.items if "demo" in item.fixturenames}
    alone = all(hasattr(module, "PROGRAMME") for module in modules)
    own_database.begin_with(kept.demo(request.module.PROGRAMME if alone else None))
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    own_database.begin_with(kept.empty())


@pytest.fixture
def stack(tmp_path):
    """A stack of the test's own that begins with one demo programme, in which nothing is due. The
    test starts what it needs.
    """
    fresh = Stack(tmp_path / "data", like=kept.demo("shared-management"))
    yield fresh
    fresh.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """One web server on the whole demo, for the tests that only look."""
    shared = Stack(tmp_path_factory.mktemp("site"), like=kept.demo())
    shared.start_web()
    yield shared
    shared.close()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A failed test shows the last lines of the logs of its processes, as long as they are
    there.
    """
    report = yield
    if report.failed and call.when != "teardown":
        stacks = [
            value for value in getattr(item, "funcargs", {}).values() if isinstance(value, Stack)
        ]
        report.sections += [("processes", stack.logs()) for stack in stacks]
    return report
