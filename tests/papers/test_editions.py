"""The public and the full edition of a paper with exempt parts, as the engine draws them."""

import io
import json
import subprocess
import zipfile

import pikepdf
import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.test import Client
from django.urls import reverse

from papers import actions as papers
from papers import exempting
from papers.setting_languages import set_languages
from programme.authorization import Role
from programme.models import AuditEvent
from reports import actions, composition
from reports.editions import full_edition, public_edition
from reports.files_of import files_of
from reports.models import Appearance, Report
from reports.readers import may_read_full
from reports.storage import read
from tests.factories import BodyFactory, MembershipFactory, UserFactory
from tests.papers.clearing import DRAWN, LATER, LEGAL, NOBODY
from tests.papers.conftest import WRITTEN
from tests.papers.exempt import *  # noqa: F403  (its fixtures)
from tests.papers.exempt import HIDDEN_RISK, MARKERS, WHY, draw, drawn_up
from tests.reading import sent, words
from tests.reports.verapdf import broken_rules

pytestmark = pytest.mark.once

MARKS = (*MARKERS, "743195600", "88123.47", HIDDEN_RISK, "grey heron", WHY, "plan.pdf")
FULL = ("full", "full_pdf", "full_docx", "full_json")


def said(pdf):
    """All that a PDF says: its pages, its files, every text in it."""
    printed = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True)
    found = [printed.stdout.decode()]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found += [file.get_file().read_bytes().decode() for file in document.attachments.values()]
        found += [one.unparse().decode("latin-1") for one in document.objects]
        if "/Metadata" in document.Root:
            found.append(document.Root.Metadata.read_bytes().decode())
    return "\n".join(found)


def unpacked(docx):
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return "\n".join(package.read(name).decode("latin-1") for name in package.namelist())


def text_of(response):
    body = response.content
    if body.startswith(b"%PDF"):
        return said(body)
    return unpacked(body) if body.startswith(b"PK") else body.decode()


def marks_in(text):
    return [mark for mark in MARKS if mark in text]


def public_addresses(report):
    where = [report.definition.body.slug, report.meeting.address, report.definition.kind]
    names = ("version", "pdf", "docx", "json")
    found = [reverse(f"published_{name}", args=[*where, report.version]) for name in names]
    found += [reverse("published_report", args=where), "/published/", "/published/feed.atom"]
    found.append(reverse("proof", args=[*where, report.version]))
    return [*found, f"/published/{where[0]}/{where[1]}/", f"/published/{where[0]}/feed.atom"]


def inside_addresses(report):
    """The addresses behind the sign-in that show a report to all who see it."""
    slug = report.definition.programme.slug
    names = ("detail", "pdf", "docx", "json")
    return [reverse(f"reports:{name}", args=[slug, report.pk]) for name in names]


def full_addresses(report):
    slug = report.definition.programme.slug
    found = [reverse(f"reports:{name}", args=[slug, report.pk]) for name in FULL]
    found.append(reverse("reports:full_csv", args=[slug, report.pk, "risks"]))
    return [*found, reverse("reports:full_attached", args=[slug, report.pk, 1])]


def test_no_public_output_holds_a_marker_word_or_an_odd_figure(
    real, publish, client, auditor, signed_in
):
    assert real.leaks == []
    report = publish(real)
    for url in public_addresses(report):
        answer = client.get(url)
        assert (url, answer.status_code, marks_in(text_of(answer))) == (url, 200, [])
    for url in inside_addresses(report):
        assert (url, marks_in(text_of(signed_in(auditor).get(url)))) == (url, [])
    sought = words(client.get("/published/?q=quillwort"))
    assert "Cover report" not in sought
    assert "Cover report" in words(client.get("/published/?q=councils"))
    page = words(client.get(public_addresses(report)[0]))
    assert "This part is exempt and is not published. Paragraph 3 of Local Government" in page
    assert "Financial or business affairs of a person" in page


def test_the_full_edition_prints_it_marked_in_every_format(real, publish, member, signed_in):
    report = publish(real)
    client = signed_in(member)
    for url in full_addresses(report)[:3]:
        text = text_of(client.get(url))
        assert "Zebrafalcon" in text and "88,123.47" in text
    assert "NOT FOR PUBLICATION" in said(client.get(full_addresses(report)[1]).content)
    data = json.loads(client.get(full_addresses(report)[3]).content)
    assert data["heading"]["edition"] == "full" and "Zebrafalcon" in json.dumps(data)
    assert HIDDEN_RISK in client.get(full_addresses(report)[4]).content.decode()
    assert client.get(full_addresses(report)[5]).content.startswith(b"%PDF")


