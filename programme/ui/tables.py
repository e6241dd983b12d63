"""Thin base of every register's table: columns and sorting by django-tables2, bound once for each
class; rows are written straight.

django-tables2 copies and binds its columns for every request, and resolves an accessor for every
cell: nine tenths of the time of a page of 50 rows (docs/adr/0004 and 0014). Here its columns follow
from the log and are bound once, and a function for each column writes the cells.
"""

import re
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from html import escape
from urllib.parse import urlencode

import django_tables2 as tables
from django.core.paginator import Paginator
from django.db.models import F
from django.utils.html import format_html
from django.utils.safestring import SafeString

from programme.alike import told_apart
from programme.entries import partly
from programme.facts import BAND, DATE, LINES, MONEY, NUMBER
from programme.formats import badge, bullets, counted, day, money
from programme.owners import TITLE
from programme.position import AtPosition

# How the cells of a column of figures are set, beside the label that a card shows.
FIGURES = "text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap"
PLAIN = re.compile(r"[\w./-]+", re.ASCII)  # an address that needs no quotes
PLACE = "REFERENCE"  # stands in for a reference while an address is worked out


@dataclass(frozen=True)
class Column:
    """A column of a register: `sorts_by` are columns of the model, none where it cannot be
    sorted.
    """

    name: str
    label: str
    sorts_by: tuple[str, ...]
    is_numeric: bool = False
    meaning: str = ""


class RedWhenOverdue:
    """Mixed into the table of entries that can be overdue: the edge of such a row is red."""

    def row_class(self, entry):
        return "row--red" if entry.is_overdue(self.position.day) else ""


