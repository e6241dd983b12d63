"""A password that an administrator sets for somebody: who may, what it ends, and that it lasts
for one sign-in.
"""

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from programme import actions
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from tests.factories import MARCH_2012, PASSWORD, MembershipFactory, ProgrammeFactory, UserFactory
from tests.reading import errors, words

SIGN_IN, CHANGE, PEOPLE = (
    "/account/sign-in/",
    "/account/password/",
    "/programmes/shared-management/people/",
)
ONE_TIME, OWN = "a phrase for one time", "a phrase of my own"


@pytest.fixture
def officer(programme):
    return MembershipFactory(
        programme=programme, user=UserFactory(username="officer", password=PASSWORD)
    ).user


@pytest.fixture
def set_password(programme, administrator):
    def step(person, by=administrator, password=ONE_TIME):
        return actions.set_one_time_password(
            person, programme=programme, by=by, at=MARCH_2012, password=password, why="Forgotten"
        )

    return step


def sign_in(client, password):
    return client.post(SIGN_IN, {"username": "officer", "password": password})


def change(client, old, new):
    return client.post(CHANGE, {"old_password": old, "new_password1": new, "new_password2": new})


def test_whoever_signs_in_with_it_chooses_their_own_before_anything_else(
    client, officer, set_password
):
    set_password(officer)
    assert sign_in(Client(), PASSWORD).status_code == 200
    assert sign_in(client, ONE_TIME).status_code == 302
    for page in "/", "/account/", PEOPLE, "/published/":
        assert client.get(page).url == CHANGE
    assert "Choose one of your own before you go on." in words(client.get(CHANGE))
    assert change(client, ONE_TIME, OWN).status_code == 302
    assert client.get(PEOPLE).status_code == 200


def test_the_one_time_password_cannot_be_kept(client, officer, set_password):
    set_password(officer)
    sign_in(client, ONE_TIME)
    assert errors(change(client, ONE_TIME, ONE_TIME)) == {
        "new_password1": "Choose another password than the one you have now."
    }
    assert client.get(PEOPLE).url == CHANGE


def test_somebody_who_has_to_change_it_can_sign_out(client, officer, set_password):
    set_password(officer)
    sign_in(client, ONE_TIME)
    assert client.post("/account/sign-out/").url == SIGN_IN


def test_it_ends_a_lock_out(client, officer, set_password):
    for _ in range(5):
        sign_in(client, "wrong")
    assert sign_in(client, PASSWORD).status_code == 429
    set_password(officer)
    assert sign_in(client, ONE_TIME).status_code == 302


def test_the_audit_trail_says_who_set_it_and_why_and_not_what_it_is(
    officer, set_password, administrator
):
    set_password(officer)
    event = AuditEvent.objects.latest("pk")
    assert (event.by, event.verb, event.reason) == (
        administrator,
        "set a one-time password for",
        "Forgotten",
    )
    assert event.subject_id == officer.pk and event.changes == []


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_only_an_administrator_sets_one(role, everyone, officer, set_password):
    with pytest.raises(NotPermitted):
        set_password(officer, by=everyone[role])


def test_an_administrator_of_another_programme_sets_none(officer, set_password, programme):
    stranger = MembershipFactory(
        programme=ProgrammeFactory(slug="elsewhere"), role="administrator"
    ).user
    with pytest.raises(NotPermitted):
        set_password(officer, by=stranger)


def test_nobody_gets_into_a_programme_that_they_do_not_administer_by_setting_a_password(
    officer, set_password, administrator
):
    elsewhere = ProgrammeFactory(slug="elsewhere")
    MembershipFactory(programme=elsewhere, user=officer)
    with pytest.raises(ValidationError, match="do not administer"):
        set_password(officer)
    MembershipFactory(programme=elsewhere, user=administrator, role="administrator")
    assert set_password(officer).must_change_password


@pytest.mark.parametrize("somebody", ["administrator", "nobody", "outsider"])
def test_it_is_refused_for_oneself_and_for_strangers(somebody, request, set_password):
    with pytest.raises(ValidationError, match=r"your account|no part in this programme"):
        set_password(request.getfixturevalue(somebody))


@pytest.mark.once
def test_an_administrator_sets_it_in_the_browser(officer, administrator, signed_in):
    admin, page = signed_in(administrator), f"{PEOPLE}{officer.pk}/password/"
    assert page in admin.get(PEOPLE).content.decode()
    assert set(errors(admin.post(page, {"password": "short", "why": ""}))) == {"why"}
    assert set(errors(admin.post(page, {"password": "short", "why": "Forgotten"}))) == {"password"}
    assert admin.post(page, {"password": ONE_TIME, "why": "Forgotten"}).url == PEOPLE
    assert sign_in(Client(), ONE_TIME).status_code == 302


def test_nobody_is_offered_to_set_their_own(administrator, signed_in):
    assert (
        f"{PEOPLE}{administrator.pk}/password/"
        not in signed_in(administrator).get(PEOPLE).content.decode()
    )
