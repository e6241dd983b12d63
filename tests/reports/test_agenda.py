"""The agenda of a meeting is in the order that the officer gives its papers."""

import pytest
from django.urls import reverse

from reports import schedule
from reports.models import ReportDefinition
from tests.reading import errors, links, sent
from tests.reports.drawn import draw
from tests.reports.moments import DRAFT_MOMENT

PAGE = "/published/joint-committee/2012-04-04/"
KINDS = ["finance", "progress", "programme-management"]


@pytest.fixture
def published(body, define, meeting, publish):
    """Three reports to the body, by their titles in the order of `KINDS`."""
    for title, kind in zip("ABC", KINDS, strict=True):
        define(body, kind=kind, title=title, sections=["changes"])
    for due in schedule.raise_due(DRAFT_MOMENT):
        publish(draw(due, DRAFT_MOMENT))


def agenda(client):
    found = [one for one in links(client.get(PAGE)) if one.count("/") == 5 and one.endswith("/")]
    return [one.removeprefix(PAGE).strip("/") for one in found if one.startswith(PAGE)]


def place(client, kind, number):
    pk = ReportDefinition.objects.get(kind=kind).pk
    url = reverse("reports:redefine", args=["shared-management", pk])
    return client.post(url, {**sent(client.get(url)), "agenda_place": number})


@pytest.mark.once
def test_papers_stand_by_their_place_and_then_by_their_title(
    published, democratic_services, signed_in
):
    client = signed_in(democratic_services)
    assert agenda(client) == KINDS
    place(client, "programme-management", "1")
    assert agenda(client) == ["programme-management", "finance", "progress"]
    place(client, "programme-management", "")
    assert agenda(client) == KINDS


@pytest.mark.parametrize("typed", ["0", "100", "first"])
def test_a_place_is_a_whole_number(definition, democratic_services, signed_in, typed):
    page = place(signed_in(democratic_services), definition.kind, typed)
    assert errors(page) == {"agenda_place": "Enter a whole number from 1 to 99, or leave it blank."}
