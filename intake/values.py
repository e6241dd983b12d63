"""What a cell means for a field: the value by the one readers of days and money, what was read that
is not the letter itself, and what a careful person would ask. Nothing is guessed.
"""

import re
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.exceptions import ValidationError

from intake.days import (
    AT_MIDNIGHT,
    SPAN_OF_A_YEAR,
    arriving_day,
    as_shown,
    asked_of_number,
    other_way,
    span_of,
    stored_day,
)
from intake.done import is_done, is_mark
from intake.owners import People
from programme.date_phrases import read, told
from programme.fields import squeezed
from programme.formats import day, money
from programme.money_phrases import read_pence
from programme.plausible import HIDDEN, plausible_pence
from programme.records import refuse_if

UNSEEN = re.compile("[\u200b\u2060\ufeff\u00ad]")  # shows nothing and reorders nothing
ABOVE = re.compile(
    r"as (?:above|before|[A-Z]{0,4}[-.]?\d{1,3}[a-z]?)|ditto|[\"”〃]|see above", re.I
)
NARROW = re.compile(r"#{3,}")
DASH = re.compile(r"[-–—]")
A_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\w{3,9}|\d{1,2})[ /.-]\d{2,4}\b")
FAR_AHEAD = timedelta(days=20 * 366)


@dataclass
class Reading:
    """What came of a cell. `given` is what an action takes, `shown` how results print it."""

    given: object = None
    shown: object = None
    said: list = field(default_factory=list)
    asked: list = field(default_factory=list)


