"""A row that somebody else left out meanwhile: its forms say so, and keep what was typed."""

import pytest
from django.urls import reverse

from papers import actions, demanded, front_sheets
from papers.models import DemandedClearance, FrontSheetField, PaperRecommendation
from tests.papers.clearing import LEGAL, demand  # noqa: F401  (a fixture)
from tests.papers.conftest import WRITTEN
from tests.reading import sent, typed, words

pytestmark = pytest.mark.once


@pytest.fixture
def recommendation(recommend, democratic_services):
    """A recommendation, the page's first field and what leaves it out."""
    return recommend("To note"), "text", actions.leave_out_recommendation


@pytest.fixture
def field(add_field):
    return add_field("Subject"), "label", front_sheets.leave_out_field


@pytest.fixture
def clearance(demand):  # noqa: F811
    return demand(**LEGAL), "label", demanded.leave_out_demand


PAGES = {
    "recommendation": (PaperRecommendation, "recommendation", "leave_out_recommendation"),
    "field": (FrontSheetField, "field", "leave_out_field"),
    "clearance": (DemandedClearance, "demand", "leave_out_demand"),
}
MOVES = {
    "recommendation": "move_recommendation",
    "field": "move_field",
    "clearance": "move_demand",
}


@pytest.fixture(params=PAGES)
def kind(request):
    return request.param


@pytest.fixture
def row(kind, request):
    return request.getfixturevalue(kind)


@pytest.fixture
def page(kind, row, programme):
    """A function that gives the address of a page of the row: to change it, or to leave it out."""
    return lambda place: reverse(f"papers:{PAGES[kind][place]}", args=[programme.slug, row[0].pk])


@pytest.fixture
def leave_out(row, democratic_services):
    """A function by which somebody else leaves the row out."""
    step = row[2]
    return lambda: step(row[0], by=democratic_services, at=WRITTEN, why="Not wanted")


def test_what_was_typed_comes_back_with_who_left_it_out(
    kind, row, page, leave_out, programme_manager, signed_in
):
    client, name = signed_in(programme_manager), row[1]
    form = {**sent(client.get(page(1))), name: "Other words"}
    leave_out()
    response = client.post(page(1), form)
    assert f"left this {kind} out. Nothing was saved." in words(response)
    assert typed(response, name) == "Other words"
    assert PAGES[kind][0].objects.get().version == 2


def test_the_reason_comes_back_where_two_leave_it_out(
    kind, row, page, leave_out, programme_manager, signed_in
):
    client = signed_in(programme_manager)
    form = {**sent(client.get(page(2))), "why": "I wanted it out too"}
    leave_out()
    response = client.post(page(2), form)
    assert f"left this {kind} out." in words(response) and typed(response, "why") == form["why"]


@pytest.mark.parametrize("place", [1, 2])
def test_its_forms_lead_back_and_say_so(kind, place, page, leave_out, programme_manager, signed_in):
    leave_out()
    response = signed_in(programme_manager).get(page(place), follow=True)
    assert response.redirect_chain and f"left this {kind} out." in words(response)


def test_it_is_not_moved(kind, row, leave_out, programme, programme_manager, signed_in):
    leave_out()
    move = reverse(f"papers:{MOVES[kind]}", args=[programme.slug, row[0].pk])
    response = signed_in(programme_manager).post(move, {"step": "up"}, follow=True)
    assert "It was left out meanwhile. Nothing was moved now." in words(response)
