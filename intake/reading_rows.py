"""The rows of one table, read for the fields of a log."""

import re
from dataclasses import replace
from statistics import median

from django.core.exceptions import ValidationError

from intake import mapping as mappings
from intake.lines import Cells, Line, Record, name_of
from intake.owners import OWNERS
from intake.reading.cells import Cell, column_letters
from intake.values import Reader
from programme.arriving import DAY, MONEY, arriving_of
from programme.date_phrases import read
from programme.fields import squeezed
from programme.formats import money
from programme.owners import PERSON, TITLE
from programme.standing import plain_name

TWO_OWNERS = re.compile(r"\S\s*(?:/|;|\n| and the )\s*\S")
VACANT = re.compile(r"\b(?:vacant|vacancy|tbc|tba|to be (?:confirmed|appointed))\b|\?", re.I)
DAY_AMONG = re.compile(
    r"\b\d{1,2}[./]\d{1,2}[./]\d{2,4}\b|\b\d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+ \d{4}\b"
    r"|\b\d{4}-\d\d-\d\d\b"
)
PERIOD = re.compile(r"\b(?:current|next|last|this) (?:period|quarter|month|year)\b", re.I)
SLIP = 50  # a sum in thousands that is so many times the usual one was typed in pounds


class TableReader:
    """The lines of one table."""

    def __init__(self, log, table, mapping, programme, on, answers=None):
        self.log, self.table, self.mapping = log, table, mapping
        self.on = position_of(table, on)
        self.reader = Reader(programme, on)
        self.fields = arriving_of(log)
        self.answers = answers or {}  # as `Import.answers` has them

    def lines(self):
        keys = [
            one.number
            for name in (self.log.known_by, name_of(self.log))
            for one in self.mapping.of(name)
        ]
        groups = []
        for row in self.table.rows:
            own = bool(self.mapping.keys) or any(
                row.text(key) and key not in row.merged for key in keys
            )
            if own or not groups or not any(row.text(c) for c in row.cells if c not in row.merged):
                groups.append([row])
            else:
                groups[-1].append(row)
        found = [self._line(group) for group in groups]
        self._doubt_sums(found)
        for line in found:
            line.records = [Record(one) for one in self.log.records_in(dict(line.given))]
        return found

    def _line(self, rows):
        line = Line(rows[0].where, section=rows[0].section, on=self.on)
        line.key = rows[0].text(self.mapping.keys) if self.mapping.keys else ""
        cells, given = {}, {"reference": None}
        for row in rows:
            line.readings += [f"{row.where}: {said}" for said in row.said]
        if len(rows) > 1:
            whole = ", ".join(row.where.rpartition("row ")[2] for row in rows[1:])
            line.readings.append(f"goes on in row {whole}")
        mine = self.answers.get(line.where, {})
        line.mapped = {column.field.name for column in self.mapping.columns}
        line.accepted = {name for name, answer in mine.items() if answer is True}
        for column in [*self.mapping.columns, *self._answered(mine)]:
            cell, text = _words(rows, column.number, apart=column.field.is_one)
            answer = mine.get(column.key, text or self.answers.get("", {}).get(column.key, ""))
            if answer is not True and answer != text:
                text, column = answer or "", replace(column, unit=1)
                cell = Cell(0, column.number, text)
            reading = self.reader.read(column, cell, text)
            if column.key in cells and cells[column.key].text:
                _join(given, column, reading)
            cells[column.key] = Cells(text, cell.formula)
            line.readings += [f"{column.heading}: {said}" for said in reading.said]
            for words in reading.asked:
                line.ask(column.key, f"{column.heading}: {words}")
            if reading.shown is not None:
                line.fields[column.key] = reading.shown
            _put(given, column, reading.given)
        self._left_out(line, rows)
        self._derived(line, given, rows)
        self._doubts(line, given, {name: one for name, one in cells.items() if one.text})
        self._owner(line, given)
        line.given = given
        return line

    def _answered(self, mine):
        """Columns of no file, for what was answered of fields that have none."""
        mapped = {column.key for column in self.mapping.columns}
        names = [one for one in {**self.answers.get("", {}), **mine} if one not in mapped]
        known = [self.fields[name] for name in names if name in self.fields]
        return [mappings.Column(0, one.label, one) for one in known if not one.yearly]

    def _left_out(self, line, rows):
        for number, (heading, _) in self.mapping.left_out.items():
            if text := _words(rows, number)[1]:
                line.other[heading or f"column {column_letters(number)}"] = text

    def _doubts(self, line, given, cells):
        """What the log itself asks, and what it makes of values together."""
        before = dict(given)
        for name, words in self.log.doubts(given, cells):
            line.ask(name, words)
        for name, value in given.items():
            if value != before.get(name) and not isinstance(value, dict):
                line.fields[name] = value
                if value is None:
                    line.fields.pop(name)

    def _derived(self, line, given, rows):
        """What the table says of all its rows."""
        column = self.fields.get("workstream")
        named = line.section and not PERIOD.search(line.section)
        if named and column and not self.mapping.of("workstream"):
            given["workstream"] = line.fields["workstream"] = squeezed(line.section)[:120]
            line.readings.append(f"the section row above gives the workstream: {line.section}")
        year = mappings.year_of(self.mapping, self.table.titles)
        if year and "financial_year" in self.fields and not self.mapping.of("financial_year"):
            given["financial_year"] = line.fields["financial_year"] = year
        for name, on in self._days_in_headings().items():
            given[name], line.fields[name] = on, on.isoformat()
        number = next((cell.number for cell in rows[0].cells.values() if cell.number), "")
        if number and not given.get("reference"):
            line.readings.append(f"Word numbers this row {number}")

    def _days_in_headings(self):
        """Days that no column gives and the heading of a sum does: Held 1.4.26."""
        asked = [one.name for one in self.fields.values() if one.kind == DAY and one.is_required]
        missing = [name for name in asked if not self.mapping.of(name)]
        sums = (one.heading for one in self.mapping.columns if one.field.kind == MONEY)
        days = [on for heading in sums if (on := _day_in(heading))]
        return {missing[0]: days[0]} if len(missing) == 1 and days else {}

    def _owner(self, line, given):
        for name in self.log.owners:
            owner = given.get(name) or ""
            if other := self.answers.get(OWNERS, {}).get(owner):
                line.readings.append(f"“{owner}” is {other} here")
                given[name] = line.fields[name] = owner = other
            if name == TITLE and (person := self.reader.people.who(owner)):
                owner = self._owned_by(person, owner, line, given)
            if TWO_OWNERS.search(owner):
                line.ask(name, f"“{owner}” names two. Who is accountable?")
            elif VACANT.search(owner):
                line.ask(name, f"“{owner}”: the post is not filled. Who holds it?")

    def _owned_by(self, person, owner, line, given):
        """Says that a person is the owner, who is called so in the file; gives their job title,
        which stands where the file has their name. A column of persons goes before that.
        """
        title = owner if plain_name(owner) == plain_name(person.job_title) else person.job_title
        if title != owner:
            line.readings.append(f"“{owner}” is {person.title}")
        given[TITLE] = line.fields[TITLE] = title
        if PERSON in self.fields and PERSON not in line.mapped:
            given[PERSON], line.fields[PERSON] = person, person.title
        return title

    def _doubt_sums(self, lines):
        """Sums under £'000 that were typed in pounds swamp every total."""
        columns = [one for one in self.mapping.columns if one.unit > 1]
        keys = {one.key for one in columns}
        sums = [
            abs(v)
            for line in lines
            for k, v in line.fields.items()
            if k in keys and isinstance(v, int) and v
        ]
        usual = median(sums) if len(sums) > 3 else None
        for line in lines if usual else []:
            for column in columns:
                value = line.fields.get(column.key)
                if column.key in line.accepted:
                    continue
                if isinstance(value, int) and abs(value) > SLIP * usual:
                    plain = value // column.unit
                    line.ask(
                        column.key,
                        f"{column.heading}: {money(value)} as its heading says, "
                        f"or {money(plain)}? It is more than {SLIP} times the usual sum.",
                    )
                    line.fields[column.key] = {"as written": f"{plain // 100}", "pence": None}
                    _put(line.given, column, None)


