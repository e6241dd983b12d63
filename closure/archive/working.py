"""How a worker makes an archive that was asked for: claim, make, store, settle."""

import hashlib
import logging
import uuid
from datetime import timedelta
from tempfile import TemporaryFile

from django.core.files import File
from django.core.files.storage import default_storage
from django.db.models import F
from django.db.models.functions import Now

from closure.choices import ArchiveState
from closure.models import Archive
from programme.stored_files import name_of

from . import making
from .layout import PIECE

log = logging.getLogger("programme")

MOST_ATTEMPTS = 3
LEASE = timedelta(minutes=65)  # longer than the task that makes it may take
GAVE_UP = (
    f"It was begun {MOST_ATTEMPTS} times and never ended. Ask the administrator of the server."
)
WENT_WRONG = "Something went wrong on our side. Ask for it again."


def make(archive_id, clock) -> Archive | None:
    """Makes an archive; None where it waits for nothing, or another worker has it."""
    token = uuid.uuid4()
    found = Archive.objects.filter(pk=archive_id).to_make()
    if not found.update(claim=token, lease_until=Now() + LEASE, attempts=F("attempts") + 1):
        return None
    archive = Archive.objects.select_related("programme", "asked_by").get(pk=archive_id)
    try:
        told = _made(archive, clock()) if archive.attempts <= MOST_ATTEMPTS else _not_made(GAVE_UP)
    except Exception:  # whatever it was, the page must say so
        log.exception("Archive %s was not made", archive_id)
        told = _not_made(WENT_WRONG)
    mine = Archive.objects.filter(pk=archive_id, claim=token)
    mine.update(**told, made_at=clock(), claim=None, lease_until=None)
    archive.refresh_from_db()
    return archive


def _not_made(why):
    return {"state": ArchiveState.FAILED, "said": why}


def _made(archive, at):
    with TemporaryFile() as file:
        manifest = making.write(archive.programme, file, by=archive.asked_by, at=at)
        size, sha256 = file.tell(), _sha256(file)
        name = stored_name(sha256)
        if not default_storage.exists(name):
            default_storage.save(name, File(file))
    kept = {"manifest": manifest, "sha256": sha256, "bytes": size}
    return {"state": ArchiveState.MADE, **kept}


def stored_name(sha256):
    """Where the archive with this fingerprint lies."""
    return name_of("archives", sha256, "zip")


def delete_removed():
    """Deletes the files of archives that had what was removed from the records since."""
    kept = Archive.objects.filter(state=ArchiveState.MADE)
    for archive in Archive.objects.filter(state=ArchiveState.REMOVED):
        name = stored_name(archive.sha256)
        if default_storage.exists(name) and not kept.filter(sha256=archive.sha256).exists():
            default_storage.delete(name)


def _sha256(file):
    found = hashlib.sha256()
    file.seek(0)
    while piece := file.read(PIECE):
        found.update(piece)
    file.seek(0)
    return found.hexdigest()
