"""A worker's claim on an import: with a lease, so that what a dead one left is found."""

import uuid
from datetime import timedelta

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Now

from intake.models import Import
from programme.log import logs


class ClaimLost(Exception):
    """Another worker has the import: this one must not write."""


def log_of(row):
    """The log that an import is for."""
    return next(one for one in logs() if one.name == row.log)


def claim_import(import_id):
    """The import, claimed; None where it waits for nothing, or another worker has it."""
    token, until = uuid.uuid4(), lease()
    found = Import.objects.filter(pk=import_id).to_work_on()
    if not found.update(claim=token, lease_until=until, attempts=F("attempts") + 1):
        return None
    row = Import.objects.select_related("programme", "upload", "applied_by").get(pk=import_id)
    row.claim = token
    return row


def write_claimed(row, **values):
    """Writes to a claimed import.

    Raises:
        ClaimLost: it is not claimed by this worker any more.
    """
    if not Import.objects.filter(pk=row.pk, claim=row.claim).update(**values):
        raise ClaimLost(f"Import {row.pk} was taken over by another worker.")


def settle_import(row, state, said=(), **values):
    """Writes what came of the work, and lets the import go."""
    free = {"claim": None, "lease_until": None, "attempts": 0, "version": F("version") + 1}
    write_claimed(row, state=state, said=list(said), **free, **values)


def lease():
    """How long a claim holds from now on."""
    return Now() + timedelta(seconds=settings.LEASE_SECONDS)
