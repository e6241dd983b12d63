"""Published papers are found by the words that everyone may read in them."""

from datetime import date

import pytest

from programme.authorization import Role
from reports import schedule
from reports.models import PublishedWords
from tests.factories import BodyFactory, MeetingFactory, noon, person
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT
from tests.reports.test_public import REPORT


def found(client, sought, page=""):
    address = "/published/" + (f"?page={page}" if page else "")
    answer = client.get(address, {"q": sought}).content.decode()
    return f'href="{REPORT}"' in answer


@pytest.mark.each
@pytest.mark.parametrize(
    "sought", ["partner", "A PARTNER leaves", "leaves  partner", "joint committee", "savings late"]
)
def test_a_paper_is_found_by_all_of_its_words(client, published, sought):
    assert found(client, sought)


@pytest.mark.parametrize("sought", ["nobody", "partner nobody", "%", "par_ner"])
def test_it_is_not_found_by_others(client, published, sought):
    assert not found(client, sought)
    page = client.get("/published/", {"q": sought}).content.decode()
    assert "No published paper has all of these words" in page


def test_nothing_that_was_sought_shows_all(client, published):
    assert found(client, "") and found(client, "   ")


def test_a_draft_is_not_found(client, draft):
    assert not PublishedWords.objects.exists()
    assert "0 papers" not in client.get("/published/", {"q": "partner"}).content.decode()
    assert not found(client, "partner")


def test_the_newest_version_alone_is_found(client, published, correct, publish):
    publish(correct(published, noon(2012, 3, 27), reason="Zanzibar"), at=noon(2012, 3, 28))
    page = client.get("/published/", {"q": "partner leaves"}).content.decode()
    assert page.count("v2.pdf") == 1 and "v1.pdf" not in page
    assert found(client, "zanzibar")


def test_a_body_that_is_not_public_is_found_by_nobody(
    client, signed_in, programme, define, publish, register
):
    board = BodyFactory(programme=programme, is_public=False, slug="board")
    MeetingFactory(body=board)
    define(board, sections=["risks"])
    publish(draw(schedule.raise_due(DRAFT_MOMENT)[0], DRAFT_MOMENT))
    member = signed_in(person(programme, Role.COMMITTEE_MEMBER, body=board))
    for reader in client, member:
        page = reader.get("/published/", {"q": "partner"}).content.decode()
        assert "No published paper has all of these words" in page and "board" not in page


def test_a_search_costs_as_many_queries_however_many_there_are(
    client, published, body, publish, django_assert_max_num_queries
):
    for month in 5, 6:
        MeetingFactory(body=body, on=date(2012, month, 2))
        for due in schedule.raise_due(noon(2012, month, 1)):
            publish(draw(due, DRAFT_MOMENT))
    with django_assert_max_num_queries(3):
        page = client.get("/published/", {"q": "partner"}).content.decode()
    assert "3 papers with “partner”" in page
