"""What a log declares of the rows that belong to its entries: mitigations, postings, positions.

Each kind is said once, as the log's own facts are. Search, filters, downloads, what is late and
what a closing step leaves open follow from it.
"""

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, replace
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Q, Subquery, prefetch_related_objects
from django.db.models.expressions import Col
from django.db.models.lookups import GreaterThanOrEqual, LessThanOrEqual
from django.utils import timezone

from programme.entries import mistakes_of
from programme.facts import BoundFact, Column, Computed, iso
from programme.formats import counted
from programme.position import AtPosition
from programme.written_once import AnyOf

OWNER = "_owner"  # ends the name of the filter by a child's owner


@dataclass(frozen=True, eq=False)
class Children:
    """One kind of rows that belong to the entries of a log.

    `name` is that of its download and filter, `parent` the column that leads to the entry. A kind
    that can be settled says with `waiting`, a function of rows and position, which are not, and
    with `waits` what the filter calls these. One that has a `due` day can be late, as long as its
    parent is not closed. `known` gives the rows at a position, of which it looks at the times
    alone, where their table alone does not tell, `prepare` adds what facts need from other tables,
    in a fixed number of queries.
    """

    name: str
    model: type
    parent: str
    title: str
    noun: str  # without an article: mitigation
    _: KW_ONLY
    facts: tuple
    related: str = ""  # linked rows that facts name, with spaces between them
    order: str = "id"
    known: Callable[[Any], Any] | None = None
    prepare: Callable[[list, Any], Any] | None = None
    waiting: Callable[[Any, Any], Any] | None = None
    waits: str = ""
    due: str = ""
    owner: str = ""
    apart: bool = False  # a log of its own, which counts on the overview for itself
    log: Any = None

    def of(self, log):
        """The same kind, bound to its log."""
        return replace(self, log=log)

    @cached_property
    def bound(self):
        """The facts by name, as bound to the model."""
        return {fact.name: BoundFact(fact, self.model) for fact in self.facts}

    @property
    def file_name(self):
        """What its downloads are called."""
        return f"{self.log.name}-{self.name}"

    @cached_property
    def own_columns(self):
        """The columns of the child alone."""
        return tuple(fact.as_column() for fact in self.bound.values() if fact.fact.column)

    @property
    def parent_noun(self):
        """One entry of the log, without an article: risk."""
        return self.log.noun.split(" ", 1)[1]

    @cached_property
    def columns(self):
        """The columns of its downloads: those of its parent first."""
        parent = f"{self.parent_noun[:1].upper()}{self.parent_noun[1:]}"
        reference = Column("parent_reference", f"{parent} ref", width=8)
        return (reference, Column("parent_title", parent, width=24), *self.own_columns)

    def standing(self, position):
        """The rows of the programme at a position, without those of an entry added by mistake."""
        gone = mistakes_of(self.log.model, position)
        mine = self._known(position).filter(**{f"{self.parent}__programme": position.programme})
        mine = mine.exclude(gone.some, **{f"{self.parent}__in": gone})
        return mine.filter(*self._among_parents(mine.model))

    def _among_parents(self, model):
        """That an entry is neither before the first nor behind the last that has such rows: an
        index knows both at once, and of entries of which none has any none is looked at.
        """
        entry, key = (
            Col(self.log.model._meta.db_table, self.log.model._meta.pk),
            f"{self.parent}_id",
        )
        rows = model._base_manager  # of the rows themselves, or of their past
        first, last = (rows.order_by(by).values(key)[:1] for by in (key, f"-{key}"))
        return GreaterThanOrEqual(entry, Subquery(first)), LessThanOrEqual(entry, Subquery(last))

    def standing_of(self, entries, position):
        """The rows of entries that stand themselves: what `standing` asks, less what is known.
        `entries` is a list of keys, or a `Given` for one.
        """
        which = f"{self.parent}__in" if isinstance(entries, list) else self.parent
        return self._known(position).filter(**{which: entries})

    def _known(self, position):
        if self.known:
            return self.known(position)
        rows = self.model.objects
        return rows.as_at(position) if hasattr(rows, "as_at") else rows.known_at(position)

    def now(self):
        """The rows of all programmes as they stand now."""
        rows = self.model.objects
        return rows.as_at(None) if hasattr(rows, "as_at") else rows.known_at(None)

    def of_entries(self, entries, position, chosen=None):
        """The rows of `entries`, or those of them that are among the `chosen`, in the order of
        their parents and then their own.

        Each leads to its parent as it stood.
        """
        by_id = {entry.pk: entry for entry in entries}
        if chosen is None:
            children = list(self._below.ask(position, entries=list(by_id))) if by_id else []
        else:
            found = chosen.filter(**{f"{self.parent}__in": list(by_id)})
            children = list(found.order_by(self.order))
        for child in children:
            setattr(child, self.parent, by_id[getattr(child, f"{self.parent}_id")])
        place = {pk: number for number, pk in enumerate(by_id)}
        children.sort(key=lambda child: place[getattr(child, f"{self.parent}_id")])
        prefetch_related_objects(children, *self.related.split())
        return self.prepare(children, position) if self.prepare else children

    @cached_property
    def _below(self):
        """The rows of entries in their own order."""

        def rows(position):
            found = self.standing(position).filter(**{f"{self.parent}__in": AnyOf("entries")})
            return found.order_by(self.order)

        return AtPosition(rows)

    def rows(self, entries, position, chosen=None) -> list[dict]:
        """The rows of `entries`, or the `chosen` ones of them, as plain data, each with its
        parent's reference and title.
        """
        values = [(name, fact.value) for name, fact in self.bound.items() if fact.is_plain]
        found = []
        for child in self.of_entries(entries, position, chosen):
            parent = getattr(child, self.parent)
            row = {"parent_reference": parent.reference, "parent_title": parent.title}
            found.append(row | {name: value(child, position) for name, value in values})
        return found

    def parents_of(self, children):
        """The ids of the entries that `children`, a set of rows, belong to, as a subquery."""
        return children.order_by().values(f"{self.parent}_id")

    def saying(self, word, position):
        """The condition that an entry has a child row with a word in its searched columns."""
        sought = [fact.name for fact in self.facts if fact.search]
        if not sought:
            return Q(pk__in=[])
        found = reduce(or_, (Q(**{f"{column}__finds": word}) for column in sought))
        return Q(id__in=self.parents_of(self.standing(position).filter(found)))

    def owned_by(self, owner, position):
        """The ids of the entries with a row of that owner."""
        return self.parents_of(self.standing(position).filter(**{self.owner: owner}))

    @property
    def choices(self):
        """How its rows can stand, as choices of a filter; none where they cannot be settled."""
        late = [("late", "Late")] if self.due else []
        return [*late, ("waiting", self.waits)] if self.waiting else []

    def passing(self, position, standing="", owner=""):
        """The rows that stand so, and are this owner's, where either is asked for."""
        found = self.in_standing(standing, position) if standing else self.standing(position)
        return found.filter(**{self.owner: owner}) if owner else found

    def in_standing(self, standing, position):
        """The rows that are `late`, or that are `waiting` to be settled."""
        found = self.waiting(self.standing(position), position)
        if not self.due:
            return found
        late = Q(**{f"{self.due}__lt": position.day}) if standing == "late" else Q()
        return self._of_open_parents(found, position).filter(late)

    def _of_open_parents(self, found, position):
        if not self.log.closed_states:
            return found
        closed = self.log.entries(position).filter(state__in=self.log.closed_states)
        return found.exclude(**{f"{self.parent}__in": closed.order_by().values("id")})

    def late(self, position) -> tuple[int, int]:
        """How many rows are late, and of how many entries; one query, asked once a page."""
        found = self.in_standing("late", position).order_by()
        counts = {"rows": Count("id"), "parents": Count(self.parent, distinct=True)}
        counts = position.once((self.log.name, self.name), lambda: found.aggregate(**counts))
        return counts["rows"], counts["parents"]

    def late_in_words(self, rows, parents):
        """The counts as a line: 3 late mitigations of 2 risks."""
        of = self.parent_noun if parents == 1 else self.log.title.lower()
        return f"{counted(rows, f'late {self.noun}')} of {parents:,} {of}"

    def waiting_of(self, entry, position):
        """The rows of one entry that are not settled."""
        rows = self.standing(position).filter(**{self.parent: entry.pk}).order_by(self.order)
        return list(self.waiting(rows, position))


def recorded_by_of(child, position):
    return position.signed(child, "recorded")


RECORDED_BY = Computed("recorded_by", "Recorded by", recorded_by_of, width=12)


def recorded_on_of(child, position):
    return iso(timezone.localdate(child.recorded_at))


def reversed_number_of(child, position):
    """The number of the entry that a reversing one takes back."""
    return child.reverses and child.reverses.number


def nest(log, rows, entries, position, whole=False):
    """Adds to the plain `rows` of `entries` their child rows: {name: rows} under `children`, as a
    download of their kind has them where they are to be `whole`.
    """
    by_reference = {row["reference"]: row for row in rows}
    for row in rows:
        row["children"] = {name: [] for name in log.children}
    for name, kind in log.children.items():
        for child in kind.rows(entries, position):
            own = {column.key: column.said(child) for column in kind.own_columns}
            under = by_reference[child["parent_reference"]]["children"][name]
            under.append(child if whole else own)
    return rows
