"""Files that are previewed and imported as the programme manager."""

import sys
from datetime import UTC, datetime
from functools import cache
from multiprocessing.connection import Pipe
from subprocess import Popen

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from intake import process
from intake.applying import Source, apply
from intake.models import Import
from intake.preview import preview
from intake.process import read_file
from intake.results import as_dict
from intake.working import work_on
from programme.log import logs
from programme.uploads import kind_of
from tests.reading import words

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)

# About the process that reads: it is started each time. Elsewhere it is a copy of one that has
# loaded all, and a file that was read before in the same process of pytest is told as it was then.
OF_READING = {"test_hostile_files", "test_reading_workbooks"}


@cache
def reader():
    """The line to the process of `tests/intake/reader.py`, which ends with this one."""
    ours, its = Pipe()
    command = [sys.executable, "-E", "-s", "-B", "-m", "tests.intake.reader", str(its.fileno())]
    how = {"cwd": settings.BASE_DIR, "env": {"LC_ALL": "C.UTF-8"}}
    with its:
        Popen(command, pass_fds=[its.fileno()], **how)
    return ours


@cache
def told_before(content):
    reader().send_bytes(content)
    return reader().recv_bytes()


@pytest.fixture(autouse=True)
def _read_once(request, monkeypatch):
    if request.path.stem not in OF_READING:
        monkeypatch.setattr(process, "told_of", told_before)


def log_named(name):
    return next(log for log in logs() if log.name == name)


@pytest.fixture
def previewed(programme):
    """A function that gives the result of a preview."""

    def see(content, log, chosen=None):
        book, on = read_file(content), timezone.localdate(AT)
        return as_dict(preview(book, log_named(log), programme, on=on, chosen=chosen))

    return see


@pytest.fixture
def imported(programme, programme_manager):
    """A function that imports a file; returns the result, with `applied`."""

    def act(content, log, name="log.xlsx", at=AT, by=None):
        source = Source(name, content, kind_of(content), "0" * 64)
        book, who = read_file(content), {"by": by or programme_manager, "at": at}
        result, applied = apply(book, log_named(log), programme, source, **who)
        return {**as_dict(result), "applied": applied}

    return act


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def bring(manager, programme):
    """A function that hands in a file or cells, has it read, and returns its page's address."""

    def act(content, log="risks", name="register.xlsx"):
        start = f"/programmes/{programme.slug}/import/{log}/"
        is_file = isinstance(content, bytes)
        data = {"file": SimpleUploadedFile(name, content)} if is_file else {"cells": content}
        address = manager.post(start, data).url
        work()
        return address

    return act


def work():
    """What a worker does when somebody rings."""
    for one in Import.objects.to_work_on():
        work_on(one.pk, timezone.now)


@pytest.fixture
def press(manager):
    """A function that presses a button of an import's page, and shows the page afterwards."""

    def act(address, step, **data):
        version = Import.objects.get(pk=address.rstrip("/").rpartition("/")[2]).version
        manager.post(address, {"step": step, "version": version, **data})
        work()
        return words(manager.get(address))

    return act
