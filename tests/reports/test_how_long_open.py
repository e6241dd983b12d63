"""How long published papers are open to everyone: as long as the body keeps them open."""

from datetime import date, timedelta

import pytest
import time_machine

from programme.access_law import first_open, years_after
from programme.models import Body
from reports.models import Report
from tests.factories import noon
from tests.reading import words

pytestmark = pytest.mark.once

MEETING = "/published/joint-committee/2012-04-04/"
REPORT = f"{MEETING}programme-management/"
FILES = [f"{REPORT}v1{end}" for end in ("/", ".pdf", ".docx", ".json")]
LISTS = ["/published/", "/published/feed.atom", "/published/joint-committee/feed.atom"]


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def keeps(body):
    """A function that says how many years the body keeps its papers open."""

    def step(years, **how):
        Body.objects.filter(pk=body.pk).update(open_years=years, **how)

    return step


@pytest.mark.each
def test_papers_stay_open_without_end_unless_the_body_says_otherwise(client, published):
    with time_machine.travel(noon(2052, 1, 1)):
        assert {client.get(url).status_code for url in [REPORT, *FILES]} == {200}
        assert all("Programme management report" in words(client.get(url)) for url in LISTS)


def test_on_the_last_day_they_are_open_and_then_the_address_says_so(client, published, keeps):
    keeps(6)
    with time_machine.travel(noon(2018, 4, 4)):
        assert client.get(REPORT).status_code == 200
        assert "Programme management report" in words(client.get(MEETING))
    with time_machine.travel(noon(2018, 4, 5)):
        for url in [REPORT, *FILES]:
            answer = client.get(url)
            assert answer.status_code == 410
            assert "open here until 4 April 2018" in words(answer)
        assert "were open here until 4 April 2018" in words(client.get(MEETING))
        for url in [*LISTS, "/published/?q=management", MEETING]:
            assert "Programme management report" not in words(client.get(url))
        assert published.pdf_sha256 in words(client.get(f"{REPORT}v1/proof/"))


def test_the_page_of_a_meeting_says_what_the_law_asks(client, published, keeps):
    keeps(10, regime="council")
    with time_machine.travel(noon(2016, 1, 1)):
        page = words(client.get(MEETING))
    assert "minutes are open until 4 April 2018, and background papers until 4 April 2016" in page
    assert "The papers of this meeting are open here until 4 April 2022" in page
    keeps(None, regime="council", nation="NIR")
    page = words(client.get(MEETING))
    assert "until 4 April 2018." in page and "background" not in page and "stay open here" in page


@pytest.mark.each
def test_who_works_in_the_programme_reads_them_for_ever(published, keeps, auditor, signed_in):
    keeps(6)
    client = signed_in(auditor)
    page = client.get(f"/programmes/shared-management/reports/{published.pk}/")
    assert page.status_code == 200 and Report.objects.open_on(date(2026, 11, 27)).count() == 0


def test_lists_and_addresses_end_on_the_same_day_round_leap_years():
    for meeting in (date(2020, 2, 29), date(2018, 2, 28), date(2018, 3, 1)):
        last = years_after(meeting, 6)
        assert first_open(last, 6) <= meeting < first_open(last + timedelta(days=1), 6)


def test_the_officer_says_how_long_on_the_page_of_the_body(body, democratic_services, signed_in):
    client = signed_in(democratic_services)
    page = f"/programmes/shared-management/bodies/{body.pk}/"
    assert "Published papers stay open for Without end" in words(client.get(page))
    typed = client.get(f"{page}edit/").context["form"].initial
    kept = {name: value for name, value in typed.items() if value is not None}
    client.post(f"{page}edit/", {**kept, "open_years": "6", "why": "The policy of the council"})
    assert "Published papers stay open for 6 years from the meeting" in words(client.get(page))
    assert "Background papers 4" in words(client.get(f"{page}law/"))
