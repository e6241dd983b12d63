"""What each room keeps, as retention counts it: which records there are, from which day they count,
and what of them goes when they are disposed of.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Case, Q, Value, When
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from programme.extension import extensions
from programme.formats import DISPOSED

ROWS = "rows"  # the kind of the rows of the logs


@dataclass(frozen=True)
class Retained:
    """One kind of record. `rows` gives its sets of rows in a programme that are still there, with
    their words. `recorded` and `meeting` are the columns, or ways to them, of the moment of a row
    and of the day of its meeting; blank where it has none.

    `emptied` are the columns that a disposal empties, with what then stands in them; of a kind
    without any nothing is disposed of; where they are those of several models, it is a function
    that gives them for one. `upload` is the column of the file that goes too, or of its
    fingerprint. `beside` gives the sets of rows that go with `found` ones: what belongs to them,
    and their history. `before` writes down, for a disposal, what has to be known of all records
    before any of them goes. `left` names the page of what stood beside rows of the logs and is kept
    for longer than these.

    `by_law` is the name of what the law of a nation asks, in years from the meeting, for which its
    records are open to the public: none goes before that, whatever its class says.
    """

    key: str
    title: str
    rows: Callable
    recorded: str = ""
    meeting: str = ""
    emptied: dict | Callable = field(default_factory=dict)
    upload: str = ""
    beside: Callable = lambda programme, found: []
    before: Callable = lambda removal: None
    left: str = ""
    by_law: str = ""

    def emptied_of(self, model) -> dict | None:
        """The columns of one of its models that a disposal empties; one whose rows stay as they
        are has None.
        """
        return self.emptied(model) if callable(self.emptied) else self.emptied


def emptied_words(*names) -> dict:
    """What stands in columns of words once these were disposed of; a blank stays so."""
    return {
        name: Case(When(**{name: ""}, then=Value("")), default=Value(DISPOSED)) for name in names
    }


class DisposedOf(Exception):
    """What a page would show was disposed of: it leads to the certificate at `url` instead."""

    def __init__(self, url):
        self.url = url
        super().__init__(url)


def held_in_words(programme, kind="") -> str:
    """Why nothing of a kind may be destroyed, in a sentence; without a kind nothing at all."""
    return next(filter(None, (room.holds_records(programme, kind) for room in extensions())), "")


def certificate_url(programme, row) -> str:
    """The page that leads on to the certificate of the disposal of a row of a programme."""
    return next(filter(None, (room.certificate_url(programme, row) for room in extensions())), "")


def disposed_link(programme, row) -> str:
    """In place of the words of a row that was disposed of, the way to its certificate."""
    where = {"url": certificate_url(programme, row)}
    return mark_safe(render_to_string("programme/_disposed.html", where))


def disposed_in_words(programme, row) -> str:
    """When a row of a programme was disposed of and by which class, for everybody to read; blank
    where it was not.
    """
    return next(filter(None, (room.disposed_in_words(programme, row) for room in extensions())), "")


def disposed_programmes(kind) -> Q:
    """The condition of belonging to a programme of which all records of a kind were disposed of."""
    found = (room.disposed_programmes(kind) for room in extensions())
    found = (Q(programme__in=keys) for keys in found if keys is not None)
    return reduce(or_, found, Q(pk__in=[]))


def disposed_url(programme, kind) -> str:
    """The certificate of the disposal of all records of a kind; blank where they are there."""
    return next(filter(None, (room.disposed_url(programme, kind) for room in extensions())), "")
