"""The statutory posts of a council are given to people, from a day to a day."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from programme import council_posts, lifecycle
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, Post
from tests.factories import MARCH_2012, PartnerFactory, noon
from tests.reading import errors, links, sent, words

HOME = "/programmes/shared-management/partners/"
FIRST, TO, NEXT = date(2011, 5, 1), date(2012, 2, 29), date(2012, 3, 1)


@pytest.fixture(autouse=True)
def march_2012():
    with time_machine.travel(MARCH_2012, tick=False):
        yield


@pytest.fixture
def council(programme):
    return PartnerFactory(programme=programme, name="First Council")


@pytest.fixture
def page(council):
    return f"{HOME}{council.pk}/"


@pytest.fixture
def admin(administrator, signed_in):
    return signed_in(administrator)


@pytest.fixture
def give(council, administrator, finance_officer):
    """A function that gives the council's post of section 151 officer."""

    def step(at=MARCH_2012, by=administrator, **how):
        how = {"kind": "section_151", "holder": "Director of Finance", **how}
        return council_posts.give_post(
            council, by=by, at=at, **{"person": finance_officer, "from_on": FIRST, **how}
        )

    return step


def press(client, address, **typed):
    return client.post(address, {**sent(client.get(address)), **typed})


def test_a_post_is_given_through_the_page(admin, page, finance_officer):
    add = f"{page}posts/add/"
    assert "Give a post" in links(admin.get(page))[add]
    held = {"kind": "section_151", "holder": "Director of Finance", "from_on": "1 May 2011"}
    assert press(admin, add, person=finance_officer.pk, **held).url == page
    shown = words(admin.get(page))
    assert "Section 151 officer Director of Finance Finance officer (finance_officer) 1 M" in shown
    event = AuditEvent.objects.first()
    assert (event.verb, event.title) == ("gave a post of", "First Council")
    assert event.changes[0]["now"].startswith("Director of Finance, from 1 May 2011, signs in as")


def test_earlier_moments_do_not_know_it(admin, page, give):
    give()
    assert "Director of Finance" not in words(admin.get(f"{page}?at=2012-03-08"))
    assert "Director of Finance" in words(admin.get(f"{page}?at=2012-03-09"))


def test_a_post_ends_and_goes_to_the_next_holder(admin, page, give):
    edit = f"{HOME}posts/{give().pk}/edit/"
    assert errors(press(admin, edit, to_on="1 May 2010"))["__all__"] == "“To” is before “from”."
    press(admin, edit, to_on="29 February 2012", why="Retired")
    give(holder="Head of Finance", from_on=NEXT)
    held = [Post.objects.held_on(on).get().holder for on in (FIRST, TO, NEXT, date(2090, 1, 1))]
    assert held == ["Director of Finance"] * 2 + ["Head of Finance"] * 2
    assert not Post.objects.held_on(date(2011, 4, 30)).exists()
    assert AuditEvent.objects.filter(reason="Retired", verb="changed a post of").exists()


@pytest.mark.each
@pytest.mark.parametrize("days", [{}, {"from_on": None}, {"from_on": NEXT}, {"to_on": NEXT}])
def test_a_post_has_one_holder_on_a_day(give, days):
    give(to_on=date(2012, 3, 31))
    with pytest.raises(ValidationError, match="Director of Finance holds it from 1 May 2011 to"):
        give(holder="Head of Finance", **days)


def test_one_person_holds_several_posts(give, finance_officer):
    give()
    give(kind="head_of_paid_service")
    assert finance_officer.posts.count() == 2


def test_somebody_without_a_role_that_sees_drafts_holds_none(give, nobody, committee_member):
    for person in (nobody, committee_member):
        with pytest.raises(ValidationError, match="has no role here that sees drafts"):
            give(person=person)
    assert not give(person=None).person


@pytest.mark.parametrize("role", Role)
def test_posts_are_given_by_those_who_give_roles(give, everyone, role, signed_in, page):
    may = role == Role.ADMINISTRATOR
    offered = f"{page}posts/add/" in links(signed_in(everyone[role]).get(page))
    assert offered == may
    if may:
        assert give(by=everyone[role])
    else:
        with pytest.raises(NotPermitted, match="only for administrator"):
            give(by=everyone[role])


def test_members_do_not_read_who_signs_in(give, page, signed_in, committee_member):
    give()
    shown = words(signed_in(committee_member).get(page))
    assert "Director of Finance" in shown and "finance_officer" not in shown


def test_posts_end_with_their_council(give, council, programme_manager, admin, page):
    post = give()
    how = {"by": programme_manager, "at": MARCH_2012, "why": "Merged"}
    lifecycle.end_standing(council, on=MARCH_2012.date(), **how)
    post.refresh_from_db()
    assert post.to_on == MARCH_2012.date()
    assert f"{page}posts/add/" not in links(admin.get(page))
    refused = admin.post(f"{page}posts/add/", {"kind": "monitoring", "holder": "Solicitor"})
    assert "ended on 9 March 2012" in words(refused)


def test_two_who_change_a_post_at_once(admin, page, give, council, administrator):
    edit = f"{HOME}posts/{give().pk}/edit/"
    opened = sent(admin.get(edit))
    give(kind="monitoring", at=noon(2012, 3, 10))
    shown = admin.post(edit, {**opened, "holder": "Chief Finance Officer"})
    assert "since you opened this page" in words(shown)


@pytest.mark.each
@pytest.mark.parametrize("broken", [{"kind": ""}, {"kind": "chair"}, {"partner": None}])
def test_the_database_holds_what_a_post_is(give, broken):
    post = give()
    with pytest.raises(IntegrityError), transaction.atomic():
        Post.objects.filter(pk=post.pk).update(**broken)
