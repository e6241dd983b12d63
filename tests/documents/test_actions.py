"""A key document from its first version to the next one: what is checked and what authorises."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from documents import actions
from documents.log import DOCUMENTS
from documents.models import Edition
from programme.mistakes import correct_row
from programme.position import Position
from programme.reporting import sections
from tests.factories import MARCH_2012, noon

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


@pytest.fixture
def edition(document, who):
    """A function that adds a version on a day of March 2012, and one that takes the last back."""
    ledger = next(one for one in DOCUMENTS.ledgers if one.name == "editions")

    def add(label, day):
        return actions.add_edition(document, label=label, **{**who, "at": noon(2012, 3, day)})

    def take_back(day):
        said = {"mistake": "Not a version", "never": True, "by": who["by"]}
        last = Edition.objects.known_at(None).order_by("number").last()
        return correct_row(DOCUMENTS, ledger, last, at=noon(2012, 3, day), **said)

    return add, take_back


def test_a_version_that_is_taken_back_leaves_the_one_before_as_it_stood(document, edition, who):
    """Checked, then signed off, then withdrawn; and nothing is left when all are taken back."""
    add, take_back = edition
    by, checks = who["by"], ("Programme office", "Somebody else")
    for label, day, name in zip(("1.0", "1.1"), (20, 22), checks, strict=True):
        document = add(label, day)
        how = {"by": by, "at": noon(2012, 3, day + 1)}
        document = actions.check_document(document, checked_by=name, **how)
    document = take_back(24)
    stands = (document.state, document.edition, document.checked_by)
    assert stands == ("checked", "1.0", "Programme office")
    how = {"by": by, "at": noon(2012, 3, 25)}
    document = actions.sign_off_document(document, signed_off_by="Joint Committee", **how)
    add("1.2", 26)
    document = take_back(27)
    assert (document.state, document.edition) == ("signed_off", "1.0")
    how = {"by": by, "at": noon(2012, 3, 29), "why": "By mistake"}
    ended = actions.withdraw_document(add("1.3", 28), **how)
    assert take_back(29).state == "withdrawn"
    assert actions.reopen_document(ended, **how).state == "signed_off"
    document = take_back(30)
    assert (document.state, document.edition, document.checked_by) == ("draft", "", "")


def test_the_file_of_a_version_is_handed_out_as_long_as_the_version_is_known(
    document, programme_manager, signed_in
):
    url = reverse("documents:edition", args=[document.programme.slug, document.reference])
    client, pdf = signed_in(programme_manager), b"%PDF-1.7 a charter"
    client.post(url, {"label": "1.0", "file": SimpleUploadedFile("charter.pdf", pdf)})
    added = Edition.objects.get()
    file = reverse("documents:file", args=[document.programme.slug, "KD1", added.pk])
    assert client.get(file).content == pdf
    said = {"mistake": "Another file", "never": True, "at": timezone.now()}
    correct_row(DOCUMENTS, DOCUMENTS.ledgers[0], added, by=programme_manager, **said)
    assert client.get(file).status_code == 404
