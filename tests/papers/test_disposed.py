"""Papers are disposed of once their programme is closed and their time is over: background papers.
Where they stood it says so, and nothing else breaks.
"""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse

from papers.models import BackgroundPaper
from programme.models import Body, Upload
from programme.uploads import stored_name
from reports.checking import check_files
from tests.closure.test_disposal import dispose
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.test_background import PAPER, listed, published  # noqa: F401
from tests.reading import links, words

pytestmark = pytest.mark.once

CERTIFICATE = "/programmes/shared-management/closure/retention/{}/"


@pytest.fixture
def go(programme, django_capture_on_commit_callbacks):
    """A function by which two people dispose of a kind of record; files go too."""

    def step(kind, **rule):
        with django_capture_on_commit_callbacks(execute=True):
            return dispose(programme, kind, **{"counted_from": "meeting", **rule})

    return step


@pytest.fixture
def leads_to(manager):
    """A function that gives the certificate to which a page leads that says "Disposed of"."""

    def step(answer):
        assert answer.status_code == 410 and "Disposed of." in words(answer)
        [way] = [one for one in links(answer) if "/retention/of/" in one]
        return manager.get(way)["Location"]

    return step


def test_background_papers_go_after_the_years_of_the_law(
    published,  # noqa: F811
    go,
    client,
    manager,
    at,
    leads_to,
):
    Body.objects.update(regime="council")
    row, upload = BackgroundPaper.objects.get(), Upload.objects.get()
    with time_machine.travel(noon(2016, 4, 4)), pytest.raises(ValidationError, match="past its"):
        go("background", years=1)  # the law asks for four
    with time_machine.travel(noon(2016, 4, 5)):
        removal = go("background", years=1)
    certificate = CERTIFICATE.format(removal.pk)
    row.refresh_from_db()
    assert row.title == "" and not row.history.exclude(title="").exists()
    assert not default_storage.exists(stored_name(upload.sha256))
    assert {state for one, state in check_files(noon(2016, 4, 6)) if one.subject == upload} == {
        "disposed"
    }
    gone = client.get(f"{PAPER}v1/background/1/")
    assert gone.status_code == 410 and "This background paper was disposed of." in words(gone)
    assert "Disposed of on 5 April 2016. Class: Logs: 1 year from the day" in words(gone)
    assert client.get(f"{PAPER}v1/").status_code == 200
    inside = reverse("reports:background", args=["shared-management", published.pk, 1])
    for address in inside, at("background_file", row.pk), at("leave_out_background", row.pk):
        assert leads_to(manager.get(address)) == certificate, address
    assert "Disposed of. Certificate" in words(manager.get(at("detail", row.paper_id)))
    with pytest.raises(DatabaseError), transaction.atomic():
        row.history.update(title="Changed")
