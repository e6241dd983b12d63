"""The first steps of a new programme: computed from what is there, with who may do each."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programme import first_steps
from programme.authorization import NotPermitted, Role
from programme.models import AuditEvent
from reports.actions import define_report
from risks.actions import add_risk
from tests.factories import (
    MARCH_2012,
    BodyFactory,
    MeetingFactory,
    MembershipFactory,
    PartnerFactory,
    person,
)
from tests.reading import links, sent, words

pytestmark = pytest.mark.once

HOME = "/programmes/shared-management/"
STEPS, HIDE, SHOW = (f"{HOME}first-steps/{name}" for name in ("", "hide/", "show/"))


@pytest.fixture
def first(programme):
    """Who created the programme and manages it; nobody else has a part in it."""
    somebody = person(programme, Role.ADMINISTRATOR)
    MembershipFactory(programme=programme, user=somebody, role=Role.PROGRAMME_MANAGER)
    return somebody


def done(programme):
    return first_steps.done_of(programme, first_steps.first_steps(programme))


def test_a_new_programme_shows_what_comes_next_and_where(first, signed_in):
    page = signed_in(first).get(HOME)
    assert words(page).count("Not done yet") == 6
    ways = {"partners/add/", "meetings/bodies/add/", "meetings/add/", "people/add/", "risks/"}
    assert {f"{HOME}{way}" for way in {*ways, "reports/define/"}} <= set(links(page))


def test_each_step_is_done_when_what_it_adds_is_there_and_the_list_goes_away(
    programme, first, signed_in
):
    assert done(programme) == [False] * 6
    who = {"programme": programme, "by": first, "at": MARCH_2012}
    body = BodyFactory(programme=programme)
    steps = [
        lambda: PartnerFactory(programme=programme),
        lambda: MeetingFactory(body=body),
        lambda: person(programme, Role.AUDITOR),
        lambda: add_risk(**who, title="A partner leaves", likelihood=1, impact=1),
        lambda: define_report(
            **who,
            body=body,
            kind="programme-management",
            title="Report",
            sections=["risks"],
            lead_days=5,
        ),
    ]
    counts = [sum(done(programme)) for step in steps if step()]
    assert counts == [2, 3, 4, 5, 6]
    assert (
        "First steps"
        not in words(signed_in(first).get(HOME))
        .replace("First steps Skip", "")
        .split("About the programme")[0]
    )


def test_who_may_do_a_step_is_said_and_where_nobody_may_yet(programme, signed_in):
    page = words(signed_in(person(programme, Role.ADMINISTRATOR)).get(HOME))
    assert "workstream lead, finance officer. Nobody holds such a role yet" in page


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.LEGAL_OFFICER, Role.SCRUTINY_OFFICER])
def test_nobody_is_asked_who_may_do_none_of_them(role, programme, signed_in):
    client = signed_in(person(programme, role))
    assert "Not done yet" not in words(client.get(HOME))
    page = client.get(STEPS)
    assert "Not done yet" in words(page) and f"{HOME}partners/add/" not in links(page)


def test_it_is_hidden_and_put_back_for_everybody_and_on_record(programme, first, signed_in):
    client = signed_in(first)
    for address, is_shown in (HIDE, False), (SHOW, True):
        client.post(address, sent(client.get(address)))
        assert ("Not done yet" in words(client.get(HOME))) is is_shown
        assert STEPS in links(client.get(HOME)) and "Not done yet" in words(client.get(STEPS))
    verbs = AuditEvent.objects.order_by("pk").values_list("verb", flat=True)
    assert [*verbs] == ["hid the first steps of", "put back the first steps of"]


def test_its_page_is_about_what_is_there_now(first, signed_in):
    assert signed_in(first).get(f"{STEPS}?at=2012-03-09").url == STEPS


@pytest.mark.each
def test_it_is_hidden_once_by_those_who_keep_the_programme(programme, first, auditor):
    who = {"programme": programme, "at": MARCH_2012}
    with pytest.raises(NotPermitted):
        first_steps.hide_checklist(by=auditor, **who)
    with pytest.raises(ValidationError):
        first_steps.show_checklist(by=first, **who)
    first_steps.hide_checklist(by=first, **who)
    with pytest.raises(ValidationError):
        first_steps.hide_checklist(by=first, **who)


def test_another_programme_does_no_step_of_this_one(programme, first):
    PartnerFactory()
    MeetingFactory()
    assert done(programme) == [False] * 6


@pytest.mark.each
def test_all_steps_are_looked_up_by_one_query(programme, first):
    with CaptureQueriesContext(connection) as queries:
        done(programme)
    assert len(queries) == 1
