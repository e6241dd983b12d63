"""Attached documents in drafts and publications: cleared, compared, frozen, handed out."""

import io
import json

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from papers import attaching
from papers.models import AttachedDocument
from programme.models import Upload
from programme.uploads import scan, to_scan
from reports import actions, cleared, composition, drawing
from reports.differences import differences
from reports.engine import engine
from reports.storage import read
from reports.words import written_since
from tests import pdfs
from tests.clamd import MARK, Clamd
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import ANSWERED, DRAWN, LATER, draw
from tests.reading import links, words
from tests.stack import environment_of_tests, start_engine

pytestmark = pytest.mark.once

CHANGED = noon(2012, 3, 22)


@pytest.fixture
def plan(attach):
    """A document that is attached before the draft is drawn."""
    return attach()


@pytest.fixture
def who(programme_manager):
    return {"by": programme_manager, "at": CHANGED}


def compose(definition, meeting, at=DRAWN):
    return composition.compose(definition, at=at, since=None, meeting=meeting)


def other(words="Other"):
    return attaching.checked(ContentFile(pdfs.whole(words=words), "other.pdf"))


def test_documents_are_lettered_behind_all_else(plan, attach, definition, meeting, risk):
    attach("Map")
    content = compose(definition, meeting)
    assert [(one["number"], one["title"]) for one in content["attached"]] == [
        ("Appendix A", "Work plan"),
        ("Appendix B", "Map"),
    ]
    definition.sections = ["recommended", "appendices", "background", "risks"]
    content = compose(definition, meeting)
    assert [one["number"] for one in content["attached"]] == ["Appendix D", "Appendix E"]


def test_a_report_is_of_its_moment(plan, attach, definition, meeting, who):
    attaching.leave_out_attached(plan, why="Sent separately", **who)
    assert [one["title"] for one in compose(definition, meeting)["attached"]] == ["Work plan"]
    assert "attached" not in compose(definition, meeting, LATER)
    assert "attached" not in compose(definition, meeting, noon(2012, 3, 2))


@pytest.mark.parametrize(
    ("step", "how", "place"),
    [
        (attaching.replace_attached, {"file": "other"}, "Attached documents: Work plan"),
        (attaching.rename_attached, {"title": "Plan"}, "Attached documents: Plan, title"),
        (attaching.leave_out_attached, {"why": "No"}, "Attached documents: Work plan"),
    ],
)
def test_whatever_changes_in_what_is_attached_voids_a_clearance_and_is_shown(
    plan, demand, draft, ask, clear, redraw, legal_officer, who, step, how, place
):
    demand()
    ask(draft)
    clear(draft, "Legal", legal_officer)
    draft = draw(draft, ANSWERED)
    assert cleared.missing(draft) == []
    before = draft.content
    step(plan, **{name: other() if how == "other" else how for name, how in how.items()}, **who)
    draft = redraw(draft)
    assert cleared.missing(draft)[0].startswith("Legal (Legal officer): Void")
    assert [one["place"] for one in cleared.changed_since(before, draft.content)] == [place]


def test_another_order_is_shown(plan, attach, definition, meeting, who):
    second = attach("Map")
    before = compose(definition, meeting)
    attaching.move_attached(second, step="up", **who)
    found = differences(before, compose(definition, meeting, LATER))
    assert [one["place"] for one in found] == ["Order of the attached documents"] * len(found)
    assert found and cleared.fingerprint(before) != cleared.fingerprint(
        compose(definition, meeting, LATER)
    )


def test_what_was_attached_since_is_taken_into_a_correction_with_the_words(
    plan, draft, publish, attach, who
):
    published = publish(draft)
    attach("Map", at=noon(2012, 4, 10))
    assert written_since(published, noon(2012, 4, 11)) == ["Attached documents"]


@pytest.fixture
def worker(monkeypatch):
    """The child of a worker as it is started, with the files of this test process."""
    monkeypatch.setattr("reports.engine.started", start_engine)
    for name, value in environment_of_tests().items():
        monkeypatch.setenv(name, value)
    engine.stop()
    yield
    engine.stop()


def test_a_draft_drawn_by_a_worker_has_its_pages(plan, draft, worker, programme_manager):
    actions.draw_again(draft, by=programme_manager, at=LATER)
    drawn = drawing.draw(draft.pk, lambda: LATER)
    assert (drawn.state, drawn.error) == ("draft", "")
    with pikepdf.open(io.BytesIO(read(drawn))) as pdf:
        assert "/Attached0" in pdf.pages[-1].Resources.XObject


# --- Who gets the files ---------------------------------------------------------------------------


@pytest.fixture
def published(plan, draft, publish):
    return publish(draft)


