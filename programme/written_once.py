"""Queries, and parts of them, that are the same each time, put into SQL once for each process.

To put a query together takes Django longer than the database needs for its answer.
"""

from functools import partial
from operator import itemgetter

from django.db import connections
from django.db.models import fields
from django.db.models.expressions import Expression
from django.db.models.query import FlatValuesListIterable, ValuesListIterable
from django.db.transaction import TransactionManagementError


class WrittenOnce(Expression):
    """A queryset of one column, to be looked for values in: `pk__in=WrittenOnce(rows)`.

    Django puts a subquery together again in every query that holds it. This one must not refer to
    the query around it.
    """

    def __init__(self, rows):
        super().__init__()
        self._rows, self._sql = rows, {}

    def as_sql(self, compiler, connection):
        if connection.vendor not in self._sql:
            query = self._rows.query.chain()
            query.clear_ordering(clear_default=True)
            sql, params = query.get_compiler(connection=connection).as_sql()
            self._sql[connection.vendor] = f"({sql})", params
        return self._sql[connection.vendor]

    def resolve_expression(self, *args, **kwargs):
        return self

    def relabeled_clone(self, change_map):
        return self

    @property
    def some(self):
        """The condition that there is any value at all, which a database looks at once: to look
        for the value of each row where there is none takes a third of a register's count.
        """
        return Some(self._rows, self._sql)

    @property
    def identity(self):
        """Equal is what stands for the same rows."""
        return type(self), id(self._rows)


class Some(WrittenOnce):
    """Whether a queryset has any rows."""

    def __init__(self, rows, sql):
        super().__init__(rows)
        self._sql, self.output_field = sql, fields.BooleanField()

    def as_sql(self, compiler, connection):
        sql, params = super().as_sql(compiler, connection)
        return f"EXISTS {sql}", params


class Given(Expression):
    """Stands in a query for a value that is given when it is asked: of the kind of a field, a
    whole number where none is named.
    """

    def __init__(self, name, field=None):
        super().__init__(output_field=field or fields.BigIntegerField())
        self.name = name

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def value(self, values, connection):
        """What the database gets for it."""
        return self.output_field.get_db_prep_value(values[self.name], connection)


class AnyOf(Given):
    """Likewise for several values, of which one has to be there: `risk__in=AnyOf("risks")`."""

    def as_sql(self, compiler, connection):
        return f"({self.place})", [self]

    @property
    def place(self):
        """Stands in the SQL until it is known how many there are."""
        return f"%s /* {self.name} */"

    def written(self, sql, values):
        """The SQL with a place for each value."""
        return sql.replace(self.place, ", ".join(["%s"] * len(values[self.name])) or "NULL")

    def value(self, values, connection):
        field, asked = self.output_field, values[self.name]
        if type(field) is fields.BigIntegerField:  # keys mostly, which a database takes as they are
            return list(map(int, asked))
        return [field.get_db_prep_value(one, connection) for one in asked]


def _written(*args, **kwargs):
    raise RuntimeError("A prepared query is read as it is.")


def _twin(one):
    """A shallow copy, without what `copy` asks of it first."""
    twin = object.__new__(type(one))
    vars(twin).update(vars(one))
    return twin


class PlainRows(list):
    """Rows of values, of the database that they were read from."""

    def __init__(self, rows, db):
        super().__init__(rows)
        self.db = db


SHAPES = {ValuesListIterable: tuple, FlatValuesListIterable: itemgetter(0)}


class Prepared:
    """A query that is put into SQL once. `build` gives it, with a `Given` for each value that
    differs from time to time and nothing else that does.
    """

    def __init__(self, build):
        self._build, self._kept = build, {}

    def ask(self, **values):
        """The query with these values, to be read as it is: RuntimeError where it is narrowed or
        ordered further, or counted, which would be lost. A `values_list` is a list of its rows.
        """
        if shape := SHAPES.get(self._rows._iterable_class):
            return self._plain(values, shape)
        found = _twin(self._rows)  # which was never read
        query = _twin(found._query)  # by its property it would forget how rows are read
        query.get_compiler = partial(self._compiler, values)
        query.chain = query.clone = _written
        found._query = query
        return found

    def _plain(self, values, shape):
        """The rows of a query of plain values, read without what Django puts around them."""
        using = self._rows.db
        compiler = self._compiler(values, using)
        with connections[using].cursor() as cursor:
            cursor.execute(*compiler.as_sql())
            rows = cursor.fetchall()
        if read := compiler.get_converters(None):
            rows = compiler.apply_converters(rows, read)
        return PlainRows(map(shape, rows), using)

    def one(self, **values):
        """The first row of the query with these values; None where there is none."""
        return next(iter(self.ask(**values)), None)

    def wrapped(self, sql, params, using):
        """What is asked in the place of the query itself: (SQL, params)."""
        return sql, params

    @property
    def _rows(self):
        if None not in self._kept:
            self._kept[None] = self._build()
        return self._kept[None]

    def _compiler(self, values, using, **kwargs):
        """A compiler whose work is done."""
        connection = connections[using]
        if connection.vendor not in self._kept:
            compiler = self._rows.query.chain().get_compiler(using)
            sql, params = self.wrapped(*compiler.as_sql(), using)
            read = compiler.get_converters([column for column, *_ in compiler.select])
            self._kept[connection.vendor] = compiler, sql, params, read
        compiler, sql, params, read = self._kept[connection.vendor]
        locks = compiler.query.select_for_update and connection.features.has_select_for_update
        if locks and connection.get_autocommit():  # as Django asks where it writes the query
            raise TransactionManagementError("A row is locked until the end of a transaction.")
        given = []
        for one in {one.place: one for one in params if isinstance(one, AnyOf)}.values():
            sql = one.written(sql, values)
        for one in params:
            if isinstance(one, AnyOf):
                given += one.value(values, connection)
            else:
                given.append(one.value(values, connection) if isinstance(one, Given) else one)
        done = _twin(compiler)
        done.get_converters = lambda columns: read
        done.connection, done.as_sql = connection, lambda *args, **kwargs: (sql, tuple(given))
        return done
