"""Which column of a table goes to which field of a log.

Suggested from the headings, in the words that the logs declare; what no field takes is said.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from intake.headings import plain
from intake.reading.cells import column_letters
from programme.arriving import MONEY, Arriving, arriving_of
from programme.financial_years import first_day, written
from programme.log import logs

PRIVATE = re.compile(r"not for papers|internal|confidential|private|do not publish", re.I)
SMALL = {"the", "of", "and", "its", "a", "an", "is", "are"}
YEAR = re.compile(r"(?:20)?(\d\d)\s?[/–-]\s?(?:20)?(\d\d)\b")
UNITS = [
    (re.compile(r"£\s?['’]?\s?0{3}\b['’]?s?|£\s?k\b|\b000s\b|\(000\)", re.I), 1_000, "£'000"),
    (re.compile(r"£\s?m(?:illion|n)?\b", re.I), 1_000_000, "£m"),
]
LEAST = 0.34  # of two measures of how well words fit a heading, where 1 is to the letter


@dataclass(frozen=True)
class Column:
    """A column that a field takes: for which year, and by how much its sums are multiplied."""

    number: int
    heading: str
    field: Arriving
    year: str = ""
    unit: int = 1

    @property
    def key(self):
        return f"{self.field.name} {self.year}" if self.field.yearly else self.field.name


@dataclass
class Mapping:
    """The columns of a table that fields take, and why others are left out."""

    columns: list = field(default_factory=list)
    left_out: dict = field(default_factory=dict)  # {column: (heading, why)}

    def of(self, name):
        return [one for one in self.columns if one.field.name == name]

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


def tokens(text):
    return frozenset(plain(text).split()) - SMALL


def year_in(heading):
    """The financial year that a heading names; blank for none."""
    for found in YEAR.finditer(heading):
        if (int(found[1]) + 1) % 100 == int(found[2]):
            return written(2000 + int(found[1]))
    return ""


@lru_cache(maxsize=4096)
def _fit(words, heading):
    """How well words fit a heading, from 0 to 1.5: all of them stand in it."""
    said, asked = tokens(heading), tokens(words)
    if not asked or not asked <= said:
        return 0
    return 2 * len(asked) / (len(asked) + len(said)) + 0.5 * (plain(words) == plain(heading))


def fits(one, heading) -> float:
    """How well the words of a field fit a heading."""
    year = year_in(heading)
    if one.yearly and not year:
        return 0
    rest = YEAR.sub(" ", heading) if year else heading
    for pattern, _, _ in UNITS:
        rest = pattern.sub(" ", rest)
    return max((_fit(words, rest) for words in one.words), default=0)


@lru_cache(maxsize=4096)
def knows(heading) -> bool:
    """Whether any log asks for such a column."""
    return any(
        fits(one, heading) >= 0.6 for log in logs() if log.adds for one in arriving_of(log).values()
    )


def suggest(log, table) -> Mapping:
    """What of a table goes to which field of a log."""
    found, headings = [], table.headings.by_column
    for number, heading in headings.items():
        why = _kept_back(table, number, heading)
        for place, one in enumerate([] if why else arriving_of(log).values()):
            if (score := fits(one, heading)) >= LEAST:
                found.append((-score, place, number, one))
    mapping, taken = Mapping(), set()
    for _, _, number, one in sorted(found, key=lambda it: it[:3]):
        key = f"{one.name} {year_in(headings[number])}" if one.yearly else one.name
        if key in taken or any(it.number == number for it in mapping.columns):
            continue
        taken.add(key)
        year = year_in(headings[number])
        unit = _unit(headings[number], table) if one.kind == MONEY else 1
        mapping.columns.append(Column(number, headings[number], one, year, unit))
    mapping.columns.sort(key=lambda one: one.number)
    for number, heading in headings.items():
        if all(one.number != number for one in mapping.columns):
            why = _kept_back(table, number, heading)
            mapping.left_out[number] = (heading, why or f"no field of {log.title} takes it")
    unnamed = {column for row in table.rows for column in row.cells} - set(headings)
    mapping.left_out |= dict.fromkeys(sorted(unnamed), ("", "it has no heading"))
    return mapping


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


def year_of(mapping) -> str:
    """The financial year that headings of sums name, where they name one; blank otherwise."""
    years = {one.year for one in mapping.columns if one.field.kind == MONEY and one.year}
    years = {one for one in years if first_day(one)}
    return years.pop() if len(years) == 1 else ""
