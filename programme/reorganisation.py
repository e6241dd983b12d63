"""Reorganisation of councils: what an order moves on its vesting day, and the one step that moves
it.

What the review page lists and what the step does come from the same `moves`.
"""

from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from programme import audit
from programme.authorization import require
from programme.authorization.permissions import REORGANISE
from programme.closed_days import set_host
from programme.entries import Entry
from programme.formats import day
from programme.handing_over import pass_closed_days
from programme.lifecycle import COUNTED_BACK, end_row
from programme.log import logs
from programme.models import Reorganisation, Succession
from programme.owner_moves import moves_of
from programme.records import (
    change_entry,
    lock_programme,
    locked,
    refuse,
    refuse_future,
    refuse_if,
    refuse_unless,
    save_child,
    save_kept,
)
from programme.standing import refuse_alike, refuse_ended

LATER = "Carried out on {}. Take that back first, if it was a mistake."
MOVED = "moved to its successor"


@dataclass
class Successors:
    """Who or what takes over: partners and bodies by primary key, owners by job title.

    A body that ends without a successor has None. `held` counts the rows of each owner that was
    asked for.
    """

    partners: dict = field(default_factory=dict)
    bodies: dict = field(default_factory=dict)
    owners: dict = field(default_factory=dict)
    held: Counter = field(default_factory=Counter)

    def owner(self, words):
        """The owner from the vesting day on."""
        self.held[words] += 1
        return self.owners.get(words, words)


@dataclass(frozen=True)
class ChildMove:
    """What changes in one column of a row that hangs on an entry, as its history calls it."""

    row: Any
    column: str
    value: Any
    label: str

    @property
    def note(self):
        """The change as an event keeps it."""
        return audit.note(self.column, self.label, getattr(self.row, self.column), self.value)

    def take(self, entry, *, by, at):
        """Saves it."""
        setattr(self.row, self.column, self.value)
        save_child(self.row, by=by, at=at)


@dataclass(frozen=True)
class Move:
    """An open entry that moves: its own columns, and what hangs on it."""

    entry: Entry
    values: dict
    children: list

    @property
    def changes(self):
        """All of it, as an event keeps it."""
        own = audit.difference(self.entry, self.values)
        return [*own, *(child.note for child in self.children)]


def successors(order) -> Successors:
    """What the order says so far."""
    found = Successors()
    for one in order.successions.select_related("to_partner", "to_body"):
        if one.to_partner:
            found.partners[one.partner_id] = one.to_partner
        if one.to_body or one.body_ends:
            found.bodies[one.body_id] = one.to_body
        if one.to_owner:
            found.owners[one.owner] = one.to_owner
    return found


def moves(programme, to) -> list:
    """What moves in each log, as (log, [Move]) pairs: open rows alone, and only where something
    changes.
    """
    found, owners = [], moves_of(programme, to.partners)
    for log in logs():
        columns = {column.name for column in log.model._meta.concrete_fields}
        entries = log.model.objects.of(programme).select_related(
            *({"lead_partner"} & columns), "programme"
        )
        entries = [one for one in entries.order_by("number") if not one.is_closed]
        children = log.hand_over(entries, to)
        table = log.model._meta.label_lower
        moving = [
            Move(
                one,
                _values(one, to, [*columns & set(log.owners)]),
                [*children.get(one.pk, []), *owners.get((table, one.pk), [])],
            )
            for one in entries
        ]
        if moving := [move for move in moving if move.values or move.children]:
            found.append((log, moving))
    return found


def _values(entry, to, owners):
    values = {name: to.owner(was) for name in owners if (was := getattr(entry, name))}
    if (partner := getattr(entry, "lead_partner", None)) and partner.pk in to.partners:
        values["lead_partner"] = to.partners[partner.pk]
    return {name: value for name, value in values.items() if value != getattr(entry, name)}


