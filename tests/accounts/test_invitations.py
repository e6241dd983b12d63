"""Somebody is invited by mail: the link works once, for a week, and takes over no account."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.links import path_of
from accounts.models import Invitation
from outbox.choices import State
from outbox.models import Mail
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent, User
from tests.accounts.conftest import ADDRESS, OWN, said
from tests.factories import PASSWORD, BodyFactory, MembershipFactory, UserFactory, person
from tests.reading import errors, links, sent, typed, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
PEOPLE, INVITE = f"{HOME}people/", f"{HOME}people/invite/"
WEEK = timedelta(days=7)


def roles_of(person):
    return sorted(one.role for one in person.memberships.current())


def test_somebody_new_sets_their_own_name_and_password_and_is_in(invited, link, client):
    invited(roles=["auditor", "programme_manager"])
    page = client.get(way := link())
    assert "Invited by Administrator" in words(page) and "programme manager" in words(page)
    assert client.post(way, said()).url == HOME
    assert client.get(PEOPLE).status_code == 200
    jane = User.objects.get(username="jpoole")
    assert jane.check_password(OWN) and not jane.must_change_password
    assert (jane.email, jane.name, str(jane)) == (ADDRESS, "Jane Poole", "Head of Audit")
    assert roles_of(jane) == ["auditor", "programme_manager"]


def test_the_link_stands_in_the_mail_and_nowhere_else(invited, link, signed_in, administrator):
    invitation = invited()
    token = link().split("/")[-2]
    rows = [*Mail.objects.values(), *Invitation.objects.values(), *AuditEvent.objects.values()]
    assert len(token) == 64 and token not in repr(rows)
    client = signed_in(administrator)
    for page in f"{HOME}mail/", PEOPLE, f"{PEOPLE}invitations/{invitation.pk}/", f"{HOME}history/":
        assert token not in client.get(page).content.decode()


def test_it_is_on_record_who_invited_and_who_accepted(invited, link, client):
    invited()
    client.post(link(), said())
    told = [(one.by_name, one.verb) for one in AuditEvent.objects.order_by("pk")]
    assert told[0] == ("Administrator", "invited")
    assert told[-2:] == [
        ("Administrator", "gave a role to"),
        ("Head of Audit", "accepted the invitation of"),
    ]


def test_a_link_works_once(invited, link, client):
    invited()
    client.post(way := link(), said())
    again = Client()
    assert "This invitation was used on" in words(again.get(way))
    assert "This invitation was used on" in words(again.post(way, said(username="other")))
    assert not User.objects.filter(username="other").exists()


def test_one_that_was_accepted_meanwhile_is_not_accepted_again(invited, nobody):
    invitation, now = invited(), timezone.now()
    actions.accept_as(invitation, by=nobody, at=now)
    with pytest.raises(ValidationError, match="used already"):
        actions.accept_as_new(
            invitation, at=now, username="a", name="A", job_title="A", password=OWN
        )


@pytest.mark.parametrize("end", ["expired", "withdrawn"])
def test_one_that_expired_or_was_withdrawn_says_so_and_opens_nothing(
    end, invited, administrator, client
):
    early = timezone.now() - WEEK
    invitation = invited(at=early if end == "expired" else None)
    if end == "withdrawn":
        actions.withdraw_invitation(invitation, by=administrator, at=timezone.now())
    for answer in client.get(way := path_of(invitation)), client.post(way, said()):
        assert f"This invitation {end}" in words(answer).replace("was ", "")
        assert "Ask Administrator for another one" in words(answer)
    assert not User.objects.filter(username="jpoole").exists()


@pytest.mark.parametrize("change", [lambda way: way[:-2] + "0/", lambda way: "/invitations/9/x/"])
def test_a_link_that_is_none_of_ours_opens_nothing(change, invited, client):
    answer = client.get(change(path_of(invited())))
    assert answer.status_code == 404 and "copy the whole of it" in words(answer)


REFUSED = [
    ({"username": "ADMINISTRATOR"}, {"username"}),
    ({"username": "two words"}, {"username"}),
    ({"name": ""}, {"name"}),
    ({"job_title": ""}, {"job_title"}),
    ({"password": "short", "again": "short"}, {"password"}),
    ({"again": "another phrase"}, {"again"}),
]


@pytest.mark.parametrize(("other", "fields"), REFUSED)
@pytest.mark.each
def test_what_will_not_do_comes_back_and_the_invitation_stays(other, fields, invited, client):
    page = client.post(path_of(invited()), said(**other))
    assert set(errors(page)) == fields
    assert typed(page, "job_title") == other.get("job_title", "Head of Audit")
    assert Invitation.objects.unanswered().exists()


@pytest.fixture
def jane(db):
    """Somebody with the address of the invitation, and a part in another programme."""
    user = UserFactory(username="jane", password=PASSWORD, email=ADDRESS.upper(), name="Jane")
    return MembershipFactory(user=user, role=Role.SCRUTINY_OFFICER).user


@pytest.mark.each
def test_an_account_is_never_taken_over_and_accepts_by_signing_in(jane, invited, client):
    way = path_of(invited())
    page = client.get(way)
    assert "sign in to accept" in words(page) and f"/account/sign-in/?next={way}" in links(page)
    client.post(way, said(username="jane"))
    assert not User.objects.filter(username="jpoole").exists() and roles_of(jane) == [
        "scrutiny_officer"
    ]
    signing = {"username": "jane", "password": PASSWORD, "next": way}
    assert client.post("/account/sign-in/", signing).url == way
    assert "You are signed in as Jane (jane)" in words(client.get(way))
    assert client.post(way).url == HOME
    jane.refresh_from_db()
    assert jane.check_password(PASSWORD) and roles_of(jane) == ["auditor", "scrutiny_officer"]


def test_whoever_invites_does_not_learn_of_an_account_elsewhere(
    jane, invited, signed_in, programme
):
    invited()
    page = words(signed_in(User.objects.get(username="administrator")).get(PEOPLE))
    assert ADDRESS in page and "Jane" not in page


def test_roles_that_somebody_holds_by_then_are_not_given_twice(programme, invited, nobody):
    invitation = invited(roles=["auditor", "legal_officer"])
    MembershipFactory(programme=programme, user=nobody, role=Role.AUDITOR)
    actions.accept_as(invitation, by=nobody, at=timezone.now())
    assert roles_of(nobody) == ["auditor", "legal_officer"]


def test_one_of_somebody_who_gives_no_roles_any_more_gives_none(invited, administrator, client):
    way = path_of(invited())
    administrator.memberships.update(ended_at=timezone.now(), ended_by=administrator)
    page = client.post(way, said())
    assert "gives no roles here any more" in words(page)
    assert not User.objects.filter(username="jpoole").exists()


def test_a_member_is_invited_to_their_body(programme, invited, client):
    body = BodyFactory(programme=programme, name="Joint committee")
    client.post(path_of(invited(roles=["committee_member"], body=body)), said())
    [held] = User.objects.get(username="jpoole").memberships.all()
    assert (held.role, held.body) == ("committee_member", body)


# --- inviting


@pytest.fixture
def admin(administrator, signed_in):
    return signed_in(administrator)


def send_form(admin, **given):
    return admin.post(INVITE, {**sent(admin.get(INVITE)), "email": ADDRESS, **given})


def test_the_form_invites_and_the_people_page_says_what_became_of_the_mail(admin, link, server):
    server.refuses = {ADDRESS}
    assert send_form(admin, roles=["auditor"]).url == PEOPLE
    with pytest.raises(IndexError):
        link()
    page = words(admin.get(PEOPLE))
    assert "Address refused: The mail server refused the address" in page
    assert "1 mail did not arrive" in words(admin.get(HOME))


def test_one_is_sent_again_and_the_link_before_opens_nothing(admin, invited, link, client):
    invitation = invited()
    first = link()
    again = f"{PEOPLE}invitations/{invitation.pk}/again/"
    assert admin.post(again, sent(admin.get(again))).url == PEOPLE
    assert "This invitation was withdrawn" in words(client.get(first))
    assert client.post(link(), said()).url == HOME


def test_the_mail_says_who_invites_to_what_and_offers_no_choices(invited, link, server):
    invited(roles=["auditor", "legal_officer"])
    link()
    [mail] = server.taken
    text, html = (part.get_content() for part in mail.iter_parts())
    assert (mail["To"], mail["Subject"]) == (ADDRESS, "You are invited to Shared management")
    assert "Administrator invites you to Shared management." in text
    assert "It gives you the role of auditor, legal officer." in text
    assert "If you did not expect this, do nothing." in html and "account/mail" not in text


def test_a_mail_that_came_back_is_said_so_and_sent_again_with_the_same_link(
    admin, invited, link, server
):
    invited()
    first = link()
    back, again = (f"{HOME}mail/{Mail.objects.get().pk}/{name}/" for name in ("came-back", "again"))
    admin.post(back, {**sent(admin.get(back)), "why": "550 No such user"})
    assert "Came back: 550 No such user" in words(admin.get(PEOPLE))
    admin.post(again, sent(admin.get(again)))
    assert link() == first and [one["To"] for one in server.taken] == [ADDRESS] * 2
    assert "Came back" not in words(admin.get(PEOPLE)).split("Invitations")[-1]


def test_one_is_withdrawn_on_its_page(admin, invited, client):
    invitation = invited()
    withdraw = f"{PEOPLE}invitations/{invitation.pk}/withdraw/"
    assert withdraw in links(admin.get(PEOPLE))
    assert admin.post(withdraw, sent(admin.get(withdraw))).url == PEOPLE
    assert withdraw not in links(admin.get(PEOPLE))
    assert "was withdrawn already" in words(admin.post(withdraw, {"once": ""}))


def test_a_mail_that_waits_for_a_withdrawn_one_never_leaves(invited, administrator, server, link):
    actions.withdraw_invitation(invited(), by=administrator, at=timezone.now())
    with pytest.raises(IndexError):
        link()
    assert "not open any more" in Mail.objects.get().state_in_words and not server.taken


def test_without_a_mail_server_the_page_shows_the_link_to_hand_over(admin, client, settings):
    shown = send_form(admin, roles=["auditor"]).url
    way = path_of(Invitation.objects.get())
    assert f"{settings.SITE_URL}{way}" in words(admin.get(shown))
    assert client.post(way, said()).url == HOME
    assert way not in admin.get(shown).content.decode()


INVITES = [
    ({"email": "no address", "roles": ["auditor"]}, "email"),
    ({"roles": []}, "roles"),
    ({"roles": ["king"]}, "roles"),
    ({"roles": ["committee_member"]}, "body"),
]


@pytest.mark.parametrize(("given", "field"), INVITES)
@pytest.mark.each
def test_an_invitation_that_will_not_do_comes_back(given, field, admin):
    page = send_form(admin, **given)
    assert set(errors(page)) == {field} and typed(page, "email") == given.get("email", ADDRESS)
    assert not Invitation.objects.exists()


@pytest.mark.each
def test_nobody_is_invited_twice_nor_to_what_they_have(admin, invited, programme):
    invited()
    page = send_form(admin, email=ADDRESS.upper(), roles=["legal_officer"])
    assert "Withdraw that, or send it again." in errors(page)["email"]
    held = person(programme, Role.AUDITOR, user__email="sam@councils.example")
    page = send_form(admin, email="sam@councils.example", roles=["auditor"])
    assert f"{held.title} has this address and is auditor already." in errors(page)["email"]


def test_after_one_expired_the_address_is_invited_anew(invited):
    invited(at=timezone.now() - WEEK)
    invited()
    assert Invitation.objects.unanswered().count() == 1


def test_only_an_administrator_invites_withdraws_and_sends_again(invited, programme_manager):
    invitation, who = invited(), {"by": programme_manager, "at": timezone.now()}
    for step in (
        lambda: invited(by=programme_manager, email="other@councils.example"),
        lambda: actions.withdraw_invitation(invitation, **who),
        lambda: actions.invite_again(invitation, **who),
    ):
        with pytest.raises(NotPermitted):
            step()


def test_the_database_keeps_it_as_it_was(invited, nobody):
    actions.accept_as(invited(), by=nobody, at=timezone.now())
    rows = Invitation.objects.all()
    for change in (rows.delete, lambda: rows.update(accepted_at=None, accepted_by=None)):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    assert Mail.objects.get().state == State.NOT_SENT
