"""Archives: made, checked to the byte, loaded into an empty installation."""

import functools
import hashlib
import json
import operator
import random
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from closure.archive import loading, making, records, verifying
from closure.archive.layout import MANIFEST, RECORDS, SEAL, Writing, entry
from programme.models import AuditEvent, Programme, SavedView, User
from tests import kept
from tests.factories import MembershipFactory, noon
from tests.reading import links, words
from tests.stack import Stack
from workstreams.models import Workstream

CLOSED = "shared-print-room"
SLUG, AT = "support-services-review", noon(2012, 3, 12)
DATED = ("logs/", "index", "manifest")  # pages say of when they are


@pytest.fixture(scope="module")
def loaded(tmp_path_factory):
    """The demo as an archive, loaded into an empty installation, and archived there again."""
    folder = tmp_path_factory.mktemp("archives")
    for name, like in (("one", kept.demo()), ("two", kept.empty())):
        stack = Stack(folder / name, like=like)
        if name == "two":
            stack.python("manage.py", "load_archive", str(folder / "one.zip"))
        stack.python("manage.py", "make_archive", SLUG, "--output", str(folder / f"{name}.zip"))
        stack.close()
    return folder


@pytest.mark.django_db  # as the next one, right after which it has the same archives
def test_an_archive_that_was_loaded_gives_the_same_rows_and_files_again(loaded):
    one, two = (zipfile.ZipFile(loaded / f"{name}.zip") for name in ("one", "two"))
    assert one.namelist() == two.namelist()
    same = [name for name in one.namelist() if not name.startswith(DATED)]
    assert [name for name in same if one.read(name) != two.read(name)] == []
    assert all(one.read(f"{RECORDS}/{name}.jsonl") for name in ("risks.Risk", "reports.Report"))
    assert one.read("logs/risks.csv") == two.read("logs/risks.csv")
    assert b"reports/" in one.read("index.html")


def test_an_archive_is_loaded_once_and_nobody_of_it_signs_in(loaded, db, capsys):
    call_command("load_archive", loaded / "one.zip")
    names = zipfile.ZipFile(loaded / "one.zip").namelist()
    stored = sum(name.startswith("files/") for name in names)
    assert f" rows, {stored} stored files." in capsys.readouterr().out
    assert Programme.objects.get().slug == SLUG
    people = User.objects.all()
    assert people and not any(one.is_active or one.has_usable_password() for one in people)
    with pytest.raises(CommandError, match="programmes or people already"):
        call_command("load_archive", loaded / "one.zip")


def test_a_closed_programme_is_used_from_its_archive(tmp_path, db, client):
    """Overview, logs, papers, what is published, closure and custody; and its rows stay fixed."""
    stack, path = Stack(tmp_path / "data", like=kept.demo()), tmp_path / "closed.zip"
    stack.python("manage.py", "make_archive", CLOSED, "--output", str(path))
    stack.close()
    call_command("load_archive", path)
    programme, home = Programme.objects.get(), f"/programmes/{CLOSED}/"
    client.force_login(MembershipFactory(programme=programme, role="programme_manager").user)
    pages = {f"{home}closure/{one}" for one in ("", "readiness/", "custody/")} | {"/published/"}
    pages |= {one for one in links(client.get(f"{home}logs/")) if one.startswith(home)}
    for page in [*pages]:
        inner = [one for one in links(client.get(page)) if one.startswith(page)]
        pages |= {one for one in sorted(inner)[:4] if "?" not in one and "#" not in one}
    refused = {page: client.get(page).status_code for page in pages}
    assert {page: code for page, code in refused.items() if code >= 400} == {}
    assert len(pages) > 30 and "closed on" in words(client.get(home))
    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Workstream.objects.update(title="By the ORM")


@pytest.fixture
def made(programme, programme_manager, tmp_path):
    """The archive of a programme with one person; the SHA-256 of its manifest beside it."""
    path = tmp_path / "made.zip"
    with path.open("wb") as file:
        sha256 = making.write(programme, file, by=programme_manager, at=AT)
    return path, sha256


def changed(path, at, by=1):
    """The archive with one byte changed at a place, counted from 0."""
    content = bytearray(path.read_bytes())
    content[at] ^= by
    path.write_bytes(content)
    return path


@pytest.mark.once
def test_an_archive_is_as_it_was_made_and_the_history_has_its_fingerprint(made):
    path, sha256 = made
    assert verifying.faults(path, sha256) == []
    assert sha256 in AuditEvent.objects.latest("id").reason
    assert "not the one that you gave" in " ".join(verifying.faults(path, "0" * 64))


@pytest.mark.once
def test_a_byte_that_was_changed_in_a_file_is_named(made):
    path = made[0]
    place = path.read_bytes().index(b'"username": "programme_manager"')
    [fault] = verifying.faults(changed(path, place))
    assert fault.startswith("records/programme.User.jsonl was changed: among its bytes 1 to ")
    with pytest.raises(ValidationError, match="not as it was made"):
        loading.load(path)


