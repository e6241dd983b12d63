"""A form that is sent twice saves once, and what was typed outlives a session."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from programme.models import Save
from programme.tasks import forget_used_forms
from programme.ui import once
from risks import actions
from risks.models import Risk
from tests.factories import MARCH_2012
from tests.reading import errors, typed, words

ADD, EDIT = (f"/programmes/shared-management/risks/{end}" for end in ("add/", "R1/edit/"))


@pytest.fixture
def manager(signed_in, programme_manager):
    return signed_in(programme_manager)


def opened(client, address=ADD, **said):
    """What a browser sends from the form as it was opened, with something typed into it."""
    page = client.get(address)
    has_version = "version" in page.context["form"].fields
    version = {"version": typed(page, "version")} if has_version else {}
    return hidden(page) | version | said


def hidden(page):
    """The inputs that every form carries."""
    return {
        name: re.search(f'name="{name}" value="([^"]+)"', page.content.decode())[1]
        for name in ("once", "for")
    }


def test_a_used_token_is_forgotten_after_a_week(manager, programme_manager):
    manager.post(ADD, opened(manager, title="A partner leaves"))
    kept = Save.objects.get()
    once.forget(kept.at + once.KNOWN)
    assert Save.objects.count() == 1
    with time_machine.travel(kept.at + once.KNOWN + timedelta(minutes=1)):
        forget_used_forms()
    assert not Save.objects.exists() and Risk.objects.count() == 1


def test_what_was_typed_is_kept_as_long_as_its_session(client):
    client.post(ADD, {"title": "Kept", "for": "1"})
    forget_used_forms()
    assert client.session[once.KEPT]["data"]["title"] == ["Kept"]
    Session.objects.update(expire_date=timezone.now() - timedelta(days=1))
    forget_used_forms()
    assert not Session.objects.exists()


def test_beat_forgets_by_itself():
    tasks = [one["task"] for one in settings.CELERY_BEAT_SCHEDULE.values()]
    assert forget_used_forms.name in tasks and "reports.tasks.tick" in tasks


@pytest.mark.once
def test_a_double_click_adds_one_row_and_leads_to_it(manager):
    form = opened(manager, title="A partner leaves")
    first, second = (manager.post(ADD, form) for _ in range(2))
    assert first.url == second.url == "/programmes/shared-management/risks/R1/"
    assert Risk.objects.count() == 1
    assert "R1 saved. It was sent twice and saved once." in words(manager.get(second.url))


def test_a_form_whose_twin_is_saved_while_it_is_read_leads_there_too(manager):
    form, looked = opened(manager, title="A partner leaves"), []

    def twin_meanwhile(execute, sql, *rest):
        found = execute(sql, *rest)
        if "programme_save" in sql and not looked:
            looked.append(sql)
            looked.append(manager.post(ADD, form))
        return found

    with connection.execute_wrapper(twin_meanwhile):
        second = manager.post(ADD, form)
    assert second.url == looked[1].url == "/programmes/shared-management/risks/R1/"
    assert Risk.objects.count() == 1


@pytest.mark.once
def test_back_and_save_with_other_words_asks_before_it_adds_another(manager):
    form = opened(manager, title="A partner leaves")
    manager.post(ADD, form)
    page = manager.post(ADD, {**form, "title": "Two partners leave"})
    assert "You have saved this form before: R1 saved." in errors(page)["__all__"]
    assert typed(page, "title") == "Two partners leave" and Risk.objects.count() == 1
    again = {**hidden(page), "title": typed(page, "title")}
    assert manager.post(ADD, again).status_code == 302
    assert Risk.objects.count() == 2


@pytest.mark.once
def test_a_refused_form_keeps_its_token_and_saves_after_it(manager):
    page = manager.post(ADD, opened(manager, title=""))
    assert "title" in errors(page)
    assert manager.post(ADD, {**hidden(page), "title": "Known"}).status_code == 302
    assert Save.objects.get().led_to.endswith("/risks/R1/")


def test_a_step_that_is_sent_twice_is_taken_once(manager, programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    actions.add_risk(programme=programme, title="A partner leaves", **who)
    address = "/programmes/shared-management/risks/R1/mitigations/add/"
    form = opened(manager, address, text="Agree terms")
    assert [manager.post(address, form).status_code for _ in range(2)] == [302, 302]
    assert Risk.objects.get().mitigations.count() == 1


def test_back_after_an_edit_meets_the_own_earlier_save(manager, programme, programme_manager):
    who = {"by": programme_manager, "at": MARCH_2012}
    actions.add_risk(programme=programme, title="A partner leaves", **who)
    form = opened(manager, EDIT, title="All leave")
    manager.post(EDIT, form)
    page = manager.post(EDIT, {**form, "title": "Nobody leaves"})
    assert [field["yours"] for field in page.context["asked"]] == ["Nobody leaves"]


def test_what_was_typed_while_the_session_ended_is_there_after_sign_in(manager, programme_manager):
    form = opened(manager, title="A partner leaves", cause="A vote")
    browser = Client()
    answer = browser.post(ADD, form)
    assert "sign-in" in answer.url and not Risk.objects.exists()
    browser.force_login(programme_manager)
    page = browser.get(ADD)
    assert "Your session had ended. What you typed is below." in words(page)
    assert (typed(page, "title"), typed(page, "cause")) == ("A partner leaves", "A vote")
    assert not typed(browser.get(ADD), "title")


def from_before_a_new_sign_in(manager, programme_manager, origin=None, **said):
    """A browser whose person signed in again in another window, and what a form of before gets."""
    browser = Client(enforce_csrf_checks=True, headers={"origin": origin} if origin else {})
    browser.force_login(programme_manager)
    browser.get(ADD)  # gives it the cookie
    old = {**opened(manager), "csrfmiddlewaretoken": "a" * 64, **said}
    return browser, browser.post(ADD, old)


def test_what_was_typed_before_a_sign_in_in_another_window_is_given_back(
    manager, programme_manager
):
    ours, said = "http://testserver", {"title": "A partner leaves"}
    browser, answer = from_before_a_new_sign_in(manager, programme_manager, ours, **said)
    assert answer.url == ADD and not Risk.objects.exists()
    page = browser.get(ADD)
    assert "Nothing is saved yet." in words(page) and typed(page, "title") == "A partner leaves"


@pytest.mark.parametrize("origin", [None, "null", "http://elsewhere.example"])
def test_another_site_fills_in_no_form_of_ours(manager, programme_manager, origin):
    said = {"title": "A partner leaves"}
    browser, answer = from_before_a_new_sign_in(manager, programme_manager, origin, **said)
    assert answer.status_code == 403 and not typed(browser.get(ADD), "title")


def test_nobody_else_at_the_same_desk_sees_what_was_typed(manager, workstream_lead):
    browser = Client()
    browser.post(ADD, opened(manager, title="Between us"))
    browser.force_login(workstream_lead)
    assert "Between us" not in words(browser.get(ADD))


@pytest.mark.once
def test_a_token_that_is_none_of_ours_saves_as_ever(manager):
    for token in ("", "1", "\0", "no-token" * 100):
        assert manager.post(ADD, {"title": "A risk", "once": token}).status_code == 302


def test_a_fingerprint_is_of_what_was_typed_and_of_the_button(rf):
    one = {"title": "A", "once": "1", "csrfmiddlewaretoken": "2"}
    first, same, other = (
        once.digest_of(rf.post("/", data).POST)
        for data in (one, {**one, "once": "3"}, {**one, "another": "yes"})
    )
    assert first == same != other


def test_a_password_is_not_kept_while_nobody_is_signed_in(administrator, signed_in):
    people = "/programmes/shared-management/people/add/"
    said = opened(signed_in(administrator), people, username="new", password="Not for a session")
    browser = Client()
    browser.post(people, said)
    assert "Not for a session" not in repr(dict(browser.session.items()))
    assert browser.session[once.KEPT]["data"]["username"] == ["new"]


@pytest.mark.once
def test_back_fetches_the_form_anew_and_the_same_words_are_asked_about(manager):
    manager.post(ADD, opened(manager, title="A partner leaves"))
    page = manager.post(ADD, opened(manager, title="A partner leaves"))
    assert "You have saved this form before: R1 saved." in errors(page)["__all__"]
    again = hidden(page) | {"again": page.context["again"], "title": typed(page, "title")}
    assert manager.post(ADD, again).status_code == 302
    assert Risk.objects.count() == 2


def test_an_answer_to_a_conflict_outlives_the_session(
    manager, programme, programme_manager, workstream_lead
):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = actions.add_risk(programme=programme, title="A partner leaves", **who)
    mine = opened(manager, EDIT, title="Mine")
    actions.change_risk(risk, by=workstream_lead, at=MARCH_2012, title="Theirs")
    page = manager.post(EDIT, mine)
    answer = {**dict(page.context["hidden_inputs"]), **hidden(page), "pick_title": "theirs"}
    browser = Client()
    browser.post(EDIT, answer)
    browser.force_login(programme_manager)
    assert typed(browser.get(EDIT), "title") == "Theirs"


def test_a_row_that_was_closed_meanwhile_is_not_offered_for_saving(
    manager, programme, programme_manager
):
    who = {"by": programme_manager, "at": MARCH_2012}
    risk = actions.add_risk(programme=programme, title="A partner leaves", **who)
    mine = opened(manager, EDIT, title="Mine")
    actions.close_risk(risk, why="They signed", **who)
    page = manager.post(EDIT, mine)
    said = errors(page)["__all__"]
    assert "You cannot change R1 because it is closed. Reopen it first." in said
    assert "press the button once more" not in said and typed(page, "title") == "Mine"
