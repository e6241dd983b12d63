"""The proof of a published report: what was frozen, and which of its files somebody has."""

import hashlib
import io
from importlib import import_module

import pikepdf
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from reports import schedule
from reports.models import PublishedFile, PublishedWords
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT
from tests.reports.test_public import REPORT

pytestmark = pytest.mark.once

PROOF, CHECK = f"{REPORT}v1/proof/", "/published/check/"


@pytest.fixture
def corrected(published, correct, publish):
    """Version 2, published."""
    return publish(correct(published, noon(2012, 3, 27)), at=noon(2012, 3, 28))


def sent(client, address, content, name="paper.pdf"):
    return client.post(address, {"file": SimpleUploadedFile(name, content)}).content.decode()


def handed_out(client, report):
    """The published files of a report as everyone gets them, by what they are; rows as the PDF
    carries them.
    """
    found = {end: client.get(f"{REPORT}v1.{end}").content for end in ("pdf", "docx", "json")}
    with pikepdf.open(io.BytesIO(found["pdf"])) as pdf:
        inside = {name: file.get_file().read_bytes() for name, file in pdf.attachments.items()}
    return found | {"csv": inside["programme-management.risks.csv"]}


def test_the_page_says_what_was_frozen_by_whom_and_on_which_rows(client, published):
    page = client.get(PROOF).content.decode()
    for said in (
        "20 March 2012",
        "Risks: 2 rows",
        "26 March 2012",
        published.published_by_name,
        published.pdf_sha256,
        published.docx_sha256,
    ):
        assert said in page
    assert "Superseded by" not in page


def test_both_versions_say_what_supersedes_which(client, published, corrected):
    old, new = (client.get(f"{REPORT}v{number}/proof/").content.decode() for number in (1, 2))
    assert "Superseded by" in old and f'href="{REPORT}v2/proof/"' in old
    assert "Supersedes" in new and f'href="{REPORT}v1/proof/"' in new


@pytest.mark.parametrize(
    "form, said",
    [
        ("pdf", "This is the PDF of version 1"),
        ("docx", "This is the Word file of version 1"),
        ("json", "This is the data of the whole report as JSON of version 1"),
        ("csv", "This is the file of rows, Risks, of version 1"),
    ],
)
def test_each_file_that_is_handed_out_is_known_again(client, published, form, said):
    content = handed_out(client, published)[form]
    for address in PROOF, CHECK:
        assert said in sent(client, address, content)


def test_the_rows_that_somebody_downloads_are_known_again(
    signed_in, democratic_services, published
):
    client = signed_in(democratic_services)
    where = [published.definition.programme.slug, published.pk]
    rows = client.get(reverse("reports:csv", args=[*where, "risks"])).content
    assert "the file of rows, Risks," in sent(client, reverse("reports:proof", args=where), rows)


def test_one_byte_more_is_another_file(client, published):
    content = handed_out(client, published)["pdf"] + b"\n"
    page = sent(client, PROOF, content)
    assert "none of the files of this report" in page
    assert hashlib.sha256(content).hexdigest() in page
    assert "none of the files that were published here" in sent(client, CHECK, content)


def test_a_file_of_the_other_version_is_said_to_be_that(client, published, corrected):
    content = handed_out(client, published)["pdf"]
    page = sent(client, f"{REPORT}v2/proof/", content)
    assert "of version 1 of" in page and "A later version supersedes it." in page


def test_what_is_sent_is_not_kept_and_needs_no_sign_in(published, folder):
    page = sent(Client(enforce_csrf_checks=True), PROOF, b"a copy")
    assert "none of the files of this report" in page
    assert [one for one in folder.rglob("*") if one.is_file()] == []


def test_a_file_that_is_too_large_is_refused_in_words(client, published, settings):
    settings.UPLOAD_BYTES = 1024
    page = sent(client, CHECK, b"x" * 2048)
    assert "This file has 2.0 KB" in page.replace("\xa0", " ")
    assert "at most 1.0 KB" in page.replace("\xa0", " ")


@pytest.mark.parametrize("address", [PROOF, CHECK])
def test_no_file_and_an_empty_one_are_refused_in_words(client, published, address):
    assert "Choose a file." in client.post(address).content.decode()
    assert "This file is empty" in sent(client, address, b"")


@pytest.mark.each
def test_a_fingerprint_alone_is_looked_up(client, published):
    page = client.get(CHECK, {"sha256": published.pdf_sha256.upper()}).content.decode()
    assert "This is the PDF of version 1" in page
    assert "64 characters" in client.get(CHECK, {"sha256": "12"}).content.decode()


def test_a_draft_has_no_proof_and_is_not_known(client, signed_in, democratic_services, draft):
    assert client.get(PROOF).status_code == 404
    where = [draft.definition.programme.slug, draft.pk]
    proof = reverse("reports:proof", args=where)
    assert signed_in(democratic_services).get(proof).status_code == 404
    page = client.get(CHECK, {"sha256": draft.pdf_sha256}).content.decode()
    assert "none of the files that were published here" in page


def test_a_report_of_a_body_that_is_not_public_is_proved_to_its_programme_alone(
    client, signed_in, programme, define, publish, democratic_services, outsider
):
    board = BodyFactory(programme=programme, is_public=False, slug="board")
    MeetingFactory(body=board)
    define(board, sections=["changes"])
    report = publish(draw(schedule.raise_due(DRAFT_MOMENT)[0], DRAFT_MOMENT))
    assert client.get(PROOF.replace("joint-committee", "board")).status_code == 404
    found = client.get(CHECK, {"sha256": report.pdf_sha256}).content.decode()
    assert "none of the files that were published here" in found
    proof = reverse("reports:proof", args=[programme.slug, report.pk])
    assert report.pdf_sha256 in signed_in(democratic_services).get(proof).content.decode()
    assert signed_in(outsider).get(proof).status_code == 404


def test_the_register_the_paper_and_its_page_lead_to_the_proof(
    client, signed_in, democratic_services, published
):
    assert f'href="{PROOF}"' in client.get("/published/").content.decode()
    assert f'href="{CHECK}"' in client.get("/published/").content.decode()
    assert f'href="{PROOF}"' in client.get(REPORT).content.decode()
    where = [published.definition.programme.slug, published.pk]
    page = signed_in(democratic_services).get(reverse("reports:detail", args=where))
    assert reverse("reports:proof", args=where) in page.content.decode()


def test_fingerprints_are_written_down_as_a_report_is_published(published):
    kept = {one.form: one for one in published.files.all()}
    assert kept["pdf"].sha256 == published.pdf_sha256
    assert kept["docx"].name == published.docx_name
    assert set(kept) == {"pdf", "docx", "json", "csv"}


def test_an_older_database_gets_them(published):
    before = list(PublishedFile.objects.values("form", "about", "sha256", "bytes", "name"))
    words = PublishedWords.objects.get().words
    forget()
    migration = import_module("reports.migrations.0015_proof_and_withdrawal")
    migration.write_down_what_was_published(apps, None)
    assert list(PublishedFile.objects.values(*before[0])) == before
    assert PublishedWords.objects.get().words == words and "a partner leaves" in words


def forget():
    """Leaves the tables as the migration finds them."""
    tables = ("reports_publishedfile", "reports_publishedwords")
    with connection.cursor() as cursor:
        for table in tables:
            name = f"{table}_no_delete"
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
            cursor.execute(f"DELETE FROM {table}")
