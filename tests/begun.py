"""What fixtures wrote once in this process, written again as it was.

What a test begins with costs up to some hundred milliseconds to make by the product's actions, and
a few to put back. So a fixture that writes rows and gives rows (or plain values, or nothing) is
made the first time, in each order of fixtures in which tests ask for it; where a later test began
with the same ones, its rows are put back with the same numbers. Whoever asks for it writes it as
any other fixture: `tests/conftest.py` has each go through `Beginning.now`. On PostgreSQL, where the
fewer tests run, all is made each time.
"""

import pickle
from contextlib import contextmanager
from datetime import date
from functools import cache, wraps
from inspect import isfunction, isgeneratorfunction

from django.conf import UserSettingsHolder, settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Model

from tests.contract import rows

READS = (*rows.READS, "BEGIN", "ROLLBACK")
POSTGRES = connection.vendor == "postgresql"
PLACE = "%s" if POSTGRES else "?"
# Of a table: the names of its columns that are written, and whether they are its key.
COLUMNS = """
    SELECT attname, COALESCE(attnum = ANY(indkey), false) FROM pg_attribute
    LEFT JOIN pg_index ON indrelid = attrelid AND indisprimary
    WHERE attrelid = %s::regclass AND attnum > 0 AND attgenerated = '' AND NOT attisdropped
    ORDER BY attnum"""
if not POSTGRES:
    COLUMNS = "SELECT name, pk FROM pragma_table_info(?)"
PLAIN = (str, int, float, date, bytes, type(None))


class Unknown(Exception):
    """A value of which nobody can say whether it is the same as another time."""


class Beginning:
    """The fixtures of one test so far: `told` is the number of what they wrote, 0 before the first,
    None as soon as something else was written, or where there is no database.
    """

    now = None
    kept = {}  # by process: {(what was told before, a fixture, what it was given): what it did}
    never = set()  # fixtures that give what cannot be kept

    def __init__(self, told=None):
        self.told, self.before = told, None

    def notice(self, execute, statement, *rest):
        """Sees each statement before the database does."""
        if self.told is not None and not statement.lstrip("( ").startswith(READS):
            if self.before is None:
                self.told = None
            elif (table := rows.WRITES.match(statement)[1]) not in self.before:
                self.before[table] = rows_of(table)
        return execute(statement, *rest)

    def remember(self, make, given):
        """What the fixture `make` gives when it is given these values."""
        if self.told is None or make in self.never or not self.is_plain():
            return make(**given)
        try:
            key = self.told, make, date.today(), described(list(given.items()))
        except Unknown:
            return make(**given)
        if key not in self.kept:
            return self._make(key, make, given)
        if self.kept[key] is None:  # it writes nothing, or cannot be put back
            return make(**given)
        try:
            return self.kept[key].again(self, given)
        except DatabaseError:  # a rule of the database that holds for rows in another order
            self.kept[key] = None
            return make(**given)

    def is_plain(self):
        """Whether the test stands on empty tables and on the settings that all tests have."""
        if isinstance(settings._wrapped, UserSettingsHolder):
            return False
        return self.told or not rows_of("programme_programme") and not rows_of("programme_user")

    def _make(self, key, make, given):
        self.before = {}
        try:
            made = make(**given)
        finally:
            before, self.before, self.told = self.before, None, None
        self.kept[key] = None
        if not before:
            self.told = key[0]
            return made
        try:
            described(made, rows_alone=True)
            did = Did(before, made, given)
        except Unknown:
            self.never.add(make)
            return made
        self.kept[key], self.told = did, did.number
        return made


class Did:
    """What a fixture did: the rows that it wrote, and what it gave."""

    count = 0

    def __init__(self, before, made, given):
        Did.count += 1
        self.number = Did.count
        self.changes = [Change(table, was, rows_of(table)) for table, was in before.items()]
        rows = {name: value for name, value in given.items() if isinstance(value, Model)}
        self.values = pickle.dumps((made, rows))

    def again(self, beginning, given):
        """Does the same, to the rows and to the values that were given; what it gave."""
        with transaction.atomic():
            for step in "add", "change", "remove":
                for change in self.changes:
                    getattr(change, step)()
        beginning.told = self.number
        made, rows = pickle.loads(self.values)
        for name, row in rows.items():
            given[name].__dict__ = row.__dict__
        return next((given[name] for name, row in rows.items() if row is made), made)


