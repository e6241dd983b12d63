"""What a test begins with is what its fixtures would have made: `tests/begun.py`."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.forms import model_to_dict
from django.test import override_settings

from programme.models import Programme
from risks.actions import add_risk, change_risk, close_risk
from tests.begun import Beginning, rows_of
from tests.factories import MARCH_2012, MembershipFactory, ProgrammeFactory

pytestmark = [pytest.mark.django_db, pytest.mark.each]
BY = {"at": MARCH_2012}


def tables():
    """Every row of every table."""
    names = {model._meta.db_table for model in apps.get_models()}
    return {name: sorted(map(repr, rows_of(name))) for name in names}


@contextmanager
def another_test():
    """What is written in it is taken back, as after a test."""
    with transaction.atomic():
        Beginning.now = Beginning(told=0)
        yield Beginning.now.remember
        transaction.set_rollback(True)


class Fixtures:
    """Three that stand on each other; `made` tells which were made by the product's actions."""

    def __init__(self):
        self.made = []

    def manager(self):
        self.made.append("manager")
        return MembershipFactory(programme=ProgrammeFactory()).user

    def risk(self, manager):
        self.made.append("risk")
        told = {"title": "A partner leaves", "likelihood": 3, "impact": 5}
        return add_risk(programme=Programme.objects.get(), by=manager, **BY, **told)

    def closed(self, manager, risk):
        self.made.append("closed")
        change_risk(risk, by=manager, **BY, title="A partner has left")
        return close_risk(risk, by=manager, **BY, why="It is over")


@pytest.fixture
def own():
    """The same functions each time: a fixture is known by its function."""
    fixtures = Fixtures()
    return fixtures, fixtures.manager, fixtures.risk, fixtures.closed


def begin(remember, own):
    _, manager, risk, closed = own
    by = remember(manager, {})
    first = remember(risk, {"manager": by})
    return first, remember(closed, {"manager": by, "risk": first})


def test_rows_and_what_fixtures_give_are_as_they_were_when_they_were_made(own):
    found = []
    for _ in range(2):
        with another_test() as remember:
            rows = begin(remember, own)
            found.append((tables(), *map(model_to_dict, rows)))
    assert found[0] == found[1] and own[0].made == ["manager", "risk", "closed"]


@pytest.mark.parametrize("besides", [True, False])
def test_what_was_written_besides_has_all_that_follows_made(own, besides):
    fixtures, manager, risk, _ = own
    with another_test() as remember:
        remember(risk, {"manager": remember(manager, {})})
    with another_test() as remember:
        by = remember(manager, {})
        if besides:
            by.save()
        remember(risk, {"manager": by})
    assert fixtures.made == ["manager", "risk", *["risk"] * besides]


def test_under_another_setting_and_on_rows_that_were_there_all_is_made(own):
    fixtures, manager, *_ = own
    with another_test() as remember:
        remember(manager, {})
    with override_settings(RENDER_SOFT_SECONDS=1), another_test() as remember:
        remember(manager, {})
    ProgrammeFactory()
    with another_test() as remember:
        remember(manager, {})
    assert fixtures.made == ["manager"] * 3


def test_a_fixture_that_gives_more_than_rows_is_made_each_time(own):
    fixtures, manager, *_ = own

    def signs_in():
        person = fixtures.manager()
        return lambda: person

    for _ in range(2):
        with another_test() as remember:
            remember(signs_in, {})
    assert fixtures.made == ["manager"] * 2


def test_what_is_written_while_a_browser_runs_is_noticed_too():
    async def in_a_loop():
        return wrappers_of_another_connection()

    with ThreadPoolExecutor(1) as threads:
        in_a_thread = threads.submit(wrappers_of_another_connection).result()
        assert threads.submit(asyncio.run, in_a_loop()).result() == in_a_thread
    assert set(in_a_thread) <= set(connection.execute_wrappers) and in_a_thread


def wrappers_of_another_connection():
    connection.ensure_connection()
    try:
        return [*connection.execute_wrappers]
    finally:
        connection.close()
