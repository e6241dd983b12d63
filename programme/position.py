"""Where a programme stood: the one value by which logs and sections are asked for their rows."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import DateField, DateTimeField
from django.utils import timezone
from django.utils.functional import cached_property

from programme.models import FormerTitle, FurtherOwner, Programme, Titles, User
from programme.written_once import Given, Prepared


@dataclass(frozen=True)
class Position:
    """A programme at a moment.

    `at` is the moment; None stands for now, and the tables themselves are read instead of their
    history. `since` is the position of the report before, None where there is none. `day` is the
    day that the moment falls on in London.

    A correction of a report keeps the report's moment and puts right what was typed wrongly in rows
    that it names: `corrected` are (reference, moment) pairs. Of each row the mistakes count that
    were corrected by that moment (see `programme.putting_right`).

    What is written for a paper, `for_paper`, names posts and no persons. What is written at the end
    of a programme, `at_the_end`, leaves out nothing that was settled on the way.
    """

    programme: Programme
    at: datetime | None
    since: datetime | None
    day: date
    corrected: tuple[tuple[str, datetime], ...] = ()
    for_paper: bool = False
    at_the_end: bool = False

    @classmethod
    def as_at(cls, programme, moment, since=None):
        """The position at a moment, read from history even when the moment is the present one."""
        return cls(programme, moment, since, timezone.localdate(moment))

    @classmethod
    def on(cls, programme, day, since=None):
        """The position as it stands now, `day` being today."""
        return cls(programme, None, since, day)

    @cached_property
    def _known(self) -> dict:
        return {}

    def once(self, key, find):
        """What `find` finds, asked once for this position, whoever asks: for rules of its day, and
        for what only pages ask that change nothing.
        """
        if key not in self._known:
            self._known[key] = find()
        return self._known[key]

    def knows(self, key):
        """What was found out `once` by now; None before that."""
        return self._known.get(key)

    @cached_property
    def titles(self) -> Titles:
        """Who has and had which job title."""
        return Titles()

    @cached_property
    def people(self) -> dict:
        """{primary key: who it is} of all who have or had a part in the programme, by the names
        and titles of the moment.
        """
        held = self.programme.memberships.values("user")
        people = list(User.objects.filter(pk__in=held))
        FormerTitle.objects.put_back(people, self.at)
        return {one.pk: one.title for one in people}

    @cached_property
    def further_owners(self) -> dict:
        """{(table, primary key of the entry): those who own it with its lead} of all logs."""
        found = {}
        for one in FURTHER.ask(self):
            found.setdefault((one.subject_type, one.subject_id), []).append(one)
        return found

    def signed(self, row, did) -> str:
        """Who did something to a row, by its columns: `did` is "recorded" or the like."""
        return self.titles.signed(row, did, for_paper=self.for_paper)


ANY = Position(Given("programme"), None, None, Given("day", DateField()))


class AtPosition:
    """A query of a position, whose SQL is kept: of how things stand now, and of how they stood.

    `build` makes the query from a position, of which it looks at the programme, the day and the
    times alone, and at whether there are such times. `prepare` is for one that is put into SQL in a
    way of its own: it makes the `Prepared` from a position.
    """

    def __init__(self, build=None, *, prepare=None):
        self._prepare = prepare or (lambda position: Prepared(lambda: build(position)))
        self._kept = {}

    def ask(self, position, **values):
        """The query with further values that it is given, to be read as it is."""
        times = {"at": position.at, "since": position.since}
        return self._prepared(position).ask(
            programme=position.programme.pk, day=position.day, **times, **values
        )

    def one(self, position, **values):
        """The first row of it; None where there is none."""
        return next(iter(self.ask(position, **values)), None)

    def _prepared(self, position):
        if position.corrected:  # by references, which differ from one correction to the next
            return self._prepare(position)
        known = position.at is not None, position.since is not None
        if known not in self._kept:
            times = {name: Given(name, DateTimeField()) for name in ("at", "since")}
            at, since = (
                one if there else None for one, there in zip(times.values(), known, strict=True)
            )
            anywhere = replace(ANY, at=at, since=since)
            self._kept[known] = self._prepare(anywhere)
        return self._kept[known]


def _further(position):
    standing = FurtherOwner.objects.standing(position).filter(programme=position.programme)
    return standing.select_related("partner", "person")


FURTHER = AtPosition(_further)
