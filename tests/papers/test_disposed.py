"""Papers are disposed of once their programme is closed and their time is over: published ones,
what they were written from, their background papers. Where they stood it says so, and nothing else
breaks.
"""

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from closure.retention.standing import standing_of
from papers import comments, deciding
from papers.models import BackgroundPaper, Paper, PaperRecommendation, Part, PartComment
from programme.formats import DISPOSED
from programme.models import Body, Programme, Upload
from programme.uploads import stored_name
from reports import actions as reports
from reports.checking import check_files
from reports.fingerprints import drawn_files
from reports.models import Report
from tests.closure.disposing import dispose
from tests.factories import noon
from tests.papers.attached import *  # noqa: F403  (its fixtures)
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.test_background import PAPER, listed, published  # noqa: F401
from tests.reading import links, words

pytestmark = pytest.mark.once

PLACE = "shared-management"
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


def test_published_papers_go_and_their_title_day_and_fingerprints_stay(
    published,  # noqa: F811
    go,
    client,
    manager,
    at,
    leads_to,
    legal_officer,
    programme_manager,
):
    before = Report.objects.get(pk=published.pk)
    withdrawal = reports.ask_withdrawal(
        published, by=legal_officer, at=published.published_at, reason="It named somebody"
    )
    files = [one.name for one in before.files.exclude(name="") if one.form != "background"]
    assert all(map(default_storage.exists, files)) and len(files) == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.update(state="disposed", content=None)
    Body.objects.update(regime="council")
    with time_machine.travel(noon(2018, 4, 4)), pytest.raises(ValidationError, match="past its"):
        go("papers", years=1, counted_from="closed")  # the law asks for six
    today = noon(2018, 4, 4).date()
    [standing] = [
        one for one in standing_of(Programme.objects.get(), today) if one.kind.key == "papers"
    ]
    assert (standing.until, standing.said) == (today, "Kept")
    with time_machine.travel(noon(2018, 4, 5)):
        removal = go("papers", years=1)
        report = Report.objects.get()
        assert not any(map(default_storage.exists, files))
        assert {state for _, state in check_files(noon(2018, 4, 6))} == {"whole", "disposed"}
    assert report.state == "disposed" and report.content is None
    assert (report.pdf_sha256, report.printed_title) == (before.pdf_sha256, before.printed_title)
    line = removal.rows.get(table_name="reports_report")
    assert line.what == "Cover report, Scrutiny committee, 4 April 2012"
    assert (line.reference, line.file_sha256) == ("v1", before.pdf_sha256)
    ends = "", "v1/", "v1.pdf", "v1.docx", "v1.json", "v1/attached/1/", "v1/background/1/"
    for page in (client.get(f"{PAPER}{one}") for one in ends):
        assert page.status_code == 410 and "Version 1 was disposed of." in words(page)
        assert "Disposed of on 5 April 2018. Class: Logs: 1 year" in words(page)
    for page in "/published/", "/published/scrutiny/", "/published/scrutiny/2012-04-04/":
        told = words(client.get(page))
        assert before.printed_title in told and before.pdf_sha256 in told, page
        assert "Disposed of." in told and "PDF, " not in told
    assert PAPER not in client.get("/published/feed.atom").content.decode()
    proof = client.get(f"{PAPER}v1/proof/")
    assert before.pdf_sha256 in words(proof) and "Disposed of on 5 April 2018" in words(proof)
    assert "was disposed of when" in words(
        client.get(f"/published/check/?sha256={report.pdf_sha256}")
    )
    certificate, pk = CERTIFICATE.format(removal.pk), report.pk
    for name in "detail", "pdf", "json", "ask_withdrawal", "full":
        page = manager.get(reverse(f"reports:{name}", args=["shared-management", pk]))
        assert leads_to(page) == certificate
    for name, *args in ("reports:proof", pk), ("reports:list",), ("meeting", report.meeting_id):
        page = manager.get(reverse(name, args=["shared-management", *args]))
        assert page.status_code == 200 and "isposed of" in words(page)
    assert manager.get(at("detail", Paper.objects.get().pk)).status_code == 200
    with pytest.raises(ValidationError, match="this is disposed of"):
        reports.confirm_withdrawal(withdrawal, by=programme_manager, at=timezone.now())
    with pytest.raises(DatabaseError), transaction.atomic():
        Report.objects.update(printed_title="Changed")


def words_of_drafts():
    """What is left of what people wrote: of parts, their history and comments."""
    kinds = (Part, Part.history.model, PartComment, PartComment.history.model)
    texts = {text for one in kinds for text in one.objects.values_list("text", flat=True)}
    return texts - {"", DISPOSED}


def test_what_a_published_paper_was_written_from_goes_and_the_paper_stays(
    published,  # noqa: F811
    paper,
    part,
    go,
    client,
    manager,
    at,
    leads_to,
    programme_manager,
    democratic_services,
):
    who = {"by": programme_manager, "at": timezone.now()}
    first = comments.comment(part("background"), text="Was it 2006?", **who)
    title = Paper.objects.get().title
    clerk = {"by": democratic_services, "at": timezone.now()}
    asked = PaperRecommendation.objects.get()
    deciding.record_decision(asked, outcome="agreed", minute="Minute 12", **clerk)
    shown, meeting = words(client.get(f"{PAPER}v1/")), "/published/scrutiny/2012-04-04/"
    decided = words(client.get(meeting))
    assert "To note progress." in decided
    with time_machine.travel(noon(2014, 4, 5)):
        removal = go("drafts", years=1)
    assert words_of_drafts() == set() and not Paper.objects.exclude(title="").exists()
    assert words(client.get(f"{PAPER}v1/")) == shown and client.get(f"{PAPER}v1.pdf").content
    assert words(client.get(meeting)) == decided
    certificate = CERTIFICATE.format(removal.pk)
    pages = [at("detail", paper.pk), at("text", part("background").pk), at("decisions", paper.pk)]
    pages += [at("answer_comment", first.pk), at("recommendation", asked.pk)]
    for page in pages:
        assert leads_to(manager.get(page)) == certificate, page
    held = words(manager.get(reverse("meeting", args=["shared-management", paper.meeting_id])))
    assert "Disposed of. Certificate" in held and "1 To note progress." in held
    assert title in held  # of the published report
    with pytest.raises(ValidationError, match="was drawn from was disposed of"):
        reports.correct_report(published, reason="A slip", **clerk)
    assert removal.rows.get(table_name="papers_paper").what.startswith("Draft paper, Scrutiny")


def test_a_draft_that_was_never_published_goes_with_its_files(
    draft, paper, go, manager, at, leads_to
):
    files = [file["name"] for file in drawn_files(draft)]
    assert all(map(default_storage.exists, files)) and words_of_drafts()
    with time_machine.travel(noon(2014, 4, 5)):
        removal = go("drafts", counted_from="closed", years=2)
    draft.refresh_from_db()
    assert (draft.state, draft.content) == ("draft_gone", None)
    assert not any(map(default_storage.exists, files)) and words_of_drafts() == set()
    assert PaperRecommendation.objects.get().text == DISPOSED
    assert {state for _, state in check_files(noon(2014, 4, 6))} == {"disposed"}
    gone = removal.rows.get(table_name="reports_report")
    assert gone.file_sha256 == draft.pdf_sha256 != ""
    for page in at("detail", paper.pk), reverse("reports:detail", args=[PLACE, draft.pk]):
        assert leads_to(manager.get(page)) == CERTIFICATE.format(removal.pk)
    meeting = manager.get(reverse("meeting", args=[PLACE, paper.meeting_id]))
    assert "Draft disposed of" in words(meeting)
