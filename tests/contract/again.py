"""A form that is sent twice, and one that is sent after a colleague has sent the same."""

from uuid import uuid4

from django.test import Client

from programme.authorization import Role
from tests.factories import MembershipFactory, person
from tests.reading import errors, given_back, sent, told

MANAGER = "programme_manager"


def colleague(w, role):
    """The browser of another person with the same role, and the same in other programmes."""
    browser, somebody = Client(), person(w.programme, Role(role), user__username="colleague")
    for held in w.person(role).memberships.exclude(programme=w.programme):
        MembershipFactory(programme=held.programme, user=somebody, role=held.role)
    browser.force_login(somebody)
    return browser


def opened_apart(opened, typed):
    """What is sent from the same form, opened in another window."""
    return {**sent(opened), **typed, "once": str(uuid4())}


def is_saved_once(w, url, data, by=MANAGER):
    """Sends a form twice; gives the answer that led on."""
    done, again = (w.send(url, data, by) for _ in range(2))
    assert done.status_code == 302, errors(done)
    assert (again.status_code, again.url) == (302, done.url)
    assert "It was sent twice and saved once." in told(again)
    return done


def is_given_back(w, url, opened, typed, by=MANAGER):
    """A colleague who opened the same form before it was saved sends the same after it."""
    page = colleague(w, by).post(url, opened_apart(opened, typed))
    if page.status_code == 200:
        kept = given_back(page)
        assert {name: kept.get(name) for name in typed} == {n: str(v) for n, v in typed.items()}
        assert page.templates[0].name == "programme/conflict.html" or errors(page)
    else:
        assert page.status_code == 302
