"""Pages that are open to everyone: published reports of public bodies, and nothing else."""

from datetime import date

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from programme.authorization import Role
from programme.models import Body
from reports import schedule
from tests.factories import BodyFactory, MeetingFactory, noon, person
from tests.reading import links, words
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT

pytestmark = pytest.mark.once

REPORT = "/published/joint-committee/2012-04-04/programme-management/"


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def corrected(published, correct, publish):
    """Version 2, published."""
    return publish(
        correct(published, noon(2012, 3, 27), reason="The date was wrong"), at=noon(2012, 3, 28)
    )


def test_the_register_lists_what_was_published(client, published):
    page = client.get("/published/").content.decode()
    assert REPORT in page and "Joint committee, meeting on 4 April 2012" in page
    assert f'href="{REPORT}v1.pdf"' in page


@time_machine.travel(noon(2012, 4, 1), tick=False)
@pytest.mark.each
def test_from_the_register_to_a_body_its_meetings_and_papers_and_back(client, published, body):
    later = MeetingFactory(body=body, on=date(2012, 5, 2))
    of_body, meeting = "/published/joint-committee/", "/published/joint-committee/2012-04-04/"
    register = links(client.get("/published/"))
    assert register[of_body] == ["All of Joint committee"] and meeting in register
    page = client.get(of_body)
    shown = links(page)
    assert {meeting, f"{of_body}{later.address}/", REPORT, f"{of_body}feed.atom"} <= set(shown)
    assert f"{of_body}calendar.ics" in shown and "All of Joint committee" not in words(page)
    assert {of_body, meeting} <= set(links(client.get(REPORT))) and client.get(meeting).status_code
    assert "No published paper has" in words(client.get(of_body, {"q": "nowhere"}))
    other = BodyFactory(programme=body.programme, slug="other", is_public=True)
    assert REPORT not in links(client.get(f"/published/{other.slug}/"))
    Body.objects.filter(pk=other.pk).update(is_public=False)
    assert client.get(f"/published/{other.slug}/").status_code == 404


def test_an_empty_register_says_so(client, draft):
    page = client.get("/published/").content.decode()
    assert "No report was published yet" in page and "Joint committee" not in page


def test_a_report_opens_as_a_page_with_its_file_data_and_fingerprint(client, published):
    page = client.get(REPORT).content.decode()
    assert f'href="{REPORT}v1.docx"' in page and published.docx_sha256 in page
    assert f"{REPORT}v1.pdf" in page and f"{REPORT}v1.json" in page and published.pdf_sha256 in page
    pdf = client.get(f"{REPORT}v1.pdf")
    assert (pdf["Content-Type"], pdf["Content-Disposition"]) == (
        "application/pdf",
        'inline; filename="joint-committee-2012-04-04-programme-management-v1.pdf"',
    )
    assert pdf.content == default_storage.open(published.pdf_name).read()
    word = client.get(f"{REPORT}v1.docx")
    assert word["Content-Disposition"].endswith('-programme-management-v1.docx"')
    assert word.content == default_storage.open(published.docx_name).read()
    assert client.get(f"{REPORT}v1.json").json() == published.content


def test_a_report_lists_the_same_few_queries_however_many_there_are(
    client, published, body, publish, django_assert_max_num_queries
):
    for month in 5, 6:
        MeetingFactory(body=body, on=date(2012, month, 2))
        for due in schedule.raise_due(noon(2012, month, 1)):
            publish(draw(due, DRAFT_MOMENT))
    with django_assert_max_num_queries(3):
        assert client.get("/published/").content.decode().count("v1.pdf") == 3


def test_drafts_never_leak(client, draft):
    for url in REPORT, *(f"{REPORT}v1{end}" for end in ("/", ".pdf", ".docx", ".json")):
        assert client.get(url).status_code == 404


def test_a_correction_in_the_making_does_not_leak(client, published, correct):
    correct(published, noon(2012, 3, 27))
    assert "Version 2" not in client.get(REPORT).content.decode()
    for url in f"{REPORT}v2/", f"{REPORT}v2.pdf", f"{REPORT}v2.docx", f"{REPORT}v2.json":
        assert client.get(url).status_code == 404


def test_a_correction_is_shown_first_and_the_old_version_stays(client, published, corrected):
    page = client.get(REPORT).content.decode()
    assert "The date was wrong" in page and "was superseded" not in page
    old = client.get(f"{REPORT}v1/").content.decode()
    assert "This version was superseded" in old
    for version in published, corrected:
        assert client.get(f"{REPORT}v{version.version}.pdf").content.startswith(b"%PDF")
        assert client.get(f"{REPORT}v{version.version}.docx").content.startswith(b"PK")
    assert client.get("/published/").content.decode().count("v2.pdf") == 1


def test_a_report_of_a_body_that_is_not_public_is_for_the_programme_alone(
    client, signed_in, programme, define, publish
):
    board = BodyFactory(programme=programme, is_public=False, slug="board")
    MeetingFactory(body=board)
    define(board, sections=["changes"])
    report = publish(draw(schedule.raise_due(DRAFT_MOMENT)[0], DRAFT_MOMENT))
    for url in (
        REPORT.replace("joint-committee", "board"),
        f"{REPORT.replace('joint-committee', 'board')}v1.pdf",
    ):
        assert client.get(url).status_code == 404
    assert "board" not in client.get("/published/").content.decode()
    member = signed_in(person(programme, Role.COMMITTEE_MEMBER, body=board))
    assert member.get(f"/programmes/{programme.slug}/reports/{report.pk}.pdf").status_code == 200


NEVER_PUBLISHED = [
    "/published/joint-committee/2012-04-05/programme-management/",
    "/published/joint-committee/2012-02-30/programme-management/",
    "/published/joint-committee/2012-04-04/risk/",
    "/published/other/2012-04-04/programme-management/",
    f"{REPORT}v3/",
    f"{REPORT}v3.pdf",
    f"{REPORT}v1.exe",
]


def test_what_was_never_published_is_not_found(client, published):
    assert [client.get(url).status_code for url in NEVER_PUBLISHED] == [404] * len(NEVER_PUBLISHED)


def test_a_file_that_was_changed_is_withheld(client, published, caplog):
    default_storage.delete(published.pdf_name)
    default_storage.save(published.pdf_name, ContentFile(b"%PDF forged"))
    answer = client.get(f"{REPORT}v1.pdf")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert (
        "This file cannot be handed out" in page
        and published.pdf_sha256 in page
        and "forged" not in page
    )
    assert "no longer has its fingerprint" in caplog.text


def test_a_file_that_is_gone_is_withheld(client, published):
    default_storage.delete(published.pdf_name)
    assert client.get(f"{REPORT}v1.pdf").status_code == 500
    assert client.get(REPORT).status_code == 200
