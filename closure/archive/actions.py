"""What people can do with archives."""

from django.db import transaction

from closure.archive.permissions import MAKE_ARCHIVE
from closure.choices import ArchiveState
from closure.models import Archive
from programme import audit
from programme.authorization import require
from programme.doorbell import ring
from programme.formats import known_as
from programme.records import refuse_if

BUSY = "An archive is being made already. Wait until it is there."


@transaction.atomic
def ask_for_archive(programme, *, by, at) -> Archive:
    """Has an archive of the records made.

    Raises:
        ValidationError: one is being made already.
    """
    require(by, MAKE_ARCHIVE, programme)
    asked = Archive.objects.filter(programme=programme, state=ArchiveState.ASKED)
    refuse_if(asked.exists(), BUSY)
    who = {"asked_by": by, "asked_by_name": known_as(by)}
    archive = Archive.objects.create(programme=programme, asked_at=at, **who)
    audit.record(archive, by=by, at=at, verb="asked for", programme=programme)
    ring("closure.tasks.make_archive", archive.pk)
    return archive
