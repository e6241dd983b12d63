"""All papers of a programme are disposed of: no page breaks, no link leads nowhere, and an archive
of what is left is loaded as it is.
"""

import zipfile

import pytest
from django.utils import timezone

from closure.archive import making, verifying
from programme.models import Programme
from tests import kept
from tests.closure.test_disposal import dispose
from tests.filled import *  # noqa: F403
from tests.reading import links
from tests.stack import Stack
from tests.test_odd_values import urls  # noqa: F401  (a row of everything, every role)

PLACES = ("published", "reports:", "papers:", "closure:review", "meeting")


@pytest.mark.django_db
def test_nothing_breaks_where_papers_stood(
    programme,
    urls,  # noqa: F811
    client,
    filler,
    tmp_path,
    django_capture_on_commit_callbacks,
):
    with django_capture_on_commit_callbacks(execute=True):
        for kind in ("papers", "background"):
            dispose(programme, kind)
    answers = {one.name: client.get(url) for one, url in urls.items()}
    assert [name for name, one in answers.items() if one.status_code >= 500] == []
    ways = {
        way.split("#")[0]
        for name, one in answers.items()
        if name.startswith(PLACES) and one.status_code in (200, 410)
        for way in links(one)
        if way.startswith("/") and way not in urls.values()
    }
    assert [way for way in ways if client.get(way).status_code in (404, 500)] == []
    closed = Programme.objects.get(pk=programme.pk)
    with (tmp_path / "one.zip").open("wb") as file:
        making.write(closed, file, by=filler, at=timezone.now())
    assert verifying.faults(tmp_path / "one.zip") == []
    stack = Stack(tmp_path / "data", like=kept.empty())
    stack.python("manage.py", "load_archive", str(tmp_path / "one.zip"))
    stack.python("manage.py", "make_archive", programme.slug, "--output", str(tmp_path / "2.zip"))
    stack.close()
    first, again = (zipfile.ZipFile(tmp_path / f"{name}.zip") for name in ("one", "2"))
    same = [name for name in first.namelist() if name.startswith("records/")]
    assert [name for name in same if first.read(name) != again.read(name)] == []
    assert not [one for one in first.namelist() if one.startswith("files/reports/")]
