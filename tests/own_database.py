"""The database of the tests in one process: a copy of what is kept, in memory on SQLite."""

import os
import shutil
import sqlite3
import uuid
from contextlib import closing

from django.conf import settings
from django.db import connection

from tests.stack import Database, on_postgres

IN_MEMORY = "file:tests?mode=memory&cache=shared"


class Own:
    """Where Django's connection leads while tests run; `begin_with` changes what is there."""

    def __init__(self):
        self.copies = {}
        if not on_postgres():
            connection.settings_dict["NAME"] = IN_MEMORY

    def begin_with(self, at_rest):
        """Fills the database with that of the stack at rest, and the storage with its files."""
        published = at_rest.folder / "published"
        if published.exists():
            shutil.copytree(published, settings.DATA_DIR / "published", dirs_exist_ok=True)
        (self._copy_on_postgres if on_postgres() else self._copy_into_memory)(at_rest)

    def _copy_into_memory(self, at_rest):
        connection.ensure_connection()
        with closing(sqlite3.connect(at_rest.database.file)) as source:
            source.backup(connection.connection)

    def _copy_on_postgres(self, at_rest):
        """One copy for each kept database: tests take back what they did."""
        if at_rest.name not in self.copies:
            copy = Database(None, f"test_{os.getpid()}_{uuid.uuid4().hex}")
            copy.create(at_rest.database)
            self.copies[at_rest.name] = copy
        connection.close()
        connection.settings_dict["NAME"] = self.copies[at_rest.name].name

    def close(self):
        connection.close()
        for copy in self.copies.values():
            copy.drop()