def regrouped(rows, to, entry, column, *, label, value, join) -> dict:
    """Moves rows that hold one value for each partner of an entry to the partners' successors.

    `entry` is the name of their link to the entry; `value` gives what a row holds, `join` what
    stands at a partner at which several come together, and a blank for none.
    """
    held, found = {}, {}
    for row in rows:
        held.setdefault(getattr(row, f"{entry}_id"), {})[row.partner] = row
    for pk, own in held.items():
        then = {partner: [] for partner in own}
        for partner, row in own.items():
            then.setdefault(to.partners.get(partner.pk, partner), []).append(value(row))
        for partner, values in then.items():
            row = own.get(partner)
            row = row or type(next(iter(own.values())))(**{f"{entry}_id": pk, "partner": partner})
            now = join([one for one in values if one])
            if now != getattr(row, column):
                move = ChildMove(row, column, now, label.format(partner))
                found.setdefault(pk, []).append(move)
    return found


def owners_held(programme) -> Counter:
    """How many open rows each owner has, by job title."""
    counting = Successors()
    moves(programme, counting)
    return Counter({owner: count for owner, count in counting.held.items() if owner})


def fingerprint(moving) -> str:
    """What tells whether another list was reviewed than the one that would move."""
    said = [f"{log.name} {move.entry.pk} {move.changes}" for log, found in moving for move in found]
    return sha256("\n".join(said).encode()).hexdigest()


# --- the order


@transaction.atomic
def add_order(*, programme, by, at, title, made_on, reference="", vesting_on=None):
    """Records an order by which councils are reorganised."""
    require(by, REORGANISE, programme)
    lock_programme(programme)
    refuse_future(made_on, at, "made_on")
    refuse_alike(title, programme.reorganisations.all(), column="title")
    values = {"title": title, "made_on": made_on, "reference": reference, "vesting_on": vesting_on}
    order = Reorganisation(programme=programme, created_at=at, **values)
    save_kept(order, by=by, at=at)
    given = {name: value for name, value in values.items() if value}
    changes = audit.difference(Reorganisation(), given)
    audit.record(
        order, by=by, at=at, verb="recorded the order", programme=programme, changes=changes
    )
    return order


def _begin(order, by, version):
    require(by, REORGANISE, order.programme)
    lock_programme(order.programme)
    order = locked(order, version)
    done = order.carried_out_at
    refuse_if(done, LATER.format(day(done)))
    return order


@transaction.atomic
def change_order(order, *, by, at, why="", version=None, **values):
    """Changes the facts of an order, its vesting day for example, until it is carried out."""
    order = _begin(order, by, version)
    refuse_future(values.get("made_on"), at, "made_on")
    others = order.programme.reorganisations.all()
    refuse_alike(values.get("title", order.title), others, column="title", but=order)
    return change_entry(order, by=by, at=at, verb="changed the order", why=why, **values)


@transaction.atomic
def set_successors(order, *, by, at, partners=None, bodies=None, owners=None, version=None):
    """Says who or what takes over.

    `partners` are {partner: successor or None}, `bodies` {body: successor, None, or "ends"},
    `owners` {job title: job title or ""}. What is not named stays as it was said.
    """
    order = _begin(order, by, version)
    notes = []
    for partner, after in (partners or {}).items():
        notes += _say(order, by, at, {"partner": partner}, {"to_partner": after})
    for body, after in (bodies or {}).items():
        ends = after == "ends"
        values = {"to_body": None if ends else after, "body_ends": ends}
        notes += _say(order, by, at, {"body": body}, values)
    for owner, after in (owners or {}).items():
        notes += _say(order, by, at, {"owner": owner}, {"to_owner": after})
    _refuse_chains(order)
    return change_entry(
        order, by=by, at=at, verb="said what takes over by the order", changes=notes
    )


def _say(order, by, at, what, values):
    """Saves what takes over from one thing; gives the note of it, none where nothing changed."""
    one = order.successions.filter(**what).first() or Succession(order=order, **what)
    was = one.says
    for name, value in values.items():
        setattr(one, name, value)
    if one.says == was:
        return []
    before, after = one.partner or one.body, one.to_partner or one.to_body
    if before and after:
        ours = before.programme_id == after.programme_id == order.programme_id
        refuse_unless(ours, "Choose one of this programme.")
        refuse_ended(before)
        refuse_ended(after)
    save_child(one, by=by, at=at)
    return [audit.note("succession", str(one), was, one.says)]


