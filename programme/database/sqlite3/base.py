"""SQLite as Django knows it, with columns that are kept."""

from django.db.backends.sqlite3 import base, operations
from django.db.models.sql import compiler

from programme.database.columns import KnownColumns


class SQLCompiler(KnownColumns, compiler.SQLCompiler):
    pass


class DatabaseOperations(operations.DatabaseOperations):
    def compiler(self, compiler_name):
        return SQLCompiler if compiler_name == "SQLCompiler" else super().compiler(compiler_name)


class DatabaseWrapper(base.DatabaseWrapper):
    ops_class = DatabaseOperations
