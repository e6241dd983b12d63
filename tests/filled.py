"""The programme of a module's tests, with a row of everything, made once for all modules."""

import pytest
from django.db import transaction

from programme.models import Programme, User
from tests import kept, world

__all__ = ["addressed", "filler", "programme"]


@pytest.fixture(scope="module")
def filler(own_database, django_db_setup):
    """Who added the rows, for all tests of the module; what these do is gone after them."""
    own_database.begin_with(kept.made_by("tests.filling", also=["tests/world.py"]))
    with transaction.atomic():
        yield User.objects.get(job_title="Head of transformation")
        transaction.set_rollback(True)
    own_database.begin_with(kept.empty())


@pytest.fixture(scope="module")
def addressed(filler):
    """Every address, with one of the rows: {address: url}."""
    return world.urls(Programme.objects.get(slug="shared-management"))


@pytest.fixture
def programme(filler, db):
    return Programme.objects.get(slug="shared-management")
