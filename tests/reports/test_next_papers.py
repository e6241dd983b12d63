"""The next paper is one tap from the first page of whoever may read it."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from programme.authorization import Role
from tests.factories import BodyFactory, MembershipFactory, ProgrammeFactory, UserFactory, noon
from tests.reading import links, words

pytestmark = pytest.mark.once

BEFORE, AFTER = noon(2012, 4, 4), noon(2012, 4, 5)
NEXT = "Programme management report, 4 April 2012"


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(BEFORE, tick=False) as now:
        yield now


@pytest.fixture
def reader(programme, body):
    """A function that signs somebody in with a role, and gives their first page."""

    def first_page(role=Role.COMMITTEE_MEMBER, body=body, elsewhere=False):
        member = UserFactory()
        MembershipFactory(programme=programme, user=member, role=role, body=body)
        if elsewhere:
            MembershipFactory(programme=ProgrammeFactory(slug="elsewhere"), user=member)
        client = Client()
        client.force_login(member)
        return client.get("/", follow=True)

    return first_page


@pytest.fixture
def paper(draft, publish, programme):
    return reverse("reports:detail", args=[programme.slug, publish(draft).pk])


def test_a_member_finds_it_on_the_list_of_papers(paper, reader):
    response = reader()
    assert f"Next paper: {NEXT}" in words(response) and NEXT in links(response)[paper]


def test_an_officer_finds_it_on_the_overview(paper, reader):
    assert NEXT in links(reader(Role.AUDITOR, body=None))[paper]


@pytest.mark.each
def test_somebody_of_two_programmes_finds_it_on_their_first_page(paper, reader):
    assert NEXT in links(reader(elsewhere=True))[paper]


def test_a_member_is_not_led_to_the_papers_of_another_body(paper, reader, programme):
    other = BodyFactory(programme=programme, name="Another committee", slug="another")
    assert "Next paper" not in words(reader(body=other))
    assert "Next paper" not in words(reader(body=other, elsewhere=True))


@pytest.mark.each
def test_a_draft_is_no_next_paper(draft, reader):
    assert "Next paper" not in words(reader())


def test_after_the_meeting_it_is_not_the_next_one(paper, reader, clock):
    clock.move_to(AFTER)
    assert "Next paper" not in words(reader())


def test_a_superseded_version_is_not_the_next_paper(paper, draft, correct, publish, reader, clock):
    clock.move_to(noon(2012, 3, 30))
    new = publish(correct(draft, noon(2012, 3, 28)), at=noon(2012, 3, 29))
    led = [to for to, said in links(reader()).items() if NEXT in said and "pdf" not in to]
    assert len(led) == 1 and led[0].endswith(f"/{new.pk}/")


@pytest.mark.each
def test_a_postponed_meeting_has_no_next_paper(paper, draft, reader):
    type(draft.meeting).objects.update(postponed_at=noon(2012, 4, 2))
    assert "Next paper" not in words(reader())
