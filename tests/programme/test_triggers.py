"""What migrations declare as public record is guarded by the database, also after tables were
built anew.
"""

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from programme.append_only import Forbid

LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}


def declared():
    migrations = MigrationLoader(connection).disk_migrations.values()
    return {
        operation.name
        for one in migrations
        for operation in one.operations
        if isinstance(operation, Forbid)
    }


@pytest.mark.django_db
def test_every_declared_trigger_is_in_the_database():
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        present = {name for (name,) in cursor.fetchall()}
    assert declared()
    assert sorted(declared() - present) == []
