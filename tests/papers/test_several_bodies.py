"""One paper to several bodies: each has its own paper, which began with the same words."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from papers import exempting
from papers.models import Paper
from papers.several import others_of
from reports import actions
from reports.actions import executive
from tests.factories import BodyFactory, MeetingFactory, noon
from tests.papers.clearing import *  # noqa: F403  (its fixtures)
from tests.papers.conftest import WRITTEN
from tests.reading import errors, links, sent, words

pytestmark = pytest.mark.once


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(WRITTEN, tick=False):
        yield


@pytest.fixture
def council(programme, definition, democratic_services):
    """A meeting of a council in Scotland: three clear days, and a holiday of its own."""
    body = BodyFactory(
        programme=programme, name="Council", slug="council", nation="SCT", clear_days=3
    )
    who = {"programme": programme, "by": democratic_services, "at": WRITTEN}
    made = actions.define_report(body=body, kind=definition.kind, title="To us", lead_days=5, **who)
    how = {"sections": definition.sections, "written": definition.written}
    actions.change_definition(made, by=democratic_services, at=WRITTEN, **how)
    return MeetingFactory(body=body, on=date(2012, 4, 17))


@pytest.fixture
def manager(programme_manager, signed_in):
    return signed_in(programme_manager)


@pytest.fixture
def take(manager, paper):
    """A function that takes the paper to a meeting of another body on its page."""

    def step(meeting):
        url = reverse("reports:take_paper", args=["shared-management", paper.pk])
        page = reverse("papers:detail", args=["shared-management", paper.pk])
        assert url in links(manager.get(page))
        return manager.post(url, {**sent(manager.get(url)), "meeting": meeting.pk}, follow=True)

    return step


def test_the_other_paper_begins_with_the_same_words(paper, council, write, recommend, take):
    write("background", "1. It began in 2006.", state="done")
    recommend("To note progress.", acts="Director")
    assert take(council).status_code == 200
    other = Paper.objects.get(meeting=council)
    part = other.parts.get(key="background")
    assert (part.text, part.state) == ("1. It began in 2006.", "not_started")
    asked = other.recommendations.get()
    assert (asked.text, asked.acts, other.began_as) == ("To note progress.", "Director", paper)
    assert others_of(paper) == [(other, [])]


def test_each_has_its_own_clock_and_says_where_it_differs(
    paper, council, write, recommend, take, manager
):
    write("background", "1. It began in 2006.", state="done")
    take(council)
    write("background", "1. It began in 2007.", state="done")
    recommend("To note progress.")
    shown = words(manager.get(reverse("papers:detail", args=["shared-management", paper.pk])))
    assert "Council on 17 April 2012 11 April 2012" in shown  # Easter Monday counts in Scotland
    assert "Background and what is recommended" in shown
    other = Paper.objects.get(meeting=council)
    shown = words(manager.get(reverse("papers:detail", args=["shared-management", other.pk])))
    assert "4 April 2012 27 March 2012" in shown


@pytest.mark.each
def test_what_is_kept_from_the_public_is_not_taken_over(
    paper, council, write, recommend, take, democratic_services
):
    write("background", "1. The offer is low.", state="done")
    recommend("To take the offer.")
    for key in ("background", "recommended"):
        who = {"by": democratic_services, "at": WRITTEN}
        exempting.keep_back(paper, key=key, kind="confidential", **who)
    take(council)
    other = Paper.objects.get(meeting=council)
    assert other.parts.get(key="background").text == "" and not other.recommendations.exists()


def test_a_whole_paper_that_is_kept_back_goes_nowhere(
    paper, council, write, take, democratic_services
):
    who = {"by": democratic_services, "at": WRITTEN}
    exempting.keep_back(paper, key="", kind="confidential", **who)
    page = take(council)
    assert "The whole of this paper is kept from the public" in words(page)
    assert not Paper.objects.filter(meeting=council).exists()


@pytest.mark.each
def test_a_meeting_that_has_a_paper_cannot_be_chosen(paper, council, take, manager):
    take(council)
    url = reverse("reports:take_paper", args=["shared-management", paper.pk])
    page = manager.post(url, {**sent(manager.get(url)), "meeting": council.pk})
    assert set(errors(page)) == {"meeting"}


def test_others_are_found_by_the_same_few_queries(
    paper, council, take, manager, django_assert_max_num_queries
):
    take(council)
    with django_assert_max_num_queries(3):
        others_of(paper)


@pytest.mark.each
def test_the_page_of_a_paper_to_an_executive_warns_of_missing_notices(
    paper, body, definition, democratic_services, signed_in
):
    type(body).objects.filter(pk=body.pk).update(regime="executive")
    who = {"by": democratic_services, "at": WRITTEN}
    paper.refresh_from_db()
    said = {"what": "key", "matter": "A contract", "definition": definition}
    executive.add_business(meeting=paper.meeting, **said, **who)
    with time_machine.travel(noon(2012, 3, 20)):
        client = signed_in(democratic_services)
        shown = words(client.get(reverse("papers:detail", args=["shared-management", paper.pk])))
    assert "Key decision: A contract. Notice by 6 March 2012: missed 14 days ago" in shown