class Change:
    """What became of a table."""

    def __init__(self, table, before, after):
        self.table, (self.names, self.key) = table, columns(table)
        at = self.names.index(self.key)
        was, now = ({row[at]: row for row in rows} for rows in (before, after))
        self.new = [row for key, row in now.items() if key not in was]
        self.gone = [[key] for key in was if key not in now]
        self.other = [
            (key, [(*both, name) for *both, name in zip(was[key], row, self.names, strict=True)])
            for key, row in now.items()
            if was.get(key, row) != row
        ]

    def add(self):
        """Puts the new rows into it."""
        if self.new:
            names, places = quoted(self.names), ", ".join([PLACE] * len(self.names))
            many(f'INSERT INTO "{self.table}" ({names}) VALUES ({places})', self.new)

    def change(self):
        """Changes what was changed in rows."""
        for key, cells in self.other:
            changed = [(name, now) for was, now, name in cells if was != now]
            said = ", ".join(f'"{name}" = {PLACE}' for name, _ in changed)
            row = [*(value for _, value in changed), key]
            many(f'UPDATE "{self.table}" SET {said} WHERE "{self.key}" = {PLACE}', [row])

    def remove(self):
        """Removes the rows that went."""
        if self.gone:
            many(f'DELETE FROM "{self.table}" WHERE "{self.key}" = {PLACE}', self.gone)


# --- The database ---------------------------------------------------------------------------------


def many(statement, rows):
    with raw() as cursor:
        cursor.executemany(statement, rows)


def rows_of(table):
    """Its rows as the database keeps them: PostgreSQL as text, which it reads again as it was."""
    names, _ = columns(table)
    as_stored = '"{}"::text' if POSTGRES else '+"{}"'
    with raw() as cursor:
        stored = ", ".join(map(as_stored.format, names))
        cursor.execute(f'SELECT {stored} FROM "{table}"')
        return cursor.fetchall()


@cache
def columns(table):
    """The names of its columns, and of the one that is its key."""
    with raw() as cursor:
        found = cursor.execute(COLUMNS, [table]).fetchall()
    return [name for name, _ in found], next((name for name, is_key in found if is_key), None)


@contextmanager
def raw():
    """A cursor of the database's own, of which nobody takes notice."""
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except connection.Database.Error as error:
        raise DatabaseError(*error.args) from error
    finally:
        cursor.close()


def quoted(names):
    return ", ".join(f'"{name}"' for name in names)


# --- Values ---------------------------------------------------------------------------------------


def described(value, rows_alone=False):
    """What tells a value from another: a row by its number, a function by its code and by what it
    holds.

    Raises:
        Unknown: it cannot be told, or is a function where `rows_alone` are kept.
    """
    if isinstance(value, PLAIN):
        return value
    if isinstance(value, Model) and value.pk is not None:
        return value._meta.label, value.pk
    if isinstance(value, dict):
        value = [*value.items()]
    if isinstance(value, (list, tuple, set, frozenset)):
        return type(value), *(described(one, rows_alone) for one in value)
    if isfunction(value) and not rows_alone:
        held = (cell.cell_contents for cell in value.__closure__ or ())
        return value.__code__, *map(described, held)
    raise Unknown


def remembered(fixture):
    """The function of a fixture, which goes through the beginning of the test."""

    @wraps(fixture)
    def made(**given):
        return Beginning.now.remember(fixture, given)

    return made


def is_remembered(fixturedef):
    """Whether a fixture of pytest's is one that the tests have anew for each test, and not yet
    looked at.
    """
    make = fixturedef.func
    if fixturedef.scope != "function" or hasattr(make, "__wrapped__") or isgeneratorfunction(make):
        return False
    return make.__module__.startswith("tests.") and not make.__module__.startswith(NOT_OURS)


NOT_OURS = ("tests.contract", "tests.e2e")  # the contract has a story of its own
