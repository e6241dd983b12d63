"""Thin base of every register's table: columns and sorting by django-tables2, rows written straight.

django-tables2 resolves an accessor and inspects a signature for every cell, which is nine tenths of the time of
a page of 50 rows (docs/adr/0004). Its columns and sorting stay; a function for each column writes the cells.
"""

from html import escape

import django_tables2 as tables
from django.db.models import F
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from programme.formats import badge, bullets, day, money
from programme.log import BAND, DATE, LINES, MONEY, NUMBER

PLACE = "REFERENCE"  # stands in for a reference while an address is worked out


class LogTable(tables.Table):
    """The register of a log: the facts that `log.register` names, and who changed the row when.

    A method `cell_NAME` writes a cell in its own way; the others are written by their kind. Text is escaped, safe
    strings are not. `headings` and `sorts_by` say what differs from the declaration of the fact.
    """

    log = None
    here = ""  # the path of the register's page, from which links are shorter
    headings: dict[str, str] = {}
    # Columns of the model, for facts that are none themselves; () for a column that cannot be sorted.
    sorts_by: dict[str, tuple[str, ...]] = {}

    def __init__(self, *, sort="", query=None, **kwargs):
        self.query, self._addresses = query, {}
        columns = [
            (name, self._column(name)) for name in [*self.log.register.split(), "updated_at"]
        ]
        known = [name for name, column in columns if column.orderable is not False]
        order_by = sort if sort.lstrip("-") in known else "reference"
        super().__init__(data=[], order_by=order_by, extra_columns=columns)
        for name, value in kwargs.items():
            setattr(self, name, value)
        self._open = [
            '<td class="n">' if self.is_numeric(name) else "<td>" for name, column in columns
        ]
        self._writers = [self._writer(name) for name, _ in columns]

    def _column(self, name):
        if name == "updated_at":
            return tables.Column("Changed")
        fact = self.log.bound[name]
        heading = self.headings.get(name) or fact.as_column().label
        sorts_by = self.sorts_by.get(name, ("number" if name == "reference" else name,))
        orderable = bool(sorts_by and (fact.field or name in self.sorts_by))
        return tables.Column(heading, order_by=sorts_by, orderable=None if orderable else False)

    def is_numeric(self, name):
        """Whether the column aligns right."""
        return name in self.log.bound and self.log.bound[name].kind in (NUMBER, MONEY)

    def _writer(self, name):
        """The function that writes a column's cell of a row."""
        own = getattr(self, f"cell_{name}", None)
        return own or cell_writer(self.log.bound[name], self.position)

    def cell_reference(self, entry):
        return self.link_to(self.log.detail_url_name, entry, entry.reference)

    def cell_title(self, entry):
        return self.link_to(self.log.detail_url_name, entry, entry.title)

    def cell_updated_at(self, entry):
        return mark_safe(f"{day(entry.updated_at)}<br>{escaped(entry.updated_by_name)}")

    def link_to(self, name, entry, text) -> SafeString:
        """A link to an entry's page; the address is worked out once for a whole page of rows."""
        if name not in self._addresses:
            address = self.url(name, PLACE).removeprefix(self.here)  # short: it stands in every row
            self._addresses[name] = conditional_escape(address).split(PLACE)
        before, after = self._addresses[name]
        return mark_safe(
            f'<a href="{before}{entry.reference}{after}">{escaped(text)}</a>'
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
                "class": "number" if self.is_numeric(column.name) else "",
            }

    def labels_css(self):
        """The headings again, once for all rows: on a phone a row is a card, and each cell says what it is."""
        return mark_safe(
            "".join(
                f".register td:nth-child({place}){{--label:{css_string(column.verbose_name)}}}"
                for place, column in enumerate(self.columns, start=1)
            )
        )

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
            f"{opening}{escaped(write(entry))}"
            for opening, write in zip(self._open, self._writers, strict=True)
        )
        return mark_safe(
            f'<tr class="{mark}">{cells}' if mark else f"<tr>{cells}"
        )  # cells are escaped above; HTML ends a cell or a row where the next one begins


def escaped(cell) -> str:
    """A cell as HTML. Most cells are plain text: asking for more kinds costs as much as escaping."""
    return cell if isinstance(cell, SafeString) else escape(str(cell))


def css_string(text):
    """A string of a style sheet; whatever could end it, or the sheet, is written by its number."""
    safe = "".join(c if c.isalnum() or c in " -,." else f"\\{ord(c):x} " for c in str(text))
    return f'"{safe}: "'


WRITERS = {MONEY: money, DATE: day, BAND: badge, LINES: bullets}


def cell_writer(fact, position):
    """A function of a row that writes the value of a fact; a blank stays a blank."""
    name, write = fact.name, WRITERS.get(fact.kind)
    if fact.field and not fact.field.choices and write and fact.kind != LINES:
        return lambda entry: write(getattr(entry, name))
    if write:
        return lambda entry: write(fact.value(entry, position))
    return lambda entry: "" if (found := fact.value(entry, position)) is None else found