class LogTable:
    """The register of a log: the facts that `log.register` names, and who changed the row when.

    A method `cell_NAME` writes a cell in its own way; the others are written by their kind. Text is
    escaped, safe strings are not. `headings` and `sorts_by` say what differs from the declaration
    of the fact.
    """

    log = None
    headings: dict[str, str] = {}
    # Columns of the model, for facts that are none themselves; () for a column that cannot be
    # sorted.
    sorts_by: dict[str, tuple[str, ...]] = {}
    # Columns of the model that the cells look at besides their own, in one text; without it whole
    # rows are read.
    looks_at: str | None = None
    further: dict[int, int] = {}  # how many own an entry with its lead, by its primary key

    def __init__(self, *, position, url, here, query, **more):
        """`url` works out an address, `here` is the path of the register's page, from which links
        are shorter; `query` is that of its address. `more` is what a table's own cells need.
        """
        self.position, self.url, self.here, self.query = position, url, here, query
        vars(self).update(more)
        sortable = {column.name for column in self.columns() if column.sorts_by}
        asked = query.get("sort", "")
        self.sort = asked if asked.removeprefix("-") in sortable else "reference"
        self._addresses, self._own_page = {}, self.log.detail_url_name
        self._writers = [self._writer(column.name) for column in self.columns()]

    @classmethod
    @cache
    def columns(cls) -> tuple[Column, ...]:
        """The columns in their order, worked out once."""
        declared = [(name, cls._column(cls.log.bound[name])) for name in cls.log.register.split()]
        declared.append(("updated_at", tables.Column("Changed")))
        bound = tables.Table(data=[], extra_columns=declared).columns
        return tuple(map(cls._settled, bound))

    @classmethod
    def _column(cls, fact):
        name = fact.name
        own = ("number",) if name == "reference" else (name,) if fact.field else ()
        sorts_by = cls.sorts_by.get(name, own)
        label = cls.headings.get(name) or fact.as_column().label
        return tables.Column(label, order_by=sorts_by, orderable=bool(sorts_by))

    @classmethod
    def _settled(cls, bound):
        """What of a bound column every request needs."""
        name, fact = bound.name, cls.log.bound.get(bound.name)
        keys = tuple(str(key) for key in bound.order_by) if bound.orderable else ()
        label = bound.verbose_name
        meaning = fact.label if fact and len(label) == 1 else ""
        return Column(name, label, keys, bool(fact) and cls.is_numeric(fact), meaning)

    @classmethod
    def is_numeric(cls, fact):
        """Whether the column of a fact aligns right."""
        return fact.kind in (NUMBER, MONEY)

    def _writer(self, name):
        """The function that writes a column's cell of a row."""
        own = getattr(self, f"cell_{name}", None)
        write = own or cell_writer(self.log.bound[name], self.position)
        return with_further(write, self.further) if name == TITLE and self.further else write

    def cell_reference(self, entry):
        return self.link_to(self._own_page, entry, entry.reference)

    def cell_title(self, entry):
        return self.link_to(self._own_page, entry, entry.shown_title)

    def cell_updated_at(self, entry):
        return changed(entry.updated_at, entry.updated_by_name)

    def link_to(self, name, entry, text) -> SafeString:
        """A link to an entry's page; the address is worked out once for a whole page of rows."""
        if name not in self._addresses:
            address = self.url(name, PLACE).removeprefix(self.here)  # short: it stands in every row
            quote = "" if PLAIN.fullmatch(address) else '"'
            self._addresses[name] = f"{quote}{escape(address)}{quote}".split(PLACE)
        before, after = self._addresses[name]
        return SafeString(f"<a href={before}{entry.reference}{after}>{escaped(text)}</a>")

    def row_class(self, entry) -> str:
        """The class, one word, of the row's left-edge mark."""
        return ""

    @classmethod
    def in_order(cls, queryset, sort):
        """`queryset` in an order that an address asks for; blanks last, then by number."""
        sorted_by = next(one for one in cls.columns() if one.name == sort.removeprefix("-"))
        turn = F.desc if sort.startswith("-") else F.asc
        keys = [turn(F(key.replace(".", "__")), nulls_last=True) for key in sorted_by.sorts_by]
        return queryset.order_by(*keys, "number")

    def offer_boxes(self):
        """Begins each row with a box by which it is chosen."""
        write = self._writers[0]
        self._writers[0] = lambda entry: SafeString(f"{box_of(entry)}{escaped(write(entry))}")

    def columns_head(self):
        """Headings with the address that sorts by them, and how the table is sorted by them."""
        way = "descending" if self.sort.startswith("-") else "ascending"
        states = {self.sort.removeprefix("-"): way}
        for column in self.columns():
            state = states.get(column.name, "none") if column.sorts_by else None
            turned = f"-{column.name}" if state == "ascending" else column.name
            yield {
                "label": column.label,
                "meaning": column.meaning,
                "sort": state,
                "sort_url": self.link(sort=turned),
                "class": "number" if column.is_numeric else "",
            }

    def head_html(self, heads) -> SafeString:
        """One `<th>` for each of `columns_head`."""
        return SafeString("".join(map(heading, heads)))

    @classmethod
    @cache
    def labels_css(cls):
        """The headings again, once for all rows: on a phone a row is a card, and each cell says
        what it is. Likewise which columns hold figures.
        """
        cells = [(f"td:nth-child({n})", one) for n, one in enumerate(cls.columns(), start=1)]
        rules = [f"{cell}{{--label:{css_string(one.meaning or one.label)}}}" for cell, one in cells]
        if figures := ",".join(f".register {cell}" for cell, one in cells if one.is_numeric):
            rules.append(f"{figures}{{{FIGURES}}}")
        return SafeString("".join(rules))

    @cached_property
    def _asked(self):
        return tuple((name, tuple(values)) for name, values in self.query.lists() if name != "page")

    def link(self, **changed):
        """The page's own address with some parts of the query changed; back to the first page."""
        return _link(self._asked, tuple(changed.items()))

    def pager(self, page) -> tuple:
        """The links from a page to the others, as `_pager.html` writes them."""
        return _pager(self._asked, page.paginator.num_pages, page.number)

    def read(self, entries) -> list:
        """The entries of a page, in the columns that their cells look at."""
        if self.looks_at is not None:
            rows = entries.values_list("id", *self.looked_at())
            entries = partly(self.log.model, rows, self.looked_at())
        return told_apart(entries, self.position)

    def read_first(self, size) -> list:
        """The entries of the first page of the whole register, whose query is kept."""
        rows = self._first(self.sort, size).ask(self.position)
        return told_apart(partly(self.log.model, rows, self.looked_at()), self.position)

    @classmethod
    @lru_cache(maxsize=256)
    def _first(cls, sort, size):
        def rows(position):
            found = cls.in_order(cls.log.kept_at(position), sort)[:size]
            return found.values_list("id", *cls.looked_at())

        return AtPosition(rows)

    @classmethod
    @cache
    def looked_at(cls) -> list[str]:
        """The columns that the cells look at, where not all are read."""
        shown = [name for name in cls.log.register.split() if cls.log.bound[name].field]
        names = [*shown, *cls.looks_at.split(), "updated_at", "updated_by_name"]
        if cls.log.model.lead_partner:  # objectives are the whole programme's
            names.append("lead_partner_id")
        return names

    def rows_html(self, entries) -> list[SafeString]:
        """One `<tr>` for each entry."""
        return [self._row(entry) for entry in entries]

    def _row(self, entry):
        mark = self.row_class(entry)
        cells = [write(entry) for write in self._writers]
        cells = [one if type(one) is SafeString else escaped(one) for one in cells]
        # Cells are escaped above; HTML ends a cell or a row where the next one begins, and asks
        # for no quotes around one word.
        marked = f" class={mark}" if mark else ""
        return SafeString(f"<tr id={entry.reference}{marked}><td>{'<td>'.join(cells)}")


