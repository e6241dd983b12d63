"""What was left out by mistake is put back by its button, to the place where it stood."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from lxml import html

from papers import actions, deciding, demanded, front_sheets, putting_back
from programme.models import AuditEvent
from tests.factories import noon
from tests.papers.clearing import LEGAL, demand  # noqa: F401  (a fixture)
from tests.papers.conftest import WRITTEN
from tests.reading import typed, words

pytestmark = pytest.mark.once


@pytest.fixture
def recommendations(recommend):
    return [recommend("To note"), recommend("To approve")]


@pytest.fixture
def fields(add_field):
    return [add_field("Subject"), add_field("Purpose")]


@pytest.fixture
def demands(demand):  # noqa: F811
    return [demand(**LEGAL), demand(label="Audit", role="auditor")]


KINDS = {  # what leaves it out, the page of its button, and where that stands
    "recommendations": (actions.leave_out_recommendation, "recommendation"),
    "fields": (front_sheets.leave_out_field, "field"),
    "demands": (demanded.leave_out_demand, "demand"),
}


@pytest.fixture(params=KINDS)
def kind(request):
    return request.param


@pytest.fixture
def row(kind, request, democratic_services):
    """The first of two rows, left out."""
    row = request.getfixturevalue(kind)[0]
    return KINDS[kind][0](row, by=democratic_services, at=WRITTEN, why="A slip")


@pytest.fixture
def at(programme):
    return lambda name, *args: reverse(f"papers:{name}", args=[programme.slug, *args])


@pytest.fixture
def page(kind, row, at, body):
    """The page on which the row stood."""
    if kind == "recommendations":
        return at("recommended", row.paper.parts.get(kind="recommendations").pk)
    return at("front_sheet", body.pk)


@pytest.fixture
def button(kind, row, at):
    return at(f"put_back_{KINDS[kind][1]}", row.pk)


def press(client, page, button):
    """Presses the button as the page has it."""
    found = html.fromstring(client.get(page).content).xpath(f"//form[@action='{button}']")
    assert len(found) == 1
    return client.post(button, dict(found[0].form_values()), follow=True)


@pytest.mark.each
def test_it_is_put_back_where_it_stood(kind, row, page, button, programme_manager, signed_in):
    client = signed_in(programme_manager)
    shown = press(client, page, button)
    assert f"Put back: {row}" in words(shown) and button not in shown.content.decode()
    row.refresh_from_db()
    assert not row.left_out and row.place == 1
    first = html.fromstring(shown.content).xpath(f"//li/strong[contains(., '{row}')]/..")
    assert first[0].getparent().index(first[0]) == 0
    assert AuditEvent.objects.first().verb == "put back"


@pytest.mark.each
def test_pressed_twice_it_is_put_back_once(row, page, button, programme_manager, signed_in):
    client, version = signed_in(programme_manager), row.version
    press(client, page, button)
    again = client.post(button, {"version": version}, follow=True)
    assert "It was put back or changed meanwhile." in words(again)
    row.refresh_from_db()
    now = client.post(button, {"version": row.version}, follow=True)
    assert "It was put back already." in words(now) and row.version == version + 1


@pytest.mark.each
def test_who_may_not_write_puts_nothing_back(row, button, auditor, signed_in):
    assert signed_in(auditor).post(button, {"version": row.version}).status_code == 403
    row.refresh_from_db()
    assert row.left_out


def test_recommendations_stay_once_the_meeting_has_decided(
    recommendations, at, democratic_services, signed_in
):
    who = {"by": democratic_services, "at": noon(2012, 4, 5)}
    first, second = recommendations
    actions.leave_out_recommendation(first, why="A slip", **who)
    deciding.record_decision(second, outcome="agreed", minute="Minute 3", **who)
    client, button = signed_in(democratic_services), at("put_back_recommendation", first.pk)
    page = at("recommended", first.paper.parts.get(kind="recommendations").pk)
    assert button not in client.get(page).content.decode()
    shown = client.post(button, {"version": first.version + 1}, follow=True)
    assert "has decided. Its recommendations stay as they were put." in words(shown)


def test_a_field_has_its_answers_again(fields, part, at, democratic_services, signed_in):
    field, sheet = fields[0], part("front-sheet")
    who = {"by": democratic_services, "at": WRITTEN}
    actions.fill_front_sheet(sheet, answers={field.key: "The plan"}, **who)
    out = front_sheets.leave_out_field(field, why="A slip", **who)
    client, page = signed_in(democratic_services), at("answers", sheet.pk)
    putting_back.put_back_field(out, **who)
    assert typed(client.get(page), field.name) == "The plan"


def test_what_is_demanded_anew_is_not_demanded_twice(demands, demand, democratic_services):  # noqa: F811
    who = {"by": democratic_services, "at": WRITTEN}
    out = demanded.leave_out_demand(demands[0], why="A slip", **who)
    demand(**LEGAL)
    with pytest.raises(ValidationError, match="demands this clearance already"):
        putting_back.put_back_demand(out, **who)


def test_a_field_whose_heading_was_asked_for_anew_is_not_put_back(
    fields, add_field, democratic_services
):
    how = {"by": democratic_services, "at": WRITTEN}
    out = front_sheets.leave_out_field(fields[0], why="A slip", **how)
    add_field("SUBJECT")
    with pytest.raises(ValidationError, match="asks for “Subject” already"):
        putting_back.put_back_field(out, **how)
