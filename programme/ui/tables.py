"""Thin base of every register's table: columns and sorting by django-tables2, rows written straight.

django-tables2 resolves an accessor and inspects a signature for every cell, which is nine tenths of the time of
a page of 50 rows (docs/adr/0004). Its columns and sorting stay; `cells` answers for a row in one go.
"""

import django_tables2 as tables
from django.db.models import F
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

PLACE = "REFERENCE"  # stands in for a reference while an address is worked out


class LogTable(tables.Table):
    """Columns of a register. Each column names the model's column that it sorts by in its accessor."""

    numeric = frozenset()  # names of columns that align right

    def __init__(self, *, sort="", query=None, **kwargs):
        self.query, self._addresses = query, {}
        super().__init__(data=[], order_by=sort or "reference")
        for name, value in kwargs.items():
            setattr(self, name, value)
        self._open = [
            f'<td data-label="{conditional_escape(column.verbose_name)}"'
            f"{' class=' + chr(34) + 'number' + chr(34) if column.name in self.numeric else ''}>"
            for column in self.columns
        ]

    def cells(self, entry) -> tuple:
        """The row's cells in the order of the columns; text is escaped, safe strings are not."""
        raise NotImplementedError

    def link_to(self, name, entry, text) -> SafeString:
        """A link to an entry's page; the address is worked out once for a whole page of rows."""
        if name not in self._addresses:
            self._addresses[name] = conditional_escape(self.url(name, PLACE)).split(PLACE)
        before, after = self._addresses[name]
        return mark_safe(
            f'<a href="{before}{entry.reference}{after}">{conditional_escape(text)}</a>'
        )  # escaped here

    def row_class(self, entry) -> str:
        """The class of the row's left-edge mark."""
        return ""

    def ordered(self, queryset):
        """`queryset` in the order that the address asks for; blanks last, then by number."""
        keys = []
        for alias in self.order_by:
            for key in self.columns[
                alias.bare
            ].order_by:  # turned round already where the address says so
                name = F(str(key.bare).replace(".", "__"))
                keys.append(
                    name.desc(nulls_last=True) if key.is_descending else name.asc(nulls_last=True)
                )
        return queryset.order_by(*keys, "number")

    def columns_head(self):
        """Headings with the address that sorts by them."""
        for column in self.columns:
            alias = column.order_by_alias
            bare = str(alias).lstrip("-")
            state = None
            if column.orderable:
                state = (
                    ("descending" if alias.is_descending else "ascending")
                    if column.is_ordered
                    else "none"
                )
            yield {
                "label": column.verbose_name,
                "sort": state,
                "sort_url": self.link(sort=f"-{bare}" if state == "ascending" else bare),
                "class": "number" if column.name in self.numeric else "",
            }

    def link(self, **changed):
        """The page's own address with some parts of the query changed; back to the first page."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changed.items():
            query[name] = value
        return f"?{query.urlencode()}"

    def rows_html(self, entries) -> list[SafeString]:
        """One `<tr>` for each entry."""
        return [self._row(entry) for entry in entries]

    def _row(self, entry):
        mark = self.row_class(entry)
        cells = "".join(
            f"{opening}{conditional_escape(cell)}</td>"
            for opening, cell in zip(self._open, self.cells(entry), strict=True)
        )
        return mark_safe(
            f'<tr class="{mark}">{cells}</tr>' if mark else f"<tr>{cells}</tr>"
        )  # cells are escaped above
