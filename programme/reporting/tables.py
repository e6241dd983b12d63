"""Tables of sections, as plain data."""

from django.utils import timezone

from programme.extension import extensions
from programme.facts import BLANKS, DATE, Column, iso
from programme.formats import NOT_RECORDED

from .logs_shown import log_called

ALWAYS = ("reference",)  # columns that no report leaves out: a row is called by them


class Note(str):
    """A sentence under a table about its columns `about`, which are named by their keys: it is said
    only where the table prints one of them.
    """

    def __new__(cls, words, *about):
        made = super().__new__(cls, words)
        made.about = frozenset(about)
        return made


def is_blank(column, rows) -> bool:
    """Whether no row has anything in the column."""
    return all(row[column.key] in BLANKS for row in rows)


def says_nothing(column, rows) -> bool:
    """Whether every row of the column is blank, or says in words that nobody said anything."""
    nothing = (*BLANKS, NOT_RECORDED, [NOT_RECORDED], column.unsaid)
    return all(row[column.key] in nothing for row in rows)


def marked(columns, rows) -> list[dict]:
    """The columns as data; those in which no row says anything are `blank`, and named under the
    table instead of printed.
    """
    return [
        {**column.as_dict(), **({"blank": True} if rows and says_nothing(column, rows) else {})}
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


def settled_since(log, position, names, states=()) -> list[dict]:
    """A part with the rows that were settled since the report before, when and why; none where
    there are none.

    They stand outside every count of the section. A later change of a settled row does not bring it
    back. `states` are those that the section's own rows leave out, where it shows some of the
    settled ones, as a milestone that is complete.
    """
    if position.since is None:
        return []
    settled = log.entries(position).filter(settled_at__gt=position.since)
    settled = settled.filter(state__in=states or log.closed_states)
    title = f"{log.title}: closed since the last report"
    return settled_part(f"{log.name}-settled", title, log, position, settled, names)


def settled_part(key, title, log, position, settled, names) -> list[dict]:
    """A part with settled entries, when they were and why; none where there are none."""
    entries = list(settled.order_by("settled_at", "number"))
    rows = [
        {
            **row,
            "settled_on": iso(entry.settled_at and timezone.localdate(entry.settled_at)),
            "settled_why": entry.settled_why,
        }
        for entry, row in zip(entries, log.rows(entries, position), strict=True)
    ]
    columns = [
        *log.pick(names),
        Column("settled_on", "On", DATE, 11),
        Column("settled_why", "Why", width=26),
    ]
    return [part(key, title, columns, rows, log=log.name)] if rows else []


def notes_of_rooms(tables, position) -> list[Note]:
    """What rooms say of the rows of logs that tables print."""
    named = {}
    for table in tables:
        rows = [row["reference"] for row in table["rows"] if "reference" in row]
        if log_called(table["log"]):
            named.setdefault(table["log"], []).extend(rows)
    told = (one for room in extensions() for one in room.row_notes(named, position))
    return [Note(one, *ALWAYS) for one in told] if named else []


def tables_of(content) -> list[dict]:
    """Every table of a report's content, in the order in which they are printed."""
    return [
        table for section in content["sections"] for table in [section, *section.get("parts", [])]
    ]
