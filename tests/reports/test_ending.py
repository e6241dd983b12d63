"""A report that a body gets can end, and begin again."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from reports import actions, schedule
from tests.factories import BodyFactory, MeetingFactory, noon

LATER = noon(2012, 3, 27)


@pytest.fixture
def definition(programme, democratic_services):
    body = BodyFactory(programme=programme)
    MeetingFactory(body=body)
    return actions.define_report(
        programme=programme, by=democratic_services, at=noon(2012, 1, 9), body=body, kind="programme-management",
        title="Programme management report", sections=["risks"], lead_days=5,
    )  # fmt: skip


def test_no_report_is_drawn_up_once_it_has_ended(definition, democratic_services):
    actions.end_definition(definition, by=democratic_services, at=noon(2012, 2, 1), why="The committee was dissolved")
    assert schedule.raise_due(LATER) == []


def test_a_report_ends_once(definition, democratic_services):
    ended = actions.end_definition(definition, by=democratic_services, at=LATER, why="Dissolved")
    with pytest.raises(ValidationError, match="ended already"):
        actions.end_definition(ended, by=democratic_services, at=LATER, why="Again")


def test_a_report_that_had_ended_can_be_defined_again(definition, programme, democratic_services):
    actions.end_definition(definition, by=democratic_services, at=noon(2012, 2, 1), why="A mistake")
    again = actions.define_report(
        programme=programme, by=democratic_services, at=noon(2012, 2, 2), body=definition.body, kind="programme-management",
        title="Programme management report", sections=["risks"], lead_days=5,
    )  # fmt: skip
    assert again.pk == definition.pk and len(schedule.raise_due(LATER)) == 1


def test_the_officer_ends_it_in_the_browser_with_a_reason(definition, programme, democratic_services, signed_in):
    client = signed_in(democratic_services)
    url = reverse("reports:end_definition", args=[programme.slug, definition.pk])
    assert "Say why" in client.post(url, {"why": ""}).content.decode()
    client.post(url, {"why": "The committee was dissolved"})
    definition.refresh_from_db()
    assert definition.retired_at


def test_a_meetings_page_says_when_its_report_will_be_drawn_up(definition, programme, democratic_services, signed_in):
    meeting = definition.body.meetings.get()
    url = reverse("meeting", args=[programme.slug, meeting.pk])
    page = signed_in(democratic_services).get(f"{url}?at=2012-02-01").content.decode()
    assert "To be drawn up" in page and "20 March 2012 at 5.00pm" in page
