"""Several owners of one entry: named beside its lead, for the programme or a partner, and ended.

Each function is one step of the entry, which its log's keepers take while it is open, and raises
NotPermitted, ValidationError or StaleEntry.
"""

from django.db import transaction

from programme.log import log_of
from programme.models import FurtherOwner
from programme.owner_moves import begin_owning, end_owning
from programme.owners import NOBODY, owners_in
from programme.records import begin_change, change_entry, refuse_if, refuse_unless
from programme.standing import refuse_ended


def _open(entry, by, version):
    log = log_of(type(entry))
    return begin_change(entry, log.steps, by=by, permission=log.keep, version=version)


@transaction.atomic
def name_owner(entry, *, by, at, person, partner=None, version=None):
    """Names somebody who owns the entry with its lead, for one partner where that is given."""
    entry = _open(entry, by, version)
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
    changes = [begin_owning(entry, person, partner, by=by, at=at)]
    return change_entry(entry, by=by, at=at, verb="named a further owner of", changes=changes)


@transaction.atomic
def end_owner(owner, entry, *, by, at, why="", version=None):
    """Says that a further owner owns the entry no more. That they did stays on record."""
    entry = _open(entry, by, version)
    owner = FurtherOwner.objects.select_for_update().get(pk=owner.pk)
    refuse_if(owner.ended_at, f"{owner} owns it no more already.")
    changes = [end_owning(owner, by=by, at=at)]
    verb = "ended a further owner of"
    return change_entry(entry, by=by, at=at, verb=verb, why=why, changes=changes)