class Reader:
    """Reads cells for the fields of a log in one programme, at a day."""

    def __init__(self, programme, today):
        self.programme, self.today = programme, today
        self.people = People(programme)
        self.partners = {one.name.lower(): one for one in programme.partners.all()}

    def read(self, column, cell, text) -> Reading:
        """The reading of a cell whose words are `text`, for a `mapping.Column`."""
        one, found = column.field, Reading()
        clean = UNSEEN.sub("", text).replace("\u00a0", " ").strip()
        found.said += [*cell.said]
        if cell.note:
            found.asked.append(f"a note stands on the cell: “{cell.note}” Does it change this?")
        if hidden := HIDDEN.search(clean):
            code = f"U+{ord(hidden.group()):04X}"
            found.asked.append(f"the hidden character {code} can make text read differently.")
            return found
        if not clean or (DASH.fullmatch(clean) and not _is_nil(cell)):
            return found
        if cell.kind == "error" or NARROW.fullmatch(clean):
            why = (
                "the column was too narrow and the value is lost"
                if "##" in clean
                else (f"{clean} is an error of the sheet and no value")
            )
            found.asked.append(f"{why}. What is it?")
            return found
        if ABOVE.fullmatch(clean):
            found.asked.append(f"“{clean}” points to another row. What does it say there?")
            return found
        getattr(self, f"_{one.kind}")(column, cell, clean, found)
        if found.shown is None:
            found.shown = found.given
        return found

    def _text(self, column, cell, text, found):
        one = column.field
        if one.field is None:
            found.given = squeezed(text)
            return
        flat = squeezed(text.replace("\n", " ")) if one.is_line else text
        try:
            found.given = one.field.clean(flat, None)
        except ValidationError as error:
            found.asked.append(error.messages[0])
            found.shown = text

    def _lines(self, column, cell, text, found):
        lines = (
            re.sub(r"^\s*(?:\(?\d{1,2}[.):](?=\s)|[-–•*·]\s)\s*", "", line)
            for line in text.splitlines()
        )
        found.given = [line.strip() for line in lines if line.strip()]

    def _words(self, column, cell, text, found):
        found.given = text

    def _day(self, column, cell, text, found):
        text = AT_MIDNIGHT.sub("", text)
        if asked := asked_of_number(text):
            found.asked.append(asked)
            found.shown = {"as written": text, "earliest": None, "latest": None}
            return
        try:
            found.given = stored_day(text) or arriving_day(column, text)
        except ValidationError as error:
            if ";" in text:
                found.asked.append(f"“{text}” names several dates. Which one counts?")
                found.shown = {"as written": text, "earliest": None, "latest": None}
                return
            span = span_of(text)
            if span and not span.is_a_day:
                found.given, found.shown = None, as_shown(text, span)
            found.shown = found.shown or {"as written": text, "earliest": None, "latest": None}
            found.asked.append(error.messages[0])
            return
        found.shown = found.given.isoformat()
        if found.given - self.today > FAR_AHEAD:
            found.asked.append(f"{day(found.given)} is more than 20 years ahead. Is it right?")
        elif text != found.shown and text != day(found.given):
            found.said.append(f"“{text}” is read as {day(found.given)}")

    def _dated(self, column, cell, text, found):
        text = squeezed(AT_MIDNIGHT.sub("", text).replace("\n", "; "))
        stored = stored_day(text)
        words = day(stored) if stored else text
        try:
            refuse_if(asked := asked_of_number(text), asked)
            column.field.field.run_validators(words)
            span = read(words)
            said = told(words)
        except ValidationError as error:
            found.asked.append(f"{error.messages[0]}{other_way(text)}")
            found.shown = {"as written": text, "earliest": None, "latest": None}
            return
        found.given, found.shown = words, as_shown(text, span)
        several = span is None and len(A_DAY.findall(text)) > 1
        if several:
            found.asked.append(f"“{text}” names several dates. Which one counts?")
        elif span is None and (SPAN_OF_A_YEAR.fullmatch(text) or "has no year" in said):
            found.asked.append(f"“{text}” has no year. Which is meant?")
        elif span and span.latest - self.today > FAR_AHEAD:
            found.asked.append(f"{span} is more than 20 years ahead. Is it right?")
        elif said and not stored:
            found.said.append(said)

    def _year(self, column, cell, text, found):
        self._clean(column, text, found)

    def _number(self, column, cell, text, found):
        self._clean(column, text, found)

    def _clean(self, column, text, found):
        try:
            found.given = column.field.field.formfield().clean(text)
        except ValidationError as error:
            found.asked.append(error.messages[0])
            found.shown = text

    def _money(self, column, cell, text, found):
        try:
            pence = 0 if DASH.fullmatch(text) else read_pence(text)
            plausible_pence(pence * column.unit)
        except ValidationError as error:
            found.asked.append(f"{error.messages[0]} Unknown is not nil.")
            found.shown = {"as written": text, "pence": None}
            return
        bare = not re.search(r"[£kmKM]", text)
        found.given = pence * (column.unit if bare else 1)
        if column.unit > 1 and bare and pence:
            found.said.append(f"“{text}” under its heading is read as {money(found.given)}")
        elif cell.kind == "text" and text not in (f"£{found.given / 100:,.2f}",):
            found.said.append(f"“{text}” is read as {money(found.given)}")

    def _score(self, column, cell, text, found):
        whole = re.fullmatch(r"(\d{1,2})(?:\.0+)?(?:\s*[-–:(]\s*\D+)?", text)
        if not whole:
            found.shown = None  # the log looks at the words
        elif 1 <= int(whole[1]) <= 5:
            found.given = int(whole[1])
        else:
            found.asked.append(f"{whole[1]} is outside 1 to 5. What is meant?")

    def _choice(self, column, cell, text, found):
        named = {str(label).lower(): value for value, label in column.field.field.flatchoices}
        values = {str(value).lower(): value for value, _ in column.field.field.flatchoices}
        words = text.lower().replace("-", " ").strip(" .")
        known = {**values, **named}
        known |= {one.replace("-", " "): value for one, value in known.items()}
        begun = {value for word, value in named.items() if word.startswith(words)}
        if words in known:
            found.given = known[words]
        elif len(begun) == 1 and words.isalpha():
            found.given = begun.pop()
            said = next(word for word, value in named.items() if value == found.given)
            found.said.append(f"“{text}” is read as {said}")
        else:
            found.asked.append(f"“{text}” is none of: {', '.join(named)}.")
            found.shown = text

    def _partner(self, column, cell, text, found):
        partner = self.partners.get(text.lower())
        if partner:
            found.given, found.shown = partner, partner.name
        else:
            found.asked.append(f"“{text}” is no partner of this programme.")
            found.shown = text

    def _person(self, column, cell, text, found):
        person = self.people.who(text)
        if person:
            found.given, found.shown = person, person.title
        else:
            found.asked.append(f"“{text}” is not one of the people who read this programme's logs.")
            found.shown = text

    def _tick(self, column, cell, text, found):
        done = is_done(text, column.heading)
        if done is None:
            found.asked.append(f"“{text}” says neither done nor not done.")
            found.shown = text
            return
        found.given = done or None
        if not is_mark(text):
            found.said.append(f"“{text}” is read as {'done' if done else 'not done'}")


def _is_nil(cell):
    """Whether a dash is how the sheet writes nothing at all: its number format says so."""
    return any(one in cell.format for one in (r"\-", r"\–", '"-"', '"–"'))
