"""What a section of a report is. No section stands here: settings name them."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string

from programme.log import DATE, NUMBER, Column, iso, logs


@dataclass(frozen=True)
class Check:
    """A figure that a report prints in a row, and what the row's other figures make of it.

    `key` names the figure in the row for programs, `place` for readers.
    """

    reference: str
    key: str
    place: str
    printed: object
    computed: object


class Section:
    """One section of a report: the same content for the page, the PDF and the attached data."""

    key = ""
    title = ""
    log = ""  # the log whose rows it shows
    template = ""
    columns: tuple[Column, ...] = ()
    landscape = False

    def rows(self, position) -> list[dict]:
        """The rows as they stood."""
        raise NotImplementedError

    def columns_at(self, position) -> tuple[Column, ...]:
        """The columns as the programme wanted them then: most sections always have the same."""
        return self.columns

    def totals(self, rows) -> dict | None:
        """Computed totals by column key, money in pence."""
        return None

    def figures(self, rows, totals) -> list[dict]:
        """Figures that a source document may have printed too, as {"key", "label", "kind",
        "value"}.

        A section adds its balances and counts to these: the number of rows and every total.
        """
        kinds = {column.key: column for column in self.columns}
        counted = [
            {
                "key": "count",
                "label": f"Number of rows: {self.title}",
                "kind": NUMBER,
                "value": len(rows),
            }
        ]
        return counted + [
            {
                "key": f"total-{key}",
                "label": f"Total of {kinds[key].label}",
                "kind": kinds[key].kind,
                "value": value,
            }
            for key, value in (totals or {}).items()
        ]

    def checks(self, table) -> Iterable[Check]:
        """Figures of the printed rows that follow from others, computed again for each report.

        `table` is the section's content. Totals and dates are checked for every table anyhow.
        """
        return ()

    def notes(self, rows) -> list[str]:
        """Sentences printed under the table."""
        return []

    def extra(self, rows, position) -> dict:
        """What the section's own template needs besides the table."""
        return {}

    def parts(self, rows, position) -> list[dict]:
        """Further tables of the section, each made by `part`; they are added up and attached like
        the first.
        """
        return []

    def at_a_glance(self, position) -> dict:
        """What the overview's tile says of the log at the position, by the keys of `figures`: the
        two have to agree.
        """
        found = next((log for log in logs() if log.name == self.log), None)
        return found.tile(position).figures if found else {}

    def context(self, position) -> dict:
        """Everything that is printed of this section, as plain data that can be frozen.

        Only the values of the section's columns go in: what is published holds nothing that it does
        not show.
        """
        rows, columns = self.rows(position), self.columns_at(position)
        content = {
            "key": self.key,
            "title": self.title,
            "log": self.log,
            "template": self.template,
            "landscape": self.landscape,
            "columns": self._printed(columns, rows),
            "rows": [{column.key: row[column.key] for column in columns} for row in rows],
            "notes": self.notes(rows),
            "extra": self.extra(rows, position),
        }
        totals = self.totals(rows)
        content["figures"] = self.figures(rows, totals)
        if parts := self.parts(rows, position):
            content["parts"] = parts
        if glance := self.at_a_glance(position):
            content["at_a_glance"] = glance
        return content if totals is None else {**content, "totals": totals}

    def _printed(self, columns, rows):
        """The columns to print, their widths adding up to a hundred per cent."""
        kept = [c for c in columns if not c.optional or not is_blank(c, rows)]
        whole = sum(column.width for column in kept)
        widths = {column.key: round(column.width * 100 / whole, 2) for column in kept}
        return [{**column, "width": widths[column["key"]]} for column in marked(kept, rows)]


def is_blank(column, rows) -> bool:
    """Whether no row has anything in the column."""
    return all(row[column.key] in (None, "", []) for row in rows)


def marked(columns, rows) -> list[dict]:
    """The columns as data; those in which no row has anything are `blank`, and named under the
    table instead of printed.
    """
    return [
        {**column.as_dict(), "blank": True} if rows and is_blank(column, rows) else column.as_dict()
        for column in columns
    ]


def part(key, title, columns, rows, *, totals=None, notes=(), figures=(), log="") -> dict:
    """A further table of a section, in the shape of the section itself.

    `key` is unique in the report.
    """
    content = {
        "key": key,
        "title": title,
        "log": log,
        "columns": marked(columns, rows),
        "rows": [{column.key: row[column.key] for column in columns} for row in rows],
        "notes": list(notes),
        "extra": {},
        "figures": list(figures),
    }
    return content if totals is None else {**content, "totals": totals}


def settled_since(log, position, names) -> list[dict]:
    """A part with the rows that were settled since the report before, when and why; none where
    there are none.

    They stand outside every count of the section. A later change of a settled row does not bring it
    back.
    """
    if position.since is None:
        return []
    settled = log.entries(position).filter(settled_at__gt=position.since)
    entries = list(settled.filter(state__in=log.closed_states).order_by("settled_at", "number"))
    rows = [
        {
            **row,
            "settled_on": iso(timezone.localdate(entry.settled_at)),
            "settled_why": entry.settled_why,
        }
        for entry, row in zip(entries, log.rows(entries, position), strict=True)
    ]
    columns = [
        *log.pick(names),
        Column("settled_on", "On", DATE, 11),
        Column("settled_why", "Why", width=26),
    ]
    title = f"{log.title}: closed since the last report"
    return [part(f"{log.name}-settled", title, columns, rows, log=log.name)] if rows else []


def tables_of(content) -> list[dict]:
    """Every table of a report's content, in the order in which they are printed."""
    return [
        table for section in content["sections"] for table in [section, *section.get("parts", [])]
    ]


@lru_cache
def sections() -> dict[str, Section]:
    """The sections that reports can contain, by key, in the order of settings.REPORT_SECTIONS."""
    found = [import_string(path)() for path in settings.REPORT_SECTIONS]
    return {section.key: section for section in found}
