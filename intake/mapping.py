"""Which column of a table goes to which field of a log.

Suggested from the headings, in the words that the logs declare; what no field takes is said.
"""

import re
from dataclasses import dataclass, field, replace
from functools import lru_cache

from intake import by_values
from intake.fitting import UNITS, bare, fits, tokens, year_in
from intake.headings import is_key, plain
from intake.lines import name_of
from intake.reading.cells import column_letters
from programme.arriving import MONEY, TICK, Arriving, arriving_of
from programme.financial_years import first_day

PRIVATE = re.compile(r"not for papers|internal|confidential|private|do not publish", re.I)
LEAST = 0.34  # of two measures of how well words fit a heading, where 1 is to the letter


@dataclass(frozen=True)
class Column:
    """A column that a field takes: for which year, and by how much its sums are multiplied."""

    number: int
    heading: str
    field: Arriving
    year: str = ""
    unit: int = 1
    by_values: bool = False  # its heading says nothing

    @property
    def key(self):
        return f"{self.field.name} {self.year}" if self.field.yearly else self.field.name


@dataclass
class Mapping:
    """The columns of a table that fields take, and why others are left out."""

    columns: list = field(default_factory=list)
    left_out: dict = field(default_factory=dict)  # {column: (heading, why)}
    keys: int = 0  # the column of keys, in a workbook of ours; 0 for none

    def of(self, name):
        return [one for one in self.columns if one.field.name == name]

    def doubled(self, one, heading):
        """Whether a field of one value has its column already; other fields join several."""
        return one.is_one and any(it.key == _key(one, heading) for it in self.columns)

    def as_dict(self):
        taken = {
            column_letters(one.number): {"heading": one.heading, "field": one.key}
            for one in self.columns
        }
        left = {
            column_letters(number): {"heading": heading, "left out": why}
            for number, (heading, why) in self.left_out.items()
        }
        return dict(sorted({**taken, **left}.items(), key=lambda one: (len(one[0]), one[0])))


def suggest(log, table, chosen=None, known=None) -> Mapping:
    """What of a table goes to which field of a log. `chosen` are the fields that somebody chose,
    {column: field or blank}, `known` those that were chosen before, by heading.
    """
    headings, mapping = table.headings.by_column, Mapping()
    mapping.keys = next((number for number, one in headings.items() if is_key(one)), 0)
    settled = _settled(arriving_of(log), headings, chosen or {}, known or {})
    for number, one in settled.items():
        heading = headings.get(number, "")
        if one and not mapping.doubled(one, heading):
            mapping.columns.append(_column(number, heading, one, table))
    taken = {one.key for one in mapping.columns}
    for number, one in _by_fit(log, table, set(settled)):
        key = _key(one, headings[number])
        if key in taken or any(it.number == number for it in mapping.columns):
            continue
        taken.add(key)
        mapping.columns.append(_column(number, headings[number], one, table))
    _by_other_words(log, table, mapping, settled)
    _by_values(log, table, mapping, settled)
    mapping.columns.sort(key=lambda one: one.number)
    unnamed = {column for row in table.rows for column in row.cells} - set(headings)
    for number in [*headings, *sorted(unnamed)]:
        if number != mapping.keys and all(one.number != number for one in mapping.columns):
            why = _why_left_out(log, table, number, settled)
            mapping.left_out[number] = (headings.get(number, ""), why)
    return mapping


def _by_fit(log, table, settled):
    """(column, field) of the headings that nobody settled, those that fit best first."""
    found = []
    for number, heading in table.headings.by_column.items():
        if number in settled or _kept_back(table, number, heading) or is_key(heading):
            continue
        texts = by_values.texts_of(table, number)
        for score, place, one in _fitting(log, heading):
            if _can_be(log, one, texts):
                names = -sum(word.isalpha() for word in tokens(bare(heading)))
                found.append((-score, names, place, number, one))
    return [it[3:] for it in sorted(found, key=lambda it: it[:4])]


