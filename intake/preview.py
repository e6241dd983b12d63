"""What an import would do, row by row, before anything is kept."""

from dataclasses import dataclass, field

from intake import mapping as mappings
from intake import tables
from intake.comparing import Comparison
from intake.fitting import knows, tokens
from intake.lines import REFUSED, name_of
from intake.reading.cells import column_letters
from intake.reading_rows import TableReader
from programme.log import logs
from programme.ui.downloads import heading


@dataclass(frozen=True)
class Wishes:
    """What somebody said of a file: `columns` and `answers` as an `Import` has them, `known` the
    fields by heading of files before it.
    """

    columns: dict = field(default_factory=dict)
    answers: dict = field(default_factory=dict)
    known: dict = field(default_factory=dict)


@dataclass
class Preview:
    """A whole file against a log: `lines` are its rows, `left_out` what is no record."""

    log: object
    tables: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    left_out: list = field(default_factory=list)
    said: list = field(default_factory=list)

    @property
    def has_doubts(self):
        return any(line.questions or line.verdict == REFUSED for line in self.lines)


def preview(book, log, programme, *, on, chosen=None, wishes=None) -> Preview:
    """What importing a file into a log would do on the day `on`. `chosen` is the number of a table,
    from 1; without it all whose headings the log knows are taken.
    """
    wishes = wishes or Wishes()
    found, others = tables.find(book, knows)
    result = Preview(log, said=list(book.said), left_out=list(others))
    for number, table in enumerate(found, 1):
        ours = wishes.columns.get(str(number))
        mapping = mappings.suggest(log, table, ours, wishes.known)
        other = _better(log, mapping, table) if table.headings.by_column else None
        fits = _fits(log, mapping) and not table.hidden and not other
        below = _below(log, table)
        fits = fits and bool(table.headings.by_column) and not below
        taken = number == chosen if chosen else fits
        about = {"table": number, "name": table.name, "rows": len(table.rows), "taken": taken}
        about |= {"log": other.name} if other else {}
        result.tables.append({**about, "columns": mapping.as_dict()})
        result.left_out += table.left_out
        result.said += _by_values(mapping) if taken else []
        if taken:
            reader = TableReader(log, table, mapping, programme, on, wishes.answers)
            result.lines += reader.lines()
        else:
            why = f"a table for {other.title}" if other else f"no table for {log.title}"
            why = why if table.headings.by_column else NAMELESS
            why = f"{below.title.lower()} of {log.title}, as they are downloaded" if below else why
            why = "a hidden sheet" if table.hidden else why
            result.left_out += [tables.LeftOut(row.where, why) for row in table.rows]
    Comparison(log, programme).compare(result.lines)
    return result


def _by_values(mapping):
    """What is said of columns that only their values made out."""
    return [
        f"Column {column_letters(one.number)} has no heading that says what it is. By its values "
        f"it is taken as {one.field.label}: choose another field where that is wrong."
        for one in mapping.columns
        if one.by_values
    ]


NAMELESS = "no headings are recognised: choose this table and say what its columns are"
NAMED = 3  # so many columns does it count that the first heading names the log's entries


def _better(log, mapping, table):
    """Another log that takes more of a table; None where none does."""
    ours = _measure(log, mapping, table)
    for other in logs():
        if other.adds and other is not log:
            theirs = mappings.suggest(other, table)
            if _fits(other, theirs) and _measure(other, theirs, table) > ours:
                return other
    return None


def _below(log, table):
    """The kind of child rows of a log that a table has, as a workbook of the log shows them beside
    it; None where it is no such table.
    """
    said = set(table.headings.by_column.values())
    kinds = log.children.values()
    return next((one for one in kinds if said == {*map(_heading, one.columns)}), None)


def _heading(column):
    return heading(column.as_dict())


def _measure(log, mapping, table):
    """How much of a table is for a log."""
    nouns = {log.noun.split()[-1].lower(), log.nouns.split()[-1].lower()}
    first = next(iter(table.headings.by_column.values()), "")
    return len(mapping.columns) + NAMED * bool(nouns & tokens(first))


def _fits(log, mapping):
    names = {one.field.name for one in mapping.columns}
    return name_of(log) in names and len(names) > 1