def test_the_public_pdf_keeps_the_rules_of_accessible_pdfs(real, tmp_path):
    path = tmp_path / "public.pdf"
    path.write_bytes(read(real))
    assert broken_rules(path) == []


def test_every_opening_is_recorded(blank, publish, member, signed_in):
    report = publish(blank)
    for url in full_addresses(report):
        signed_in(member).get(url)
    found = AuditEvent.objects.filter(verb="opened the full edition of")
    opened = [one.changes[0]["now"] for one in found.order_by("pk")]
    assert opened == ["Page", "PDF", "Word file", "JSON", "CSV", "Valuation"]
    assert {one.by for one in found} == {member}


READERS = {Role.DEMOCRATIC_SERVICES, Role.COMMITTEE_MEMBER}  # paragraph 3 is open to members


@pytest.mark.parametrize("role", Role)
def test_of_what_is_published_nobody_else_opens_the_full_edition(
    blank, publish, everyone, signed_in, role
):
    report, client = publish(blank), signed_in(everyone[role])
    for url in full_addresses(report):
        assert client.get(url).status_code == (200 if role in READERS else 403), url
    for url in inside_addresses(report):
        assert marks_in(text_of(client.get(url))) == []
    opened = AuditEvent.objects.filter(verb="opened the full edition of").exists()
    assert opened == (role in READERS)


def test_strangers_and_people_who_are_not_signed_in_open_nothing(
    blank, publish, outsider, nobody, signed_in
):
    report = publish(blank)
    for url in full_addresses(report):
        assert Client().get(url).url.startswith("/account/sign-in/")
        for person in (outsider, nobody):
            assert signed_in(person).get(url).status_code == 404


def test_a_holder_of_a_post_opens_it_only_while_a_clearance_is_asked(
    secret, finance, ask, publish, finance_officer, council, programme, auditor, definition
):
    report = drawn_up()
    assert not may_read_full(report, auditor, LATER)
    ask(report, also={"label": "Audit", **NOBODY, "person": auditor})
    assert may_read_full(report, auditor, LATER)
    Report.objects.filter(pk=report.pk).update(state="due")
    report.refresh_from_db()
    assert not may_read_full(report, auditor, LATER)


@pytest.mark.parametrize(
    ("how", "opens"),
    [
        ({}, True),  # paragraph 3 is open to members of the council in England
        ({"from_members": True}, False),
        ({"paragraph": "5"}, False),
        ({"kind": "confidential", "paragraph": "", "review_on": None}, False),
    ],
)
def test_other_members_open_it_save_where_the_law_withholds(
    written, keep, publish, programme, how, opens, body, member
):
    keep(**how)
    other = UserFactory(username="other")
    elsewhere = BodyFactory(programme=programme, name="Board", slug="board")
    MembershipFactory(programme=programme, user=other, role="committee_member", body=elsewhere)
    draft = drawn_up()
    assert not may_read_full(draft, member, LATER)  # a member waits for publication
    report = publish(draft)
    assert may_read_full(report, other, LATER) == opens
    assert may_read_full(report, member, LATER)


def test_somebody_is_let_in_by_name_until_that_is_ended(
    blank, publish, secret, auditor, legal_officer, signed_in, at
):
    report, officer = publish(blank), signed_in(legal_officer)
    page, url = at("let_in", secret.pk), full_addresses(report)[0]
    shown = officer.post(page, {**sent(officer.get(page)), "person": auditor.pk}, follow=True)
    assert "may read the full edition" in words(shown)
    assert signed_in(auditor).get(url).status_code == 200
    with pytest.raises(ValidationError, match="let in already"):
        exempting.let_in(secret, by=legal_officer, at=LATER, person=auditor)
    end = at("let_in_no_more", secret.readers.get().pk)
    officer.post(end, {**sent(officer.get(end)), "why": "Left the team"})
    assert signed_in(auditor).get(url).status_code == 403
    assert "ended already" in words(officer.get(end, follow=True))


def test_an_exempt_document_has_no_public_address(blank, publish, client, manager):
    report = publish(blank)
    where = [report.definition.body.slug, report.meeting.address, report.definition.kind, 1, 1]
    assert client.get(reverse("published_attached", args=where)).status_code == 404
    inside = [report.definition.programme.slug, report.pk, 1]
    assert manager.get(reverse("reports:attached", args=inside)).status_code == 404