@lru_cache(maxsize=4096)
def _fitting(log, heading) -> list:
    """(how well, place, field) of the fields of a log that a heading fits."""
    found = enumerate(arriving_of(log).values())
    scored = [(fits(one, heading), place, one) for place, one in found]
    return [it for it in scored if it[0] >= LEAST]


def _can_be(log, one, texts):
    """Whether a field can take a column by its values; shares of what is done come second."""
    shares = one.kind == TICK and all(map(by_values.is_share, texts)) and texts
    return not shares and by_values.can_be(one, texts, one.name == name_of(log))


def _by_other_words(log, table, mapping, settled):
    """Fields that no column names, by words that mean them only then."""
    headings = table.headings.by_column
    said = [plain(one) for one in headings.values()]
    free = {
        number: tokens(bare(heading))
        for number, heading in headings.items()
        if number not in settled and said.count(plain(heading)) == 1
        if not _is_taken(mapping, number) and not _kept_back(table, number, heading)
    }
    for one in arriving_of(log).values():
        for words in () if mapping.of(one.name) else one.otherwise:
            number = next((number for number, asked in free.items() if asked == tokens(words)), 0)
            if number and by_values.can_be(one, by_values.texts_of(table, number)):
                free.pop(number)
                mapping.columns.append(_column(number, headings[number], one, table))
                break


def _by_values(log, table, mapping, settled):
    """Columns whose heading says nothing, by what stands in them."""
    headings, fields = table.headings.by_column, arriving_of(log)
    numbers = sorted({column for row in table.rows for column in row.cells})
    columns = {
        number: by_values.texts_of(table, number)
        for number in numbers
        if by_values.says_nothing(headings.get(number, ""))
        if number not in settled and not _is_taken(mapping, number)
        if number not in table.hidden_columns
    }
    free = {name: one for name, one in fields.items() if not mapping.of(name)}
    for number, one in by_values.suggest(free, name_of(log), columns).items():
        found = _column(number, headings.get(number, ""), one, table)
        mapping.columns.append(replace(found, by_values=True))


def _is_taken(mapping, number):
    return any(one.number == number for one in mapping.columns)


def _settled(fields, headings, chosen, known):
    """{column: its field, or None}: what was chosen in this file, else for files before it."""
    found = {
        number: known[plain(heading)]
        for number, heading in headings.items()
        if plain(heading) in known
    }
    found |= {int(number): name for number, name in chosen.items()}
    return {
        number: fields.get(name) for number, name in found.items() if not name or name in fields
    }


def _key(one, heading):
    return f"{one.name} {year_in(heading)}" if one.yearly else one.name


def _column(number, heading, one, table):
    year = year_in(heading)
    unit = _unit(heading, table) if one.kind == MONEY else 1
    return Column(number, heading or f"column {column_letters(number)}", one, year, unit)


def _why_left_out(log, table, number, settled):
    heading = table.headings.by_column.get(number, "")
    if number in settled:
        one = settled[number]
        return f"another column goes to {one.label}" if one else "you left it out"
    if not heading:
        return "it has no heading"
    if back := _kept_back(table, number, heading):
        return back
    if by_values.are_colours(by_values.texts_of(table, number)):
        return f"it holds colours, and {log.title} are rated by what is recorded"
    if year_in(heading) and any(one.yearly for one in arriving_of(log).values()):
        return "it does not say which kind of money it is: choose the field"
    return f"no field of {log.title} takes it"


def _kept_back(table, number, heading):
    if PRIVATE.search(heading):
        return "its heading says that it is not for others"
    return "it is hidden in the file" if number in table.hidden_columns else ""


def _unit(heading, table):
    for text in (heading, " ".join(table.titles)):
        for pattern, unit, _ in UNITS:
            if pattern.search(text):
                return unit
    return 1


def year_of(mapping, titles=()) -> str:
    """The financial year that headings of sums name, else the words over the table, where they
    name one; blank otherwise.
    """
    named = {one.year for one in mapping.columns if one.field.kind == MONEY and one.year}
    named = named or {year_in(words) for words in titles}
    years = {one for one in named if one and first_day(one)}
    return years.pop() if len(years) == 1 else ""