@lru_cache(maxsize=2048)
def _link(asked, changed):
    return f"?{urlencode({**dict(asked), **dict(changed)}, doseq=True)}"


@lru_cache(maxsize=512)
def _pager(asked, last, here):
    numbers = Paginator(range(last), 1).get_elided_page_range(here) if last > 1 else ()
    return tuple(
        {"label": str(one), "url": _link(asked, (("page", one),)), "current": one == here}
        for one in numbers
    )


def heading(head) -> str:
    """One heading as HTML, with its link where the column can be sorted."""
    label, kind = escape(head["label"]), f" class={head['class']}" if head["class"] else ""
    means = escape(head["meaning"])
    means = f' title="{means}" aria-label="{means}"' if means else ""
    if not head["sort"]:
        return f"<th scope=col{kind}{means}>{label}"
    link = f'<a href="{escape(head["sort_url"])}"{means}>{label}</a>'
    return f"<th scope=col{kind} aria-sort={head['sort']}>{link}"


def box_of(entry) -> str:
    """The box by which a row is chosen."""
    name = entry.reference  # letters and figures
    return f"<input type=checkbox name=row value={name} aria-label={name}>"


def escaped(cell) -> str:
    """A cell as HTML, which never stands in an attribute: there quotes are text as any other.

    Most cells are plain text: asking for more kinds costs as much as escaping. Likewise rows are
    marked as safe by `SafeString` itself: `mark_safe` looks for text to be translated every time.
    """
    kind = type(cell)
    if kind is SafeString or (kind is not str and isinstance(cell, SafeString)):
        return cell
    return _as_html(cell if kind is str else str(cell))


@lru_cache(maxsize=16384)
def _as_html(text):
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@lru_cache(maxsize=4096)
def changed(at, by_name) -> SafeString:
    """When a row was changed, and by whom."""
    return SafeString(f"{day(at)}<br>{escaped(by_name)}")


def css_string(text):
    """A string of a style sheet; whatever could end it, or the sheet, is written by its number."""
    safe = "".join(c if c.isalnum() or c in " -,." else f"\\{ord(c):x} " for c in str(text))
    return f'"{safe}: "'


@cache
def blank(words) -> SafeString:
    """The words that stand where nobody said anything, set apart from what people say."""
    return format_html('<span class="blank">{}</span>', words)


def with_further(write, further):
    """A function of a row that writes its owner, and how many own it with them."""

    def written(entry):
        cell, number = write(entry), further.get(entry.pk)
        if not number:
            return cell
        said, hidden = f"+{number}", counted(number, "further owner")
        marked = '{} <span title="{}"><span aria-hidden="true">{}</span>'
        marked += '<span class="govuk-visually-hidden">and {}</span></span>'
        return format_html(marked, cell, hidden, said, hidden)

    return written


WRITERS = {MONEY: money, DATE: day, BAND: badge, LINES: bullets}


def cell_writer(fact, position):
    """A function of a row that writes the value of a fact, or that nobody said one."""
    name, write = fact.name, WRITERS.get(fact.kind)
    if fact.field and not fact.field.choices and write and fact.kind != LINES:
        return lambda entry: write(getattr(entry, name))
    if write:
        return lambda entry: write(fact.value(entry, position))
    if fact.unsaid:
        unsaid = blank(fact.unsaid)
        return lambda entry: fact.value(entry, position) or unsaid
    return lambda entry: "" if (found := fact.value(entry, position)) is None else found
