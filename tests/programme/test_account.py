"""Signing in and out, passwords, and what happens when somebody guesses."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import PASSWORD, MembershipFactory, ProgrammeFactory, UserFactory
from tests.reading import errors, typed, words

SIGN_IN, SIGN_OUT, CHANGE = "/account/sign-in/", "/account/sign-out/", "/account/password/"
FAILURES = settings.AXES_FAILURE_LIMIT


@pytest.fixture
def officer(programme):
    return MembershipFactory(
        programme=programme, user=UserFactory(username="officer", password=PASSWORD)
    ).user


def sign_in(client, username="officer", password=PASSWORD, **extra):
    return client.post(SIGN_IN, {"username": username, "password": password, **extra})


def guess(client, username="officer", times=FAILURES, **address):
    for _ in range(times):
        answer = client.post(SIGN_IN, {"username": username, "password": "wrong"}, **address)
    return answer


def test_somebody_with_one_programme_signs_in_straight_into_it(client, officer):
    assert sign_in(client).url == "/"
    assert client.get("/").url == "/programmes/shared-management/"


def test_somebody_with_two_programmes_chooses(client, officer):
    MembershipFactory(
        programme=ProgrammeFactory(name="Shared waste service"), user=officer, role="auditor"
    )
    sign_in(client)
    page = words(client.get("/"))
    assert (
        "Shared management You are programme manager." in page
        and "Shared waste service You are auditor." in page
    )


def test_somebody_without_a_programme_is_told_so(client, db):
    UserFactory(username="officer", password=PASSWORD)
    sign_in(client)
    assert "You have no part in any programme yet." in words(client.get("/"))


def test_signing_in_leads_back_to_the_page_that_was_asked_for(client, officer):
    asked = client.get("/programmes/shared-management/risks/?band=red").url
    answer = client.post(asked, {"username": "officer", "password": PASSWORD})
    assert answer.url == "/programmes/shared-management/risks/?band=red"


def test_signing_in_leads_to_no_other_site(client, officer):
    assert sign_in(client, next="https://example.org/").url == "/"


@pytest.mark.parametrize(("username", "password"), [("officer", "wrong"), ("stranger", PASSWORD)])
def test_a_wrong_name_and_a_wrong_password_read_the_same(client, officer, username, password):
    page = sign_in(client, username, password)
    assert errors(page) == {
        "__all__": "Enter the right user name and password. Capital letters matter in the password."
    }
    assert typed(page, "username") == username


def test_an_empty_form_says_what_is_missing(client, db):
    assert errors(sign_in(client, "", "")) == {
        "username": "Enter your user name.",
        "password": "Enter your password.",
    }


def test_somebody_who_is_signed_in_does_not_sign_in_again(signed_in, officer):
    assert signed_in(officer).get(SIGN_IN).url == "/"


def test_signing_out_ends_the_session(signed_in, officer):
    client = signed_in(officer)
    client.post(SIGN_OUT)
    assert client.get("/").url.startswith(SIGN_IN)


def test_a_link_cannot_sign_anybody_out(signed_in, officer):
    client = signed_in(officer)
    assert client.get(SIGN_OUT).status_code == 405
    assert client.get("/account/").status_code == 200


def test_repeated_failures_lock_the_name_even_for_the_right_password(client, officer):
    assert "Sign-in is locked for a while" in words(guess(client))
    assert sign_in(client).status_code == 429


def test_a_few_failures_lock_nothing(client, officer):
    guess(client, times=FAILURES - 1)
    assert sign_in(client).status_code == 302


def test_somebody_else_at_the_same_address_is_not_locked(client, officer):
    UserFactory(username="colleague", password=PASSWORD)
    guess(client)
    assert sign_in(Client(), "colleague").status_code == 302


def test_the_same_name_at_another_address_is_not_locked(client, officer):
    guess(client, REMOTE_ADDR="192.0.2.1")
    assert sign_in(Client()).status_code == 302


def change(client, old=PASSWORD, new="a new and longer phrase", again=None):
    return client.post(
        CHANGE, {"old_password": old, "new_password1": new, "new_password2": again or new}
    )


def test_a_password_is_changed_and_the_session_goes_on(signed_in, officer):
    client = signed_in(officer)
    assert change(client).url == "/account/password/done/"
    assert client.get("/account/").status_code == 200
    assert sign_in(Client()).status_code == 200
    assert sign_in(Client(), password="a new and longer phrase").status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again", "field"),
    [
        ("wrong", "a new and longer phrase", None, "old_password"),
        (PASSWORD, "short", None, "new_password2"),
        (PASSWORD, "password1", None, "new_password2"),
        (PASSWORD, "8675309867", None, "new_password2"),
        (PASSWORD, "officer123", None, "new_password2"),
        (PASSWORD, "a new and longer phrase", "another phrase", "new_password2"),
    ],
)
def test_a_password_that_will_not_do_is_refused(signed_in, officer, old, new, again, field):
    assert set(errors(change(signed_in(officer), old, new, again))) == {field}


def test_a_form_from_another_site_is_refused(officer):
    client = Client(enforce_csrf_checks=True)
    client.force_login(officer)
    assert client.post(CHANGE, {"old_password": PASSWORD}).status_code == 403


def test_no_page_runs_a_script_of_anybody_else(client, db):
    policy = client.get(SIGN_IN)["Content-Security-Policy"]
    assert (
        "default-src 'self'" in policy
        and "unsafe-inline" not in policy
        and "frame-ancestors 'none'" in policy
    )


@pytest.mark.parametrize("path", ["/account/", "/nowhere/", SIGN_IN, "/accessibility/"])
def test_every_kind_of_page_has_its_headers(client, db, path):
    answer = client.get(path)
    assert answer["X-Frame-Options"] == "DENY" and answer["X-Content-Type-Options"] == "nosniff"
