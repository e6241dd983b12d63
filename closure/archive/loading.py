"""Puts an archive into an installation that has nothing yet."""

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction

from programme.models import Programme, User
from programme.records import refuse_if

from . import records
from .layout import FILES, RECORDS
from .verifying import faults, opened

NOT_EMPTY = (
    "This installation has programmes or people already. An archive is loaded into an empty one,"
    " so that every row keeps its key."
)
CHANGED = "This archive is not as it was made; nothing was loaded. {}"
UNKNOWN = (
    "This archive has rows that this version of the product does not know: {}."
    " Load it with the version that it was made by, or a newer one."
)


def load(path) -> dict:
    """Loads the archive in a file; gives its manifest. All or nothing: files that were stored for
    nothing lie under their own fingerprint and harm nobody.

    People come in as who they were. Nobody of them can sign in.

    Raises:
        Unreadable: the file is no archive.
        ValidationError: it was changed, or the installation is not empty.
    """
    found = faults(path)
    refuse_if(found, CHANGED.format(" ".join(found[:5])))
    archive, manifest = opened(path)
    models = {one._meta.label: one for one in records.models()}
    _refuse_unknown(manifest, models)
    with transaction.atomic():
        refuse_if(Programme.objects.exists() or User.objects.exists(), NOT_EMPTY)
        fixed = {}
        for label, model in models.items():
            if label in manifest["rows"]:
                _add_rows(archive, model, fixed)
        for pk, at in fixed.items():  # from then on a closed programme takes no rows any more
            Programme.objects.filter(pk=pk).update(fixed_at=at)
        records.go_on_counting()
        connection.check_constraints()
        _add_files(archive)
    return manifest


def _refuse_unknown(manifest, models):
    unknown = sorted(
        name for name, count in manifest["rows"].items() if count and name not in models
    )
    refuse_if(unknown, UNKNOWN.format(", ".join(unknown)))


def _add_rows(archive, model, fixed):
    """Adds the rows of a model; when those of a closed programme were fixed is told to `fixed`."""
    with archive.open(f"{RECORDS}/{model._meta.label}.jsonl") as lines:
        try:
            rows = [records.read(model, line) for line in lines]
        except KeyError as error:
            raise ValidationError(UNKNOWN.format(f"{model._meta.label}.{error.args[0]}")) from error
    for row in rows if model is User else ():
        row.is_active = False
        row.set_unusable_password()
    for row in rows if model is Programme else ():
        fixed[row.pk], row.fixed_at = row.fixed_at, None
    records.add(model, rows)


def _add_files(archive):
    """Stores the files under the names that they had."""
    for name in archive.namelist():
        stored = name.removeprefix(f"{FILES}/")
        if stored != name and not default_storage.exists(stored):
            default_storage.save(stored, ContentFile(archive.read(name)))
