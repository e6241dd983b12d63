"""What becomes of those who own an entry beside its lead, as the lead changes, somebody leaves or a
partner ends. Each function is part of a step, and returns notes for the event of the entry.
"""

from dataclasses import dataclass

from programme import audit
from programme.formats import known_as
from programme.models import FurtherOwner, Partner
from programme.owners import FURTHER


def begin_owning(entry, person, partner, *, by, at):
    """Has somebody own an entry, for a partner or the whole programme."""
    about = {"subject_type": entry._meta.label_lower, "subject_id": entry.pk}
    who = {"recorded_at": at, "recorded_by": by, "recorded_by_name": known_as(by)}
    of = {"programme": entry.programme, "person": person, "partner": partner}
    return audit.note(
        FURTHER, "Further owner", "", FurtherOwner.objects.create(**about, **who, **of)
    )


def end_owning(owner, *, by, at):
    """Has a further owner own the entry no more."""
    owner.ended_at, owner.ended_by = at, by
    owner.save(update_fields=["ended_at", "ended_by"])
    return audit.note(FURTHER, "Further owner", owner, "")


def _of(entry):
    named = FurtherOwner.objects.of(type(entry)).filter(subject_id=entry.pk)
    return named.select_related("person", "partner")


def lead_alone(entry, lead, *, by, at) -> list:
    """Whoever leads an entry from now on, in place of another, is no further owner of it."""
    if not lead or lead.pk == entry.owner_user_id:
        return []
    return [end_owning(one, by=by, at=at) for one in _of(entry).filter(person=lead)]


def passed_on(entry, person, to, *, by, at) -> list:
    """Gives what somebody owns of an entry beside its lead to another person, who may own it
    already. Returns notes for the event of the entry.
    """
    named = FurtherOwner.objects.of(type(entry)).filter(subject_id=entry.pk)
    theirs = {one.person_id: one for one in named.select_related("person", "partner")}
    leads, notes = entry.owner_user_id == person.pk, []  # the other one leads it now
    if person.pk in theirs:
        notes.append(end_owning(theirs[person.pk], by=by, at=at))
        if not leads and to.pk not in {*theirs, entry.owner_user_id}:
            notes.append(begin_owning(entry, to, theirs[person.pk].partner, by=by, at=at))
    return notes


@dataclass(frozen=True)
class OwnerMove:
    """Somebody who owns an entry for a partner that ends, and from then on for another one; with
    None for the whole programme.
    """

    owner: FurtherOwner
    partner: Partner | None

    @property
    def note(self):
        """The move as an event keeps it."""
        after = FurtherOwner(person=self.owner.person, partner=self.partner)
        return audit.note(FURTHER, "Further owner", self.owner, after)

    def take(self, entry, *, by, at):
        """Ends the one and adds the other."""
        end_owning(self.owner, by=by, at=at)
        begin_owning(entry, self.owner.person, self.partner, by=by, at=at)


def moves_of(programme, partners, entry=None) -> dict:
    """What becomes of further owners for partners that end, of all entries or of one, as {(table,
    key of the entry): moves}.

    They own it for the successor, which `partners` gives by key; of several who come together
    there, or where it has an owner, for the whole programme.
    """
    every = FurtherOwner.objects.standing().filter(programme=programme)
    named = _of(entry) if entry else every.select_related("person", "partner")
    held, found = set(), {}
    for one in named.exclude(partner=None).order_by("id"):
        of = one.subject_type, one.subject_id
        if one.partner_id in partners:
            found.setdefault(of, []).append(one)
        else:
            held.add((of, one.partner_id))
    return {of: _moved(of, those, partners, held) for of, those in found.items()}


def caught_up(entry, *, by, at) -> list:
    """Moves those who own an entry for a partner that ended while it was settled, as `moves_of`
    does, and returns notes of it.
    """
    partners = {}
    for one in _of(entry).exclude(partner__ended_on=None):
        partners[one.partner_id] = after = one.partner
        while after and after.ended_on:
            partners[one.partner_id] = after = after.successor
    moves = moves_of(entry.programme, {pk: one for pk, one in partners.items() if one}, entry)
    return _taken(moves.get((entry._meta.label_lower, entry.pk), []), entry, by=by, at=at)


def _moved(entry, owners, partners, held):
    moves = []
    for one in owners:
        after = partners[one.partner_id]
        taken = (entry, after and after.pk) in held
        held.add((entry, after and after.pk))
        moves.append(OwnerMove(one, None if taken else after))
    return moves


def moved_back(entry, moment, *, by, at) -> list:
    """Gives those who own an entry the partner for which they did before `moves_of` moved them at a
    moment, and returns notes of it. Who was named or ended since stays as they are.
    """
    rows = FurtherOwner.objects.filter(subject_type=entry._meta.label_lower, subject_id=entry.pk)
    rows = rows.select_related("person", "partner")
    was = {one.person_id: one for one in rows.filter(ended_at=moment)}
    moved = [one for one in rows.filter(ended_at=None, recorded_at=moment) if one.person_id in was]
    moves = [OwnerMove(one, was[one.person_id].partner) for one in moved]
    return _taken(moves, entry, by=by, at=at)


def _taken(moves, entry, *, by, at):
    notes = [one.note for one in moves]
    for one in moves:
        one.take(entry, by=by, at=at)
    return notes
