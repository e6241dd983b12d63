"""Compares what a file says with what the log has."""

import re
from collections import Counter
from functools import cached_property

from intake.edited import edited, read_key
from intake.lines import CHANGE, QUESTION, REFUSED, SAME, name_of
from programme import owners
from programme.arriving import LINES, WORDS, arriving_of
from programme.formats import in_words

LONGEST_REFERENCE = 12


class Comparison:
    """Compares what a file says with what the log has."""

    def __init__(self, log, programme):
        self.log, self.programme = log, programme
        self.name, self.fields = name_of(log), arriving_of(log)
        # what the log takes in besides facts, but for what only repeats or explains it
        self.added = [
            one for one in log.arrivals if one.kind != WORDS and one.name not in log.explains
        ]
        entries = list(log.model.objects.of(programme))
        self.known_by = log.known_by
        known = ((str(getattr(entry, self.known_by) or ""), entry) for entry in entries)
        self.by_reference = {words.lower(): entry for words, entry in known if words}
        self.entries = entries
        self.by_key, self.keys_used = {entry.pk: entry for entry in entries}, set()
        self.by_title = {}
        for entry in entries:
            self.by_title.setdefault(_same(getattr(entry, self.name)), []).append(entry)

    def compare(self, lines):
        seen = Counter(
            str(line.given.get(self.known_by)).lower()
            for line in lines
            if line.given.get(self.known_by)
        )
        used, titles = set(), Counter(_same(line.given.get(self.name)) for line in lines)
        for line in lines:
            reference = str(line.given.get(self.known_by) or "")
            if seen[reference.lower()] > 1:
                line.ask(
                    self.known_by,
                    f"{reference} stands on several rows. Which reference has "
                    "this one? Both are kept.",
                )
            if len(reference) > LONGEST_REFERENCE:
                line.ask(self.known_by, f"{reference} is longer than 12 characters.")
            title = _same(line.given.get(self.name))
            if title and titles[title] > 1:
                line.ask(self.name, "The same words stand on several rows. Are they one?")
            self._line(line, used)

    def _line(self, line, used):
        if not line.given.get(self.name):
            line.verdict = QUESTION
            line.ask(self.name, "It has no name. What is it?")
            line.records = []
            return
        for record in line.records:
            if line.key:
                self._keyed(line, record, used)
            else:
                self._record(line, record, used)
            self._required(line, record)
        missing = [record for record in line.records if getattr(record, "lacks", None)]
        line.records = [record for record in line.records if record not in missing]
        if line.questions:
            line.verdict = QUESTION
        elif not line.records:
            line.verdict = REFUSED
            line.reasons.append("nothing in this row can be recorded in this log")
        elif all(record.entry for record in line.records):
            differs = any(record.differs for record in line.records)
            line.verdict = CHANGE if differs else SAME

    def _record(self, line, record, used):
        given = record.given
        reference = str(given.get(self.known_by) or "")
        fresh = reference.lower() not in used and len(reference) <= LONGEST_REFERENCE
        entry = self.by_reference.get(reference.lower()) if reference and fresh else None
        named = self.by_title.get(_same(given.get(self.name)), [])
        if entry is None or _same(getattr(entry, self.name)) != _same(given.get(self.name)):
            alike = [one for one in named if one.reference.lower() not in used]
            entry = alike[0] if len(alike) == 1 else entry
        if reference and not fresh:
            given[self.known_by] = ""
        key = (entry.reference if entry else reference).lower()
        used |= {key} if key else set()
        record.entry = entry
        if entry:
            self._differences(line, record)

    def _keyed(self, line, record, used):
        """Finds the entry of a row of a workbook that was downloaded here, and what was edited."""
        pk, version = read_key(line.key) or (0, 0)
        record.entry = entry = self.by_key.get(pk)
        base = entry
        if entry and entry.version != version:
            base = entry.history.filter(version=version).order_by("-history_id").first()
        again = pk in self.keys_used
        self.keys_used.add(pk)
        if base is None or again:
            record.entry, record.lacks = None, [None]
            said = "This row stands twice" if again else "The entry of this row is not in the log"
            asked = f"{said}: nothing is done with it. Delete its key to add it as a new one."
            line.ask(self.name, asked)
            return
        used.add(entry.reference.lower())
        self._differences(line, record)
        for name in edited(record, base, self.fields, line):
            record.differs.pop(name, None)
            record.compared = [one for one in record.compared if one["field"] != name]

    @cached_property
    def held_by(self):
        return self.log.held_by(self.entries)

    def _differences(self, line, record):
        """What of a row an entry does not have yet. Whom a title means is said of one that is new
        there: the entry of a title that was there already has its person, or none.
        """
        held, record.compared = self.held_by[record.entry.pk], []
        is_meant = owners.PERSON not in line.mapped
        same = record.given.get(owners.TITLE) == getattr(record.entry, owners.TITLE, None)
        for name, value in record.given.items():
            if name == owners.PERSON and is_meant and same:
                continue
            one = self.fields.get(name)
            known = name in held or (one is not None and one.field is not None)
            if name == self.known_by or value in (None, "", []) or not (known or one in self.added):
                continue
            has = (
                held.get(name) if one in self.added or name in held else getattr(record.entry, name)
            )
            if one is not None and one.kind == LINES:
                value = [text for text in value if text not in (has or [])]
            if value in ([], has):
                continue
            record.differs[name] = value
            said = [self._said(one, it) for it in (has, value)]
            record.compared.append({"field": name, "was": said[0], "now": said[1]})

    def _said(self, one, value):
        if one is None or one.field is None or value is None:
            return "" if value is None else value
        return in_words(value, one.field)

    def _required(self, line, record):
        if record.entry or line.key:
            return
        lacks = [
            one
            for one in self.fields.values()
            if one.is_required
            and record.given.get(one.name) in (None, "")
            and one.field.get_default() in (None, "")
        ]
        for one in lacks:
            if not any(asked["field"].startswith(one.name) for asked in line.questions):
                line.ask(one.name, f"{one.label} is not given, and no entry stands without it.")
        record.lacks = lacks


def _same(title):
    return re.sub(r"\W+", " ", str(title or "").lower()).strip()
