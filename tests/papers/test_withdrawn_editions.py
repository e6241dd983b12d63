"""A paper with exempt parts, both of its editions: proved, read again each night, withdrawn."""

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from reports import actions, checking
from reports.models import DamagedFile, PublishedFile
from tests.factories import noon
from tests.papers.clearing import LATER
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import MARKERS

WITHDRAWN = noon(2012, 4, 11)
PAPER = "/published/scrutiny/2012-04-04/cover/"
FULL = ("full", "full_pdf", "full_docx", "full_json")


@pytest.fixture
def published(blank, publish):
    return publish(blank, at=LATER)


@pytest.fixture
def withdraw(published, legal_officer, programme_manager, django_capture_on_commit_callbacks):
    def step(disposal="destroy"):
        why = {"reason": "It named a bidder", "disposal": disposal}
        asked = actions.ask_withdrawal(published, by=legal_officer, at=WITHDRAWN, **why)
        with django_capture_on_commit_callbacks(execute=True):
            actions.confirm_withdrawal(asked, by=programme_manager, at=WITHDRAWN)

    return step


def marks_in(answer):
    text = answer.content.decode("utf-8", "replace").lower()
    return [one for one in MARKERS if one.lower() in text]


@pytest.mark.once
def test_search_and_proof_tell_nothing_of_an_exempt_part(client, published):
    for mark in ("zebrafalcon", "quillwort", "grandiflora 7,431,956"):
        page = client.get("/published/", {"q": mark}).content.decode()
        assert "No published paper has all of these words" in page
    assert PAPER in client.get("/published/", {"q": "began 2006"}).content.decode()
    for address in f"{PAPER}v1/proof/", "/published/check/":
        assert marks_in(client.get(address)) == []


@pytest.mark.once
def test_no_proof_names_a_file_of_the_full_edition(client, published):
    full = PublishedFile.objects.filter(is_full=True)
    public = PublishedFile.objects.filter(is_full=False).values_list("sha256", flat=True)
    page = client.get(f"{PAPER}v1/proof/").content.decode()
    hidden = [one.sha256 for one in full if one.sha256 not in public]
    assert hidden and [one for one in hidden if one in page] == []
    answer = client.get("/published/check/", {"sha256": hidden[0]}).content.decode()
    assert "none of the files that were published here" in answer


@pytest.mark.once
def test_the_files_of_both_editions_are_read_again(published):
    file = PublishedFile.objects.filter(is_full=True, form="docx").get()
    default_storage.delete(file.name)
    checking.check_files(WITHDRAWN)
    told = DamagedFile.objects.get(name=file.name)
    assert told.is_missing and "Word file, full edition" in told.what


@pytest.mark.once
def test_those_of_a_draft_too(blank):
    default_storage.delete(blank.full_files["own"]["docx"]["name"])
    checking.check_files(WITHDRAWN)
    assert "full edition of the draft" in DamagedFile.objects.get().what


def test_a_withdrawal_takes_both_editions(signed_in, everyone, published, withdraw):
    withdraw()
    where = [published.definition.programme.slug, published.pk]
    for user in everyone.values():
        client = signed_in(user)
        for name in FULL:
            answer = client.get(reverse(f"reports:{name}", args=where))
            assert answer.status_code == 410 and marks_in(answer) == []
    names = PublishedFile.objects.exclude(name="").values_list("name", flat=True)
    assert not any(default_storage.exists(name) for name in names)
    checking.check_files(WITHDRAWN)
    assert not DamagedFile.objects.exists()
