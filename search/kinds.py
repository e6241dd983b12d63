"""The kinds of things that are found: rows of every log, what rooms declare, and the history."""

from collections import defaultdict
from functools import cached_property, lru_cache, partial

from programme.authorization import permissions
from programme.extension import extensions
from programme.findable import Findable, Said
from programme.log import logs
from programme.models import AuditEvent
from programme.position import ANY
from programme.retention import ROWS, disposed_url
from programme.written_once import Given, Prepared

APART = {"reference", "title", "owner"}  # a document has a column for each


def words_in(field, value):
    """What stands in a column, as words."""
    chosen = dict(field.flatchoices).get(value) if field.choices else None
    return str(chosen or value or "")


class OfLog(Findable):
    """The entries of one log, with the words of their child rows: the facts in which its register
    searches.
    """

    def __init__(self, log):
        self.log, self.name, self.title, self.model = log, log.name, log.title, log.model
        self.fields = [
            (log.bound[name].label, log.bound[name].field)
            for name in log.search_fields
            if name not in APART
        ]

    def children(self):
        """(kind of child rows, its fields in which words are looked for): rows that are a log of
        their own are found for themselves.
        """
        for kind in self.log.children.values():
            fields = [kind.bound[fact.name].field for fact in kind.facts if fact.search]
            if fields and not kind.apart:
                yield kind, fields

    def parents_of(self, row) -> list:
        """The entries whose words a child row belongs to."""
        return [
            getattr(row, kind.parent)
            for kind, fields in self.children()
            if kind.model is type(row) and any(getattr(row, field.name) for field in fields)
        ]

    def rows(self, programme):
        return self.model.objects.of(programme)

    def are_kept(self, programme):
        return not disposed_url(programme, ROWS)

    def said(self, rows, position):
        theirs = self._of_children(rows, position)
        for row in rows:
            own = [
                f"{label}: {words}"
                for label, field in self.fields
                if (words := words_in(field, getattr(row, field.name))) not in ("", row.title)
            ]
            yield (
                row,
                Said(
                    reference=row.reference,
                    title=str(row.title),
                    owner=row.owner or "",
                    lines=(*own, *theirs[row.pk]),
                    permission=self.log.permission,
                    page=self.log.detail_url_name,
                    argument=row.reference,
                    at=row.updated_at,
                ),
            )

    def _of_children(self, rows, position):
        found = defaultdict(list)
        for kind, fields, of_one in self._children:
            if len(rows) == 1:  # as whenever something is saved
                given = {"programme": position.programme.pk, "day": position.day}
                mine = of_one.ask(entry=rows[0].pk, **given)
            else:
                mine = self._words_of(kind, fields, [row.pk for row in rows], position)
            for pk, *values in mine:
                said = ", ".join(filter(None, map(words_in, fields, values)))
                found[pk] += [f"{kind.title}: {said}"] if said else []
        return found

    @cached_property
    def _children(self):
        """What `children` gives, each with the query of the words of one entry's rows."""
        return [
            (kind, fields, Prepared(partial(self._words_of, kind, fields, Given("entry"), ANY)))
            for kind, fields in self.children()
        ]

    def _words_of(self, kind, fields, entries, position):
        """(key of its entry, what stands in each field) of child rows of one kind."""
        mine = kind.standing_of(entries, position).order_by(kind.order, "pk")
        return mine.values_list(f"{kind.parent}_id", *(field.name for field in fields))


class Events(Findable):
    """What was done, as the history tells it."""

    name, title, model, is_frozen = "history", "History", AuditEvent, True

    def rows(self, programme):
        return AuditEvent.objects.filter(programme=programme).told()

    def said(self, rows, position):
        by_name = {log.name: log for log in logs()}
        for event in rows:
            log = by_name.get(event.log)
            is_row = log and event.subject_type == log.model._meta.label_lower
            changes = (f"{one['label']}: {one['was']} → {one['now']}" for one in event.changes)
            yield (
                event,
                Said(
                    title=event.deed_in_full,
                    owner=event.by_name,
                    lines=(*filter(None, [event.reason]), *changes),
                    permission=_reader_of(event, log),
                    page=log.detail_url_name if is_row else "history",
                    argument=event.reference if is_row else "",
                    at=event.at,
                ),
            )


def _reader_of(event, log):
    """The permission by which an event is found."""
    asked = (room.history_of(event) for room in extensions())
    guarded = next(filter(None, asked), None)
    return guarded or (log.permission if log else permissions.SEE_LOGS)


EVENTS = Events()


@lru_cache
def kinds() -> tuple[Findable, ...]:
    """All of them, in the order in which they are shown."""
    rooms = [kind for room in extensions() for kind in room.findables()]
    return (*map(OfLog, logs()), *rooms, EVENTS)
