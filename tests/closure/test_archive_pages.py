"""The page of archives: asked for, made by a worker, downloaded."""

import io
import zipfile

import pytest
from django.utils import timezone

from closure.archive import working
from closure.archive.permissions import MAKE_ARCHIVE
from closure.models import Archive

PAGE = "/programmes/shared-management/closure/archive/"


@pytest.fixture
def asked(signed_in, democratic_services):
    """Somebody who asked for an archive on its page, and the archive."""
    browser = signed_in(democratic_services)
    browser.post(f"{PAGE}make/")
    return browser, Archive.objects.get()


def test_an_archive_is_asked_for_made_and_downloaded(asked):
    browser, archive = asked
    waits = browser.get(PAGE)
    assert "Being made." in waits.content.decode() and waits["Refresh"]
    made = working.make(archive.pk, timezone.now)
    page = browser.get(PAGE)
    assert made.manifest in page.content.decode() and "Refresh" not in page
    file = browser.get(f"{PAGE}{archive.pk}/download/")
    content = b"".join(file.streaming_content)
    assert len(content) == made.bytes
    assert "index.html" in zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert working.make(archive.pk, timezone.now) is None


def test_one_is_made_at_a_time_and_what_never_ends_is_given_up(asked):
    browser, archive = asked
    assert "being made already" in browser.post(f"{PAGE}make/").content.decode()
    Archive.objects.update(attempts=working.MOST_ATTEMPTS)
    working.make(archive.pk, timezone.now)
    assert "Not made. It was begun 3 times" in browser.get(PAGE).content.decode()


def test_an_archive_is_for_those_who_may_have_all_of_it(everyone, signed_in, outsider):
    for role, somebody in everyone.items():
        may = role in MAKE_ARCHIVE.roles
        assert signed_in(somebody).get(PAGE).status_code == (200 if may else 403), role
    assert signed_in(outsider).get(PAGE).status_code == 404


@pytest.mark.once
def test_the_archive_of_another_programme_is_not_found(asked, signed_in, outsider):
    working.make(asked[1].pk, timezone.now)
    elsewhere = PAGE.replace("shared-management", "another-programme")
    address = f"{elsewhere}{asked[1].pk}/download/"
    assert signed_in(outsider).get(address).status_code in (403, 404)
