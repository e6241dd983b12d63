"""The documents behind a report under review, and the report in its second language."""

import pytest

from closure.models import EvidenceSeen, ReviewQuestion
from closure.review.reporting import ScrutinyReviewSection
from papers.setting_languages import set_languages
from tests import pdfs
from tests.closure.review.conftest import ANSWERED
from tests.factories import as_at
from tests.papers.conftest import WRITTEN
from tests.reading import links, sent, words

pytestmark = pytest.mark.once

PAGES = "/programmes/shared-management/scrutiny/"


@pytest.fixture
def secret(secret, write, attach, keep, programme_manager):
    """The paper in two languages, with two documents of which one is kept back."""
    who = {"by": programme_manager, "at": WRITTEN}
    set_languages(secret, language="en", second="written", **who)
    in_welsh = {"second_heading": "Cefndir", "second_text": "1. Dechreuodd yn 2006.\n\n2. Wedyn."}
    write("background", "1. It began in 2006.\n\n2. Then.", state="done", **in_welsh)
    attach("Work plan", pdfs.whole(words="Plan"))
    keep(f"attached-{attach('Valuation', pdfs.whole(words='Zebrafalcon')).pk}")
    return secret


def _asks_and_sees(page, title):
    """The two addresses that stand beside a document."""
    found = [url for url in links(page) if "part=attached-" in url]
    return [url for url in found if "/ask/" in url], [url for url in found if "/evidence/" in url]


def test_attached_documents_are_opened_asked_about_and_seen_in_the_review(
    review, scrutiny_officer, workstream_lead, programme, signed_in
):
    client, page = signed_in(scrutiny_officer), f"{PAGES}{review.pk}/"
    shown = client.get(page)
    assert "Work plan" in words(shown) and "kept from the public" in words(shown)
    [file] = [url for url in links(shown) if "/attached/" in url]
    assert client.get(file).content.startswith(b"%PDF")
    asks, sees = _asks_and_sees(shown, "Work plan")
    assert len(asks) == 2 and len(sees) == 1
    client.post(sees[0], sent(client.get(sees[0])))
    seen = EvidenceSeen.objects.get()
    assert "SHA-256" in seen.what and seen.label.endswith("Work plan")
    said = {"text": "Whose plan?", "asked_of": workstream_lead.pk, "due_on": "30 March 2012"}
    client.post(asks[0], {**sent(client.get(asks[0])), **said})
    question = ReviewQuestion.objects.get()
    assert question.part == seen.part and "1 question" in words(client.get(page))
    assert page in links(client.get(f"{PAGES}questions/{question.pk}/"))
    report = ScrutinyReviewSection().context(as_at(programme, ANSWERED))
    assert "SHA-256" in report["parts"][0]["rows"][0]["what"]


def test_a_part_is_read_in_its_second_language_and_asked_about_at_the_same_places(
    review, scrutiny_officer, workstream_lead, signed_in
):
    client, page = signed_in(scrutiny_officer), f"{PAGES}{review.pk}/parts/background/"
    assert f"{page}?in=cy" in links(client.get(page))
    welsh = client.get(f"{page}?in=cy")
    assert "Dechreuodd yn 2006" in words(welsh) and page in links(welsh)
    assert '<html lang="cy"' in welsh.content.decode()
    [ask] = [url for url in links(welsh) if "about=text-2" in url]
    said = {"text": "When?", "asked_of": workstream_lead.pk, "due_on": "30 March 2012"}
    back = client.post(ask, {**sent(client.get(ask)), **said})
    assert back.url.endswith("background/?in=cy#at-text-2")
    for url in (page, f"{page}?in=cy"):
        place = client.get(url).content.decode().partition('id="at-text-2"')[2]
        assert "Question 1" in place[:900]
    going_on = client.post(f"{page}read/?in=cy")
    assert going_on.url.endswith("?in=cy")


def test_languages_with_other_paragraphs_are_asked_about_as_a_whole(
    secret, write, scrutiny_officer, signed_in, request
):
    said = {"second_heading": "Cefndir", "second_text": "1. Dechreuodd yn 2006."}
    write("background", "1. It began in 2006.\n\n2. Then.", state="done", **said)
    review = request.getfixturevalue("review")
    page = f"{PAGES}{review.pk}/parts/background/"
    welsh = signed_in(scrutiny_officer).get(f"{page}?in=cy")
    assert "do not have the same paragraphs" in words(welsh)
    assert not [url for url in links(welsh) if "about=text-" in url]
