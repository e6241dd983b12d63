"""Parts of queries that are the same in every query, put into SQL once for each process."""

from django.db.models.expressions import Expression


class WrittenOnce(Expression):
    """A queryset of one column, to be looked for values in: `pk__in=WrittenOnce(rows)`.

    Django puts a subquery together again in every query that holds it, which takes longer than the
    database needs for the answer. This one must not refer to the query around it.
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
    def identity(self):
        """Equal is what stands for the same rows."""
        return type(self), id(self._rows)