def told(path, sha256=""):
    """What is said of an archive, in sentences: nothing where it is as it was made."""
    try:
        return verifying.faults(path, sha256)
    except verifying.Unreadable as error:
        return [str(error)]


@pytest.mark.once
def test_every_byte_of_an_archive_counts(made):
    """Also those between its files, and those of its manifest; and where it was cut."""
    path, whole, chosen = made[0], made[0].read_bytes(), random.Random(13)
    ends = [0, 5, len(whole) - 1, *range(len(whole) - 30, len(whole))]
    for place in [*ends, *(chosen.randrange(len(whole)) for _ in range(200))]:
        path.write_bytes(whole)
        assert told(changed(path, place, by=chosen.randrange(1, 256))), f"byte {place}"
    for place in [0, 1, len(whole) - 1, *(chosen.randrange(len(whole)) for _ in range(20))]:
        path.write_bytes(whole[:place])
        assert told(path), f"cut at {place}"
    path.write_bytes(whole)
    assert told(path, made[1]) == []


@pytest.mark.once
def test_no_manifest_that_was_made_anew_goes_for_the_one_that_was_made(made):
    """Whatever is taken out of it or put in: that is said, and nothing ends in an error."""
    path, sha256 = made
    with zipfile.ZipFile(path) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        entries = {name: archive.read(name) for name in archive.namelist()}
    for way in [[key] for key in manifest] + [["files", 0, key] for key in manifest["files"][0]]:
        for value in (None, [], {}, "", -1, [None], {"name": [1]}, ...):
            forged = json.loads(json.dumps(manifest))
            *up, key = way
            inside = functools.reduce(operator.getitem, up, forged)
            inside |= {key: value} if value is not ... else {}
            inside.pop(key) if value is ... else None
            write_anew(path, forged, entries)
            assert told(path, sha256), (way, value)
            with pytest.raises((ValidationError, verifying.Unreadable)):
                loading.load(path)
    write_anew(path, {**manifest, "rows": {**manifest["rows"], "risks.Other": 1}}, entries)
    assert "records/risks.Other.jsonl is not named" in " ".join(told(path))


def write_anew(path, manifest, entries):
    """The archive with another manifest, and the seal that fits it."""
    content = json.dumps(manifest).encode()
    seal = f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        for name, old in {**entries, MANIFEST: content, SEAL: seal}.items():
            archive.writestr(entry(name), old)


@pytest.mark.once
def test_the_command_names_what_was_changed_and_exits_with_1(made, capsys):
    path = made[0]
    call_command("verify_archive", path, "--sha256", made[1])
    assert "as it was made" in capsys.readouterr().out
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("logs/another.csv", b"1")
        archive.writestr("logs/\x1b[31m\n\u202e.csv", b"1")
    with pytest.raises(SystemExit):
        call_command("verify_archive", path)
    said = capsys.readouterr().out
    assert "logs/another.csv was added" in said
    assert r"logs/\x1b[31m\n\u202e.csv was added" in said
    with pytest.raises(CommandError, match="There is no file"):
        call_command("verify_archive", path.with_name("nowhere.zip"))


def test_a_file_that_is_no_archive_or_of_a_later_format_is_refused(tmp_path):
    path = tmp_path / "no.zip"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(CommandError, match="cannot be opened"):
        call_command("verify_archive", path)
    with path.open("wb") as file:
        archive = Writing(file)
        archive.zip.writestr(MANIFEST, json.dumps({"format": 99}))
        archive.zip.close()
    with pytest.raises(CommandError, match="format 99"):
        call_command("verify_archive", path)


def test_each_model_is_in_the_archive_or_its_absence_has_a_reason():
    ways = records.models()
    homeless = [one._meta.label for one in ways if ways[one] is None]
    assert homeless == []
    strange = [
        f"{model._meta.label}.{field.name}"
        for model in ways
        for field in records.columns(model)
        if field.is_relation and field.related_model._meta.label not in records.LEFT_OUT
        if field.related_model not in ways
    ]
    assert strange == []


def test_rows_are_written_by_their_columns_and_read_as_they_were(programme_manager):
    row = programme_manager.memberships.get()
    again = records.read(type(row), records.written(row))
    assert again == row and again.granted_at == row.granted_at
    assert b"password" not in records.written(programme_manager)
    assert b"email" not in records.written(programme_manager)
    with pytest.raises(KeyError):
        records.read(type(row), b'{"unheard_of": 1}')


def test_no_key_is_given_out_again_after_its_row_was_removed(programme_manager, programme):
    of_somebody = {"programme": programme, "log": "risks", "owner": programme_manager}
    key = (removed := SavedView.objects.create(name="Old", **of_somebody)).pk
    removed.delete()
    records.go_on_counting()
    assert SavedView.objects.create(name="New", **of_somebody).pk > key
