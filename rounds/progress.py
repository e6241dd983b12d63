"""How far a round is: what was answered for each row, and who is still missing."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.utils.timezone import localdate

from programme.owners import owners_in
from programme.position import Position
from programme.standing import plain_name

from .models import Answer, AskedRow, Round, logs_of_rounds

NOBODY = "Nobody"


@dataclass(frozen=True)
class Owner:
    """Who answers for a row: somebody who can sign in, by key, or else by their title alone."""

    title: str
    person: int | None = None


@dataclass
class Line:
    """One row of a round as it stands: what is `settled` or was withdrawn is not waited for."""

    asked: AskedRow
    log: object
    entry: object
    owner: Owner
    answer: Answer | None
    is_shut: bool = False  # the programme was closed: its rows stay as they are

    @property
    def is_settled(self):
        return self.answer is None and (self.entry.is_closed or self.is_shut)

    @property
    def is_waiting(self):
        return self.answer is None and not self.is_settled


@dataclass
class Share:
    """The rows of one owner."""

    owner: Owner
    lines: list = field(default_factory=list)

    @property
    def waiting(self):
        return [one for one in self.lines if one.is_waiting]

    @property
    def counted(self):
        """The rows that count: those waited for and those answered."""
        return [one for one in self.lines if not one.is_settled]


def position_of(round_, at, today) -> Position:
    """The position of which a round's page speaks: a closed round's rows are those of then."""
    moment = at or round_.closed_at
    programme = round_.programme
    return Position.as_at(programme, moment) if moment else Position.on(programme, today)


def lines_of(round_, position) -> list[Line]:
    """The rows of a round, in the order of the logs; a query for each log. What was withdrawn as a
    mistake is left out.
    """
    rows = defaultdict(dict)
    for one in round_.rows.all():
        rows[one.log][one.entry] = one
    answers = last_answers(AskedRow.objects.filter(round=round_), position.at)
    here = People(round_.programme)
    found = []
    for name, log in logs_of_rounds().items():
        asked, shut = rows.get(name), is_shut(log, round_.programme, position.at)
        for entry in log.entries(position).filter(id__in=asked) if asked else ():
            one = asked[entry.pk]
            owner = owner_of(entry, here, position)
            found.append(Line(one, log, entry, owner, answers.get(one.pk), shut))
    return found


def is_shut(log, programme, at=None) -> bool:
    """Whether a programme was closed by a moment, and the rows of the log stay as they were."""
    closed = programme.closed_on and (at is None or localdate(at) >= programme.closed_on)
    return bool(closed) and not log.after_closing.everything


class People:
    """Those who read the logs of a programme now: who of them owns an entry."""

    def __init__(self, programme):
        found = list(owners_in(programme))
        self.keys = {one.pk for one in found}
        titles = Counter(plain_name(one.job_title) for one in found)
        self.by_title = {
            title: one.pk for one in found if titles[title := plain_name(one.job_title)] == 1
        }

    def owner(self, owner, person):
        """The key of who owns an entry that names an `owner` and a `person`: where no person is
        named, whoever alone has the job title. None where nobody is here.
        """
        if person is None:
            return self.by_title.get(plain_name(owner)) if owner else None
        return person if person in self.keys else None


def is_owner(user, entry) -> bool:
    """Whether somebody owns an entry, as a person or by their job title."""
    if entry.owner_user_id is None:
        return bool(entry.owner) and plain_name(entry.owner) == plain_name(user.job_title)
    return entry.owner_user_id == user.pk


def owner_of(entry, here, position) -> Owner:
    """Who answers for an entry; `here` are the `People` of now."""
    if person := here.owner(entry.owner, entry.owner_user_id):
        return Owner(position.people.get(person) or entry.owner, person)
    return Owner(entry.owner or position.people.get(entry.owner_user_id) or NOBODY)


def last_answers(rows, at=None) -> dict:
    """{key of an asked row: its last answer} of `rows`, a queryset or keys, at a moment."""
    found = Answer.objects.filter(row__in=rows)
    found = found.filter(recorded_at__lte=at) if at else found
    return {one.row_id: one for one in found.order_by("recorded_at", "id")}


def waiting_of(user, programmes) -> list[tuple]:
    """(open round, how many rows of it wait for somebody) in programmes where there are any; as
    many queries for many rows and rounds as for one.
    """
    rounds = Round.objects.filter(programme__in=programmes, closed_at=None)
    rounds = {one.pk: one for one in rounds.select_related("programme").order_by("closes_on")}
    if not rounds:
        return []
    rows, counts = defaultdict(lambda: defaultdict(list)), Counter()
    asked = AskedRow.objects.filter(round__in=rounds, answers=None)
    for round_, log, entry in asked.values_list("round", "log", "entry"):
        rows[log][entry].append(round_)
    here = {one.programme_id: People(one.programme) for one in rounds.values()}
    for name, asking in rows.items():
        log = logs_of_rounds()[name]
        found = log.still_open(log.model.objects.as_at(None).visible_to(user)).filter(pk__in=asking)
        if not log.after_closing.everything:
            found = found.filter(programme__closed_on=None)
        columns = found.values_list("pk", "programme", "owner", "owner_user")
        for entry, programme, owner, person in columns:
            if here[programme].owner(owner, person) == user.pk:
                counts.update(asking[entry])
    return [(one, counts[pk]) for pk, one in rounds.items() if counts[pk]]


def shares_of(lines) -> list[Share]:
    """The owners with their rows: those who are waited for first."""
    found = {}
    for one in lines:
        found.setdefault(one.owner, Share(one.owner)).lines.append(one)
    shares = [one for one in found.values() if one.counted]
    return sorted(shares, key=lambda one: (not one.waiting, one.owner.title))


def in_words(shares) -> str:
    """How far it is: 11 of 16 owners have answered, 182 of 300 rows."""
    done = sum(not one.waiting for one in shares)
    rows = [line for one in shares for line in one.counted]
    answered = sum(not one.is_waiting for one in rows)
    have = "has" if done == 1 else "have"
    return (
        f"{done:,} of {len(shares):,} owners {have} answered, for {answered:,} of {len(rows):,}"
        " rows."
    )
