"""What a log and a report section are. No log and no section stands here: settings name them."""

from dataclasses import dataclass, field
from functools import lru_cache
from importlib import import_module

from django.conf import settings
from django.utils.module_loading import import_string

TEXT, NUMBER, MONEY, DATE, BAND, LINES = "text", "number", "money", "date", "band", "lines"


def iso(day):
    """A day as the text that rows hold; None for a blank."""
    return day.isoformat() if day else None


@dataclass(frozen=True)
class Column:
    """One column of a log or section. `width` is its share of the printed table in per cent.

    An optional column is left out of a report in which it is blank in every row.
    """

    key: str
    label: str
    kind: str = TEXT
    width: int = 10
    optional: bool = False

    def as_dict(self):
        return {"key": self.key, "label": self.label, "kind": self.kind, "width": self.width}


@dataclass(frozen=True)
class Need:
    """One line under "Needs you": what is overdue, red or waiting, and the one page where it is done."""

    text: str
    url: str
    kind: str = "overdue"


@dataclass(frozen=True)
class Tile:
    """One log at a glance."""

    title: str
    url: str
    count: int
    lines: list = field(default_factory=list)


class Log:
    """One governance log: what it is called, its columns as data, and its rows as plain values.

    `rows` answers for downloads, `export_log` and report sections alike: money in pence, dates as ISO text,
    bands as {"key", "word"}, None for a blank.
    """

    name = ""  # what `export_log` and addresses call it
    title = ""
    columns: tuple[Column, ...] = ()
    permission = None
    url_name = ""  # of the list page
    closed_states = frozenset()  # in which a row refuses edits until it is reopened
    leads = True  # stands in the navigation and on the overview; another log is reached from one that does

    def entries(self, programme, at=None):
        """The entries of a programme at a moment, in the order of their references."""
        raise NotImplementedError

    def rows(self, entries, *, programme, at) -> list[dict]:
        """`entries` as plain rows at the moment `at`, one dict per entry, keyed as `columns`."""
        raise NotImplementedError

    def tile(self, programme, *, at, today) -> Tile:
        """The log at a glance for the overview, at a moment."""
        raise NotImplementedError

    def needs(self, programme, *, today) -> list[Need]:
        """What somebody should do about this log today."""
        return []


class Section:
    """One section of a report: the same content for the page, the PDF and the attached data."""

    key = ""
    title = ""
    log = ""  # the log whose rows it shows
    template = ""
    columns: tuple[Column, ...] = ()
    landscape = False

    def rows(self, programme, at, since) -> list[dict]:
        """The rows as they stood at `at`; `since` is the moment of the report before, or None."""
        raise NotImplementedError

    def columns_at(self, programme, at, since) -> tuple[Column, ...]:
        """The columns as the programme wanted them at `at`: most sections always have the same."""
        return self.columns

    def totals(self, rows) -> dict | None:
        """Computed totals by column key, money in pence."""
        return None

    def figures(self, rows, totals) -> list[dict]:
        """Figures that a source document may have printed too, as {"key", "label", "kind", "value"}.

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

    def notes(self, rows) -> list[str]:
        """Sentences printed under the table."""
        return []

    def extra(self, rows, programme, at, since) -> dict:
        """What the section's own template needs besides the table."""
        return {}

    def parts(self, rows, programme, at, since) -> list[dict]:
        """Further tables of the section, each made by `part`; they are added up and attached like the first."""
        return []

    def context(self, programme, at, since) -> dict:
        """Everything that is printed of this section, as plain data that can be frozen.

        Only the values of the section's columns go in: what is published holds nothing that it does not show.
        """
        rows, columns = self.rows(programme, at, since), self.columns_at(programme, at, since)
        content = {
            "key": self.key,
            "title": self.title,
            "log": self.log,
            "template": self.template,
            "landscape": self.landscape,
            "columns": self._printed(columns, rows),
            "rows": [{column.key: row[column.key] for column in columns} for row in rows],
            "notes": self.notes(rows),
            "extra": self.extra(rows, programme, at, since),
        }
        totals = self.totals(rows)
        content["figures"] = self.figures(rows, totals)
        if parts := self.parts(rows, programme, at, since):
            content["parts"] = parts
        return content if totals is None else {**content, "totals": totals}

    def _printed(self, columns, rows):
        """The columns to print, their widths adding up to a hundred per cent."""
        kept = [
            c
            for c in columns
            if not c.optional or any(row[c.key] not in (None, "", []) for row in rows)
        ]
        whole = sum(column.width for column in kept)
        return [
            {**column.as_dict(), "width": round(column.width * 100 / whole, 2)} for column in kept
        ]


def part(key, title, columns, rows, *, totals=None, notes=(), figures=(), log="") -> dict:
    """A further table of a section, in the shape of the section itself. `key` is unique in the report."""
    content = {
        "key": key,
        "title": title,
        "log": log,
        "columns": [column.as_dict() for column in columns],
        "rows": [{column.key: row[column.key] for column in columns} for row in rows],
        "notes": list(notes),
        "extra": {},
        "figures": list(figures),
    }
    return content if totals is None else {**content, "totals": totals}


def tables_of(content) -> list[dict]:
    """Every table of a report's content, in the order in which they are printed."""
    return [
        table for section in content["sections"] for table in [section, *section.get("parts", [])]
    ]


@lru_cache
def logs() -> tuple[Log, ...]:
    """The programme's own log of objectives, then every log of every artefact in the order of settings.ARTEFACTS."""
    modules = ["programme.objectives", *(f"{app}.reporting" for app in settings.ARTEFACTS)]
    return tuple(log for module in modules for log in import_module(module).LOGS)


@lru_cache
def sections() -> dict[str, Section]:
    """The sections that reports can contain, by key, in the order of settings.REPORT_SECTIONS."""
    found = [import_string(path)() for path in settings.REPORT_SECTIONS]
    return {section.key: section for section in found}
