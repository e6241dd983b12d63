"""Files that are previewed and imported as the programme manager."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from intake.applying import Source, apply
from intake.preview import preview
from intake.process import read_file
from intake.results import as_dict
from programme.log import logs
from programme.uploads import kind_of

AT = datetime(2026, 11, 26, 12, tzinfo=UTC)


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
