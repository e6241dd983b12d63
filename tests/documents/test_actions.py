"""A key document from its first version to the next one: what is checked and what authorises."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from documents import actions
from documents.models import Edition
from programme.position import Position
from programme.reporting import sections
from tests.factories import MARCH_2012

pytestmark = pytest.mark.django_db


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": MARCH_2012}


@pytest.fixture
def document(programme, who):
    return actions.add_document(programme=programme, title="Charter", kind="initiation", **who)


def test_what_was_signed_off_authorises_until_the_next_version_is(programme, document, who):
    with pytest.raises(ValidationError, match="Add the version first"):
        actions.sign_off_document(document, signed_off_by="Board", **who)
    document = actions.add_edition(document, label="1.0", **who)
    document = actions.check_document(document, checked_by="Programme office", **who)
    document = actions.sign_off_document(document, signed_off_by="Joint Committee", **who)
    with pytest.raises(ValidationError, match="version 1.0 already"):
        actions.add_edition(document, label="1.0", **who)
    document = actions.add_edition(document, label="1.1", changed="Dates", **who)
    assert (document.state, document.edition, document.checked_by) == ("draft", "1.1", "")
    section = sections()["achievement"].context(Position.on(programme, MARCH_2012.date()))
    (row,) = section["parts"][0]["rows"]
    assert (row["signed_edition"], row["signed_off_by"]) == ("1.0", "Joint Committee")
    ended = actions.supersede_document(document, why="By the agreement", **who)
    assert actions.reopen_document(ended, why="By mistake", **who).state == "draft"


def test_a_file_is_handed_in_on_its_page_and_read_by_who_reads_the_log(
    document, programme_manager, auditor, signed_in
):
    url = reverse("documents:edition", args=[document.programme.slug, document.reference])
    client, pdf = signed_in(programme_manager), b"%PDF-1.7 a charter"
    refused = client.post(url, {"label": "1.0", "file": SimpleUploadedFile("a.pdf", b"words")})
    assert refused.status_code == 200 and not Edition.objects.exists()
    client.post(url, {"label": "1.0", "file": SimpleUploadedFile("charter.pdf", pdf)})
    edition = Edition.objects.get()
    page = reverse("documents:detail", args=[document.programme.slug, document.reference])
    file = reverse("documents:file", args=[document.programme.slug, "KD1", edition.pk])
    reader = signed_in(auditor)
    assert file in reader.get(page).content.decode()
    assert reader.get(file).content == pdf
    with pytest.raises(DatabaseError), transaction.atomic():
        Edition.objects.update(label="2.0")