def test_everyone_gets_what_is_attached_to_a_published_report_of_a_public_body(
    published, client, body
):
    assert body.is_public
    page = reverse("published_report", args=[body.slug, "2012-04-04", "cover"])
    shown = client.get(page)
    [file] = [url for url, said in links(shown).items() if "plan.pdf" in said]
    assert file.endswith(f"{page}v1/attached/1/")
    answer = client.get(file)
    assert answer.content == pdfs.whole() and answer["Content-Disposition"].startswith("attachment")
    assert client.get(file.replace("/attached/1/", "/attached/2/")).status_code == 404
    assert client.get(file.replace("/v1/", "/v2/")).status_code == 404
    as_json = json.loads(client.get(f"{page}v1.json").content)
    assert as_json["attached"][0]["address"] == file


def test_before_publication_the_public_address_leads_to_nothing(plan, draft, client):
    address = draft.content["attached"][0]["address"]
    assert client.get(address).status_code == 404


def test_a_draft_leads_to_the_file_for_those_who_see_drafts(
    plan, draft, signed_in, auditor, committee_member, outsider, client
):
    slug = draft.definition.programme.slug
    url = reverse("reports:attached", args=[slug, draft.pk, 1])
    reader = signed_in(auditor)
    assert url in links(reader.get(reverse("reports:detail", args=[slug, draft.pk])))
    assert reader.get(url).content == pdfs.whole()
    assert signed_in(committee_member).get(url).status_code == 404
    assert signed_in(outsider).get(url).status_code == 404
    assert client.get(url).url.startswith("/account/sign-in/")


def test_the_preview_and_the_page_of_a_clearance_lead_to_the_file(
    plan, demand, draft, ask, signed_in, legal_officer, paper
):
    demand()
    ask(draft)
    slug, reader = draft.definition.programme.slug, signed_in(legal_officer)
    preview = reader.get(reverse("reports:preview", args=[slug, paper.pk]))
    assert reverse("papers:attached_file", args=[slug, plan.pk]) in links(preview)
    clearance = draft.clearances.get()
    shown = reader.get(reverse("reports:clearance", args=[slug, clearance.pk]))
    assert reverse("reports:attached", args=[slug, draft.pk, 1]) in links(shown)


def test_members_of_a_body_that_is_not_public_get_what_was_published_to_them(
    plan, draft, publish, body, signed_in, committee_member, client
):
    type(body).objects.filter(pk=body.pk).update(is_public=False)
    report = publish(draft)
    url = reverse("reports:attached", args=[body.programme.slug, report.pk, 1])
    assert signed_in(committee_member).get(url).content == pdfs.whole()
    public = reverse("published_attached", args=[body.slug, "2012-04-04", "cover", 1, 1])
    assert client.get(public).status_code == 404


def test_what_was_published_stays_when_the_document_is_replaced(published, plan, who, client):
    attaching.replace_attached(plan, file=other(), **who)
    assert client.get(published.content["attached"][0]["address"]).content == pdfs.whole()


# --- Quarantine -----------------------------------------------------------------------------------


def test_while_a_document_waits_for_its_scan_nothing_is_published(scanner, plan, draft, publish):
    assert draft.content["attached"][0]["held"] == "Waiting for the virus scan"
    with pytest.raises(ValidationError, match="Work plan .attached.: waiting for the virus scan"):
        publish(draft)


def test_once_it_is_found_clean_it_is_printed_and_published(
    scanner, plan, draft, redraw, publish, signed_in, auditor
):
    url = reverse("reports:attached", args=[draft.definition.programme.slug, draft.pk, 1])
    assert signed_in(auditor).get(url).status_code == 403
    for upload_id in to_scan():
        scan(upload_id, CHANGED)
    draft = redraw(draft)
    assert "held" not in draft.content["attached"][0]
    assert publish(draft).is_frozen and signed_in(auditor).get(url).status_code == 200


def test_what_has_a_virus_is_never_printed_published_or_handed_out(
    settings, attach, draft, redraw, publish, signed_in, auditor
):
    attach("Plan", pdfs.whole(words=MARK.decode()), at=CHANGED)
    draft = redraw(draft)
    assert "held" not in draft.content["attached"][0]  # nobody scans yet
    daemon = Clamd()
    daemon.start()
    settings.CLAMAV_ADDRESS = daemon.address
    for upload_id in to_scan():
        scan(upload_id, LATER)
    daemon.close()
    with pytest.raises(ValidationError, match="A virus was found in what is attached: Plan"):
        publish(draft)
    url = reverse("reports:attached", args=[draft.definition.programme.slug, draft.pk, 1])
    held = signed_in(auditor).get(url)
    assert held.status_code == 403 and "A virus was found: Tests.Marked" in words(held)
    assert redraw(draft).content["attached"][0]["held"] == "A virus was found"
    assert Upload.objects.count() == AttachedDocument.objects.count() == 1
