"""A row of a log, and what is put beside it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from risks import actions as risks
from tests import pdfs
from tests.factories import MARCH_2012
from tests.reading import sent


@pytest.fixture
def risk(programme, programme_manager, workstream_lead):
    """A risk that the workstream lead owns."""
    who = {"by": programme_manager, "at": MARCH_2012}
    title = "A partner leaves"
    return risks.add_risk(programme=programme, title=title, owner_user=workstream_lead, **who)


@pytest.fixture
def url(risk):
    """A function that gives the address of a page beside the risk."""
    return lambda page, *args: reverse(
        f"margin:{page}", args=["shared-management", "risks", risk.reference, *args]
    )


@pytest.fixture
def press(url):
    """A function that fills in the form of a page beside the risk, and follows where it leads."""

    def fill(client, page, *args, **typed):
        where = url(page, *args)
        return client.post(where, {**sent(client.get(where)), **typed}, follow=True)

    return fill


@pytest.fixture
def a_file():
    """A function that makes a file as a browser sends it."""
    return lambda name="lease.pdf", content=None: SimpleUploadedFile(name, content or pdfs.whole())
