"""SQLite as Django knows it: columns are kept, and statements as it reads them."""

from datetime import datetime
from functools import lru_cache

from django.db.backends.sqlite3 import base, operations
from django.db.models.sql import compiler

from programme.database.columns import KnownColumns


class SQLCompiler(KnownColumns, compiler.SQLCompiler):
    pass


class DatabaseOperations(operations.DatabaseOperations):
    def compiler(self, compiler_name):
        return SQLCompiler if compiler_name == "SQLCompiler" else super().compiler(compiler_name)

    def convert_datetimefield_value(self, value, expression, connection):
        """A moment as it was read, said to be of the database's time zone; Django asks more of it,
        fifty times for a register.
        """
        if type(value) is datetime and value.tzinfo is None:
            return value.replace(tzinfo=connection.timezone)
        return super().convert_datetimefield_value(value, expression, connection)


LONGEST = 20_000  # characters of a statement that is kept; others list thousands of values


@lru_cache(maxsize=1000)
def with_question_marks(query):
    """A statement whose values are given in order, as SQLite reads it."""
    return base.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query, *, param_names=None):
        if param_names is None and len(query) < LONGEST:
            return with_question_marks(query)
        return super().convert_query(query, param_names=param_names)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations

    def create_cursor(self, name=None):
        return self.connection.cursor(factory=Cursor)