def _refuse_chains(order):
    """Refuses a successor that itself ends on the vesting day, or before it by another order."""
    to = successors(order)
    ending = [("this order", to)]
    if order.vesting_on:
        others = order.programme.reorganisations.exclude(pk=order.pk)
        earlier = others.filter(carried_out_at=None, vesting_on__lte=order.vesting_on)
        ending += [(str(other), successors(other)) for other in earlier]
    for found, kind, noun in ((to.partners, "partners", "partner"), (to.bodies, "bodies", "body")):
        for after in filter(None, found.values()):
            first = next((name for name, ends in ending if after.pk in getattr(ends, kind)), None)
            refuse_if(first, f"{after} ends by {first} too. Choose a {noun} that stays.")


def missing(order, today, to, moving) -> list[str]:
    """What stands in the way of carrying it out, in words."""
    found = []
    if not order.vesting_on:
        found.append("The order has no vesting day yet.")
    elif order.vesting_on > today:
        first = f"The vesting day is {day(order.vesting_on)}."
        found.append(f"{first} It can be confirmed from that day on.")
    if not (to.partners or to.bodies or moving):
        found.append("The order moves nothing yet. Say what takes over from each partner first.")
    return found


@transaction.atomic
def carry_out(order, *, by, at, meetings=None, reviewed=None, version=None):
    """Moves everything to its successor: open rows and their owners, bodies, partners.

    All or nothing, once: an order that was carried out is left as it is. Closed rows keep the
    partner that they had. `meetings` says what becomes of the meetings to come of bodies that end,
    as `programme.passing_on` has it. `reviewed` is the fingerprint of the list that `by` looked at.

    Raises:
        ValidationError: the vesting day is not known or has not come, another list was reviewed,
        or one of the rows cannot move.
    """
    require(by, REORGANISE, order.programme)
    programme = lock_programme(order.programme)
    order = locked(order)
    if order.carried_out_at:
        return order
    order = locked(order, version)
    to = successors(order)
    moving = moves(programme, to)
    if why_not := missing(order, timezone.localdate(at), to, moving):
        refuse(" ".join(why_not))
    another = reviewed is not None and reviewed != fingerprint(moving)
    refuse_if(another, "What moves has changed since you looked. Look at the list again.")
    why = f"{order.in_full}, vesting day {day(order.vesting_on)}"
    for _, found in moving:
        for move in found:
            _carry(move, by=by, at=at, why=why)
    _end_all(order, to, meetings, by=by, at=at, why=why)
    how = {"by": by, "at": at, "verb": "carried out the order", "carried_out_at": at}
    return change_entry(order, **how)


def _carry(move, *, by, at, why):
    notes = [child.note for child in move.children]
    how = {"by": by, "at": at, "verb": MOVED, "why": why}
    try:
        for child in move.children:
            child.take(move.entry, by=by, at=at)
        change_entry(move.entry, changes=notes, **how, **move.values)
    except ValidationError as error:
        refuse(f"{move.entry.reference} cannot move: {' '.join(error.messages)}")


def _end_all(order, to, meetings, *, by, at, why):
    programme, on = order.programme, order.vesting_on
    how = {"programme": programme, "by": by, "at": at, "why": why}
    pass_closed_days(to.partners, "host", on - COUNTED_BACK, **how)
    for body in programme.bodies.standing().filter(host__in=to.partners):
        set_host(body, by=by, at=at, host=to.partners[body.host_id], why=why)
    for rows, found in ((programme.bodies, to.bodies), (programme.partners, to.partners)):
        for row in rows.standing().filter(pk__in=found).order_by("name"):
            how = {"by": by, "at": at, "on": on, "why": why, "meetings": meetings}
            end_row(row, successor=found[row.pk], **how)
