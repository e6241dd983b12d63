"""What became of one row between two moments, in words: its events put together, not told one by
one.
"""

from django.db import models

from programme import audit
from programme.facts import DATE, MONEY, NUMBER, TEXT
from programme.formats import listed, lower_first
from programme.models import Mistake
from programme.owners import FURTHER, PERSON

ORDER = ["red", "amber", "yellow", "green", None]


def counted(events, position) -> list[tuple]:
    """Events in their order as (event, changes) pairs.

    A mistake that was put right is none, and a row that was withdrawn as one is not spoken of.
    """
    until = dict(position.corrected)
    moments = {position.at, *until.values()}
    gone = {moment: _withdrawn(position.programme, moment) for moment in moments}

    def was_a_mistake(event):
        known = gone[until.get(event.reference, position.at)]
        return (event.subject_type, event.subject_id) in known

    return [pair for pair in audit.as_they_count(events) if not was_a_mistake(pair[0])]


def _withdrawn(programme, moment) -> set:
    """The keys of rows that were known at a moment to have been added by mistake."""
    found = Mistake.objects.standing(moment).filter(programme=programme, replaced_by=None)
    return set(found.values_list("subject_type", "subject_id"))


class NetChange:
    """The net change of one row of a log.

    `before` and `after` are (entry, band) as it stood at the two moments, None where it was not
    there; `pairs` are its (event, changes) in between, in order.
    """

    def __init__(self, log, pairs, before, after, is_entry):
        self.log, self.pairs, self.is_entry = log, pairs, is_entry
        self.entry, self.band = after or (None, None)
        self.earlier, self.band_before = before or (None, None)
        last = pairs[-1][0]
        self.reference = last.reference
        self.title = str(self.entry.shown_title) if self.entry else last.title
        # papers name an owner by job title alone
        self.changes = [one for one in net(pairs) if one["field"] not in (PERSON, FURTHER)]

    @property
    def is_new(self):
        return self.is_entry and self.earlier is None and self.entry is not None

    @property
    def is_settled_anew(self):
        """Whether it was closed or opened again."""
        if self.entry is None:
            return False
        was_closed = bool(self.earlier and self.earlier.is_closed)
        return self.entry.is_closed != was_closed

    @property
    def band_changed(self):
        both = self.band and self.band_before
        return bool(both and self.band["key"] != self.band_before["key"])

    @property
    def band_order(self) -> tuple:
        """Worse before better; of these the worst first, and of one band what came furthest.

        Steps are not counted between bands: a programme of three bands has no yellow.
        """
        if not self.band_changed:
            return (0, 0, 0)
        now, before = place_of(self.band), place_of(self.band_before)
        return (-1, now, -before) if now < before else (1, now, before)

    @property
    def reasons(self):
        """Why it was changed, each reason once."""
        return list(dict.fromkeys(event.reason for event, _ in self.pairs if event.reason))

    @property
    def kinds(self):
        """The kinds of columns that changed. A day that is given anew has not moved, nor one that
        says of when a figure or a position is.
        """
        added_up = {name for ledger in self.log.ledgers for name in ledger.adds_to.split()}
        found = ((self._kind(one["field"]), one) for one in self._told()[0])
        return {
            kind
            for kind, one in found
            if kind != DATE or one["was"] and one["field"] not in added_up
        }

    def _kind(self, field):
        columns = {one.name: one for one in self.log.model._meta.fields}
        in_words = f"{field}_on" in columns and isinstance(columns.get(field), models.CharField)
        if in_words or f"{field}_earliest" in columns:  # a day as written, with what it means
            return DATE
        fact = self.log.bound.get(field)
        return fact.kind if fact else TEXT

    def lines(self) -> list[str]:
        """What changed, in words; nothing where all is as it was."""
        if self.is_new:
            return [self._new()]
        (changes, counted), found = self._told(), []
        if self.band_changed:
            figures = [one for one in changes if self._kind(one["field"]) == NUMBER]
            changes = [one for one in changes if one not in figures]
            found.append(self._band(figures))
        found += [in_words(one) for one in changes] + counted
        return found or self._bare()

    def _told(self):
        """(changes, lines): the changes that are told one by one, and lines that count others."""
        changes = [one for one in self.changes if not self._is_told(one)]
        changes, counted = self._added_up(changes)
        said = {*map(in_words, changes), *counted}
        return [one for one in changes if not self._follows(one, said)], counted

    def _new(self):
        words = [lower_first(self.band["word"])] if self.band else []
        if self.entry.is_closed:
            words.append(f"{self.entry.get_state_display().lower()} since")
        return f"New: {listed(words)}" if words else "New"

    def _band(self, figures):
        was, now = (lower_first(band["word"]) for band in (self.band_before, self.band))
        because = [f"{lower_first(one['label'])} {one['was']} to {one['now']}" for one in figures]
        return f"From {was} to {now}" + (f": {', '.join(because)}" if because else "")

    def _is_told(self, change):
        """Whether a note says only what columns say."""
        about = change["field"], change["label"]
        return about in self.log.repeated and any(
            self._kind(one["field"]) in (NUMBER, MONEY) for one in self.changes
        )

    def _follows(self, change, said):
        """Whether a column says no more than another change that is `said`: the day of a row that
        is told, a count that went up by one, a sum that moved with another one.
        """
        told = self.log.told_by.get(change["field"])
        if not told or not self._is_of_column(change):
            return False
        found = (one for one in self.changes if one["field"] == told and in_words(one) in said)
        return any(self._tells(one, change) for one in found if one is not change)

    def _tells(self, other, change):
        kind, was, now = self._kind(change["field"]), change["was"], change["now"]
        if not self._is_of_column(other):
            return (kind == DATE or not was) and bool(now) and now in in_words(other)
        if kind == NUMBER:
            return now == str(int(was or 0) + 1)
        if kind == DATE:
            return other["now"] == (now or was)
        return (other["was"], other["now"]) == (was, now)

    def _added_up(self, changes):
        """(changes, lines): without the rows of ledgers that columns add up, and these counted.

        One row is told in its own words; rows that together changed nothing are not spoken of.
        """
        lines, changed = [], {one["field"] for one in changes if self._is_of_column(one)}
        for ledger in (one for one in self.log.ledgers if one.adds_to):
            told = [one for one in changes if one["field"] == ledger.note]
            rows = [one for one in told if not self._is_of_column(one)]
            changes = [one for one in changes if one not in rows]
            if rows and changed & set(ledger.adds_to.split()):
                lines.append(in_words(rows[0]) if len(rows) == 1 else ledger.counted(len(rows)))
        return changes, lines

    def _is_of_column(self, change):
        """Whether a change is one of a column, and no note of the same name."""
        columns = {one.name: str(one.verbose_name) for one in self.log.model._meta.fields}
        return columns.get(change["field"], "").lower() == change["label"].lower()

    def _bare(self):
        """What was done where no column says it; nothing where columns changed there and back."""
        if any(changes for _, changes in self.pairs):
            return []
        verbs = [" ".join(event.verb.replace("{}", "").split()) for event, _ in self.pairs]
        return list(dict.fromkeys(verbs))  # the row is named beside them


def place_of(band):
    """How bad a band is, the worst first."""
    return ORDER.index(band["key"]) if band["key"] in ORDER else len(ORDER)


def net(pairs) -> list[dict]:
    """The changes of one row put together: from what it was first to what it was last.

    A change that goes on from an earlier one lengthens it; one that does not, as a further amount
    in a ledger, stands for itself. What came back to where it was is left out.
    """
    found = []
    for _, changes in pairs:
        for change in changes:
            about = change["field"], change["label"]
            earlier = next(
                (
                    one
                    for one in reversed(found)
                    if (one["field"], one["label"]) == about and one["now"] == change["was"]
                ),
                None,
            )
            if earlier and change["was"]:
                earlier["now"] = change["now"]
            else:
                found.append(dict(change))
    return [one for one in found if one["was"] != one["now"]]


def in_words(change) -> str:
    """One change as a sentence goes on after the name of the row."""
    label, was, now = change["label"], change["was"], change["now"]
    if not was:
        return now if now.startswith(f"{label} ") else f"{label}: {now}"
    if not now:
        return f"{label}: blank (was {was})"
    if " to " in was or " to " in now:  # a range has its own
        return f"{label}: {now} (was {was})"
    return f"{label} from {was} to {now}"
