"""Several owners of one entry: named beside its lead, for the programme or a partner, and ended.

Each function is one step of the entry, which its log's keepers take while it is open, and raises
NotPermitted, ValidationError or StaleEntry.
"""

from dataclasses import dataclass

from django.db import transaction

from programme import audit
from programme.formats import known_as
from programme.log import log_of
from programme.models import FurtherOwner, Partner
from programme.owners import FURTHER, NOBODY, owners_in
from programme.records import begin_change, change_entry, refuse_if, refuse_unless
from programme.standing import refuse_ended


def _begin(entry, by, version):
    log = log_of(type(entry))
    return begin_change(entry, log.steps, by=by, permission=log.keep, version=version)


@transaction.atomic
def name_owner(entry, *, by, at, person, partner=None, version=None):
    """Names somebody who owns the entry with its lead, for one partner where that is given."""
    entry = _begin(entry, by, version)
    may = owners_in(entry.programme).filter(pk=person.pk).exists()
    refuse_unless(may, NOBODY, "person")
    named = FurtherOwner.objects.of(type(entry)).filter(subject_id=entry.pk)
    owns = person.pk == entry.owner_user_id or named.filter(person=person).exists()
    refuse_if(owns, f"{person.title} owns {entry.reference} already.", "person")
    if partner:
        refuse_unless(partner.programme_id == entry.programme_id, "Choose a partner.", "partner")
        refuse_ended(partner, "partner")
        theirs = named.filter(partner=partner).first()
        refuse_if(theirs, f"{theirs} owns it already. End that first.", "partner")
    added = _add(entry, person, partner, by=by, at=at)
    return change_entry(
        entry, by=by, at=at, verb="named a further owner of", changes=[_note(added)]
    )


@transaction.atomic
def end_owner(owner, entry, *, by, at, why="", version=None):
    """Says that a further owner owns the entry no more. That they did stays on record."""
    entry = _begin(entry, by, version)
    owner = FurtherOwner.objects.select_for_update().get(pk=owner.pk)
    refuse_if(owner.ended_at, f"{owner} owns it no more already.")
    changes = [_end(owner, by=by, at=at)]
    verb = "ended a further owner of"
    return change_entry(entry, by=by, at=at, verb=verb, why=why, changes=changes)


def passed_on(entry, person, to, *, by, at) -> list:
    """Gives what somebody owns of an entry beside its lead to another person, who may own it
    already. Returns notes for the event of the entry.
    """
    named = FurtherOwner.objects.of(type(entry)).filter(subject_id=entry.pk)
    theirs = {one.person_id: one for one in named.select_related("person", "partner")}
    leads = entry.owner_user_id == person.pk  # the other one leads it now, and is no further owner
    notes = [_end(theirs[to.pk], by=by, at=at)] if leads and to.pk in theirs else []
    if person.pk in theirs:
        notes.append(_end(theirs[person.pk], by=by, at=at))
        if not leads and to.pk not in {*theirs, entry.owner_user_id}:
            added = _add(entry, to, theirs[person.pk].partner, by=by, at=at)
            notes.append(_note(added))
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
        _end(self.owner, by=by, at=at)
        _add(entry, self.owner.person, self.partner, by=by, at=at)


def moves_of(programme, partners) -> dict:
    """What becomes of further owners for partners that end, as {(table, key of the entry): moves}.

    They own it for the successor, which `partners` gives by key; of several who come together
    there, or where it has an owner, for the whole programme.
    """
    named = FurtherOwner.objects.standing().filter(programme=programme).order_by("id")
    held, found = set(), {}
    for one in named.exclude(partner=None).select_related("person", "partner"):
        entry = one.subject_type, one.subject_id
        if one.partner_id in partners:
            found.setdefault(entry, []).append(one)
        else:
            held.add((entry, one.partner_id))
    return {entry: _moved(entry, those, partners, held) for entry, those in found.items()}


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
    notes = [one.note for one in moves]
    for one in moves:
        one.take(entry, by=by, at=at)
    return notes


def _add(entry, person, partner, *, by, at):
    about = {"subject_type": entry._meta.label_lower, "subject_id": entry.pk}
    who = {"recorded_at": at, "recorded_by": by, "recorded_by_name": known_as(by)}
    of = {"programme": entry.programme, "person": person, "partner": partner}
    return FurtherOwner.objects.create(**about, **who, **of)


def _end(owner, *, by, at):
    owner.ended_at, owner.ended_by = at, by
    owner.save(update_fields=["ended_at", "ended_by"])
    return audit.note(FURTHER, "Further owner", owner, "")


def _note(owner):
    return audit.note(FURTHER, "Further owner", "", owner)
