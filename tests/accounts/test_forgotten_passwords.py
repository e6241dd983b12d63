"""A forgotten password is set anew by mail: once, within two hours, and nobody learns who is
here.
"""

from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone

from outbox import sending
from outbox.models import Mail
from programme.models import AuditEvent
from tests.accounts.conftest import ADDRESS, OWN
from tests.factories import PASSWORD
from tests.reading import errors, links, words

FORGOTTEN, SENT = "/account/forgotten/", "/account/forgotten/sent/"


@pytest.fixture
def jane(auditor):
    auditor.email = ADDRESS
    auditor.set_password(PASSWORD)
    auditor.save()
    return auditor


def ask(client, email=ADDRESS):
    return client.post(FORGOTTEN, {"email": email})


def choose(client, way, password=OWN, again=None):
    shown = client.get(way, follow=True)
    if not shown.redirect_chain:
        return shown
    data = {"new_password1": password, "new_password2": again or password}
    return client.post(shown.redirect_chain[-1][0], data)


def sign_in(password):
    data = {"username": "auditor", "password": password}
    return Client().post("/account/sign-in/", data).status_code == 302


@pytest.mark.once
def test_the_sign_in_page_leads_to_a_link_that_sets_a_new_password(jane, link, client):
    assert FORGOTTEN in links(client.get("/account/sign-in/"))
    assert ask(client, ADDRESS.upper()).url == SENT
    assert choose(client, link()).url == "/account/forgotten/done/"
    assert sign_in(OWN) and not sign_in(PASSWORD)
    [event] = AuditEvent.objects.all()
    assert event.verb == "set a new password, by mail, for" and event.by == jane


def test_what_is_answered_is_the_same_for_an_address_that_nobody_has(jane, client, server):
    answers = [ask(client, email) for email in (ADDRESS, "nobody@councils.example")]
    pages = {client.get(answer.url).content for answer in answers}
    assert {answer.url for answer in answers} == {SENT} and len(pages) == 1
    assert [one.person for one in Mail.objects.all()] == [jane]


def test_a_link_works_once(jane, link, client):
    ask(client)
    choose(client, way := link())
    assert "This link opens nothing" in words(choose(Client(), way, "another long phrase"))
    assert sign_in(OWN)


def test_a_link_is_void_after_two_hours_and_after_a_sign_in(jane, link, client):
    ask(client)
    way, later = link(), timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT + 60)
    with time_machine.travel(later):
        assert "This link opens nothing" in words(choose(client, way))
    assert sign_in(PASSWORD)
    assert "This link opens nothing" in words(choose(client, way))


def test_the_link_stands_in_no_row_and_on_no_page(jane, link, client, signed_in):
    ask(client)
    token = link().split("/")[-2]
    assert token not in repr([*Mail.objects.values()])
    page = signed_in(jane).get("/outbox/").content.decode()
    assert token not in page and "The link stands in the mail alone" in page


def test_nobody_is_sent_more_than_three_in_an_hour(jane, client, server):
    for _ in range(5):
        assert ask(client).url == SENT
    assert Mail.objects.count() == 3


def test_a_closed_account_gets_none_and_one_that_closes_meanwhile_neither(jane, client, server):
    ask(client)
    jane.is_active = False
    jane.save()
    ask(client)
    sending.send_due(timezone.now)
    assert "not open any more" in Mail.objects.get().state_in_words and not server.taken


@pytest.mark.once
def test_a_one_time_password_and_a_lock_out_end_with_it(jane, link, client):
    jane.must_change_password = True
    jane.save()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in("wrong")
    ask(client)
    choose(client, link())
    jane.refresh_from_db()
    assert sign_in(OWN) and not jane.must_change_password


@pytest.mark.parametrize(("password", "again"), [("short", None), (OWN, "other phrase")])
def test_a_password_that_will_not_do_is_refused(jane, link, client, password, again):
    ask(client)
    assert set(errors(choose(client, link(), password, again))) == {"new_password2"}


def test_no_address_is_asked_for_again(client, db, server):
    assert set(errors(ask(client, ""))) == {"email"}


def test_without_a_mail_server_it_says_whom_to_ask(client, db):
    assert "No mail server is set up here" in words(client.get(FORGOTTEN))
