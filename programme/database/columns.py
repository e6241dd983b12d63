"""The columns of a model's table, put into SQL once for each process.

Django writes each of thirty columns anew for each query of rows, and looks up anew how its values
are read: two fifths of what it takes to ask for one row, the database included.
"""

from django.db.models.expressions import Col


class Column(Col):
    """A column as every query writes it that selects it. To Django it equals its own."""

    def __init__(self, column):
        super().__init__(column.alias, column.target, column.output_field)
        self.identity = column.identity

    def select_format(self, compiler, sql, params):
        return sql, params

    def keep(self, compiler):
        """Keeps its SQL, and what makes of a value of the database one of the field."""
        sql, params = self.as_sql(compiler, compiler.connection)
        self.written = super().select_format(compiler, sql, params)
        backend = compiler.connection.ops.get_db_converters(self)
        self.readers = backend + self.get_db_converters(compiler.connection)
        return self


class KnownColumns:
    """Mixed into Django's compiler of queries: whole rows are selected by columns that are kept."""

    _kept = {}  # by process: {(database, model, alias, as it is written): its columns}

    def get_default_columns(self, select_mask, start_alias=None, opts=None, from_parent=None):
        opts = opts or self.query.get_meta()
        if select_mask or from_parent or opts is None or opts.parents:
            return super().get_default_columns(select_mask, start_alias, opts, from_parent)
        alias = start_alias or self.query.get_initial_alias()
        written = self.quote_name_unless_alias(alias)
        key = self.connection.vendor, opts.model, alias, written
        if key not in self._kept:
            columns = [field.get_col(alias) for field in opts.concrete_fields]
            self._kept[key] = [Column(one).keep(self) for one in columns]
        return self._kept[key]

    def compile(self, node):
        return node.written if type(node) is Column else super().compile(node)

    def get_converters(self, expressions):
        columns, others = {}, []
        for place, one in enumerate(expressions):
            is_kept = type(one) is Column
            others.append(None if is_kept else one)
            if is_kept and one.readers:
                columns[place] = one.readers, one
        return super().get_converters(others) | columns if any(others) else columns

    def _order_by_pairs(self):
        """Looks only among what was selected under a name for what is ordered by: Django makes a
        reference to each column first, and finds none where nothing has a name.
        """
        select = self.select
        if select and not self.query.combinator and not any(name for *_, name in select):
            self.select = None
        try:
            return list(super()._order_by_pairs())
        finally:
            self.select = select
