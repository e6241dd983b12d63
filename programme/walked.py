"""The different values of a column with which an index begins.

To group rows by such a column, or to ask for it `DISTINCT`, a database looks at each row, which of
10,000 took a tenth of their register's time. Here it looks for the first value, then for the first
that is past it, and so on: once for each value.
"""

from django.db.models import F, Func, IntegerField
from django.db.models.expressions import Expression

from programme.written_once import Prepared

# Casts: PostgreSQL wants the first value and the next ones to be of one kind, without a limit.
WALK = """
    WITH RECURSIVE walked(value) AS (
        SELECT CAST({before} AS {kind})
        UNION ALL SELECT CAST(({next}) AS {kind}) FROM walked WHERE value IS NOT NULL
    ) SELECT {shown} FROM walked WHERE value > {before} UNION ALL {rest}
"""


class Reached(Expression):
    """Stands in a query within the walk for the value that was found last."""

    def as_sql(self, compiler, connection):
        return "walked.value", []


class Walk(Prepared):
    """A query of (name, words), and before its rows (column, value) for each value of a column of
    text but the blank one.

    `rows` gives the rows among which the walk goes.
    """

    before, kind = "''", "text"

    def __init__(self, build, column, rows):
        super().__init__(build)
        self.column, self.rows = column, rows

    def wrapped(self, sql, params, using):
        later = self.rows().filter(**{f"{self.column}__gt": self.reached})
        later = later.order_by(self.column).annotate(value=F(self.column)).values_list("value")
        next_one, its = written(later[:1], using)
        shown, told = self.shown(using)
        parts = {"before": self.before, "kind": self.kind, "next": next_one, "shown": shown}
        return WALK.format(**parts, rest=sql), (*its, *told, *params)

    @property
    def reached(self):
        return Reached(output_field=self.rows().model._meta.get_field(self.column))

    def shown(self, using):
        """What is told of each value: (SQL, params)."""
        return "%s AS filter_name, value AS words", [self.column]


def without(rows, keys):
    """`rows` without those whose keys each of `keys`, a `WrittenOnce`, finds."""
    for each in keys:
        rows = rows.exclude(each.some, pk__in=each)
    return rows


class Counts(Walk):
    """A query of (number, words, how many), and before its rows (number, "", how many) for each
    number from 1 that a column of `rows` holds, without those that `left_out` finds.

    Where these find none, as mostly, no row is asked whether it is among them: a quarter of the
    time.
    """

    before, kind = "0", "integer"

    def __init__(self, build, column, rows, left_out):
        super().__init__(build, column, lambda: without(rows, left_out))
        self._all, self._left_out = rows, left_out

    def shown(self, using):
        compiler = self._all.query.get_compiler(using)
        some = [compiler.compile(one.some) for one in self._left_out]
        parts = [*some, self._counted(self.rows(), using), self._counted(self._all, using)]
        any_left_out = " OR ".join(sql for sql, _ in some)
        kept, every = (sql for sql, _ in parts[-2:])
        sql = f"CASE WHEN {any_left_out} THEN ({kept}) ELSE ({every}) END"
        return f"value, '', {sql}", [one for _, params in parts for one in params]

    def _counted(self, rows, using):
        how_many = Func(template="COUNT(*)", output_field=IntegerField())  # of all, not of groups
        here = rows.order_by().filter(**{self.column: self.reached})
        return written(here.annotate(how_many=how_many).values_list("how_many"), using)


def written(rows, using):
    """A queryset as (SQL, params)."""
    return rows.query.get_compiler(using).as_sql()
