"""Every address with every role, with strangers and with nobody signed in: who gets in is what
the view declares.
"""

from copy import copy
from functools import cache

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve

from programme.authorization import Permission, Role, permissions
from programme.authorization.service import ServicePermission
from programme.models import AuditEvent
from programme.views import OPEN_TO_ALL, SIGNED_IN
from tests.addresses import ADDRESSES
from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory
from tests.filled import *  # noqa: F403

LETS_IN, SIGN_IN, NOT_PERMITTED, NOT_FOUND = (
    "lets in",
    "asks to sign in",
    "not permitted",
    "not found",
)


def what_happens(response):
    if response.status_code == 302 and response.url.startswith("/account/sign-in/?next="):
        return SIGN_IN
    # 405: a page without a form. 410: a background paper, more than four years on.
    names = {
        200: LETS_IN,
        302: LETS_IN,
        405: LETS_IN,
        410: LETS_IN,
        403: NOT_PERMITTED,
        404: NOT_FOUND,
    }
    return names.get(response.status_code, response.status_code)


def expected(declared, roles):
    """What should happen to somebody with these roles in the programme; None: nobody is signed
    in.
    """
    if declared == OPEN_TO_ALL:
        return LETS_IN
    if roles is None:
        return SIGN_IN
    if declared == SIGNED_IN:
        return LETS_IN
    if isinstance(declared, ServicePermission):  # no role in a programme opens it
        return NOT_PERMITTED
    if not roles:
        return NOT_FOUND
    return LETS_IN if declared.roles & roles else NOT_PERMITTED


def declares(address):
    """Whether the view says who may see it: a permission where it is of a programme."""
    declared = address.declared
    if declared in (OPEN_TO_ALL, SIGNED_IN) or isinstance(declared, ServicePermission):
        return "slug" not in address.needs
    return isinstance(declared, Permission) and "slug" in address.needs


def test_every_page_declares_who_may_see_it():
    assert [address.name for address in ADDRESSES if not declares(address)] == []


def visits(ask, urls, turn):
    """What happens on every page, when it is opened or when an empty form is sent to it, by turns:
    the door is the same for both. `tests/test_markup.py` goes both ways through every door.

    Nothing stays of what happens to somebody who is let in; nothing happens to anybody else.
    """
    events, found = set(AuditEvent.objects.values_list("pk", flat=True)), {}
    for number, (name, url) in enumerate(urls.items()):
        with transaction.atomic():
            found[name] = ask(("get", "post")[(number + turn) % 2], url)
            transaction.set_rollback(found[name] == LETS_IN)
    assert list(AuditEvent.objects.exclude(pk__in=events)) == []
    return found


def as_a_browser(user=None):
    """Asks through all that stands before a page, which is drawn; sends forms as they are given,
    and opens no page for them before.
    """
    client = Client()
    if user:
        client.force_login(user)
    cookies = copy(client.cookies)

    def ask(method, url):
        client.cookies = copy(cookies)  # one of the pages signs people out
        return what_happens(getattr(client, method)(url))

    return ask


resolved = cache(resolve)


def at_the_door(user):
    """Asks the view of each page by itself: what stands before all views is alike for everybody,
    and so is the page of a refusal.
    """

    def ask(method, url):
        request = getattr(RequestFactory(), method)(url)
        request.user, request.session = copy(user), SessionStore()
        request._messages, request._dont_enforce_csrf_checks = CookieStorage(request), True
        request.resolver_match = found = resolved(url)
        try:
            return what_happens(found.func(request, *found.args, **found.kwargs))
        except PermissionDenied:
            return NOT_PERMITTED
        except Http404:
            return NOT_FOUND

    return ask


@pytest.fixture
def urls(addressed, programme):
    return {address.name: url for address, url in addressed.items()}


BY_RULE = {Role.DEMOCRATIC_SERVICES, Role.COMMITTEE_MEMBER}  # who reads the full edition


def right(roles):
    """What should happen on every page to somebody with these roles."""
    found = {one.name: expected(who_of_these(one), roles) for one in ADDRESSES}
    for one in ADDRESSES:
        if roles and getattr(one.view, "asks_further", False):
            found[one.name] = LETS_IN if roles & BY_RULE else NOT_PERMITTED
    return found


def who_of_these(address):
    """The permission that somebody needs who typed none of the rows."""
    theirs = address.name.endswith("correct_row")
    return permissions.CORRECT_ANY if theirs else address.declared


# Who reaches most walks on both databases, as a browser does; the others walk on one, to the door
# of each page.
ON_BOTH = Role.PROGRAMME_MANAGER


@pytest.mark.parametrize(
    "role", [pytest.param(role, marks=[pytest.mark.once] * (role != ON_BOTH)) for role in Role]
)
def test_every_page_lets_in_the_roles_that_it_declares_and_no_other(role, urls, everyone):
    asks = as_a_browser if role == ON_BOTH else at_the_door
    assert visits(asks(everyone[role]), urls, [*Role].index(role)) == right({role})


@pytest.mark.once
@pytest.mark.parametrize(("turn", "stranger"), [(0, "outsider"), (1, "nobody")])
def test_no_page_of_a_programme_is_there_for_somebody_without_a_part_in_it(
    turn, stranger, urls, request
):
    assert visits(at_the_door(request.getfixturevalue(stranger)), urls, turn) == right(frozenset())


@pytest.mark.once
@pytest.mark.parametrize("turn", [0, 1])
def test_every_page_that_is_not_open_to_all_asks_to_sign_in(turn, urls):
    assert visits(as_a_browser(), urls, turn) == right(None)


@pytest.mark.once
def test_nothing_of_a_programme_is_found_in_another_one(programme, urls):
    elsewhere, stranger = ProgrammeFactory(slug="elsewhere"), UserFactory()
    for role in Role:
        MembershipFactory(programme=elsewhere, user=stranger, role=role)
    of_a_row = [a.name for a in ADDRESSES if "slug" in a.needs and a.needs & {"pk", "reference"}]
    moved = {name: urls[name].replace(f"/{programme.slug}/", "/elsewhere/") for name in of_a_row}
    ask, nowhere = at_the_door(stranger), dict.fromkeys(of_a_row, NOT_FOUND)
    assert [visits(ask, moved, turn) for turn in (0, 1)] == [nowhere, nowhere]


def test_a_role_that_has_ended_opens_no_page(programme, auditor, administrator, signed_in):
    auditor.memberships.update(ended_at=programme.created_at, ended_by=administrator)
    assert what_happens(signed_in(auditor).get(f"/programmes/{programme.slug}/")) == NOT_FOUND


def test_an_account_that_is_closed_opens_no_page(programme, auditor, signed_in):
    client = signed_in(auditor)
    auditor.is_active = False
    auditor.save()
    assert what_happens(client.get(f"/programmes/{programme.slug}/")) == SIGN_IN
