"""Saving a sheet: each row by the log's own actions, all of them or those that can be."""

import uuid
from functools import reduce
from operator import or_

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.functional import cached_property

from programme import audit
from programme.authorization import NotPermitted
from programme.mistakes import what_became_of
from programme.records import StaleEntry, lock_programme
from programme.ui import once
from programme.ui.cells import Column, fits
from programme.ui.forms import NoteForm
from programme.ui.sheets import NewLine, Row, as_query

ATTEMPTS = 3  # somebody may save the same row between the look at it and its save


class SavesSheet:
    """Mixed into the page of a sheet, whose `rows` and `lines` it saves."""

    is_new = False  # whether some of what was sent is saved, and the rest comes back
    lines = ()
    row_class = Row

    @property
    def problems(self):
        return [one for row in [*self.rows, *self.lines] for one in row.problems]

    @cached_property
    def why_form(self):
        """The reason for all rows."""
        return NoteForm(self.request.POST or None, programme=self.programme)

    @property
    def why_problems(self):
        """(address, words) of what is wrong with it."""
        return [("id_why", one) for one in self.why_form.errors.get("why", ())]

    def read_rows(self, data, versions):
        """The rows that were sent as these `versions`, as they stand now, with what was typed."""
        found = self.whole(self.log.entries(self.position)).in_bulk(versions)
        gone = self.log.withdrawn(self.position).in_bulk(versions.keys() - found.keys())
        found |= gone
        bases = self._bases({key: versions[key] for key in found}, found)
        rows = []
        for key in (key for key in versions if key in found):
            row = self.row_of(found[key], base=bases.get(key))
            row.gone = what_became_of(found[key]) if key in gone else ""
            row.unsaid = versions[key] is None
            row.read(data).settle(found[key], data)
            rows.append(row)
        return rows

    def row_of(self, entry, **more):
        """An entry as a row of the sheet."""
        return self.row_class(self.columns, entry=entry, log=self.log, **more)

    def _bases(self, versions, entries):
        """{key: the entry as it was looked at}; nothing of one whose version is not known."""
        found = {key: one for key, one in entries.items() if one.version == versions[key]}
        stale = {key: one for key, one in versions.items() if key not in found and one}
        if stale:
            past = (Q(id=key, version=version) for key, version in stale.items())
            past = self.log.model.history.filter(reduce(or_, past))
            found |= {one.id: one.instance for one in past}
        return found

    def save(self, data):
        """Saves what can be, or nothing where all wait for the last and one cannot be.

        Gives the entries that were saved and what else is to be said, or the `Save` that came
        first.
        """
        with transaction.atomic():
            lock_programme(self.programme)  # two sheets that are saved at once, one after the other
            if earlier := self.sent_before(data):
                return earlier, []
            self.read(data)
            if not self.why_form.is_valid():
                return [], []
            notes = [note for one in [*self.rows, *self.lines] for note in self._save_one(one)]
            if self.problems and self.waits:
                transaction.set_rollback(True)
                return [], []
            done = [one.saved for one in [*self.rows, *self.lines] if one.saved]
            self.saved_these(done)
            if done and not self.problems:
                save = once.claim(data, self.request.user, self.now, self.request.path)
                self.note_saved(save, self.register_url(), self.saved_in_words(done))
        self._settle()
        return done, notes

    def saved_these(self, done):
        """Called in the transaction that saves, with the entries that are saved."""

    def _settle(self):
        """What was saved stands on the page as it is now, the new rows among the others.

        The page that comes back is a sheet of its own: its blank rows can be saved again.
        """
        self.is_new = any(one.saved for one in [*self.rows, *self.lines])
        for row in (row for row in self.rows if row.saved):
            row.entry = row.base = row.saved
            row.typed, row.why = {}, ""
        added = [one.saved for one in self.lines if one.saved]
        self.rows += [self.row_of(entry) for entry in added]
        self.lines = [one for one in self.lines if not one.saved]

    def _save_one(self, row):
        """Saves one row or line where something was typed; gives what is to be said of it."""
        if not row.changed or row.errors:
            return []
        if getattr(row, "locked", ""):
            row.errors[""] = [row.locked]
            return []
        reason = NoteForm(as_query({"why": row.why}), programme=self.programme)
        if not reason.is_valid():
            row.take(reason)
            return []
        why = row.why or self.why_form.cleaned_data["why"]
        with audit.coming_from(why):
            return self._add(row) if isinstance(row, NewLine) else self._change(row)

    def _change(self, row):
        notes = []
        for _ in range(ATTEMPTS):
            page, form = self.page_of(row)
            kept = f"{row.name}: {row.entry.updated_by_name} changed {', '.join(row.kept)}."
            notes = [kept] if row.kept else []
            try:
                row.saved = self._act(page, form, row)
            except StaleEntry as stale:
                row.settle(stale.current, self.request.POST)
                if row.errors or not row.changed:
                    break
                continue
            if row.saved:
                became = self.became(page, row)
                notes += [f"{row.name}: {one}" for one in [became, *form.readings()] if one]
            break
        return notes if row.saved else []

    def page_of(self, row):
        """The page that changes a row, and its form with only what was typed in the row."""
        page = self.page_like(self.editor, entry=row.entry)
        sent = {**row.changed, **row.said, "version": row.entry.version}
        form = page.filled_in(as_query(sent))
        for name in set(form.fields) - {*row.changed, "version", *form.asked_back}:
            del form.fields[name]
        return page, form

    def became(self, page, row):
        """What became of a row besides what was typed."""
        return page.done_message(row.saved).removeprefix(f"{row.name} saved.").strip()

    def _act(self, page, form, row):
        """The entry that the log's own action gives; None where the form or a rule refuses."""
        if not form.is_valid():
            row.take(form)
            return None
        try:
            with transaction.atomic():
                return page.act(form)
        except NotPermitted as error:
            form.add_error(None, str(error))
        except ValidationError as error:
            form.take(error)
        row.take(form)
        return None

    def _add(self, line):
        token, path = once.token_of(self.request.POST), self.request.path
        sent = as_query(line.changed)
        if token:
            sent[once.TOKEN] = str(uuid.uuid5(token, line.key))
        by = self.request.user
        if earlier := once.saved_before(sent, by) or once.saved_lately(sent, by, self.now, path):
            line.errors[""] = [f"You have saved this row before: {earlier.words} Clear it here."]
            return []
        page = self.page_like(self.adder)
        form = page.filled_in(as_query({**self._blanks(), **line.changed, **line.said}))
        line.saved = self._act(page, form, line)
        if line.saved:
            words = page.done_message(line.saved)
            self.note_saved(once.claim(sent, by, self.now, path), page.done_url(line.saved), words)
        return form.readings() if line.saved else []

    def _blanks(self):
        """What stands in those fields of a new row that have no column."""
        fields = ((name, one) for name, one in self.add_form.fields.items() if fits(one))
        form = self.add_form
        return {
            name: Column(name, one).text(form.get_initial_for_field(one, name))
            for name, one in fields
        }
