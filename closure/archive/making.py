"""Makes the archive of a programme."""

import json
from contextlib import contextmanager

from django.core.files.storage import default_storage
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from programme import audit
from programme.formats import known_as
from programme.models import FormerTitle, User
from reports.checking import stored_files

from . import pages, records
from .layout import FILES, INDEX, PIECE, RECORDS, SCHEMA, Writing

MADE = "made an archive of the records:"


def write(programme, file, *, by, at) -> str:
    """Writes the archive of a programme as it stands into an open binary file, and says so in the
    history. Returns the SHA-256 of its manifest, by which the archive is known.

    It has everything, exempt parts and people's names included: whoever calls asks who may have it.
    """
    with as_at_one_moment():
        sha256 = _write(programme, file, by, at)
    why = f"SHA-256 of its manifest: {sha256}"
    audit.record(programme, by=by, at=at, verb=MADE, programme=programme, why=why)
    return sha256


@contextmanager
def as_at_one_moment():
    """What is read within is read as it stood at the beginning, and nobody waits who writes.

    Within a transaction its own rules hold.
    """
    if connection.in_atomic_block:
        yield
        return
    begin = "BEGIN" if connection.vendor == "sqlite" else "BEGIN ISOLATION LEVEL REPEATABLE READ"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("COMMIT")


def _write(programme, file, by, at):
    archive = Writing(file)
    counts, people = {}, set()
    for model in (one for one in records.models() if one not in records.PEOPLE):
        counts[model._meta.label] = _add_rows(archive, model, programme, people)
    for model in (User, FormerTitle):
        counts[model._meta.label] = _add_rows(archive, model, programme, people)
    archive.add(SCHEMA, [schema()], "What the columns of the records are")
    missing, disposed = _add_files(archive, programme)
    for name, content, what in pages.tables(programme, at):
        archive.add(name, [content], what)
    who = known_as(by)
    first = pages.index(programme, at, who, archive.told, missing, disposed)
    archive.add(INDEX, [first], "The first page")
    return archive.end(
        programme={"name": programme.name, "slug": programme.slug},
        made_at=timezone.localtime(at).isoformat(),
        made_by=who,
        migrations=migrations(),
        rows=counts,
        missing=missing,
        disposed=disposed,
    )


def _add_rows(archive, model, programme, people):
    """Adds the rows of a model, and to `people` whom they name. Returns how many there are."""
    count = 0

    def lines():
        nonlocal count
        for row in records.rows_of(model, programme, people).iterator(records.BATCH):
            count += 1
            people.update(records.people_in(row) if model not in records.PEOPLE else ())
            yield records.written(row)

    what = f"Rows: {model._meta.verbose_name_plural}"
    archive.add(f"{RECORDS}/{model._meta.label}.jsonl", lines(), what)
    return count


def _add_files(archive, programme):
    """Adds every stored file of a programme. Returns those that are gone, and those that were
    disposed of, in words.
    """
    ours = [one for one in stored_files() if one.programme.pk == programme.pk]
    known = {one.name: one for one in ours if not one.is_disposed}
    missing = []
    for name, one in sorted(known.items()):
        try:
            with default_storage.open(name) as file:
                archive.add(f"{FILES}/{name}", iter(lambda: file.read(PIECE), b""), one.what)
        except FileNotFoundError:
            missing.append(_gone(one))
    return missing, [_gone(one) for one in ours if one.is_disposed]


def _gone(one):
    return {"name": one.name, "sha256": one.sha256, "what": one.what}


def migrations() -> dict[str, str]:
    """The last migration of each app: which columns there were."""
    found = sorted(MigrationRecorder.Migration.objects.values_list("app", "name"))
    return dict(found)


def schema() -> bytes:
    """What each file of records holds: a line for each row, an object of its columns."""
    told = {model._meta.label: _columns(model) for model in records.models()}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _columns(model):
    return {
        one.attname: {
            "label": str(one.verbose_name),
            "kind": one.get_internal_type(),
            **({"names": one.related_model._meta.label} if one.is_relation else {}),
        }
        for one in records.columns(model)
    }
