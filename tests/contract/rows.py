"""Rows that the product's own actions made once in this process, put back as they were.

What a test begins with costs a tenth of a second to make and a millisecond to put back. The rows
keep their numbers: on PostgreSQL a sequence never goes back, SQLite counts on from the highest.
"""

import re
from contextlib import contextmanager

from django.db import connection

MANY = 1000  # answers with what they hold: some hundred megabytes
POSTGRES = connection.vendor == "postgresql"
WRITES = re.compile(r'(?:INSERT (?:OR \w+ )?INTO|UPDATE|DELETE FROM) "(\w+)"')
READS = ("SELECT", "SAVEPOINT", "RELEASE", "PRAGMA", "EXPLAIN", "SET")


class Touched(Exception):
    """Rows that were there before have changed: what was made cannot be put back by adding."""


class Story:
    """What has been made in one test, in order, by names. It ends with the first thing written
    besides: no rows are put back after that, for others may have their numbers.
    """

    kept = {}  # by process: {what was made, the last of it: (its rows, what `make` gave, all rows)}
    seen = {}  # by process: {what was made, the name of a look: the answer}

    def __init__(self):
        self.told, self.making, self.written = (), False, set()

    @contextmanager
    def listening(self):
        with connection.execute_wrapper(self._notice):
            yield self

    def _notice(self, execute, statement, *rest):
        if not statement.lstrip("( ").startswith(READS):
            if self.making:
                self.written.add(WRITES.match(statement)[1])
            else:
                self.told = None
        return execute(statement, *rest)

    def remember(self, name, make):
        """What `make` gives, after its rows were added: by it the first time, straight later on.

        What it gives is kept: no row of a model, which a test might change.
        """
        if self.making or self.told is None:
            return make()
        told = (*self.told, name)
        if told not in self.kept:
            return self._make(told, make)
        rows, given, _ = self.kept[told]
        put_back(rows)
        self.told = told
        return given

    def see(self, name, look):
        """The answer that `look` gives; the one that it gave before, where nothing but the same
        rows stood there and it wrote none. It must not be changed; a stream is read once.
        """
        looked = self.told, name
        if looked in self.seen:
            return self.seen[looked]
        found = look()
        if self.told is not None and self.told == looked[0] and not found.streaming:
            if len(self.seen) == MANY:
                self.seen.clear()
            self.seen[looked] = found
        return found

    def _make(self, told, make):
        before = self.kept[self.told][-1] if self.told else rows_of_all()
        self.told, self.making, self.written = None, True, set()
        try:
            given = make()
        finally:
            self.making = False
        try:
            after = {**before, **{table: rows_of(table) for table in self.written}}
            self.kept[told] = added(before, after), given, after
        except Touched:
            return given
        self.told = told
        return given


def rows_of_all():
    """Every row of every table, as the database writes it."""
    return {table: rows_of(table) for table in connection.introspection.table_names()}


def rows_of(table):
    if POSTGRES:
        with connection.connection.cursor().copy(f'COPY "{table}" TO STDOUT') as copy:
            return b"".join(copy).splitlines(keepends=True)
    pragma = connection.connection.execute(f'PRAGMA table_info("{table}")')
    columns = ", ".join(f'+"{column[1]}"' for column in pragma)  # a plus: as it is stored
    return connection.connection.execute(f'SELECT {columns} FROM "{table}"').fetchall()


def added(before, after):
    """The rows of tables that were not there before.

    Raises:
        Touched: one that was there before is there no more, or changed.
    """
    found = {}
    for table, rows in after.items():
        if rows is before[table]:
            continue
        known = set(before[table])
        if new := [row for row in rows if row not in known]:
            found[table] = new
        if len(rows) - len(new) < len(known):
            raise Touched(table)
    return found


def put_back(rows):
    for table, new in rows.items():
        if POSTGRES:
            with connection.connection.cursor().copy(f'COPY "{table}" FROM STDIN') as copy:
                copy.write(b"".join(new))
        else:
            marks = ", ".join("?" * len(new[0]))
            connection.connection.executemany(f'INSERT INTO "{table}" VALUES ({marks})', new)
