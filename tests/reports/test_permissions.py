"""Who may do what with reports: every role, a stranger, and somebody who is not signed in."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from programme.actions import end_role
from programme.authorization import LOG_READERS, NotPermitted, Role
from programme.authorization.roles import EVERYONE
from reports import actions, schedule
from reports.models import Report
from tests.factories import BodyFactory, MeetingFactory, ProgrammeFactory, noon, person
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT, london

pytestmark = pytest.mark.once

OFFICER = {Role.DEMOCRATIC_SERVICES}
DRAWERS = OFFICER | {Role.PROGRAMME_MANAGER}
DEFINERS = DRAWERS | {Role.ADMINISTRATOR}
READ = ["detail", "pdf", "json", "csv"]
SECOND_DRAFT = london(2012, 4, 17)


@pytest.fixture
def definition(body, define):
    return define(body, sections=["changes"])


@pytest.fixture
def second(published, body):
    """A draft for the meeting after the published one's."""
    MeetingFactory(body=body, on=date(2012, 5, 2))
    (due,) = schedule.raise_due(SECOND_DRAFT)
    return draw(due, SECOND_DRAFT)


def address(name, thing=None, programme=None):
    """An address of the reports' pages; `thing` is what its id names."""
    programme = (
        programme or thing.definition.programme
        if hasattr(thing, "definition")
        else programme or thing.programme
    )
    ids = [] if name in ("list", "define") else [thing.pk]
    return reverse(
        f"reports:{name}", args=[programme.slug, *ids, *(["changes"] if name == "csv" else [])]
    )


def allowed(everyone, signed_in, url):
    """The roles to which a page opens; to every other one it is not permitted or not there."""
    answers = {role: signed_in(user).get(url).status_code for role, user in everyone.items()}
    assert set(answers.values()) <= {200, 403, 404}
    return {role for role, status in answers.items() if status == 200}


# --- Pages ----------------------------------------------------------------------------------------


def test_everybody_in_the_programme_reads_what_was_published(everyone, signed_in, published):
    for name in ["list", *READ]:
        assert allowed(everyone, signed_in, address(name, published)) == EVERYONE


def test_drafts_are_for_those_who_read_the_logs(everyone, signed_in, draft):
    for name in READ:
        assert allowed(everyone, signed_in, address(name, draft)) == LOG_READERS


def test_steps_of_a_draft(everyone, signed_in, draft):
    assert allowed(everyone, signed_in, address("publish", draft)) == OFFICER
    assert allowed(everyone, signed_in, address("again", draft)) == DRAWERS


def test_steps_of_a_published_report(everyone, signed_in, published):
    assert allowed(everyone, signed_in, address("correct", published)) == OFFICER


def test_definitions(everyone, signed_in, definition):
    for name in "define", "redefine":
        assert (
            allowed(everyone, signed_in, address(name, definition, definition.programme))
            == DEFINERS
        )


def test_buttons_are_shown_to_those_who_may_press_them(everyone, signed_in, draft):
    pages = {
        role: signed_in(user).get(address("list", draft)).content.decode()
        for role, user in everyone.items()
    }
    assert {role for role, page in pages.items() if "Define a report" in page} == DEFINERS
    del everyone[Role.COMMITTEE_MEMBER]
    pages = {
        role: signed_in(user).get(address("detail", draft)).content.decode()
        for role, user in everyone.items()
    }
    assert {role for role, page in pages.items() if address("publish", draft) in page} == OFFICER
    assert {role for role, page in pages.items() if address("again", draft) in page} == DRAWERS


def every_address(published, draft):
    """Every page of reports, as it is offered."""
    definition = published.definition
    yield from (address(name, published) for name in ["list", "define", *READ, "correct"])
    yield from (address(name, draft) for name in [*READ, "publish", "again"])
    yield address("redefine", definition, definition.programme)


def test_nobody_gets_in_without_signing_in(published, second):
    for url in every_address(published, second):
        for answer in Client().get(url), Client().post(url):
            assert (answer.status_code, answer.url) == (302, f"{reverse('sign-in')}?next={url}")


def test_strangers_do_not_learn_that_there_is_a_programme(
    outsider, nobody, signed_in, published, second
):
    for user in outsider, nobody:
        client = signed_in(user)
        for url in every_address(published, second):
            assert (client.get(url).status_code, client.post(url).status_code) == (404, 404)


def test_ids_of_another_programme_lead_nowhere(published, second, signed_in, democratic_services):
    """Also for somebody who is an officer of both programmes."""
    other = ProgrammeFactory()
    person(other, Role.DEMOCRATIC_SERVICES, user=democratic_services)
    client = signed_in(democratic_services)
    things = [(name, published) for name in [*READ, "correct"]] + [
        (name, second) for name in [*READ, "publish", "again"]
    ]
    for name, thing in [*things, ("redefine", published.definition)]:
        url = address(name, thing, other)
        assert other.slug in url and (
            client.get(url).status_code,
            client.post(url).status_code,
        ) == (404, 404)


# --- Posts and actions ----------------------------------------------------------------------------


def test_a_post_past_the_buttons_is_refused(everyone, signed_in, draft):
    for role, user in everyone.items():
        if role not in OFFICER:
            answer = signed_in(user).post(address("publish", draft), {"sha256": draft.pdf_sha256})
            assert answer.status_code == 403
    assert Report.objects.get().state == "draft"


def refused_to(everyone, action):
    """The roles to which an action is refused."""
    refused = set()
    for role, user in everyone.items():
        try:
            action(user)
        except NotPermitted:
            refused.add(role)
        except Exception:  # let in, and refused for another reason
            pass
    return refused


def test_actions_refuse_for_themselves(everyone, published, second):
    definition, at = published.definition, noon(2012, 4, 20)
    how = {"title": "Report", "sections": ["changes"], "lead_days": 5, "at": at}
    programme, body = definition.programme, definition.body
    steps = {
        "define": lambda by: actions.define_report(
            programme=programme, body=body, kind="progress", by=by, **how
        ),
        "change": lambda by: actions.change_definition(definition, by=by, **how),
        "again": lambda by: actions.draw_again(second, by=by, at=at),
        "publish": lambda by: actions.publish_report(second, by=by, at=at, sha256="other"),
        "correct": lambda by: actions.correct_report(published, by=by, at=at, reason=""),
    }
    may = {name: EVERYONE - refused_to(everyone, action) for name, action in steps.items()}
    assert may == {
        "define": DEFINERS,
        "change": DEFINERS,
        "again": DRAWERS,
        "publish": OFFICER,
        "correct": OFFICER,
    }


def test_a_role_that_has_ended_no_longer_counts(draft, democratic_services, administrator):
    held = democratic_services.memberships.get()
    end_role(held, by=administrator, at=DRAFT_MOMENT, why="Moved on")
    with pytest.raises(NotPermitted):
        actions.publish_report(
            draft, by=democratic_services, at=DRAFT_MOMENT, sha256=draft.pdf_sha256
        )


def test_a_member_of_a_body_sees_its_papers_in_the_list_and_no_others(
    programme, published, body, signed_in
):
    board = BodyFactory(programme=programme, is_public=False)
    ours, theirs = (
        person(programme, Role.COMMITTEE_MEMBER, body=body),
        person(programme, Role.COMMITTEE_MEMBER, body=board),
    )
    link = address("detail", published)
    assert link in signed_in(ours).get(address("list", published)).content.decode()
    page = signed_in(theirs).get(address("list", published)).content.decode()
    assert "Papers for your committee" in page and link not in page
