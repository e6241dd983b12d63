"""How documents are attached in tests, by the action and by the page; a scanner that is there."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from papers import attaching
from tests import pdfs
from tests.clamd import Clamd
from tests.papers.conftest import WRITTEN
from tests.reading import sent


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(f"papers:{name}", args=[programme.slug, *args])


@pytest.fixture
def attach(paper, programme_manager):
    """A function that attaches a document."""

    def step(title="Work plan", content=None, name="plan.pdf", by=programme_manager, at=WRITTEN):
        file = attaching.checked(ContentFile(content or pdfs.whole(), name))
        return attaching.attach_document(paper=paper, by=by, at=at, title=title, file=file)

    return step


@pytest.fixture
def press(manager):
    """A function that opens a form, chooses a file in it, and sends it."""

    def step(url, content=None, name="plan.pdf", **more):
        form = {**sent(manager.get(url)), **more}
        if content is not None:
            form["file"] = SimpleUploadedFile(name, content)
        return manager.post(url, form, follow=True)

    return step


@pytest.fixture
def scanner(settings):
    daemon = Clamd()
    daemon.start()
    settings.CLAMAV_ADDRESS, settings.RETRY_SECONDS = daemon.address, 0
    yield daemon
    daemon.close()