def _join(given, column, reading):
    """Several columns that go to one field of sentences or a list are joined."""
    had = given.get(column.field.name)
    if isinstance(reading.given, list) and isinstance(had, list):
        reading.given = reading.shown = [*had, *reading.given]
    elif isinstance(reading.given, str) and isinstance(had, str):
        reading.given = reading.shown = f"{had}\n{reading.given}"
    else:
        reading.given = reading.shown = reading.given or had


def _put(given, column, value):
    if column.field.yearly:
        if value is not None:
            given.setdefault(column.field.name, {})[column.year] = value
        else:
            given.get(column.field.name, {}).pop(column.year, None)
    elif value is not None:
        given[column.field.name] = value


def _words(rows, number, apart=False):
    """(the first cell, the words of all rows) of a column in a record; `apart` where it is a field
    of one value, so that several are seen as such.
    """
    cells = [
        row.cells[number]
        for row in rows
        if number in row.cells and (number not in row.merged or row is rows[0])
    ]
    texts = [cell.text.strip() for cell in cells if cell.text.strip()]
    if not cells:
        return Cell(0, number, ""), ""
    said = [one for cell in cells for one in cell.said]
    whole = ("; " if apart else "\n").join(texts)
    first = cells[0]
    if len(cells) > 1 or said != first.said:
        kind = first.kind if len(texts) == 1 else "text"
        note = "; ".join(filter(None, (cell.note for cell in cells)))
        first = replace(first, column=number, text=whole, kind=kind, note=note, said=said)
    return first, whole


def _day_in(words):
    """The one day that stands among words; None for none."""
    for found in DAY_AMONG.findall(words):
        try:
            span = read(found)
        except ValidationError:
            continue
        if span and span.is_a_day:
            return span.earliest
    return None


def position_of(table, today):
    """The day as at which a table stands, which words over it may say; never one ahead."""
    days = [on for title in table.titles if (on := _day_in(title)) and on <= today]
    return days[0] if days else today