def test_the_page_of_an_exempt_document_of_the_paper_is_for_writers(
    secret, manager, auditor, signed_in, at
):
    page = at("attached_file", secret.attached.get().pk)
    assert manager.get(page).status_code == 200
    assert signed_in(auditor).get(page).status_code == 403
    paper = at("detail", secret.pk)
    assert "plan.pdf" in words(manager.get(paper))
    shown = words(signed_in(auditor).get(paper))
    assert "plan.pdf" not in shown and "Kept from the public" in shown


def test_a_row_that_only_the_full_edition_shows_was_reported_all_the_same(blank, publish):
    report = publish(blank)
    assert Appearance.objects.filter(report=report, log="risks", reference="R1").exists()


def test_a_whole_paper_is_exempt(written, keep, publish, client):
    keep("")
    report = publish(drawn_up(files_of))
    for url in public_addresses(report):
        text = text_of(client.get(url))
        assert marks_in(text) == [] and "by order of both councils" not in text
    assert "This paper is exempt and is not published" in words(
        client.get(public_addresses(report)[0])
    )


def test_both_languages_have_both_editions(secret, part, programme_manager, recommend, definition):
    who = {"by": programme_manager, "at": WRITTEN}
    set_languages(secret, language="en", second="written", **who)
    for key, text in (("background", "1. Dechreuodd."), ("lease", "1. Mae Zebrafalcon yma.")):
        row = part(key)
        how = {"second_text": text, "second_heading": "Penawd", "state": "done"}
        papers.write_part(row, text=row.text, **how, **who)
    content = composition.compose(definition, at=DRAWN, since=None, meeting=secret.meeting)
    drawn = files_of(content)
    assert "Zebrafalcon" in said(drawn.full.further["cy"].pdf)
    assert marks_in(said(drawn.further["cy"].pdf)) == []
    assert marks_in(unpacked(drawn.further["cy"].docx)) == []


def test_a_report_without_exempt_parts_is_as_before(written, definition, meeting):
    content = composition.compose(definition, at=DRAWN, since=None, meeting=meeting)
    assert public_edition(content) == full_edition(content) == content
    assert files_of(content).full is None


@pytest.mark.once
def test_the_files_of_the_full_edition_are_frozen(blank, publish):
    report = publish(blank)
    with pytest.raises(Error, match="never changes"), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(full_files={})


def test_a_full_file_that_was_changed_holds_up_publication(blank, publish):
    files = blank.full_files["own"]
    files["pdf"]["sha256"] = "0" * 64
    Report.objects.filter(pk=blank.pk).update(full_files={"own": files})
    with pytest.raises(ValidationError, match="stored file"):
        publish(blank)


def test_the_clearer_sees_the_full_edition_and_others_the_public_one(
    secret, demand, ask, legal_officer, auditor, signed_in
):
    demand()
    report = drawn_up()
    ask(report)
    page = reverse("reports:clearance", args=[secret.programme.slug, report.clearances.get().pk])
    assert "Zebrafalcon" in words(signed_in(legal_officer).get(page))
    assert marks_in(words(signed_in(auditor).get(page))) == []


@pytest.mark.parametrize(("role", "reads"), [("auditor", False), ("finance_officer", True)])
def test_words_of_an_answer_are_for_those_who_may_read_what_it_is_about(
    secret, ask, clear, legal_officer, everyone, signed_in, role, reads
):
    report = drawn_up()
    ask(report, also=LEGAL)
    clear(report, "Legal", legal_officer, answer="returned", words="Foxglove is not in 4.1")
    client, slug = signed_in(everyone[Role(role)]), secret.programme.slug
    pages = [reverse("history", args=[slug]), reverse("reports:detail", args=[slug, report.pk])]
    pages.append(reverse("reports:clearance", args=[slug, report.clearances.get().pk]))
    with time_machine.travel(LATER, tick=False):
        for url in [*pages, reverse("overview", args=[slug])]:
            assert ("Foxglove" in words(client.get(url))) == reads, url
    assert "Returned by" in words(client.get(pages[1]))


def test_versions_are_compared_without_what_is_kept_back(
    blank, publish, democratic_services, write, manager, programme_manager
):
    report = publish(blank)
    write("lease", "1. Zebrafalcon offers £9,999,111 by now.", at=LATER, state="done")
    how = {"by": democratic_services, "at": LATER, "reason": "The sum changed", "words": True}
    new = draw(actions.correct_report(report, **how), LATER)
    assert new.leaks == []
    assert "9,999,111" in json.dumps(new.content["differences"])
    assert marks_in(json.dumps(public_edition(new.content))) == []
    args = [report.definition.programme.slug, new.pk, report.pk]
    assert marks_in(words(manager.get(reverse("reports:compare", args=args)))) == []
