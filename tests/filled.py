"""The programme of a module's tests, with a row of everything that was made once."""

import pytest
from django.db import transaction

from programme.models import Programme
from tests import world
from tests.factories import MembershipFactory, ProgrammeFactory

__all__ = ["addressed", "filler", "programme"]


@pytest.fixture(scope="module")
def filler(own_database, django_db_setup):
    """Who added the rows, for all tests of the module; gone after them."""
    with transaction.atomic():
        programme = ProgrammeFactory(name="Shared management", slug="shared-management")
        by = MembershipFactory(programme=programme, user__job_title="Head of transformation").user
        world.fill(programme, by)
        yield by
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def addressed(filler):
    """Every address, with one of the rows: {address: url}."""
    return world.urls(Programme.objects.get(slug="shared-management"))


@pytest.fixture
def programme(filler, db):
    return Programme.objects.get(slug="shared-management")
